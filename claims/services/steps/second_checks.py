"""How many checks a claim needs: one, or two where its queue, its figures or the rating ask for a second.

A second check is off on a desk that has not two checkers besides its editors: it would wait for nobody.
"""

from __future__ import annotations

from django.db.models import Exists, Min, Q, QuerySet

from claims.models import Check, CheckState, Claim, ClaimState, Queue, Rating, User
from claims.queries.concerned import names_somebody
from claims.values import Summary

ONE, TWO = 1, 2
OFFERED_AGAIN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})
UNSIGNED = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED, ClaimState.SUBMITTED})


def has_two_checkers() -> bool:
    """Whether the desk has two checkers besides its editors: without them a second check would wait for
    nobody."""
    return len(_checkers().values_list("pk").distinct()[:TWO]) == TWO


def _checkers() -> QuerySet[User]:
    return User.objects.filter(is_active=True, groups__name="checker").exclude(groups__name="editor")


def second_can_come(claim: Claim) -> bool:
    """Whether the desk has two checkers, and one of them who works on the queue of this claim has not checked it."""
    if not has_two_checkers():
        return False
    done = Check.objects.filter(claim=claim, state=CheckState.SUBMITTED).values("checker")
    others = _checkers().exclude(pk__in=done)
    members = Queue.members.through.objects.filter(queue_id=claim.queue_id or 0)
    return others.filter(Q(pk__in=members.values("user_id")) | ~Exists(members)).exists()


def checks_asked(queue: Queue) -> int:
    """How many checks a queue asks for; two are off where the desk has not the checkers for it."""
    return TWO if queue.checks_required == TWO and has_two_checkers() else ONE


def asks_for_second(claim: Claim, rating: Rating | None) -> bool:
    """Whether a rating that a checker proposes calls for a second check, of a claim that can be offered again."""
    can_be_offered = claim.queue_id is not None and claim.state in OFFERED_AGAIN
    return can_be_offered and names_somebody(claim) and _is_lowest_step(rating) and has_two_checkers()


def second_check_is_off(claim: Claim, rating: Rating | None = None) -> bool:
    """Whether a claim should have two checks, and has one because the desk lacks the checkers."""
    queue = claim.queue
    if queue is None or claim.checks_required >= TWO or claim.state not in UNSIGNED:
        return False
    fails = queue.second_where_fails and claim.summary == Summary.FAILS
    accuses = names_somebody(claim) and _is_lowest_step(rating)
    return (queue.checks_required == TWO or fails or accuses) and not has_two_checkers()


def _is_lowest_step(rating: Rating | None) -> bool:
    if rating is None or not rating.step or rating.value is None:
        return False
    lowest = Rating.objects.filter(version=rating.version_id, step=True).aggregate(lowest=Min("value"))["lowest"]
    return bool(rating.value == lowest)
