"""The rules of triage asked of one claim, in order.

They are read once for however many claims. No condition reads what comparing proposed: a queue sorted by
"differs" would measure its own sort.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from claims.models import Claimant, DismissReason, Queue, Rule, RuleCondition, Tag, User
from claims.services.steps.conditions import Test, TriageFacts, all_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule as it is asked, saved or not."""

    rule: Rule
    tests: tuple[Test, ...]
    tags: tuple[Tag, ...]

    def fits(self, facts: TriageFacts) -> bool:
        for test in self.tests:  # noqa: SIM110 - any and all take twice as long, and a trial asks 200,000 times
            if not test(facts):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a claim: a queue, or aside with a reason. `points` are those of the rules, on top of the
    queue's; `hits` the rules that fitted, in order."""

    queue: Queue | None
    reason: str
    points: float
    person: User | None
    tags: tuple[Tag, ...]
    hits: tuple[Rule, ...]


def rules_in_order() -> list[Asked]:
    """Those that are on, and whose queue is."""
    return [asked_as(rule, rule.conditions.all(), rule.tags.all()) for rule in rules_on()]


def rules_on() -> QuerySet[Rule]:
    """With all that asking them needs, in three queries, and one more where a rule asks for a group of claimants."""
    rows = Rule.objects.filter(active=True).exclude(queue__active=False).select_related("queue", "person")
    members = Prefetch("group__claimants", Claimant.objects.only("pk"))
    lines = Prefetch("conditions", RuleCondition.objects.select_related("topic", "group").prefetch_related(members))
    return rows.order_by("position", "pk").prefetch_related(lines, "tags")


def asked_as(rule: Rule, conditions: Iterable[RuleCondition], tags: Iterable[Tag]) -> Asked:
    return Asked(rule, all_of(conditions), tuple(tags))


def decide(facts: TriageFacts, rules: Sequence[Asked]) -> Outcome:
    """Of several rules that fit, the first says where the claim goes and who gets it. What no rule sends anywhere is
    put aside for its low check-worthiness."""
    fitting = _fitting(facts, rules)
    hits = tuple(each.rule for each in fitting)
    sender = next((rule for rule in hits if rule.queue_id or rule.reason), None)
    queue = sender.queue if sender else None
    return Outcome(
        queue=queue,
        reason="" if queue else (sender.reason if sender else DismissReason.LOW),
        points=sum(points_of(rule, facts.worthiness) for rule in hits),
        person=next((rule.person for rule in hits if rule.person), None),
        tags=tuple({tag.pk: tag for each in fitting for tag in each.tags}.values()),
        hits=hits,
    )


def _fitting(facts: TriageFacts, rules: Sequence[Asked]) -> list[Asked]:
    fitting = []
    for each in rules:
        if each.fits(facts):
            fitting.append(each)
            if each.rule.stops:
                break
    return fitting


def points_of(rule: Rule, worthiness: float) -> float:
    return rule.points + rule.worthiness_points * worthiness
