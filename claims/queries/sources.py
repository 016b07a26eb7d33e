"""Sources as those see them who watch over them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, CharField, DateTimeField, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.aggregates import Max, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Gate, Source


def watched_sources(rows: QuerySet[Source] | None = None) -> QuerySet[Source]:
    """Sources with `host`, `calls_today` (to that host since midnight, UTC) and `closed_until` (None where it
    may be asked): one statement, however many there are."""
    now = timezone.now()
    hosts = [
        When(connector=connector, then=Value(urlsplit(base).netloc.lower()))
        for connector, base in settings.SOURCE_BASES.items()
    ]
    gates = Gate.objects.filter(host=OuterRef("host")).order_by().values("host")
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    calls = gates.filter(window__gte=today).annotate(found=Sum("used")).values("found")
    closed = gates.filter(closed_until__gt=now).annotate(found=Max("closed_until")).values("found")
    named = (Source.objects.all() if rows is None else rows).annotate(
        host=Case(*hosts, default=Value(""), output_field=CharField())
    )
    return named.annotate(
        calls_today=Coalesce(Subquery(calls, output_field=IntegerField()), 0),
        closed_until=Subquery(closed, output_field=DateTimeField()),
    )


def ids_of_sources(slugs: Iterable[str]) -> list[int]:
    return list(Source.objects.filter(slug__in=list(slugs)).values_list("pk", flat=True))


def sources_on() -> list[int]:
    """The ids of the sources that are on."""
    return list(Source.objects.filter(active=True).values_list("pk", flat=True))
