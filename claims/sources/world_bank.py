"""World Bank Indicators API v2: the current figures of the World Development Indicators.

Addresses and shapes: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589. The same code exists
in several databases of the bank with different dates, so `source=2` is always sent. Errors come with
status 200 as a list with one message. The vintage is the `lastupdated` of the answer. `read_on` is left
empty: the driver knows when the publisher was read.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from claims.sources.bodies import LONGEST_FLAG, said
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

DATABASE = "2"
LONGEST_PATH = 1400  # the service takes 1500 between two slashes
GONE = frozenset({"175"})
Row = Mapping[str, Any]


class WorldBank:
    slug = "world_bank"
    version = "2"

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Figures of one indicator for many places: a few places in one path, a page at a time."""
        release, observations = "", []
        for places in _groups(query.places):
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


def _groups(places: Sequence[str]) -> Iterator[Sequence[str]]:
    size = LONGEST_PATH // 4
    for start in range(0, len(places), size):
        yield places[start : start + size]


def _request(query: Query, places: Sequence[str], config: SourceConfig, page: int) -> Request:
    parameters = [("format", "json"), ("source", DATABASE), ("per_page", str(config.page_size))]
    if query.span:
        parameters.append(("date", f"{query.span.start.year}:{query.span.end.year}"))
    if page > 1:
        parameters.append(("page", str(page)))
    address = f"{config.base}/country/{';'.join(places)}/indicator/{query.series}"
    return Request(address, tuple(parameters), headers=(("Accept", "application/json"),))


def _answer(response: Response, query: Query) -> _Answer:
    content = _content(response)
    if not isinstance(content, list) or not content:
        raise SourceError("drift", permanent=True, numbers=(("field", "the outer list"),))
    head = content[0]
    if isinstance(head, dict) and "message" in head:
        raise _refusal(head["message"], query)
    if not isinstance(head, dict) or len(content) != 2:
        raise SourceError("drift", permanent=True, numbers=(("field", "the outer list"),))
    rows = content[1]
    if rows is None and not _whole(head, "total"):
        return _Answer(0, "", ())
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError("drift", permanent=True, numbers=(("field", "the list of rows"),))
    return _Answer(_whole(head, "pages"), _updated(head), rows)


def _content(response: Response) -> Any:
    """The body as JSON, numbers as the texts that they are; HTML and XML are told apart from broken JSON."""
    body = response.body.read()
    start = body.lstrip()[:1]
    if start == b"<":
        raise SourceError("html_instead", permanent=False)
    try:
        return json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise SourceError("not_json", permanent=False) from error


def _no_number(text: str) -> Decimal:
    raise ValueError(f"{text} is no number")


def _refusal(messages: Any, query: Query) -> SourceError:
    """The service's own words; an indicator that is gone is told as such."""
    first = messages[0] if isinstance(messages, list) and messages and isinstance(messages[0], dict) else {}
    code, text = said(first.get("id")), said(first.get("value"))
    if code in GONE:
        return SourceError("unknown_series", permanent=True, numbers=(("series", query.series),))
    return SourceError("source_message", permanent=True, numbers=(("message", text),))


def _whole(head: Row, name: str) -> int:
    try:
        return int(head[name])
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError("drift", permanent=True, numbers=(("field", name),)) from error


def _updated(head: Row) -> str:
    text = str(head.get("lastupdated") or "")
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise SourceError("drift", permanent=True, numbers=(("field", "lastupdated"),)) from error
    return text


def _observations(answer: _Answer, query: Query) -> Iterator[Observed]:
    return (_observed(row, answer.updated, query) for row in answer.rows)


def _observed(row: Row, updated: str, query: Query) -> Observed:
    """A row; the service lists every year, those without a value too."""
    try:
        value, label, place = row["value"], str(row["date"]), row["countryiso3code"] or row["country"]["id"]
    except (KeyError, TypeError) as error:
        raise SourceError("drift", permanent=True, numbers=(("field", str(error)),)) from error
    start, end, period = _period(label, query.period_rule)
    if value is not None and not isinstance(value, Decimal):
        raise SourceError("drift", permanent=True, numbers=(("field", "value"),))
    return Observed(
        series=query.series,
        place=place,
        period_start=start,
        period_end=end,
        label=period,
        vintage_on=date.fromisoformat(updated),
        vintage_label=f"WDI {updated}",
        raw="" if value is None else format(value, "f"),
        value=value,
        unit=query.unit,
        flag=said(row.get("obs_status"), LONGEST_FLAG),
        address=f"https://data.worldbank.org/indicator/{query.series}",
    )


def _period(label: str, rule: str) -> tuple[date, date, str]:
    """The true span of a year's label; of a three-year mean the label is the middle year."""
    if not (label.isdecimal() and len(label) == 4):
        raise SourceError("drift", permanent=True, numbers=(("field", "date"),))
    year = int(label)
    if rule == "three_year_mean":
        return date(year - 1, 1, 1), date(year + 1, 12, 31), f"{year - 1}-{year + 1}"
    return date(year, 1, 1), date(year, 12, 31), label
