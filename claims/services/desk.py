"""The desk: who takes which claim, and what becomes of claims that are not checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    DismissReason,
    Publication,
    PublicationState,
    Queue,
    User,
)
from claims.queries import open_queues
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.membership import require_member
from claims.services.steps.triage import take_up
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_claim

TAKEABLE = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


class SkipReason(models.TextChoices):
    LATER = "later", _("later, not now")
    NOT_FOR_ME = "not_for_me", _("somebody else knows more about it")
    TOO_CLOSE = "too_close", _("I am too close to the matter")
    UNCLEAR = "unclear", _("I do not understand the claim")


@dataclass(frozen=True, slots=True)
class NextClaim:
    """The claim that is leased now. Where there is none, `held_by_others` tells a queue whose claims are
    all in other hands from an empty one."""

    claim_id: int | None
    held_by_others: bool = False


def next_claim(user: User, queue: Queue | None = None) -> NextClaim:
    """Lease the best free claim of one queue of the user's, or of all of them."""
    _checker(user)
    queues = open_queues(user)
    if queue is not None:
        queues = [each for each in queues if each.pk == queue.pk]
        if not queues:
            raise NotAllowed("not_your_queue")
    claim_id = leases.lease_best(user, queues)
    if claim_id is not None:
        return NextClaim(claim_id)
    return NextClaim(None, any(leases.held_by_others(each, user).exists() for each in queues))


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed


def take_claim(user: User, claim_id: int) -> None:
    """Lease a claim by hand. The lease that the user already has is lengthened."""
    _checker(user)
    claim = Claim.objects.select_related("queue").get(pk=claim_id)
    if claim.state not in TAKEABLE:
        raise WrongState(f"Claim {claim_id} is {claim.state}")
    if Check.objects.filter(claim=claim, checker=user, state=CheckState.SUBMITTED).exists():
        raise Refused("checked_by_you")
    require_member(user, claim)
    if not leases.lease(claim, user):
        raise held(claim_id)


def held(claim_id: int) -> Refused:
    """The refusal that names who holds a claim."""
    return Refused("held", numbers=leases.holder_of(claim_id))


def renew_lease(user: User, claim_id: int) -> datetime | None:
    """Lengthen the user's own lease from now on: its new end, None where the lease was lost. One that ran
    out and that nobody took since is the user's still."""
    return leases.renew(user, claim_id)


def release_lease(user: User, claim_id: int) -> None:
    leases.release(user, claim_id)


def skip_claim(user: User, claim_id: int, *, reason: str) -> None:
    """Let a claim go; it is not offered to this user again for as long as a lease of its queue lasts.
    `reason` is one of `SkipReason`."""
    _checker(user)
    if reason not in SkipReason.values:
        raise Refused("skip_reason")
    claim = Claim.objects.get(pk=claim_id)
    with transaction.atomic():
        leases.release(user, claim_id)
        record_event(user, leases.SKIPPED, claim, {"reason": reason})


def dismiss_claim(user: User, claim_id: int, *, reason: DismissReason, repeat_of: int | None = None) -> None:
    """Put a claim aside with a reason; `repeat_of` names the claim that it repeats."""
    _checker(user)
    if reason not in DismissReason.values:
        raise Refused("dismiss_reason")
    _repeated(claim_id, reason, repeat_of)
    with transaction.atomic():
        claim = _not_held(user, claim_id)
        require_member(user, claim)
        if Publication.objects.filter(claim=claim, state=PublicationState.LIVE).exists():
            raise Refused("published_not_dismissed")
        step_claim(claim, "dismiss", user, reason=reason, repeat_of_id=repeat_of, **leases.FREED)


def _repeated(claim_id: int, reason: str, repeat_of: int | None) -> None:
    """Refuse a repeat of nothing, of itself or of a claim that is no more than a repeat of this one."""
    if (reason == DismissReason.REPEAT) != (repeat_of is not None):
        raise Refused("repeat_of_what")
    if repeat_of is None:
        return
    original = Claim.objects.filter(pk=repeat_of).first()
    if original is None or original.pk == claim_id or original.repeat_of_id is not None:
        raise Refused("repeat_of_what")


def _not_held(user: User, claim_id: int) -> Claim:
    """The claim's row, locked; refused where somebody else holds it."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    if not Claim.objects.filter(pk=claim_id).filter(leases.free_for(user)).exists():
        raise held(claim_id)
    return claim


def take_up_claim(user: User, claim_id: int) -> None:
    """Bring a claim that was put aside back into its queue; the last of the queues where it had none."""
    _checker(user)
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        if not take_up(claim, user):
            raise Refused("no_queue")


def hand_over_claim(user: User, claim_id: int) -> None:
    """Put a claim whose check was returned back into its queue, for another checker."""
    _checker(user)
    with transaction.atomic():
        claim = _not_held(user, claim_id)
        step_claim(claim, "hand_over", user, **leases.FREED)
