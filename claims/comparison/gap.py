"""How far an observation lies from what was said."""

from __future__ import annotations

from decimal import Decimal

from claims.values import Quantity

DIGITS = Decimal("0.000001")


def gap_of(quantity: Quantity, value: Decimal) -> Decimal | None:
    """Observation less statement, both in the statement's unit; for a range the way to its nearer end,
    zero inside. None where no value was said."""
    end = _nearer_end(quantity, value)
    if end is None:
        return None
    return Decimal(0) if _within(quantity, value) else value - end


def relative_gap_of(quantity: Quantity, value: Decimal) -> Decimal | None:
    """The gap as a share of what was said, to six places; None where that is nothing or zero."""
    gap, end = gap_of(quantity, value), _nearer_end(quantity, value)
    return None if gap is None or not end else (gap / abs(end)).quantize(DIGITS)


def _nearer_end(quantity: Quantity, value: Decimal) -> Decimal | None:
    ends = (end for end in (quantity.low, quantity.high) if end is not None)
    return min(ends, key=lambda end: abs(value - end), default=None)


def _within(quantity: Quantity, value: Decimal) -> bool:
    low, high = quantity.low, quantity.high
    return low is not None and high is not None and low < value < high
