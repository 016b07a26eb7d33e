"""Eurostat's statistics, over JSON-stat 2.0, without a key.

Shapes: https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-introduction. A series is
the code of a data set with the dimensions to hold fast: "une_rt_a?age=Y15-74&sex=T&unit=PC_ACT"; what is left
open must have one value only. The vintage is `updated` of the answer. Errors come as a list, with 400, 404 or
413 ("too much was asked") or inside a 200.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

from claims.sources.bodies import LONGEST_FLAG, day_in, drift, read_json, said, whole_in
from claims.sources.codes import ALPHA2
from claims.sources.figures import figure_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

OWN_CODES = {"GRC": "EL", "GBR": "UK", "XKX": "XK"}  # the rest are ISO 3166 alpha-2
REFUSALS = frozenset({400, 404, 413})
PLACE, TIME = "geo", "time"
MOST_CELLS = 1_000_000


class Eurostat:
    slug = "eurostat"
    version = "1"
    places_together = 0

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Figures of one cut through a data set for many places."""
        codes = {code: place for place in query.places if (code := OWN_CODES.get(place, ALPHA2.get(place)))}
        if not codes:
            raise SourceError("unknown_place", permanent=True, numbers=(("place", ", ".join(query.places)),))
        response = yield _request(query, config, codes)
        content = _content(response)
        updated = day_in(content.get("updated"), "updated")
        return SourceReading(updated.isoformat(), tuple(_observations(content, query, codes, updated)))


def _request(query: Query, config: SourceConfig, codes: Mapping[str, str]) -> Request:
    data_set, _mark, held = query.series.partition("?")
    parameters = [("format", "JSON"), ("lang", "EN"), *parse_qsl(held), *((PLACE, code) for code in sorted(codes))]
    if query.span:
        parameters.append(("sinceTimePeriod", str(query.span.start.year)))
        parameters.append(("untilTimePeriod", str(query.span.end.year)))
    return Request(f"{config.base}/data/{data_set}", tuple(parameters), statuses=REFUSALS)


def _content(response: Response) -> Mapping[str, Any]:
    content = read_json(response)
    if not isinstance(content, dict):
        raise drift("the outer object")
    if "error" in content or response.status in REFUSALS:
        raise _refusal(response.status, content.get("error"))
    return content


def _refusal(status: int, errors: Any) -> SourceError:
    first = errors[0] if isinstance(errors, list) and errors else errors
    first = first if isinstance(first, dict) else {"label": first or status}
    words = said(first.get("label"))
    code = "asked_too_much" if str(first.get("status", status)) == "413" or status == 413 else "source_message"
    return SourceError(code, permanent=True, numbers=(("message", words),))


def _observations(
    content: Mapping[str, Any], query: Query, codes: Mapping[str, str], updated: date
) -> Iterator[Observed]:
    sizes = _sizes(content)
    cells = _cells(content.get("value"), "value")
    flags = _cells(content.get("status", {}), "status")
    places, times = _positions(content, PLACE), _positions(content, TIME)
    address = f"https://ec.europa.eu/eurostat/databrowser/view/{query.series.partition('?')[0]}/default/table"
    for (code, at_place), (time, at_time) in product(places.items(), times.items()):
        if code not in codes:
            continue
        cell = str(_index(sizes, {PLACE: at_place, TIME: at_time}))
        flag = said(flags.get(cell), LONGEST_FLAG)
        yield figure_of(query, codes[code], time, cells.get(cell), updated=updated, address=address, flag=flag)


def _sizes(content: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The dimensions in their order with their sizes: all but place and time have one value."""
    names, sizes = content.get("id"), content.get("size")
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes):
        raise drift("id and size")
    sized = [(str(name), whole_in({"size": size}, "size")) for name, size in zip(names, sizes, strict=True)]
    total = 1
    for name, size in sized:
        total *= size
        if name not in (PLACE, TIME) and size > 1:
            raise drift(f"one value of {name}")
    if {PLACE, TIME} - {name for name, _size in sized} or total > MOST_CELLS:
        raise drift("geo and time")
    return sized


def _positions(content: Mapping[str, Any], dimension: str) -> dict[str, int]:
    """Place in the order, by code."""
    try:
        index = content["dimension"][dimension]["category"]["index"]
        if isinstance(index, list):
            return {str(code): number for number, code in enumerate(index)}
        return {str(code): whole_in(index, code) for code in index}
    except (KeyError, TypeError, AttributeError) as error:
        raise drift(f"the categories of {dimension}") from error


def _index(sizes: Sequence[tuple[str, int]], positions: Mapping[str, int]) -> int:
    """The number of a cell: the last dimension runs fastest."""
    number = 0
    for name, size in sizes:
        number = number * size + positions.get(name, 0)
    return number


def _cells(values: Any, field: str) -> Mapping[str, Any]:
    if isinstance(values, list):
        return {str(number): value for number, value in enumerate(values)}
    if not isinstance(values, dict):
        raise drift(field)
    return values
