"""How exactly a number was written.

The grain is the place of the last written digit that is not a zero (41: 1; 39.8: 0.1; 10.9 million:
100,000); a zero after a decimal point counts. One digit followed by zeros is read at two significant
digits (40: 1; 300,000: 10,000).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True, slots=True)
class Grain:
    """`step` is the grain in the quantity's unit, `significant` the written digits that count, `decimals`
    whether a decimal point was written, `place` the place of the first significant digit."""

    step: Decimal
    significant: int
    decimals: bool
    place: Decimal


def grain_of(written: str, scale: Decimal, value: Decimal) -> Grain:
    """The grain of a number as written, "10.9" with the scale 1000000; words ("forty") are read by value."""
    mantissa = _mantissa(written, scale, value)
    digits = mantissa.as_tuple()
    exponent = int(digits.exponent)
    if exponent < 0:
        significant = len("".join(map(str, digits.digits)).lstrip("0")) or 1
        step = Decimal(1).scaleb(exponent) * scale
        return Grain(step, significant, True, _place(value))
    return _whole(abs(mantissa * scale), value)


def _mantissa(written: str, scale: Decimal, value: Decimal) -> Decimal:
    try:
        return Decimal(written.replace(",", "").replace(" ", "").replace("\u00a0", "").lstrip("+-"))
    except InvalidOperation:
        return abs(value / scale) if scale else abs(value)


def _whole(number: Decimal, value: Decimal) -> Grain:
    text = format(number.to_integral_value(), "f")
    stripped = text.rstrip("0") or "0"
    zeros = len(text) - len(stripped) if stripped != "0" else 0
    significant = len(stripped)
    if significant == 1 and zeros:
        zeros -= 1
    return Grain(Decimal(1).scaleb(zeros), significant, False, _place(value))


def _place(value: Decimal) -> Decimal:
    """The place of the first significant digit: 1,000,000 for 5 million, 10 for 40."""
    return Decimal(1).scaleb(value.adjusted()) if value else Decimal(1)
