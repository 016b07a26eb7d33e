"""Rules of triage as rows. What a queue named by `rule`, with its words and its lines of conditions, becomes rules that
take the same claims in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

Line = dict[str, Any]

# What each old rule asked, in lines of which all must fit; a rule with an "or" was two.
OLD: dict[str, list[list[Line]]] = {
    "danger": [[{"kind": "topic"}, {"kind": "at_least", "worthiness": 0.3}]],
    "repeat": [[{"kind": "repeat"}]],
    "number_with_data": [
        [{"kind": "quantity"}, {"kind": "has_series"}, {"kind": "any_place"}, {"kind": "at_least", "worthiness": 0.2}]
    ],
    "people_and_records": [
        [{"kind": "record"}, {"kind": "at_least", "worthiness": 0.2}],
        [{"kind": "only_kind", "number_kind": "duration"}, {"kind": "at_least", "worthiness": 0.2}],
    ],
    "who_said": [[{"kind": "attributed"}, {"kind": "at_least", "worthiness": 0.5}]],
    "number": [[{"kind": "quantity"}, {"kind": "at_least", "worthiness": 0.2}]],
    "worth_half": [[{"kind": "at_least", "worthiness": 0.5}]],
    "conditions_alone": [[]],
}


def carry_over(apps: Any, _editor: Any) -> None:
    models = {name: apps.get_model("claims", name) for name in ("Queue", "Rule", "RuleCondition", "Topic")}
    position = 0
    for queue in models["Queue"].objects.order_by("position", "pk"):
        queue.takes = queue.rule if queue.rule in ("complaint", "come_back") else ""
        queue.second_where_fails = queue.rule == "number_with_data"
        queue.save(update_fields=["takes", "second_where_fails"])
        for number, lines in enumerate(_rules(queue, models["Topic"]), start=1):
            position += 10
            name = queue.name if number == 1 else f"{queue.name[:115]} {number}"
            rule = models["Rule"].objects.create(name=name, position=position, queue=queue, active=queue.active)
            models["RuleCondition"].objects.bulk_create(models["RuleCondition"](rule=rule, **line) for line in lines)


def _rules(queue: Any, topics: Any) -> Iterator[list[Line]]:
    """The rules that a queue becomes: each old rule with each of its lines of conditions."""
    narrowed = [_narrowed(line) for line in queue.conditions.order_by("pk")]
    if queue.rule == "conditions_alone" and not narrowed:
        return
    for asked in OLD.get(queue.rule, []):
        if {"kind": "topic"} in asked:
            words = [word.strip() for word in queue.words.splitlines() if word.strip()]
            if not words:
                continue
            asked = [
                {**line, "topic": _topic(queue, words, topics)} if line["kind"] == "topic" else line for line in asked
            ]
        for more in narrowed or [[]]:
            yield _joined(asked, more)


def _topic(queue: Any, words: list[str], topics: Any) -> Any:
    """A word stood for every word that has it anywhere."""
    text = "\n".join(f"*{word}*" for word in words)
    name = queue.name if not topics.objects.filter(name=queue.name).exists() else f"{queue.name[:50]} ({queue.slug})"
    return topics.objects.get_or_create(name=name, defaults={"words": text})[0]


def _narrowed(line: Any) -> list[Line]:
    filled: list[Line] = [
        {"kind": name, f"{name}_id": getattr(line, f"{name}_id")}
        for name in ("indicator", "claimant", "outlet")
        if getattr(line, f"{name}_id")
    ]
    filled += [{"kind": name, name: getattr(line, name)} for name in ("place", "language") if getattr(line, name)]
    if line.topic:
        filled.append({"kind": "words", "words": line.topic})
    if line.worthiness is not None:
        filled.append({"kind": "at_least", "worthiness": line.worthiness})
    if line.days is not None:
        filled.append({"kind": "age", "days": line.days})
    return filled


def _joined(asked: list[Line], more: list[Line]) -> list[Line]:
    """Both, with the higher of two least check-worthinesses."""
    least = [line["worthiness"] for line in (*asked, *more) if line["kind"] == "at_least"]
    rest = [line for line in (*asked, *more) if line["kind"] != "at_least"]
    return [*rest, *([{"kind": "at_least", "worthiness": max(least)}] if least else [])]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0018_offered_again_and_single_checks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(help_text="stands in addresses", max_length=60, unique=True, verbose_name="slug"),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "words",
                    models.TextField(
                        help_text="One a line, whole words; case does not count. A star stands for any letters: vaccin* is vaccine and vaccination too.",
                        verbose_name="words",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="queue",
            name="second_where_fails",
            field=models.BooleanField(
                default=False,
                help_text="then and now, the reading confirmed",
                verbose_name="a second check where the figures differ",
            ),
        ),
        migrations.AddField(
            model_name="queue",
            name="takes",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nothing"),
                    ("complaint", "those whose verdict somebody says is wrong"),
                    ("come_back", "those whose data or sentence changed"),
                ],
                default="",
                max_length=12,
                verbose_name="published claims that come here",
            ),
        ),
        migrations.AlterField(
            model_name="handover",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "note",
                    models.CharField(
                        blank=True, default="", help_text="what it is for", max_length=300, verbose_name="note"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        help_text="Rules are asked from the lowest up.", verbose_name="position"
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="on")),
                (
                    "stops",
                    models.BooleanField(
                        default=True,
                        help_text="Where it fits, no later rule is asked. Without this, later rules may add points and tags.",
                        verbose_name="stop here",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low_worthiness", "low check-worthiness"),
                            ("not_checkable", "not checkable"),
                            ("repeat", "repeats another claim"),
                            ("out_of_scope", "out of scope"),
                            ("misread", "not what the article says"),
                            ("not_reached", "not reached"),
                            ("satire", "satire"),
                            ("opinion", "an opinion"),
                            ("promise", "a promise"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="put aside as",
                    ),
                ),
                (
                    "points",
                    models.SmallIntegerField(
                        default=0,
                        help_text="points on top of the queue's own; a point is worth a day of waiting",
                        validators=[
                            django.core.validators.MinValueValidator(-1000),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="more priority",
                    ),
                ),
                (
                    "worthiness_points",
                    models.SmallIntegerField(
                        default=0,
                        help_text="added in full at a check-worthiness of 1",
                        validators=[
                            django.core.validators.MinValueValidator(-1000),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="more points for check-worthiness",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="held for them as long as a lease of its queue, then on top of their list until somebody takes it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hand to",
                    ),
                ),
                (
                    "queue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="claims.queue",
                        verbose_name="send to queue",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(blank=True, related_name="rules", to="claims.tag", verbose_name="tags"),
                ),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RuleHit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("queue_name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("low_worthiness", "low check-worthiness"),
                            ("not_checkable", "not checkable"),
                            ("repeat", "repeats another claim"),
                            ("out_of_scope", "out of scope"),
                            ("misread", "not what the article says"),
                            ("not_reached", "not reached"),
                            ("satire", "satire"),
                            ("opinion", "an opinion"),
                            ("promise", "a promise"),
                        ],
                        default="",
                        max_length=20,
                    ),
                ),
                ("points", models.IntegerField(default=0)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rule_hits",
                        to="claims.claim",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="hits", to="claims.rule"
                    ),
                ),
            ],
            options={
                "verbose_name": "what a rule did",
                "verbose_name_plural": "what rules did",
            },
        ),
        migrations.CreateModel(
            name="ClaimTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "claim",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="claims.claim",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tagged",
                        to="claims.tag",
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of a claim",
                "verbose_name_plural": "tags of claims",
            },
        ),
        migrations.CreateModel(
            name="RuleCondition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("negated", models.BooleanField(default=False, verbose_name="not")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("topic", "topic"),
                            ("words", "words"),
                            ("place", "place"),
                            ("any_place", "a known place"),
                            ("indicator", "measure"),
                            ("any_indicator", "a known measure"),
                            ("has_series", "a series that can answer it"),
                            ("outlet", "outlet"),
                            ("claimant", "claimant"),
                            ("attributed", "somebody is quoted or reported"),
                            ("at_least", "check-worthiness at least"),
                            ("below", "check-worthiness below"),
                            ("quantity", "a number"),
                            ("quantity_kind", "a number of the kind"),
                            ("only_kind", "numbers of that kind alone"),
                            ("record", "a first, rank or record"),
                            ("repeat", "repeats a published claim"),
                            ("age", "at most so many days old"),
                            ("language", "language"),
                        ],
                        max_length=14,
                        verbose_name="condition",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="apart by commas; a star stands for any letters",
                        max_length=300,
                        verbose_name="words",
                    ),
                ),
                ("place", models.CharField(blank=True, default="", max_length=8, verbose_name="place")),
                (
                    "worthiness",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                        verbose_name="check-worthiness, 0 to 1",
                    ),
                ),
                (
                    "number_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("percent", "percent"),
                            ("share", "share in words"),
                            ("all_but", "nearly all, almost none"),
                            ("majority", "most, a majority"),
                            ("count", "count"),
                            ("measure", "money or a measured unit"),
                            ("order", "dozens, thousands, millions"),
                            ("change", "doubled, halved"),
                            ("duration", "age or time"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="kind of number",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="from the day it was said, else printed; without a day it does not fit",
                        null=True,
                        verbose_name="days",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, default="", help_text="en is en-GB too", max_length=16, verbose_name="language"
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.claimant",
                        verbose_name="claimant",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.indicator",
                        verbose_name="measure",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.outlet",
                        verbose_name="outlet",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conditions", to="claims.rule"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.topic",
                        verbose_name="topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "condition of a rule",
                "verbose_name_plural": "conditions of rules",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="rulehit",
            constraint=models.UniqueConstraint(fields=("claim", "number"), name="rule_hit_number"),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("queue__isnull", True), ("reason", ""), _connector="OR"),
                name="rule_queue_or_aside",
                violation_error_message="A claim goes to a queue or is put aside: choose one of the two.",
            ),
        ),
        migrations.AddIndex(
            model_name="claimtag",
            index=models.Index(fields=["tag", "claim"], name="claim_tag_claims"),
        ),
        migrations.AddConstraint(
            model_name="claimtag",
            constraint=models.UniqueConstraint(fields=("claim", "tag"), name="claim_tag_once"),
        ),
        migrations.AddConstraint(
            model_name="rulecondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("worthiness__isnull", True),
                    models.Q(("worthiness__gte", 0), ("worthiness__lte", 1)),
                    _connector="OR",
                ),
                name="rule_condition_worthiness",
            ),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(condition=models.Q(('reason', 'not_reached')), fields=['-state_at', '-id'], name='claim_not_reached'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="queue",
            name="rule",
        ),
        migrations.RemoveField(
            model_name="queue",
            name="words",
        ),
        migrations.DeleteModel(
            name="QueueCondition",
        ),
    ]
