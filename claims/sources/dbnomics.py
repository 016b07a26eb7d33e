"""DBnomics: series of many statistical offices and banks, passed on unchanged, without a key.

Shapes: https://docs.db.nomics.world/web-api/. A series is named `provider/data set/series`, with "{iso3}" or
"{iso2}" where the code of the place stands. The vintage is `indexed_at`, the day on which DBnomics had the
figures; "NA" stands for none.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any

from claims.sources.bodies import day_in, drift, read_json, rows_in, said, text_in
from claims.sources.codes import ALPHA2
from claims.sources.figures import figure_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

REFUSALS = frozenset({400, 404})
NO_VALUE = "NA"


class DBnomics:
    slug = "dbnomics"
    version = "1"
    places_together = 0

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """One request for each place."""
        observations: list[Observed] = []
        for place in query.places:
            name = _name(query.series, place)
            address = f"{config.base}/series/{name}"
            response = yield Request(address, (("observations", "1"),), statuses=REFUSALS)
            observations += _observations(_series(response, name), query, place, name)
        release = max((each.vintage_on for each in observations), default=None)
        return SourceReading(release.isoformat() if release else "", tuple(observations))


def _name(series: str, place: str) -> str:
    if "{iso2}" in series and place not in ALPHA2:
        raise SourceError("unknown_place", permanent=True, numbers=(("place", place),))
    return series.replace("{iso3}", place).replace("{iso2}", ALPHA2.get(place, ""))


def _series(response: Response, name: str) -> Mapping[str, Any]:
    content = read_json(response)
    if response.status in REFUSALS or (isinstance(content, dict) and "series" not in content):
        words = said(content.get("message")) if isinstance(content, dict) else ""
        if response.status == 404:
            raise SourceError("unknown_series", permanent=True, numbers=(("series", name),))
        if words:
            raise SourceError("source_message", permanent=True, numbers=(("message", words),))
        raise drift("series")
    found = rows_in(content["series"] if isinstance(content, dict) else None, "docs")
    if len(found) != 1:
        raise SourceError("unknown_series", permanent=True, numbers=(("series", name),))
    return found[0]


def _observations(series: Mapping[str, Any], query: Query, place: str, name: str) -> Iterator[Observed]:
    periods, values = series.get("period"), series.get("value")
    if not isinstance(periods, list) or not isinstance(values, list) or len(periods) != len(values):
        raise drift("period and value")
    updated = day_in(text_in(series, "indexed_at"), "indexed_at")
    address = f"https://db.nomics.world/{name}"
    for period, given in zip(periods, values, strict=True):
        known = None if given == NO_VALUE else given
        figure = figure_of(query, place, str(period), known, updated=updated, address=address, verb="indexed")
        if query.span and not (query.span.start <= figure.period_start and figure.period_end <= query.span.end):
            continue
        yield figure
