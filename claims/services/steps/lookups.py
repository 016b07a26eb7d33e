"""Asking for reference data: one row per claim, reading and series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claims.fetching import is_set_up
from claims.models import Claim, Indicator, Lookup, Reading, Series, WorkState
from claims.services.steps.readings import Structure, comparative_of, person_of
from claims.sources.registry import SERVE_GROUPS
from claims.values import ComparativeKind
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
    """The series that can answer a claim (`answering`)."""
    if claim.indicator is None:
        return []
    reading = claim.readings.order_by("-number").first()
    structure = reading.structure if reading else None
    return answering(claim, structure, active_series([claim.indicator.pk])[claim.indicator.pk])


def active_series(indicator_ids: Iterable[int]) -> Mapping[int, list[Series]]:
    """The series that are asked, with their sources, by the indicator that they measure."""
    rows = Series.objects.filter(indicator__in=list(indicator_ids), active=True, source__active=True)
    by_indicator: defaultdict[int, list[Series]] = defaultdict(list)
    for each in rows.select_related("source").order_by("source_id", "pk"):
        if is_set_up(each.source):
            by_indicator[each.indicator_id].append(each)
    return by_indicator


def answering(claim: Claim, structure: Structure | None, series: list[Series]) -> list[Series]:
    """Which series of its measure can answer a claim that was read so: none where its place, its number (or with what
    it compares) or, for a measure of a pair, its counterpart is not known, for a measure of somebody whom it is about.
    Sources without an address are not asked, nor of a rank those that do not give all places of a group."""
    indicator = claim.indicator
    if indicator is None or not _has_subject(claim, indicator, structure):
        return []
    told = comparative_of(structure) if structure else None
    if told is None and not claim.comparator:
        return []
    if indicator.takes_counterpart and not claim.counterpart:
        return []
    if told is not None and told.kind is ComparativeKind.RANK and not told.beside:
        return [each for each in series if each.source.connector in SERVE_GROUPS]
    return series


def _has_subject(claim: Claim, indicator: Indicator, structure: Structure | None) -> bool:
    if indicator.takes_person:
        return structure is not None and person_of(structure) is not None
    return bool(claim.place)
