"""World Bank Indicators API v2: the current figures of the World Development Indicators.

Addresses and shapes: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589. The same code exists
in several databases of the bank with different dates, so `source=2` is always sent. Errors come with
status 200 as a list with one message. The vintage is the `lastupdated` of the answer. `read_on` is left
empty: the driver knows when the publisher was read.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.sources.bodies import LONGEST_FLAG, said
from claims.sources.parsing import day_of, drift, groups, json_of, raw_of, span_of_year
from claims.sources.world_bank_answers import LONGEST_PATH, refusal, whole
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceReading

DATABASE = "2"
ALL = ("all",)
MOST_ROWS = 20_000  # of a page; the service takes 32 500
LARGEST = 20_000_000  # bytes of a page of so many rows
Row = Mapping[str, Any]


class WorldBank:
    slug = "world_bank"
    version = "2"
    places_together = 14  # pages of 1000 rows, a row per place and year

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Figures of one indicator for many places: a few places in one path, a page at a time."""
        release, observations = "", []
        for places in (ALL,) if query.everywhere else groups(query.places, LONGEST_PATH):
            page, pages = 1, 1
            while page <= pages:
                response = yield _request(query, places, config, page)
                answer = _answer(response, query)
                pages, release = answer.pages, max(release, answer.updated)
                observations += list(_observations(answer, query))
                page += 1
        return SourceReading(release, tuple(observations))


@dataclass(frozen=True, slots=True)
class _Answer:
    pages: int
    updated: str
    rows: Sequence[Row]


def _request(query: Query, places: Sequence[str], config: SourceConfig, page: int) -> Request:
    size = MOST_ROWS if query.everywhere else config.page_size
    parameters = [("format", "json"), ("source", DATABASE), ("per_page", str(size))]
    if query.span:
        parameters.append(("date", f"{query.span.start.year}:{query.span.end.year}"))
    if page > 1:
        parameters.append(("page", str(page)))
    address = f"{config.base}/country/{';'.join(places)}/indicator/{query.series}"
    request = Request(address, tuple(parameters), headers=(("Accept", "application/json"),))
    return replace(request, limit=LARGEST) if query.everywhere else request


def _answer(response: Response, query: Query) -> _Answer:
    content = json_of(response)
    if not isinstance(content, list) or not content:
        raise drift("the outer list")
    head = content[0]
    if isinstance(head, dict) and "message" in head:
        raise refusal(head["message"], query)
    if not isinstance(head, dict) or len(content) != 2:
        raise drift("the outer list")
    rows = content[1]
    if rows is None and not whole(head, "total"):
        return _Answer(0, "", ())
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise drift("the list of rows")
    return _Answer(whole(head, "pages"), _updated(head), rows)


def _updated(head: Row) -> str:
    return day_of(head.get("lastupdated"), "lastupdated").isoformat()


def _observations(answer: _Answer, query: Query) -> Iterator[Observed]:
    """Of every place that was asked: of all that the service has, aggregates among them, most are not."""
    observed = (_observed(row, answer.updated, query) for row in answer.rows)
    return (each for each in observed if not query.everywhere or each.place in query.places)


def _observed(row: Row, updated: str, query: Query) -> Observed:
    """A row; the service lists every year, those without a value too."""
    try:
        value, label, place = row["value"], str(row["date"]), row["countryiso3code"] or row["country"]["id"]
    except (KeyError, TypeError) as error:
        raise drift(str(error)) from error
    start, end, period = span_of_year(label, query.period_rule, "date")
    if value is not None and not isinstance(value, Decimal):
        raise drift("value")
    return Observed(
        series=query.series,
        place=place,
        period_start=start,
        period_end=end,
        label=period,
        vintage_on=date.fromisoformat(updated),
        vintage_label=f"WDI {updated}",
        raw="" if value is None else raw_of(value),
        value=value,
        unit=query.unit,
        flag=said(row.get("obs_status"), LONGEST_FLAG),
        address=f"https://data.worldbank.org/indicator/{query.series}",
    )
