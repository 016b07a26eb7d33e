"""The watch over what was published: its lookups are asked again, and what they find brings claims back.

The comparison itself happens as for every lookup; `claims.services.steps.settling` sees that a published claim's
summary turned.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from claims.models import ClaimState, Lookup, WorkState
from claims.services.steps import work
from claims.workflow import step_work

EVERY = timedelta(days=1)
AT_MOST = 500


def ask_again() -> list[int]:
    """Make the lookups of published claims due whose source was last asked over a day ago, the oldest first;
    the series that are due. A source whose data did not change answers with a few bytes, and one request
    serves up to fifty claims."""
    ids = list(_watched().order_by("fetch__at").values_list("pk", flat=True)[:AT_MOST])
    rows = Lookup.objects.filter(pk__in=ids)
    step_work(rows, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
    return sorted(set(rows.values_list("series_id", flat=True)))


def _watched() -> QuerySet[Lookup]:
    rows = Lookup.objects.filter(state=WorkState.DONE, claim__state=ClaimState.PUBLISHED)
    return rows.filter(fetch__at__lt=timezone.now() - EVERY, series__active=True, series__source__active=True)
