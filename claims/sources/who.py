"""The WHO's Global Health Observatory, over OData, without a key.

Shapes: https://www.who.int/data/gho/info/gho-odata-api. A series is the code of an indicator, with the
dimensions to hold fast after semicolons: "WHOSIS_000001;Dim1=SEX_BTSX". Every row has a date of its own, its
vintage. The number is `NumericValue`; `Value` is how the WHO shows it, with the interval of an estimate.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.sources.bodies import day_in, drift, number_of, once_each, read_json, rows_in, said
from claims.sources.spans import span_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

TOGETHER = 20  # places in one filter
MOST_PAGES = 20
NEXT = "@odata.nextLink"
DIMENSIONS = ("Dim1", "Dim2", "Dim3")
FIELDS = ("SpatialDim", "TimeDim", "NumericValue", "Date")


class Who:
    slug = "who"
    version = "1"
    places_together = TOGETHER

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """Figures of one indicator for many places, some places and a page at a time."""
        wanted = _wanted(query.series)
        observations: list[Observed] = []
        for start in range(0, len(query.places), TOGETHER):
            request: Request | None = _request(query.places[start : start + TOGETHER], wanted, config)
            pages = 0
            while request is not None:
                content = read_json((yield request))
                observations += _observations(content, query, wanted)
                pages += 1
                request = _next(content, config) if pages < MOST_PAGES else None
        once_each(observations)
        release = max((each.vintage_on for each in observations), default=None)
        return SourceReading(release.isoformat() if release else "", tuple(observations))


@dataclass(frozen=True, slots=True)
class _Wanted:
    code: str
    dimensions: Mapping[str, str]


def _wanted(series: str) -> _Wanted:
    code, *held = series.split(";")
    dimensions = dict(each.split("=", 1) for each in held if "=" in each)
    if len(dimensions) != len(held) or not set(dimensions) <= set(DIMENSIONS):
        raise SourceError("unknown_series", permanent=True, numbers=(("series", series),))
    return _Wanted(code, dimensions)


def _request(places: Sequence[str], wanted: _Wanted, config: SourceConfig) -> Request:
    condition = " or ".join(f"SpatialDim eq '{place}'" for place in places)
    held = "".join(f" and {name} eq '{value}'" for name, value in wanted.dimensions.items())
    return Request(f"{config.base}/{wanted.code}", (("$filter", f"({condition}){held}"),))


def _next(content: Any, config: SourceConfig) -> Request | None:
    """The next page, where the service names one: nowhere else than at the service."""
    link = content.get(NEXT)
    if link is None:
        return None
    if not isinstance(link, str) or not link.startswith(f"{config.base}/"):
        raise drift(NEXT)
    return Request(link)


def _observations(content: Any, query: Query, wanted: _Wanted) -> Iterator[Observed]:
    if isinstance(content, dict) and isinstance(content.get("error"), dict):
        words = said(content["error"].get("message"))
        raise SourceError("source_message", permanent=True, numbers=(("message", words),))
    for row in rows_in(content, "value"):
        for name in FIELDS:
            if name not in row:
                raise drift(name)
        held = all(row.get(name) == value for name, value in wanted.dimensions.items())
        if held and row["SpatialDim"] in query.places:
            yield _observed(row, query, wanted.code)


def _observed(row: Mapping[str, Any], query: Query, code: str) -> Observed:
    number, shown = row["NumericValue"], said(row.get("Value"))
    qualifier, raw, value = number_of(number, "NumericValue") if number is not None else ("", "", None)
    updated = day_in(row["Date"], "Date")
    start, end, label = span_of(str(row["TimeDim"]), query.period_rule)
    return Observed(
        series=query.series,
        place=row["SpatialDim"],
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=updated,
        vintage_label=f"GHO {updated.isoformat()}",
        raw=raw,
        value=value,
        qualifier=shown[0] if value is not None and shown[:1] in ("<", ">") else qualifier,
        unit=query.unit,
        note=_interval(row),
        address=f"https://www.who.int/data/gho/data/indicators/indicator-details/GHO/{code}",
    )


def _interval(row: Mapping[str, Any]) -> str:
    low, high = row.get("Low"), row.get("High")
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return ""
    return f"Interval of the estimate: {low} to {high}."
