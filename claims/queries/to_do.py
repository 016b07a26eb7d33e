"""Work that waits for curators: each list bounded, each count as far as a hundred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from claims.models import Claimant, Indicator, Outlet, Phrase, Series, Source, UnmatchedGroup
from claims.queries.lists import counted_to
from claims.queries.unattended import unattended_queues

MOST = 50
COUNTED = 100


def to_do() -> Mapping[str, QuerySet[Any]]:
    """The rows that wait, by the kind of work."""
    return {
        "sources": sources_that_fail(),
        "queues": unattended_queues(),
        "unmatched": UnmatchedGroup.objects.all(),
        "indicators": indicators_without_series(),
        "phrases": Phrase.objects.filter(use__claims=0).select_related("indicator").order_by("indicator__name", "text"),
        "claimants": claimants_without_id(),
        "outlets": outlets_without_feed(),
    }


def counts() -> dict[str, int]:
    return {kind: counted_to(rows, COUNTED) for kind, rows in to_do().items()}


def indicators_without_series() -> QuerySet[Indicator]:
    """Those that no series of a source that is on gives figures for."""
    working = Series.objects.filter(indicator=OuterRef("pk"), active=True, source__active=True)
    return Indicator.objects.filter(~Exists(working)).order_by("name")


def sources_that_fail() -> QuerySet[Source]:
    """Those that are on and whose last answer was none, or had a shape that is not known."""
    failed = Q(last_error_at__isnull=False) & (
        Q(last_success_at__isnull=True) | Q(last_error_at__gt=F("last_success_at"))
    )
    return Source.objects.filter(failed | Q(drifting=True), active=True).order_by("name")


def claimants_without_id() -> QuerySet[Claimant]:
    """People and bodies of public life; those for whom Wikidata has somebody come first."""
    rows = Claimant.objects.filter(wikidata_id="", merged_into__isnull=True, private_person=False)
    rows = rows.exclude(kind=Claimant.Kind.UNNAMED)
    return rows.filter(suggestions__isnull=False).distinct().prefetch_related("suggestions").order_by("name")


def claimants_to_ask_about() -> QuerySet[Claimant]:
    """Those whom Wikidata was not asked about, the newest first."""
    rows = Claimant.objects.filter(wikidata_id="", merged_into__isnull=True, private_person=False)
    return rows.exclude(kind=Claimant.Kind.UNNAMED).filter(search__isnull=True).order_by("-pk")


def outlets_without_feed() -> QuerySet[Outlet]:
    """Outlets that articles come from and that no feed is polled of; none while the desk polls no feeds."""
    feeds = next((each for each in Outlet._meta.related_objects if each.related_model.__name__ == "Feed"), None)
    if feeds is None:
        return Outlet.objects.none()
    polled = feeds.related_model._default_manager.filter(**{feeds.field.name: OuterRef("pk")})
    return Outlet.objects.filter(~Exists(polled), merged_into__isnull=True).order_by("name")
