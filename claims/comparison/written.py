"""A number as it was written, and how far from it something may lie."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.comparison.grain import Grain, grain_of
from claims.values import Comparator, Quantity, QuantityKind

ZERO = Decimal(0)
HUNDRED = Decimal(100)
HEDGES = frozenset({Comparator.ABOUT, Comparator.NEARLY})
SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE})


@dataclass(frozen=True, slots=True)
class Width:
    """How far from the value still counts, downwards and upwards."""

    below: Decimal
    above: Decimal

    def times(self, factor: Decimal) -> Width:
        return Width(self.below * factor, self.above * factor)

    def at_least(self, other: Width) -> Width:
        return Width(max(self.below, other.below), max(self.above, other.above))

    def at_most(self, other: Width) -> Width:
        return Width(min(self.below, other.below), min(self.above, other.above))

    def mirrored(self) -> Width:
        return Width(self.above, self.below)


def even(width: Decimal) -> Width:
    return Width(width, width)


@dataclass(frozen=True, slots=True)
class Written:
    """One end of a quantity, with its grain."""

    quantity: Quantity
    value: Decimal
    grain: Grain

    @property
    def size(self) -> Decimal:
        return abs(self.value)

    @property
    def hedged(self) -> bool:
        return self.quantity.comparator in HEDGES

    @property
    def share(self) -> bool:
        """A part of a whole: a percentage of more than a hundred is none."""
        return self.quantity.kind in SHARES and ZERO <= self.value <= HUNDRED

    @property
    def whole(self) -> bool:
        return not self.grain.decimals and self.value == self.value.to_integral_value()

    def is_kind(self, kind: QuantityKind) -> bool:
        return self.quantity.kind == kind


def written_end(quantity: Quantity, *, high: bool = False) -> Written:
    """One end of a quantity that has a value, the high one of a range where asked for.

    Raises ValueError where that end has none.
    """
    value = quantity.high if high else quantity.value
    if value is None:
        raise ValueError("the quantity states no number")
    text = quantity.written_high if high and quantity.written_high else quantity.written
    return Written(quantity, value, grain_of(text, quantity.scale, value))
