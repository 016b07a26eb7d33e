"""A rule tried on the last claims before it is in force: what would go elsewhere. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from claims.models import Claim, DismissReason, Queue, Rule, RuleCondition, Tag, User
from claims.services.steps.conditions import TriageFacts
from claims.services.steps.rule_facts import facts_of_stored
from claims.services.steps.rules import Asked, asked_as, decide, rules_in_order
from claims.services.steps.triage import priority_of

LAST = 1000  # claims that a rule is tried on


@dataclass(frozen=True, slots=True)
class Place:
    """Where rules put a claim: a queue with the priority there, or aside with a reason."""

    queue: Queue | None
    reason: str
    priority: float
    person: User | None
    tags: tuple[Tag, ...]

    @property
    def reason_words(self) -> str:
        return str(DismissReason(self.reason).label)


@dataclass(frozen=True, slots=True)
class Change:
    claim: Claim
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Trial:
    """`asked` claims were looked at, the newest first; `moves` counts how many go from where to where, the most
    first, leaving out those whose priority, person or tags alone change."""

    asked: int
    changes: Sequence[Change]

    @property
    def moves(self) -> list[tuple[Place, Place, int]]:
        kinds = {_where(each): each for each in self.changes if _where(each)[0] != _where(each)[1]}
        counted = Counter(_where(each) for each in self.changes)
        return sorted(((kinds[key].before, kinds[key].after, counted[key]) for key in kinds), key=lambda move: -move[2])


def _where(change: Change) -> tuple[tuple[int | None, str], tuple[int | None, str]]:
    before, after = change.before, change.after
    return (before.queue.pk if before.queue else None, before.reason), (
        after.queue.pk if after.queue else None,
        after.reason,
    )


def try_edited(rule: Rule, conditions: Iterable[RuleCondition], tags: Iterable[Tag]) -> Trial:
    """The rules with this one as it was typed, against the rules as they are."""
    saved = rules_in_order()
    return _compared(saved, _with(saved, rule, asked_as(rule, conditions, tags)))


def try_saved(rule: Rule) -> Trial:
    """The rules as they are, against the rules without this one."""
    saved = rules_in_order()
    return _compared([each for each in saved if each.rule.pk != rule.pk], saved)


def _with(saved: Iterable[Asked], rule: Rule, asked: Asked) -> list[Asked]:
    others = [each for each in saved if each.rule.pk != rule.pk]
    if not rule.active or (rule.queue and not rule.queue.active):
        return others
    return sorted((*others, asked), key=lambda each: (each.rule.position, each.rule.pk or inf))


def _compared(before: Sequence[Asked], after: Sequence[Asked]) -> Trial:
    claims = list(Claim.objects.select_related("article", "indicator", "queue").order_by("-pk")[:LAST])
    places = zip(claims, facts_of_stored(claims), strict=True)
    changes = (Change(claim, _place(facts, before), _place(facts, after)) for claim, facts in places)
    return Trial(len(claims), [each for each in changes if each.before != each.after])


def _place(facts: TriageFacts, rules: Sequence[Asked]) -> Place:
    found = decide(facts, rules)
    points = priority_of(found.queue, facts.worthiness) + found.points if found.queue else 0
    person = found.person if found.queue else None
    return Place(found.queue, found.reason, round(points, 1), person, found.tags)
