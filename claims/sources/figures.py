"""A figure as a connector hands it on whose provider dates all figures of an answer alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.sources.bodies import number_of
from claims.sources.spans import span_of
from claims.values import Observed, Query


def figure_of(
    query: Query,
    place: str,
    time: str,
    given: Any,
    *,
    updated: date,
    address: str,
    verb: str = "updated",
    flag: str = "",
) -> Observed:
    """The figure of a place for the period that `time` labels; `given` is None where the provider has none. It was
    public on the day `updated`; `verb` is the provider's word for that. Raises SourceError as its parts do."""
    qualifier, raw, value = ("", "", None) if given is None else number_of(given, "value")
    start, end, label = span_of(time, query.period_rule)
    return Observed(
        series=query.series,
        place=place,
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=updated,
        vintage_label=f"{verb} {updated.isoformat()}",
        raw=raw,
        value=value,
        qualifier=qualifier,
        unit=query.unit,
        flag=flag,
        address=address,
    )
