"""Stored observations as comparison and charts read them."""

from __future__ import annotations

from decimal import Decimal

from claims.models import Observation
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
