"""What ends when somebody takes a claim up: that it was handed over, and that it was put off."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from claims.models import Claim, Deferral, HandOver, User
from claims.queries import handed_to
from claims.queries.prepared import Prepared, given
from claims.services.steps import leases
from claims.services.steps.actions import Kind, note_action
from claims.workflow import record_event

_ANY_HANDED = Prepared(lambda: HandOver.objects.filter(to=given("user_id"), ended_at__isnull=True)[:1])


def take_up_handed(user: User) -> int | None:
    """Lease the oldest claim that a colleague handed to this user; None where there is none."""
    if not _ANY_HANDED(user_id=user.pk):
        return None  # as nearly always: what they are of need not be read
    for each in handed_to(user):
        with transaction.atomic():
            claim = Claim.objects.select_related("queue").get(pk=each.claim_id)
            if leases.lease(claim, user):
                end_hand_overs(claim.pk)
                note_action(user, claim.pk, Kind.TAKEN)
                return claim.pk
    return None


def end_hand_overs(claim_id: int, *, to: User | None = None) -> bool:
    """Whether an open one was ended; of one person alone where `to` is given."""
    rows = HandOver.objects.filter(claim_id=claim_id, ended_at__isnull=True)
    return bool((rows.filter(to=to) if to else rows).update(ended_at=Now()))


def lift_deferrals(claim: Claim, user: User) -> bool:
    """Bring back what was put off for this user or for everybody; whether anything was."""
    mine = Q(person=user) | Q(person__isnull=True)
    lifted = Deferral.objects.filter(mine, claim=claim, until__gt=Now()).update(until=Now())
    if lifted:
        record_event(user, "claim.bring_back", claim)
    return bool(lifted)
