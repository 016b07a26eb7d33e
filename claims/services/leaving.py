"""When somebody's time at the desk ends: what they were at goes back to the others, what they signed and submitted
stays theirs, and they can come back."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q

from claims.models import Check, CheckState, Claim, ClaimState, DeskAction, HandOver, User
from claims.services.refusal import Refused
from claims.services.steps import leases, sign_ins
from claims.services.steps.handing import end_hand_overs
from claims.workflow import CHECKING, NotAllowed, record_event, step_claim

MANAGE = "claims.manage_people"


@dataclass(frozen=True, slots=True)
class HandedBack:
    """How many of each went back: claims on a lease, claims that were handed to them, checks that an editor had
    returned to them; and how many sessions ended."""

    leases: int
    handed: int
    returned: int
    sessions: int


def deactivate(by: User, person_id: int) -> HandedBack:
    """Nobody signs in with that account any more. Drafts are kept, what is submitted stays submitted."""
    person = _other(by, person_id)
    with transaction.atomic():
        if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            raise Refused("person_inactive")
        return hand_back_work(by, person)


def hand_back_work(by: User, person: User) -> HandedBack:
    """What somebody was at who is active no more, in the caller's transaction."""
    handed, returned = _hand_back(by, person), _queue_returned(person)
    back = HandedBack(_free(person), handed, returned, sign_ins.end_sessions(person))
    record_event(by, "user.deactivate", person, asdict(back))
    return back


def reactivate(by: User, person_id: int) -> None:
    """They sign in as before; their groups, their drafts and their queues are as they were."""
    person = _other(by, person_id)
    with transaction.atomic():
        if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
            raise Refused("person_active")
        record_event(by, "user.reactivate", person)


def _other(by: User, person_id: int) -> User:
    """Nobody locks themselves out, and who may do everything is for their like to change."""
    if not by.has_perm(MANAGE):
        raise NotAllowed
    person = User.objects.get(pk=person_id)
    if person.pk == by.pk or (person.is_superuser and not by.is_superuser):
        raise NotAllowed
    return person


def _free(person: User) -> int:
    """Their leases: of claims that they did something with, or that somebody handed to them."""
    touched = Q(pk__in=DeskAction.objects.filter(person=person).values("claim_id"))
    handed = Q(pk__in=HandOver.objects.filter(to=person).values("claim_id"))
    return Claim.objects.filter(touched | handed, lease_holder=person).update(**leases.FREED)


def _hand_back(by: User, person: User) -> int:
    """Claims that wait for them go back to who handed them over, or to the queue where that one is gone too."""
    waiting = list(HandOver.objects.filter(to=person, ended_at__isnull=True).select_related("by"))
    for each in waiting:
        end_hand_overs(each.claim_id)
        if each.by is not None and each.by.is_active and each.by.has_perm(CHECKING):
            HandOver.objects.create(claim_id=each.claim_id, by=by, to=each.by, note=each.note)
    return len(waiting)


def _queue_returned(person: User) -> int:
    """Claims whose check was returned to them wait in their queue again; what they had written stays."""
    theirs = Check.objects.filter(checker=person, state=CheckState.RETURNED).values("claim_id")
    claims = list(Claim.objects.filter(pk__in=theirs, state=ClaimState.RETURNED).order_by("pk"))
    for claim in claims:
        step_claim(claim, "hand_back", None, **leases.FREED)
    return len(claims)
