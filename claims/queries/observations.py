"""Stored observations as comparison and charts read them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Count, Max, QuerySet

from claims.models import Finding, Observation
from claims.values import Observed


def observed_of(row: Observation, series: str = "") -> Observed:
    """A stored observation. The value is read from the source's text, which knows its grain; the column
    would have lost it. `key` is the row's id."""
    return Observed(
        series=series,
        place=row.place,
        counterpart=row.counterpart,
        subject=row.subject,
        fact=row.fact,
        period_start=row.period_start,
        period_end=row.period_end,
        label=row.label,
        vintage_on=row.vintage_on,
        vintage_label=row.vintage_label,
        issue=row.issue,
        raw=row.raw,
        value=None if row.value is None else Decimal(row.raw.lstrip("<>= ")),
        qualifier=row.qualifier,
        unit=row.unit,
        flag=row.flag,
        note=row.note,
        address=row.address,
        read_on=row.read_on,
        key=str(row.pk),
        range_low=Decimal(row.range_low) if row.range_low else None,
        range_high=Decimal(row.range_high) if row.range_high else None,
    )


def observations_for_chart(findings: Sequence[Finding]) -> list[Observed]:
    """The numbers of the findings' series for their place, in the order of their periods and vintages. Dates of
    somebody are no numbers. All are of one claim and one origin."""
    codes = {each.series_id: each.series.code for each in findings}
    ordered = _charted(findings).order_by("period_end", "period_start", "vintage_on", "issue", "series_id")
    return [observed_of(row, codes[row.series_id]) for row in ordered]


def state_for_chart(findings: Sequence[Finding]) -> tuple[int, int]:
    """How many rows a chart is drawn of and which is the newest: rows are added and taken back, never changed."""
    if findings[0].series.indicator.takes_person:
        return 0, 0
    state = _charted(findings).aggregate(number=Count("pk"), newest=Max("pk"))
    return state["number"], state["newest"] or 0


def _charted(findings: Sequence[Finding]) -> QuerySet[Observation]:
    first = findings[0]
    if first.series.indicator.takes_person:
        return Observation.objects.none()
    series = {each.series_id for each in findings}
    rows = Observation.objects.filter(series_id__in=series, place=first.place, gone_in__isnull=True)
    return rows.filter(counterpart=first.counterpart) if first.series.indicator.takes_counterpart else rows
