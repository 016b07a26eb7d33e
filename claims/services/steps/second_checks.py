"""How many checks a claim needs: one, or two where its queue, its figures or the rating ask for a second.

A second check is off on a desk that has not two checkers besides its editors: it would wait for nobody.
"""

from __future__ import annotations

from django.db.models import Min

from claims.models import Claim, ClaimState, Queue, Rating, User
from claims.queries.concerned import names_somebody
from claims.values import Summary

SECOND_CHECK_RULE = "number_with_data"
ONE, TWO = 1, 2
UNSIGNED = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED, ClaimState.SUBMITTED})


def has_two_checkers() -> bool:
    """Whether the desk has two checkers besides its editors: without them a second check would wait for
    nobody."""
    checkers = User.objects.filter(is_active=True, groups__name="checker").exclude(groups__name="editor")
    return len(checkers.values_list("pk").distinct()[:TWO]) == TWO


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
