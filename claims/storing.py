"""What a run of a connector gave, into rows: in batches, so that a bulk file needs no more memory than one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Min

from claims.models import Fetch, Observation, Series
from claims.values import Observed, Query, SourceReading

BATCH = 500


def store_observations(fetch: Fetch, series: Series, query: Query, reading: SourceReading) -> int:
    """Store a run's observations in batches, each its own transaction; how many are new. Where the run gave
    all that there is, what was held besides is taken out of force."""
    stored, held, numbered = 0, set[int](), enumerate(reading.observations)
    while batch := list(islice(numbered, BATCH)):
        with transaction.atomic():
            # One writer at a time: two runs with two values for a new figure are two issues of it.
            Series.objects.select_for_update(no_key=True).get(pk=series.pk)
            stored += _store_batch(fetch, series, batch, held)
    if reading.whole:
        _take_out(fetch, series, query, held)
    return stored


Key = tuple[Any, ...]


def _key(row: Observed | Observation) -> Key:
    return (*_period_key(row), row.vintage_on, row.vintage_label)


def _period_key(row: Observed | Observation) -> Key:
    return (row.place, row.counterpart, row.subject, row.fact, row.period_start, row.period_end)


def _store_batch(fetch: Fetch, series: Series, batch: Sequence[tuple[int, Observed]], held: set[int]) -> int:
    rows = [each for _number, each in batch]
    known, filled = _known(series, rows), _filled(series, rows)
    new: list[Observation] = []
    seen: list[int] = []
    for number, each in batch:
        if each.raw:
            filled[_period_key(each)] = min(each.vintage_on, filled.get(_period_key(each), each.vintage_on))
        elif each.vintage_on < filled.get(_period_key(each), date.max):
            continue  # sources list the years without a figure too: they matter where there was one before
        issues = known.setdefault(_key(each), [])
        # Only the newest issue counts: a value that comes back after another is an issue of its own.
        same = issues[-1] if issues and issues[-1].raw == each.raw and issues[-1].gone_in_id is None else None
        if same is None:
            row = _observation(fetch, series, number, each, issue=len(issues))
            issues.append(row)
            new.append(row)
        elif same.pk:
            held.add(same.pk)
            if each.read_on and (same.read_on is None or same.read_on < each.read_on):
                seen.append(same.pk)
    held.update(row.pk for row in Observation.objects.bulk_create(new))
    if seen:
        Observation.objects.filter(pk__in=seen).update(read_on=fetch.at.date())
    return len(new)


def _known(series: Series, batch: Sequence[Observed]) -> dict[Key, list[Observation]]:
    """What is stored under the keys of a batch, and near them: not all that was ever held of its places."""
    known: dict[Key, list[Observation]] = {}
    ends = [each.period_end for each in batch]
    rows = Observation.objects.filter(
        series=series,
        place__in={each.place for each in batch},
        period_end__range=(min(ends), max(ends)),
        vintage_on__in={each.vintage_on for each in batch},
    )
    for row in rows.order_by("issue"):
        known.setdefault(_key(row), []).append(row)
    return known


def _filled(series: Series, batch: Sequence[Observed]) -> dict[Key, date]:
    """The first vintage that gave a figure, by the periods of the places that this batch has none for."""
    places = {each.place for each in batch if not each.raw}
    if not places:
        return {}
    rows = Observation.objects.filter(series=series, place__in=places).exclude(raw="")
    keys = ("place", "counterpart", "subject", "fact", "period_start", "period_end")
    return {tuple(key): first for *key, first in rows.values_list(*keys).annotate(Min("vintage_on"))}


def _take_out(fetch: Fetch, series: Series, query: Query, held: set[int]) -> None:
    """Rows of before this run that it does not give any more are kept, and count no more. Rows of a run that
    began later are that run's to judge."""
    rows = Observation.objects.filter(
        series=series, place__in=query.places, gone_in__isnull=True, fetch_id__lte=fetch.pk
    )
    if query.counterparts:
        rows = rows.filter(counterpart__in=query.counterparts)
    gone = [pk for pk in rows.values_list("pk", flat=True) if pk not in held]
    for start in range(0, len(gone), BATCH):
        Observation.objects.filter(pk__in=gone[start : start + BATCH]).update(gone_in=fetch)


def _observation(fetch: Fetch, series: Series, number: int, each: Observed, *, issue: int) -> Observation:
    return Observation(
        series_id=series.pk,
        place=each.place,
        counterpart=each.counterpart,
        subject=each.subject,
        fact=each.fact,
        period_start=each.period_start,
        period_end=each.period_end,
        label=each.label,
        vintage_on=each.vintage_on,
        vintage_label=each.vintage_label,
        issue=issue,
        raw=each.raw,
        value=each.value,
        qualifier=each.qualifier,
        range_low=_text(each.range_low),
        range_high=_text(each.range_high),
        unit=each.unit,
        flag=each.flag,
        note=each.note,
        address=each.address,
        fetch_id=fetch.pk,
        place_in_fetch=number,
        read_on=each.read_on,
    )


def _text(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
