"""Our World in Data: the figures of a chart, over its CSV and the metadata beside it, without a key.

Shapes: https://docs.owid.io/projects/etl/api/. A series is named by the slug of the chart, with the short name
of a column after a slash where the chart has several. The vintage is the column's `lastUpdated`. A column's
`conversionFactor` is applied in the CSV already. A chart whose data may not be passed on is answered with 403,
an unknown one with 404.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.sources.bodies import day_in, drift, once_each, read_csv, read_json, rows_in, said
from claims.sources.figures import figure_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

OWN_CODES = {"WLD": "OWID_WRL", "XKX": "OWID_KOS"}  # the rest are ISO 3166 alpha-3
KEYS = ("Entity", "Code")
TIMES = ("Year", "Day")
MOST_CHARTS = 20
SLUG = re.compile(r"[A-Za-z0-9_-]{1,150}")
SHORT_NAMES = ("useColumnShortNames", "true")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that a search found."""

    slug: str
    title: str
    entities: tuple[str, ...]
    updated: str


class Owid:
    slug = "owid"
    version = "1"
    places_together = 50

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """The figures of one column of a chart for many places: what it is first, then its rows."""
        slug, _slash, column = query.series.partition("/")
        response = yield Request(f"{config.base}/grapher/{slug}.metadata.json", (SHORT_NAMES,))
        name, about = _column(read_json(response), column)
        updated = day_in(about.get("lastUpdated"), "lastUpdated")
        response = yield _rows_request(query, config, slug)
        observations = tuple(_observations(response, query, slug, name, updated))
        once_each(observations)
        return SourceReading(updated.isoformat(), observations)


def search_charts(words: str, config: SourceConfig) -> Generator[Request, Response, tuple[Chart, ...]]:
    """The charts that fit some words, best first: a curator chooses a slug among them."""
    parameters = (("q", words), ("type", "charts"), ("page", "0"), ("hitsPerPage", str(MOST_CHARTS)))
    response = yield Request(f"{config.base}/api/search", parameters)
    rows = rows_in(read_json(response), "results")
    return tuple(_chart(row) for row in rows[:MOST_CHARTS] if SLUG.fullmatch(said(row.get("slug"))))


def _chart(row: Mapping[str, Any]) -> Chart:
    entities = tuple(map(said, _list(row.get("availableEntities"))))
    return Chart(said(row.get("slug")), said(row.get("title")), entities, said(row.get("updatedAt")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _rows_request(query: Query, config: SourceConfig, slug: str) -> Request:
    places = "~".join(OWN_CODES.get(place, place) for place in query.places)
    parameters = [("csvType", "filtered"), ("country", places), SHORT_NAMES]
    if query.span:
        parameters.append(("time", f"{query.span.start.year}..{query.span.end.year}"))
    return Request(f"{config.base}/grapher/{slug}.csv", tuple(parameters))


def _column(content: Any, wanted: str) -> tuple[str, Mapping[str, Any]]:
    """The name of the column that is asked for, or of the only one, and what is said about it."""
    columns = content.get("columns") if isinstance(content, dict) else None
    if not isinstance(columns, dict) or not all(isinstance(about, dict) for about in columns.values()):
        raise drift("columns")
    named = {str(about.get("shortName") or name): about for name, about in columns.items()}
    if wanted:
        if wanted not in named:
            raise SourceError("unknown_series", permanent=True, numbers=(("series", wanted),))
        return wanted, named[wanted]
    if len(named) != 1:
        raise drift("one column")
    return next(iter(named.items()))


def _observations(response: Response, query: Query, slug: str, column: str, updated: date) -> Iterator[Observed]:
    heading, rows = read_csv(response, KEYS)
    time = next((name for name in TIMES if name in heading), "")
    if not time:
        raise drift("Year")
    values = [name for name in heading if name not in (*KEYS, *TIMES)]
    value = column if column in values else values[0] if len(values) == 1 else ""
    if not value:
        raise drift(column)
    places = {OWN_CODES.get(place, place): place for place in query.places}
    address = f"https://ourworldindata.org/grapher/{slug}"
    for row in rows:
        cells = dict(zip(heading, row, strict=True))
        if cells["Code"] in places:
            place, given = places[cells["Code"]], cells[value] or None
            yield figure_of(query, place, cells[time], given, updated=updated, address=address)
