"""The UN's database of the Sustainable Development Goals, without a key.

Shapes: https://unstats.un.org/SDGAPI/swagger/. A series is the code of an SDG series, with the dimensions to
hold fast after semicolons: "SH_DYN_MORT;Sex=BOTHSEX;Age=<5Y". The service filters by no dimension, so that is
done here. Values are texts, ".." and "N" for none, "<2.5" for a bound. The list of series names the release of
each by its quarter, "2026.Q2.G.02": the vintage is the last day of it, or the day of the answer if that is
sooner.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.sources.bodies import (
    LONGEST_FLAG,
    day_read,
    drift,
    number_of,
    once_each,
    read_json,
    rows_in,
    said,
    text_in,
    whole_in,
)
from claims.sources.codes import M49
from claims.sources.spans import span_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

MOST_PAGES = 20
NO_VALUE = frozenset({"", "..", "...", "N", "NA", "NaN", "-"})
_RELEASE = re.compile(r"(\d{4})\.Q([1-4])(?:\.[\w.]{1,20})?", re.ASCII)


class UnSdg:
    slug = "un_sdg"
    version = "1"
    places_together = 0

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """The release of a series first, then its figures for many places, a page at a time."""
        wanted = _wanted(query)
        response = yield Request(f"{config.base}/Series/List", (("allreleases", "false"),), limit=10_000_000)
        release = _release(response, wanted)
        observations: list[Observed] = []
        page = pages = 1
        while page <= min(pages, MOST_PAGES):
            content = read_json((yield _request(wanted, config, page)))
            rows = rows_in(content, "data")
            pages = whole_in(content, "totalPages")
            observations += _observations(rows, query, wanted, release)
            page += 1
        once_each(observations)
        return SourceReading(release.label, tuple(observations))


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str
    dimensions: Mapping[str, str]
    places: Mapping[int, str]  # by number


@dataclass(frozen=True, slots=True)
class _Release:
    label: str
    day: date


def _wanted(query: Query) -> _Wanted:
    code, *held = query.series.split(";")
    places = {M49[place]: place for place in query.places if place in M49}
    if not places:
        raise SourceError("unknown_place", permanent=True, numbers=(("place", ", ".join(query.places)),))
    if any("=" not in each for each in held):
        raise SourceError("unknown_series", permanent=True, numbers=(("series", query.series),))
    return _Wanted(code, dict(each.split("=", 1) for each in held), places)


def _release(response: Response, wanted: _Wanted) -> _Release:
    content = read_json(response)
    rows = rows_in({"the list of series": content}, "the list of series")
    row = next((row for row in rows if row.get("code") == wanted.code), None)
    if row is None:
        raise SourceError("unknown_series", permanent=True, numbers=(("series", wanted.code),))
    label = text_in(row, "release")
    match = _RELEASE.fullmatch(label)
    if match is None:
        raise drift("release")
    last = span_of(f"{match[1]}-Q{match[2]}", "")[1]
    return _Release(label, min(last, day_read(response)) if "date" in response.headers else last)


def _request(wanted: _Wanted, config: SourceConfig, page: int) -> Request:
    areas = tuple(("areaCode", str(number)) for number in sorted(wanted.places))
    size = (("pageSize", str(config.page_size)), ("page", str(page)))
    return Request(f"{config.base}/Series/Data", (("seriesCode", wanted.code), *areas, *size))


def _observations(
    rows: Sequence[Mapping[str, Any]], query: Query, wanted: _Wanted, release: _Release
) -> Iterator[Observed]:
    for row in rows:
        dimensions = row.get("dimensions")
        if not isinstance(dimensions, dict):
            raise drift("dimensions")
        place = wanted.places.get(whole_in(row, "geoAreaCode"))
        if place and all(dimensions.get(name) == value for name, value in wanted.dimensions.items()):
            yield _observed(row, place, query, release)


def _observed(row: Mapping[str, Any], place: str, query: Query, release: _Release) -> Observed:
    if "value" not in row:
        raise drift("value")
    text = said(row["value"])
    qualifier, raw, value = ("", "", None) if text in NO_VALUE else number_of(text, "value")
    start, end, label = span_of(str(whole_in(row, "timePeriodStart")), query.period_rule)
    attributes = row.get("attributes")
    nature = attributes.get("Nature") if isinstance(attributes, dict) else ""
    return Observed(
        series=query.series,
        place=place,
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=release.day,
        vintage_label=f"SDG {release.label}",
        raw=raw,
        value=value,
        qualifier=qualifier,
        unit=query.unit,
        flag=said(nature, LONGEST_FLAG),
        note=_note(row),
        address="https://unstats.un.org/sdgs/dataportal/database",
    )


def _note(row: Mapping[str, Any]) -> str:
    footnotes = row.get("footnotes")
    words = [row.get("source"), *(footnotes if isinstance(footnotes, list) else ())]
    return " ".join(filter(None, map(said, words)))
