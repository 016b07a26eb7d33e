"""What the rules of triage did with claims, as pages show it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from claims.models import Claim, ClaimState, ClaimTag, DismissReason, RuleHit
from claims.queries.paging import bounded

RECENT = timedelta(days=30)


def sorting() -> tuple[Prefetch, Prefetch]:  # type: ignore[type-arg]
    """What to read with claims, in two queries: the rules that sorted them, in order, and their tags."""
    hits = RuleHit.objects.select_related("person").order_by("number")
    return Prefetch("rule_hits", hits), tags()


def tags() -> Prefetch:  # type: ignore[type-arg]
    return Prefetch("tagged", ClaimTag.objects.select_related("tag").order_by("tag__name", "pk"))


def not_reached_lately() -> int:
    """Claims that were put aside within a month because nobody got to them, up to `COUNT_LIMIT`."""
    since = timezone.now() - RECENT
    rows = Claim.objects.filter(state=ClaimState.DISMISSED, reason=DismissReason.NOT_REACHED, state_at__gte=since)
    return bounded(rows)
