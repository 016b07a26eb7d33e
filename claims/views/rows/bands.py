"""The claim on the axis of a series: its number and the bands that its wording sets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.comparison.bands import bands
from claims.comparison.units import factor_to_statement
from claims.models import Series
from claims.values import Move, Quantity


@dataclass(frozen=True, slots=True)
class OnAxis:
    """In the unit of the series; None where the claim has no number there, or the band no end."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    stated: tuple[Decimal, Decimal] | None = None


def on_axis(quantity: Quantity | None, series: Series) -> OnAxis:
    """The series' indicator is loaded. "Shrank 3 percent" is -3 on the axis of a measure of change; "fell
    by 3 percent" of the level of a measure has no place on its axis."""
    factor = factor_to_statement(quantity, series.unit, series.factor) if quantity else None
    if quantity is None or not factor or quantity.move.of_level:
        return OnAxis()
    indicator = series.indicator
    spans = bands(quantity, agrees_factor=indicator.agrees_factor, close_factor=indicator.close_factor)
    low, high = (spans.close.low, spans.close.high) if spans else (None, None)
    first = (spans.agrees.low, spans.agrees.high) if spans else (None, None)
    if quantity.move is Move.DOWN:
        factor, low, high, first = -factor, high, low, first[::-1]
    stated = [end / factor for end in first if end is not None]
    both = (stated[0], stated[1]) if len(stated) == 2 else None
    return OnAxis(_scaled(quantity.value, factor), _scaled(low, factor), _scaled(high, factor), both)


def _scaled(number: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if number is None else number / factor
