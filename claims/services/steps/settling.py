"""What the findings and the ratings of a claim mean for the claim: its summary, and how many checks it needs.

A claim whose figures differ then and now needs two checks in the queue of numbers, once a person has
confirmed its reading, and only on a desk that has two checkers besides its editors. Where they differ no
more, the second is let go, unless the queue asks for two of every claim or a first check is in. A claim of
somebody named that a checker rates with the lowest step of the scale needs two as well, whatever its queue.
"""

from __future__ import annotations

from django.db.models import Min

from claims.models import Claim, ClaimState, Queue, Rating, User
from claims.queries.concerned import names_somebody
from claims.services.steps.findings import findings_in_force, summarise_claim
from claims.values import Relation, Summary

SECOND_CHECK_RULE = "number_with_data"
ONE, TWO = 1, 2
UNSIGNED = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED, ClaimState.SUBMITTED})


def settle(claim: Claim) -> None:
    """Write what follows from the findings in force. The claim's row is locked by the caller."""
    columns: dict[str, object] = {}
    summary = summarise_claim(claim)
    if summary != claim.summary:
        columns["summary"] = summary
    if summary == Summary.FAILS and claim.checks_required < TWO and _wants_second_check(claim):
        columns["checks_required"] = TWO
    elif summary != Summary.FAILS and _second_check_is_moot(claim):
        columns["checks_required"] = ONE
    if columns:
        Claim.objects.filter(pk=claim.pk).update(**columns)


def _wants_second_check(claim: Claim) -> bool:
    if claim.state != ClaimState.QUEUED or claim.queue is None or claim.queue.rule != SECOND_CHECK_RULE:
        return False
    sure = any(
        finding.relation == Relation.DIFFERS and not finding.check_reading for finding in findings_in_force(claim)
    )
    return sure and has_two_checkers()


def _second_check_is_moot(claim: Claim) -> bool:
    queue = claim.queue
    raised = queue is not None and queue.rule == SECOND_CHECK_RULE and claim.checks_required > queue.checks_required
    return raised and claim.state == ClaimState.QUEUED and not claim.checks_in


def has_two_checkers() -> bool:
    """Whether the desk has two checkers besides its editors: without them a second check would wait for
    nobody."""
    checkers = User.objects.filter(is_active=True, groups__name="checker").exclude(groups__name="editor")
    return checkers.distinct()[:TWO].count() == TWO


def checks_asked(queue: Queue) -> int:
    """How many checks a queue asks for; two are off where the desk has not the checkers for it."""
    return TWO if queue.checks_required == TWO and has_two_checkers() else ONE


def asks_for_second(claim: Claim, rating: Rating | None) -> bool:
    """Whether a rating that a checker proposes calls for a second check, of a claim that can be offered again."""
    can_be_offered = claim.queue_id is not None and claim.state in (ClaimState.QUEUED, ClaimState.RETURNED)
    return can_be_offered and names_somebody(claim) and _is_lowest_step(rating) and has_two_checkers()


def second_check_is_off(claim: Claim, rating: Rating | None = None) -> bool:
    """Whether a claim should have two checks, and has one because the desk lacks the checkers."""
    queue = claim.queue
    if queue is None or claim.checks_required >= TWO or claim.state not in UNSIGNED:
        return False
    fails = queue.rule == SECOND_CHECK_RULE and claim.summary == Summary.FAILS
    accuses = names_somebody(claim) and _is_lowest_step(rating)
    return (queue.checks_required == TWO or fails or accuses) and not has_two_checkers()


def _is_lowest_step(rating: Rating | None) -> bool:
    if rating is None or not rating.step or rating.value is None:
        return False
    lowest = Rating.objects.filter(version=rating.version_id, step=True).aggregate(lowest=Min("value"))["lowest"]
    return bool(rating.value == lowest)
