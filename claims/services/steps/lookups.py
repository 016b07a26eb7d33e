"""Asking for reference data: one row per claim, reading and series."""

from __future__ import annotations

from claims.fetching import is_set_up
from claims.models import Claim, Indicator, Lookup, Reading, Series, WorkState
from claims.services.steps.readings import comparative_of, person_of, reading_in_force
from claims.sources.registry import SERVE_GROUPS
from claims.values import Comparative, ComparativeKind
from claims.workflow import step_work


def ask(claim: Claim, reading: Reading) -> list[int]:
    """Write the lookups that a reading calls for and drop those of readings before it; the ids of the
    series that are due. Runs inside its caller's transaction."""
    step_work(
        claim.lookups.exclude(reading=reading).filter(state__in=[WorkState.PENDING, WorkState.MISSING]),
        "drop",
    )
    series = series_for(claim)
    Lookup.objects.bulk_create(
        [Lookup(claim=claim, reading=reading, series=each) for each in series], ignore_conflicts=True
    )
    return [each.pk for each in series]


def series_for(claim: Claim) -> list[Series]:
    """The series that can answer a claim: none where its place, its number (or with what it compares) or, for a
    measure of a pair, its counterpart is not known, for a measure of somebody whom it is about. Sources without an
    address are not asked, nor of a rank those that do not give all places of a group."""
    indicator = claim.indicator
    if indicator is None or not _has_subject(claim, indicator):
        return []
    told = _told(claim)
    if told is None and not claim.comparator:
        return []
    if indicator.takes_counterpart and not claim.counterpart:
        return []
    active = Series.objects.filter(indicator=indicator, active=True, source__active=True)
    if told is not None and told.kind is ComparativeKind.RANK and not told.beside:
        active = active.filter(source__connector__in=SERVE_GROUPS)
    return [each for each in active.select_related("source").order_by("source_id", "pk") if is_set_up(each.source)]


def _told(claim: Claim) -> Comparative | None:
    reading = claim.readings.order_by("-number").first()
    return comparative_of(reading.structure) if reading else None


def _has_subject(claim: Claim, indicator: Indicator) -> bool:
    if indicator.takes_person:
        return person_of(reading_in_force(claim).structure) is not None
    return bool(claim.place)
