"""What nobody picked in two weeks is put aside as not reached: it is found there, counted, and taken back in one
step."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from claims.models import Check, Claim, ClaimState, Deferral, DismissReason, HandOver, Publication
from claims.services.steps import leases
from claims.workflow import step_claim

PATIENCE = timedelta(days=14)
AT_MOST = 100  # in one sweep, each in a transaction of its own


def put_aside_unreached() -> int:
    """The longest waiting first, by the index that the board reads; how many it were."""
    ids = _unreached().order_by("state_at", "pk").values_list("pk", flat=True)[:AT_MOST]
    return sum(map(_put_aside, list(ids)))


def _unreached() -> QuerySet[Claim]:
    """Claims that wait since before then, that nobody holds, began, was handed or put off, and of which no verdict
    is out."""
    rows = Claim.objects.filter(leases.free(), state=ClaimState.QUEUED, state_at__lt=timezone.now() - PATIENCE)
    of_claim = Q(claim=OuterRef("pk"))
    for busy in (
        Check.objects.filter(of_claim),
        HandOver.objects.filter(of_claim, ended_at__isnull=True),
        Deferral.objects.filter(of_claim, until__gt=Now()),
        Publication.objects.filter(of_claim),
    ):
        rows = rows.exclude(Exists(busy))
    return rows


@transaction.atomic
def _put_aside(claim_id: int) -> bool:
    """Unless somebody took it meanwhile."""
    claim = _unreached().select_for_update(of=("self",)).filter(pk=claim_id).first()
    if claim is None:
        return False
    step_claim(claim, "unqueue", None)
    step_claim(claim, "put_aside", None, reason=DismissReason.NOT_REACHED)
    return True
