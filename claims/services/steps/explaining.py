"""What a figure that differs is held against, to see how the number could have come about.

Only what the desk has stored is looked at: other periods of the series, places whose names are easily taken for
this one, the pair the other way round, and measures that the words could have meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from claims.comparison.compare import with_readings
from claims.comparison.readings import other_direction
from claims.models import Observation, Reading, Series
from claims.packs import places_alike
from claims.queries.findings import series_info
from claims.queries.observations import observed_of
from claims.values import Compared, Observed, OtherReading, Statement

MOST_SERIES = 12  # other series that are looked at


def explained(
    results: Sequence[Compared], reading: Reading, series: Series, statement: Statement, own: Sequence[Observed]
) -> tuple[Compared, ...]:
    """The results, those that differ with the readings under which the number would be fair."""
    rows = [*own, *_elsewhere(series, statement)]
    others = [(series_info(each), _of_place(each, statement)) for each in _other_series(series, reading)]
    info = series_info(series)
    return tuple(with_readings(each, statement, info, rows, others) for each in results)


def _elsewhere(series: Series, statement: Statement) -> list[Observed]:
    alike = Q(place__in=places_alike(statement.place), counterpart=statement.counterpart)
    exchanged = Q(place=statement.counterpart, counterpart=statement.place) if statement.counterpart else Q(pk=None)
    rows = Observation.objects.filter(alike | exchanged, series=series, gone_in__isnull=True)
    return [observed_of(row) for row in rows.order_by("period_end", "vintage_on", "issue")]


def _other_series(series: Series, reading: Reading) -> list[Series]:
    """Series of the measures that the words could have meant, and of the other direction of a pair."""
    slugs = {str(each["slug"]) for each in reading.structure.get("candidates", ())}
    slugs.add(other_direction(series.indicator.slug))
    rows = Series.objects.filter(indicator__slug__in=slugs - {series.indicator.slug, ""}, active=True)
    return list(rows.select_related("source", "indicator").order_by("pk")[:MOST_SERIES])


def _of_place(series: Series, statement: Statement) -> list[Observed]:
    rows = Observation.objects.filter(series=series, place=statement.place, gone_in__isnull=True)
    if series.indicator.takes_counterpart:
        rows = rows.filter(counterpart=statement.counterpart)
    return [observed_of(row) for row in rows.order_by("period_end", "vintage_on", "issue")]


def reading_as_kept(reading: OtherReading, unit: str) -> dict[str, Any]:
    """A reading as a row keeps it: plain texts, the figure as its source wrote it, in `unit` where it names none."""
    observed, before = reading.observed, reading.before
    return {
        "kind": reading.kind.value,
        "relation": reading.relation.value,
        "source": reading.source,
        "series": reading.series,
        "place": observed.place,
        "counterpart": observed.counterpart,
        "period": observed.label,
        "vintage": observed.vintage_label or observed.vintage_on.isoformat(),
        "figure": observed.raw,
        "unit": observed.unit or unit,
        "factor": format(reading.factor.normalize(), "f"),
        "range": f"{observed.range_low} – {observed.range_high}" if observed.range_low is not None else "",
        "before": {"period": before.label, "figure": before.raw} if before else None,
    }
