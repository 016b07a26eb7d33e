"""How a source fares: what its last answer and its last failure tell whoever watches over it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from claims.models import Fetch, Source
from claims.services.steps.work import error_text
from claims.values import SourceError


def note_success(source: Source, fetch: Fetch | None = None) -> None:
    """The source answered in a shape that is known; a run may have brought figures of a newer release."""
    row = Source.objects.filter(pk=source.pk)
    row.update(last_success_at=timezone.now(), drifting=False)
    newest: date | None = fetch.observations.aggregate(newest=Max("vintage_on"))["newest"] if fetch else None
    if newest:
        row.filter(Q(newest_on__isnull=True) | Q(newest_on__lt=newest)).update(newest_on=newest)


def note_failure(source: Source, error: SourceError) -> None:
    columns: dict[str, Any] = {"last_error": error_text(error.reason), "last_error_at": timezone.now()}
    if error.code == "drift":
        columns["drifting"] = True
    Source.objects.filter(pk=source.pk).update(**columns)
