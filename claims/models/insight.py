"""What the desk counts of itself: roll-up tables that tasks keep, so that no page scans, and the weekly draw of what
nobody read. Every row of `Tally` can be built anew from the tables that it counts (`manage.py roll_up`)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from claims.models.intake import ArticleVersion, Claimant
from claims.models.reference import Source

__all__ = ["AsideDraw", "ClaimantTag", "DirtyDay", "Drawn", "RollState", "SourceAnswer", "Tally"]


class ClaimantTag(models.Model):
    """A group of claimants that curators keep, such as a party or an office."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    claimants = models.ManyToManyField(Claimant, related_name="tags", blank=True, verbose_name=_("claimants"))

    class Meta:
        verbose_name = _("group of claimants")
        verbose_name_plural = _("groups of claimants")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """How many rows of one measure (claims.queries.facts) there were on a day, or in the week or month that begins on
    it.

    `key` is the id of what the dimension names, 0 for all; `value` tells rows of a measure apart: a rating, the number
    of a bucket (claims.values.spreads), whether a proposal agreed."""

    class Grain(models.TextChoices):
        DAY = "day", _("day")
        WEEK = "week", _("week")
        MONTH = "month", _("month")

    grain = models.CharField(max_length=5, choices=Grain.choices)
    day = models.DateField()
    measure = models.CharField(max_length=20)
    dimension = models.CharField(max_length=16)
    key = models.BigIntegerField(default=0)
    value = models.CharField(max_length=60, blank=True, default="")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            # In the order in which days are counted.
            models.UniqueConstraint(fields=["grain", "day", "dimension", "measure", "key", "value"], name="tally_once")
        ]
        # In the order in which pages read, with all that they read: the table itself is not touched.
        indexes = [
            models.Index(
                fields=["dimension", "grain", "measure", "day", "key", "value", "number"], name="tally_summed"
            ),
        ]


class DirtyDay(models.Model):
    """A day whose tallies have to be counted anew. Each change that is not committed yet has a mark of its own: who
    counts takes away only those whose changes it sees."""

    day = models.DateField(db_index=True)


class RollState(models.Model):
    """The one row that whoever counts locks, with the last audit event that was followed, by its seal."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sealed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="roll_state_is_one")]


class SourceAnswer(models.Model):
    """That a source was asked over the network: whether an answer came, and after how long."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="answers", db_index=False)
    at = models.DateTimeField()
    came = models.BooleanField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["at", "id"], name="source_answer_at")]


class AsideDraw(models.Model):
    """The draw of a week, named by its Monday: so many of what the week before left unread, by the seed."""

    week = models.DateField(unique=True)
    seed = models.PositiveBigIntegerField()
    out_of = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)


class Drawn(models.Model):
    """A sentence left aside, or a claim put aside for its low check-worthiness, that a person looks at. The sentence is
    a copy: a later reading of the article writes those left aside anew. Offsets are those of the version's text."""

    class Judged(models.TextChoices):
        OPEN = "", _("not looked at yet")
        RIGHT = "right", _("rightly left aside")
        MISSED = "missed", _("missed")

    draw = models.ForeignKey(AsideDraw, on_delete=models.CASCADE, related_name="drawn")
    number = models.PositiveSmallIntegerField()
    sentence = models.TextField()
    version = models.ForeignKey(ArticleVersion, on_delete=models.CASCADE, null=True, related_name="+")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="+")
    judged = models.CharField(max_length=6, choices=Judged.choices, blank=True, default="")
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "number"], name="drawn_number"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, claim__isnull=True) | Q(version__isnull=True, claim__isnull=False),
                name="drawn_is_one",
            ),
            models.CheckConstraint(
                condition=Q(judged="", judged_by__isnull=True, judged_at__isnull=True)
                | (~Q(judged="") & Q(judged_by__isnull=False, judged_at__isnull=False)),
                name="drawn_judged_by_one",
            ),
        ]
        indexes = [models.Index(fields=["judged_at", "id"], name="drawn_judged")]

    def __str__(self) -> str:
        return self.sentence
