"""What the bulk files and the service of FAOSTAT have in common: codes of series and areas, rows, figures.

A series is "<dataset>/<item>", with "/<element>" where it is not the element called Value. FAO numbers areas
its own way: those of one country or territory stand here under its ISO code, the world under WLD, and any
other, a region, a group or a country that is no more, as F and FAO's number. CHN is mainland China (41), as
in most other sources; FAO's own China with Hong Kong, Macao and Taiwan is F351.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.packs import rows
from claims.sources.bodies import LONGEST_FLAG, said
from claims.sources.parsing import drift, raw_of
from claims.values import Observed, Query, SourceError

USUAL_ELEMENT = "Value"
NONE = frozenset({"", "..", "...", "-", "n.a.", "NV", "NR"})  # texts that stand for no figure
UNITS = {"percent": frozenset({"%"})}  # how FAO spells the desk's units; one that is not here is not checked
_SERIES = re.compile(r"([A-Z]{1,6})/([0-9A-Z]{1,12})(?:/([0-9]{1,8}))?")
_OWN_AREA = re.compile(r"F[0-9]{1,6}")
_VALUE = re.compile(r"([<>]=?)?\s*([+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?)")
_YEARS = re.compile(r"([12][0-9]{3})(?:-([12][0-9]{3}))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as texts. `element` is its name, `code` the element's number."""

    area: str
    element: str
    code: str
    year: str
    unit: str
    value: str
    flag: str
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A query in FAO's codes: `areas` maps FAO's numbers to the places asked. `element` may be empty."""

    dataset: str
    item: str
    element: str
    areas: Mapping[str, str]
    query: Query


def asked_of(query: Query) -> Asked:
    """Raises SourceError where the series' code is none of FAOSTAT, or no place is known to FAO."""
    match = _SERIES.fullmatch(query.series)
    if match is None:
        raise SourceError("unknown_series", permanent=True, numbers=(("series", query.series),))
    numbers = {row["place"]: row["area"] for row in rows("faostat_areas")}
    areas = {numbers[place]: place for place in query.places if place in numbers}
    areas |= {place[1:]: place for place in query.places if _OWN_AREA.fullmatch(place)}
    if not areas:
        raise SourceError("unknown_place", permanent=True, numbers=(("place", "; ".join(query.places)[:60]),))
    return Asked(match[1], match[2], match[3] or "", areas, query)


def observations_of(found: Iterable[Row], asked: Asked, published: date) -> tuple[Observed, ...]:
    """The figures of a series in a release, in the order of the source; a row that is there twice counts once."""
    observations: dict[tuple[str, date, date], Observed] = {}
    for row in found:
        if (row.code == asked.element) if asked.element else (row.element == USUAL_ELEMENT):
            observed = _observed(row, asked, published)
            key = (observed.place, observed.period_start, observed.period_end)
            if observations.setdefault(key, observed).raw != observed.raw:
                raise drift(f"two values for {observed.place} {observed.label}")
    span = asked.query.span
    return tuple(
        each
        for each in observations.values()
        if span is None or (each.period_start <= span.end and span.start <= each.period_end)
    )


def _observed(row: Row, asked: Asked, published: date) -> Observed:
    start, end = _span(row.year)
    qualifier, value = _value(row.value)
    unit = asked.query.unit
    if row.unit not in UNITS.get(unit, {row.unit}):
        raise drift("Unit")
    return Observed(
        series=asked.query.series,
        place=asked.areas[row.area],
        period_start=start,
        period_end=end,
        label=row.year,
        vintage_on=published,
        vintage_label=f"FAOSTAT {published}",
        raw="" if value is None else f"{qualifier}{raw_of(value, 'Value')}",
        value=value,
        qualifier=qualifier,
        unit=unit or said(row.unit, 40),
        flag=said(row.flag, LONGEST_FLAG),
        note=row.note.replace("\x00", ""),
        address=f"https://www.fao.org/faostat/en/#data/{asked.dataset}",
    )


def _value(text: str) -> tuple[str, Decimal | None]:
    """A figure and the sign before it: "<2.5" says that it is too small to be told."""
    if text in NONE:
        return "", None
    match = _VALUE.fullmatch(text)
    if match is None:
        raise drift("Value")
    return match[1] or "", Decimal(match[2])


def _span(text: str) -> tuple[date, date]:
    """A year, or the first and the last of an average's."""
    match = _YEARS.fullmatch(text)
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise drift("Year")
    return date(int(match[1]), 1, 1), date(int(match[2] or match[1]), 12, 31)
