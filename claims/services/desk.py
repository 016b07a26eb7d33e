"""The desk: who takes which claim, and what becomes of claims that are not checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    Deferral,
    DismissReason,
    Publication,
    PublicationState,
    Queue,
    User,
)
from claims.queries import open_queues
from claims.queries.offered import interests_of, queued
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.actions import Kind, note_action, place_before
from claims.services.steps.handing import end_hand_overs, lift_deferrals, take_up_handed
from claims.services.steps.interests import interest_in
from claims.services.steps.membership import require_member
from claims.services.steps.triage import take_up
from claims.workflow import CHECKING, SIGNING, NotAllowed, WrongState, record_event, step_claim

TAKEABLE = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})
LONGEST_POSTPONED = timedelta(days=31)


SkipReason = Deferral.Reason


@dataclass(frozen=True, slots=True)
class NextClaim:
    """The claim that is leased now. Where there is none, `held_by_others` tells a queue whose claims are all in
    other hands from an empty one, and `not_for_you` one of which all that is free was skipped or postponed, was
    checked by this person, is a complaint about what they signed, or touches an interest of theirs."""

    claim_id: int | None
    held_by_others: bool = False
    not_for_you: bool = False


def next_claim(user: User, queue: Queue | None = None, *, noted: str = Kind.TAKEN) -> NextClaim:
    """Lease the best free claim of one queue of the user's, or of all of them, what colleagues handed to them
    first. `noted` is OFFERED where nobody pressed for it."""
    _checker(user)
    queues = open_queues(user)
    if queue is not None:
        queues = [each for each in queues if each.pk == queue.pk]
        if not queues:
            raise NotAllowed("not_your_queue")
    else:
        handed = take_up_handed(user)
        if handed is not None:
            return NextClaim(handed)
    interests = interests_of(user)
    claim_id = leases.lease_best(user, queues, interests, noted=noted)
    if claim_id is not None:
        return NextClaim(claim_id)
    if any(leases.held_by_others(each, user, interests).exists() for each in queues):
        return NextClaim(None, held_by_others=True)
    return NextClaim(None, not_for_you=any(queued(each).filter(leases.free()).exists() for each in queues))


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed


def take_claim(user: User, claim_id: int) -> None:
    """Lease a claim by hand, whoever put it off. The lease that the user already has is lengthened."""
    _checker(user)
    claim = Claim.objects.select_related("queue", "claimant", "article__outlet").get(pk=claim_id)
    if claim.state not in TAKEABLE:
        raise WrongState(f"Claim {claim_id} is {claim.state}")
    if Check.objects.filter(claim=claim, checker=user, state=CheckState.SUBMITTED).exists():
        raise Refused("checked_by_you")
    require_member(user, claim)
    if interest_in(user, claim) is not None:
        raise Refused("interest_declared")
    with transaction.atomic():
        known = leases.holds(user, claim_id)
        if not leases.lease(claim, user):
            raise held(claim_id)
        handed = end_hand_overs(claim_id)
        lifted = lift_deferrals(claim, user)
        if handed or lifted or not known:
            note_action(user, claim_id, Kind.TAKEN)


def held(claim_id: int) -> Refused:
    """The refusal that names who holds a claim."""
    return Refused("held", numbers=leases.holder_of(claim_id))


def renew_lease(user: User, claim_id: int) -> datetime | None:
    """Lengthen the user's own lease from now on: its new end, None where the lease was lost. One that ran
    out and that nobody took since is the user's still."""
    return leases.renew(user, claim_id)


def leave_claim(user: User, claim_id: int, until: datetime | None = None) -> None:
    """The page of a claim was left with nothing unsaved: its lease ends soon, not at once, so that a page which
    is loaded again or gone back to keeps the claim. `until` is the end of the lease as that page knew it: word of
    leaving that comes after the next page renewed the lease counts for nothing."""
    leases.shorten(user, claim_id, until)


def release_lease(user: User, claim_id: int) -> None:
    with transaction.atomic():
        if leases.release(user, claim_id):
            note_action(user, claim_id, Kind.RELEASED)


def release_for_others(editor: User, claim_id: int) -> None:
    """End somebody else's lease; what they typed is kept as their draft."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        if claim.lease_holder_id is None:
            raise Refused("not_held")
        record_event(editor, "claim.release", claim, {"holder": claim.lease_holder_id})
        Claim.objects.filter(pk=claim_id).update(**leases.FREED)


def skip_claim(user: User, claim_id: int, *, reason: str) -> None:
    """Let a claim go; it is not offered to this user again for as long as a lease of its queue lasts.
    `reason` is one of `SkipReason`."""
    _checker(user)
    if reason not in SkipReason.values:
        raise Refused("skip_reason")
    claim = Claim.objects.select_related("queue").get(pk=claim_id)
    until = timezone.now() + timedelta(minutes=leases.minutes_of(claim.queue))
    with transaction.atomic():
        deferral = Deferral.objects.create(claim=claim, person=user, by=user, reason=reason, until=until)
        _put_off(user, deferral, Kind.SKIPPED, "claim.skip")


def postpone_claim(
    user: User, claim_id: int, *, reason: str, until: datetime, for_everybody: bool, note: str = ""
) -> None:
    """Let a claim go until a time, at most `LONGEST_POSTPONED` ahead, for this user or for everybody. It stays in
    its queue and keeps its target; whoever takes it by hand brings it back before."""
    _checker(user)
    now = timezone.now()
    if reason not in SkipReason.values:
        raise Refused("skip_reason")
    if not now < until <= now + LONGEST_POSTPONED:
        raise Refused("postpone_until", numbers=(("days", str(LONGEST_POSTPONED.days)),))
    with transaction.atomic():
        claim = _not_held(user, claim_id)
        require_member(user, claim)
        if claim.state not in TAKEABLE:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        person = None if for_everybody else user
        deferral = Deferral.objects.create(
            claim=claim, person=person, by=user, reason=reason, until=until, note=note.strip()[:300]
        )
        _put_off(user, deferral, Kind.POSTPONED, "claim.postpone")


def _put_off(user: User, deferral: Deferral, kind: str, event: str) -> None:
    known = leases.release(user, deferral.claim_id)
    end_hand_overs(deferral.claim_id, to=user)
    note_action(user, deferral.claim_id, kind, deferral=deferral.pk, held=known)
    payload: dict[str, int | str | None] = {"reason": deferral.reason, "deferral": deferral.pk}
    record_event(user, event, deferral.claim, {**payload, "person": deferral.person_id})


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
        before = {**place_before(claim), "held": leases.holds(user, claim_id), "reason": str(reason)}
        step_claim(claim, "dismiss", user, reason=reason, repeat_of_id=repeat_of, **leases.FREED)
        note_action(user, claim_id, Kind.DISMISSED, **before)


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
