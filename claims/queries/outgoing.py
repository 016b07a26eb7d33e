"""Whom the desk speaks to outside the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from claims.models import Gate, Source

LATELY = timedelta(days=1)
MOST_HOSTS = 200


def sources_in_use() -> list[Source]:
    return list(Source.objects.filter(active=True).order_by("name"))


def asked_lately() -> Sequence[tuple[str, int]]:
    """Hosts that were asked for data within a day, each with the number of requests."""
    rows = Gate.objects.filter(window__gte=timezone.now() - LATELY, used__gt=0)
    counts = rows.order_by("host").values_list("host").annotate(requests=Sum("used"))
    return list(counts[:MOST_HOSTS])
