"""When somebody's time at the desk ends: what they were at goes back to the others, what they signed and submitted
stays theirs, and they can come back."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    DeskAction,
    HandOver,
    Invitation,
    NoticeKind,
    ThirdLook,
    User,
)
from claims.queries.unattended import unattended_queues
from claims.services.refusal import Refused
from claims.services.steps import leases, sign_ins
from claims.services.steps.handing import end_hand_overs
from claims.services.steps.notices import tell
from claims.services.steps.tokens import end_tokens
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, record_event, step_claim

MANAGE = "claims.manage_people"
SEEING = "claims.view_desk"


@dataclass(frozen=True, slots=True)
class HandedBack:
    """How many of each went back: claims on a lease, claims that were handed to them, checks that an editor had
    returned or given to them, third looks that were asked of them. How many of each ended: sessions, invitations that
    they had sent, tokens of their programs. `queues` are the names of those that nobody works on without them."""

    leases: int
    handed: int
    returned: int
    looks: int
    sessions: int
    invitations: int
    tokens: int
    queues: tuple[str, ...]


def deactivate(by: User, person_id: int) -> HandedBack:
    """Nobody signs in with that account any more. Drafts are kept, what is submitted stays submitted."""
    person = _other(by, person_id)
    with transaction.atomic():
        if not User.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
            raise Refused("person_inactive")
        return hand_back_work(by, person)


def hand_back_work(by: User, person: User) -> HandedBack:
    """What somebody was at who is active no more, in the caller's transaction."""
    back = HandedBack(
        handed=_hand_back(by, person),
        returned=_queue_returned(person),
        looks=_hand_back_looks(by, person),
        leases=_free(person),
        sessions=sign_ins.end_sessions(person),
        invitations=_end_invitations(person),
        tokens=end_tokens(person, by),
        queues=tuple(unattended_queues().filter(members=person).values_list("name", flat=True)),
    )
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
    waiting = list(HandOver.objects.filter(to=person, ended_at__isnull=True).select_related("by", "claim"))
    for each in waiting:
        end_hand_overs(each.claim_id)
        if each.by is not None and each.by.is_active and each.by.has_perm(CHECKING):
            back = HandOver.objects.create(claim=each.claim, by=by, to=each.by, note=each.note)
            reason = Reason("notice_handed_back", (("person", str(person)), ("claim", each.claim.sentence)))
            tell(NoticeKind.ASSIGNED, f"handed_back:{back.pk}", [each.by], reason, claim=each.claim)
    return len(waiting)


def _queue_returned(person: User) -> int:
    """Claims whose check was returned to them, or given to them by an editor, wait in their queue again; what they had
    written stays."""
    given = Q(state=CheckState.DRAFT, returned_by__isnull=False)
    theirs = Check.objects.filter(Q(state=CheckState.RETURNED) | given, checker=person).values("claim_id")
    claims = list(Claim.objects.filter(pk__in=theirs, state=ClaimState.RETURNED).order_by("pk"))
    for claim in claims:
        step_claim(claim, "hand_back", None, **leases.FREED)
    return len(claims)


def _hand_back_looks(by: User, person: User) -> int:
    """Questions that they have not answered are with who asked, or with who ends their time where that one is gone
    too: they answer them or ask somebody else."""
    looks = list(
        ThirdLook.objects.filter(person=person, answered_at=None).select_related("asked_by", "check_of__claim")
    )
    for look in looks:
        asked = look.asked_by
        look.person = asked if asked.pk != person.pk and asked.is_active and asked.has_perm(SEEING) else by
        look.save(update_fields=["person"])
        claim = look.check_of.claim
        reason = Reason("notice_look_back", (("person", str(person)), ("claim", claim.sentence)))
        tell(NoticeKind.ASSIGNED, f"look_back:{look.pk}:{person.pk}", [look.person], reason, claim=claim)
    return len(looks)


def _end_invitations(person: User) -> int:
    """A link that they had sent, to whoever it was, lets nobody in when they are gone."""
    return Invitation.objects.filter(by=person, ended_at=None).update(ended_at=timezone.now())
