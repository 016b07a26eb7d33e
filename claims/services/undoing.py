"""Undo for the last action of a person at the desk. Nothing is wiped out: the action keeps its row and is marked,
what undid it stands beside it in the audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.dateparse import parse_datetime

from claims.models import Check, CheckState, Claim, ClaimState, Deferral, DeskAction, HandOver, User
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.actions import Kind
from claims.services.steps.taking_back import withdraw_check
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_claim


def undo_action(user: User, action_id: int) -> int:
    """Undo one's own last action; the id of its claim. Refused where it was undone, where something was done
    since, or where somebody else has gone on from it."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    with transaction.atomic():
        action = _last(user, action_id)
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=action.claim_id)
        UNDO[action.kind](user, claim, action)
        _let_go_of_offered(user, action)
        DeskAction.objects.filter(pk=action.pk).update(undone_at=Now())
        record_event(user, "claim.undo", claim, {"action": action.pk, "kind": action.kind})
    return action.claim_id


def _last(user: User, action_id: int) -> DeskAction:
    rows = DeskAction.objects.select_for_update().filter(person=user).exclude(kind=Kind.OFFERED)
    last = rows.order_by("-pk").first()
    if last is None or last.pk != action_id or last.undone_at is not None:
        raise Refused("undo_too_late")
    return last


def _let_go_of_offered(user: User, action: DeskAction) -> None:
    """What was offered because of the action is free again, unless something was typed there already."""
    offered = DeskAction.objects.filter(person=user, kind=Kind.OFFERED, pk__gt=action.pk).exclude(claim=action.claim_id)
    begun = Check.objects.filter(checker=user, state=CheckState.DRAFT).values("claim")
    for claim_id in offered.exclude(claim__in=begun).values_list("claim_id", flat=True):
        leases.release(user, claim_id)


def _give_back(user: User, claim: Claim, action: DeskAction) -> None:
    """Taking is undone by letting go."""
    if not leases.release(user, claim.pk):
        raise Refused("undo_too_late")


def _take_again(user: User, claim: Claim, action: DeskAction) -> None:
    if not leases.lease(claim, user):
        raise Refused("held", numbers=leases.holder_of(claim.pk))


def _bring_back(user: User, claim: Claim, action: DeskAction) -> None:
    """It is offered again; where somebody else took it meanwhile, it stays theirs."""
    Deferral.objects.filter(pk=action.before["deferral"], until__gt=Now()).update(until=Now())
    if action.before["held"]:
        leases.lease(claim, user)


PUT_BACK: Mapping[str, str] = {
    ClaimState.QUEUED: "take_up",
    ClaimState.RETURNED: "take_up_returned",
    ClaimState.REOPENED: "take_up_reopened",
    ClaimState.DETECTED: "reconsider",
}


def _put_back(user: User, claim: Claim, action: DeskAction) -> None:
    """The claim stands where it stood, in its place in line."""
    before = action.before
    if claim.state != ClaimState.DISMISSED or claim.reason != before["reason"]:
        raise WrongState(f"Claim {claim.pk} is {claim.state}")
    columns = {"reason": "", "repeat_of_id": before["repeat_of"], "state_at": parse_datetime(before["state_at"])}
    step_claim(claim, PUT_BACK[before["state"]], user, **columns)
    if before["held"]:
        leases.lease(claim, user)


def _take_from(user: User, claim: Claim, action: DeskAction) -> None:
    """The claim comes back from the colleague, who has not taken it up yet."""
    open_one = HandOver.objects.filter(pk=action.before["hand_over"], ended_at__isnull=True)
    handed = open_one.select_related("to").first()
    if handed is None:
        raise Refused("undo_too_late")
    open_one.update(ended_at=Now())
    leases.release(handed.to, claim.pk)
    if action.before["held"]:
        _take_again(user, claim, action)


def _withdraw(user: User, claim: Claim, action: DeskAction) -> None:
    withdraw_check(user, action.before["check"])
    claim.refresh_from_db()
    leases.lease(claim, user)


UNDO: Mapping[str, Callable[[User, Claim, DeskAction], None]] = {
    Kind.TAKEN: _give_back,
    Kind.RELEASED: _take_again,
    Kind.SKIPPED: _bring_back,
    Kind.POSTPONED: _bring_back,
    Kind.DISMISSED: _put_back,
    Kind.HANDED: _take_from,
    Kind.SUBMITTED: _withdraw,
}
