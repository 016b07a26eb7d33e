"""World Bank, WDI Database Archives (source 57): what each release of the indicators gave at its time.

Addresses and shapes: the "advanced data queries" of the bank's documentation. One request lists the
releases, "201804" for that of April 2018; the others ask for several releases and places at once. Of the
releases are read the newest and, for each day of `Query.vintages`, the last few before it: not every series
is in every release. A release counts from the last day of its month, its day is not told. Refusals come with
status 200 as JSON or XML. The outer list and the list around the source are there or not: both are read.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Generator, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from claims.sources.parsing import drift, groups, json_of, raw_of, rows_of, span_of_year
from claims.sources.world_bank_answers import LONGEST_PATH, refusal, refusal_in_xml, whole
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceReading

DATABASE = "57"
ALL = ("all",)
BEFORE = 3  # releases read before each day
PAGE = 10_000  # rows; the service takes 32 500
MOST_PAGES = 100
LIMIT = 20_000_000  # bytes of a page
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_VERSION = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])")
Asking = Generator[Request, Response, list[Mapping[str, Any]]]


class WorldBankArchive:
    slug = "world_bank_archive"
    version = "1"
    places_together = 8  # pages of 10,000 rows, a row per place, year and release

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Figures of one indicator in the releases chosen, the oldest of each period first."""
        versions = yield from _versions(query, config)
        found: dict[tuple[Any, ...], Observed] = {}
        for ids in groups(_chosen(versions, query.vintages), LONGEST_PATH):
            for places in (ALL,) if query.everywhere else groups(query.places, LONGEST_PATH):
                for row in (yield from _rows(_address(query, places, ids, config), "data", query)):
                    observed = _observed(row, query)
                    if observed.place not in query.places:
                        continue
                    key = (observed.place, observed.period_start, observed.vintage_on)
                    if found.setdefault(key, observed).raw != observed.raw:
                        raise drift(f"two values for {observed.place} {observed.label}")
        return SourceReading(_label(versions[-1]), tuple(found[key] for key in sorted(found)))


def _versions(query: Query, config: SourceConfig) -> Generator[Request, Response, list[str]]:
    """The releases in the archive, the oldest first."""
    concepts = yield from _rows(f"{config.base}/sources/{DATABASE}/version", "concept", query)
    ids = {str(each.get("id")) for concept in concepts for each in rows_of(concept, "variable")}
    versions = sorted(filter(_VERSION.fullmatch, ids))
    if not versions:
        raise drift("version")
    return versions


def _chosen(versions: Sequence[str], days: Iterable[date]) -> list[str]:
    chosen = {versions[-1]}
    ends = [_month_end(each) for each in versions]
    for day in days:
        before = bisect_right(ends, day)
        chosen.update(versions[max(before - BEFORE, 0) : before])
    return sorted(chosen)


def _address(query: Query, places: Sequence[str], ids: Sequence[str], config: SourceConfig) -> str:
    span = query.span
    years = [f"YR{year}" for year in range(span.start.year, span.end.year + 1)] if span else ["all"]
    concepts = {"country": places, "series": [query.series], "time": years, "version": ids}
    path = "/".join(f"{concept}/{';'.join(values)}" for concept, values in concepts.items())
    return f"{config.base}/sources/{DATABASE}/{path}/data"


def _rows(address: str, name: str, query: Query) -> Asking:
    """The rows of a list in the answer's source, page by page."""
    rows: list[Mapping[str, Any]] = []
    page, pages = 1, 1
    while page <= pages:
        number = (("page", str(page)),) if page > 1 else ()
        parameters = (("format", "json"), ("per_page", str(PAGE)), *number)
        response = yield Request(address, parameters, headers=(("Accept", "application/json"),), limit=LIMIT)
        answer = _answer(response, query)
        pages = whole(answer, "pages")
        if pages > MOST_PAGES:
            raise drift("pages")
        source = answer.get("source")
        for each in source if isinstance(source, list) else [source] if pages else []:
            rows += rows_of(each, name)
        page += 1
    return rows


def _answer(response: Response, query: Query) -> Mapping[str, Any]:
    if said := refusal_in_xml(response.body.read(10_000)):
        raise said
    response.body.seek(0)
    content = json_of(response)
    if isinstance(content, list) and content:
        content = content[0]
    if not isinstance(content, dict):
        raise drift("the outer list")
    if "message" in content:
        raise refusal(content["message"], query)
    return content


def _observed(row: Mapping[str, Any], query: Query) -> Observed:
    """A row; its concepts come in any order."""
    ids = {str(each.get("concept")).lower(): str(each.get("id")) for each in rows_of(row, "variable")}
    version, place = ids.get("version", ""), ids.get("country", "")
    if not _VERSION.fullmatch(version):
        raise drift("Version")
    if place not in query.places and not query.everywhere:
        raise drift("Country")
    start, end, label = span_of_year(ids.get("time", "").removeprefix("YR"), query.period_rule, "Time")
    value = row.get("value", "")
    if value is not None and not isinstance(value, Decimal):
        raise drift("value")
    return Observed(
        series=query.series,
        place=place,
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=_month_end(version),
        vintage_label=_label(version),
        raw="" if value is None else raw_of(value),
        value=value,
        unit=query.unit,
        address=f"https://databank.worldbank.org/source/wdi-database-archives/Series/{query.series}",
    )


def _month_end(version: str) -> date:
    year, month = int(version[:4]), int(version[4:])
    return date(year, month, calendar.monthrange(year, month)[1])


def _label(version: str) -> str:
    return f"WDI {version[:4]} {MONTHS[int(version[4:]) - 1]}"
