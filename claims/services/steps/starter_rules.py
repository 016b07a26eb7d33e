"""The starter set of triage rules, out of the packs. It is loaded where the desk has no rule: which of them stay, and
what they say, is the curators' from then on."""

from __future__ import annotations

from collections.abc import Mapping

from claims.models import Queue, Rule, RuleCondition, Topic
from claims.packs import rows

Kind = RuleCondition.Kind
STEP = 10  # between two positions, so that a rule can come between


def load_rules() -> None:
    if Rule.objects.exists():
        return
    for row in rows("topics"):
        Topic.objects.get_or_create(name=row["name"], defaults={"words": "\n".join(row["words"].split("|"))})
    queues = {queue.slug: queue for queue in Queue.objects.all()}
    topics = {topic.name: topic for topic in Topic.objects.all()}
    for number, row in enumerate(rows("rules"), start=1):
        queue = queues[row["queue"]] if row["queue"] else None
        columns = {"name": row["name"], "note": row["note"], "queue": queue, "reason": row["reason"]}
        rule = Rule.objects.create(position=number * STEP, **columns)
        lines = (_line(text, topics) for text in row["conditions"].split("|") if text)
        RuleCondition.objects.bulk_create(RuleCondition(rule=rule, **line) for line in lines)


def _line(text: str, topics: Mapping[str, Topic]) -> dict[str, object]:
    """The columns of a condition that is written as `kind` or `kind=value`."""
    kind, _sign, value = text.partition("=")
    columns: dict[str, object] = {}
    if kind == Kind.TOPIC:
        columns["topic"] = topics[value]
    elif kind == Kind.AT_LEAST:
        columns["worthiness"] = float(value)
    elif kind == Kind.ONLY_KIND:
        columns["number_kind"] = value
    return {"kind": Kind(kind), **columns}
