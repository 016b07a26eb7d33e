"""How exactly a number was written.

The grain is the place of the last written digit that is not a zero (41: 1; 39.8: 0.1; 10.9 million:
100,000); a zero after a decimal point counts. One digit followed by zeros is read at two significant
digits (40: 1; 300,000: 10,000).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

ONE = Decimal(1)
SPACES = str.maketrans("", "", ", \u00a0\u2009\u202f'")
NUMERAL = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?")
SIGNS = ("minus", "plus", "-", "+", "\u2212", "\u2013")


@dataclass(frozen=True, slots=True)
class Grain:
    """`step` is the grain in the quantity's unit, `significant` the number of written digits that count,
    `decimals` whether digits stood after a decimal point, `place` the place of the first of them, `worded`
    whether the number stood in words."""

    step: Decimal
    significant: int
    decimals: bool
    place: Decimal
    worded: bool = False


def grain_of(written: str, scale: Decimal, value: Decimal) -> Grain:
    """The grain of "10.9" with the scale 1,000,000; of a number in words ("forty") that of its value."""
    numeral = _numeral(written)
    if numeral is None:
        return replace(_grain(_plain(value), ONE, value), worded=True)
    return _grain(numeral, scale, value)


def _grain(numeral: Decimal, scale: Decimal, value: Decimal) -> Grain:
    exponent = int(numeral.as_tuple().exponent)
    if exponent < 0:
        step = ONE.scaleb(exponent) * scale
        return Grain(step, _digits(numeral), True, _first_place(value))
    return _whole(numeral * scale, value)


def _numeral(written: str) -> Decimal | None:
    text = written.strip()
    for sign in SIGNS:
        text = text.removeprefix(sign).lstrip()
    text = text.translate(SPACES)
    return Decimal(text) if NUMERAL.fullmatch(text) else None


def _plain(value: Decimal) -> Decimal:
    """Without sign and without zeros that nobody wrote."""
    return abs(value).normalize()


def _digits(numeral: Decimal) -> int:
    return len(numeral.as_tuple().digits) if numeral else 1


def _whole(number: Decimal, value: Decimal) -> Grain:
    plain = _plain(number)
    significant, zeros = _digits(plain), max(0, int(plain.as_tuple().exponent))
    if significant == 1 and zeros:
        zeros -= 1
    return Grain(ONE.scaleb(zeros), significant, False, _first_place(value))


def _first_place(value: Decimal) -> Decimal:
    """The place of the first significant digit: 1,000,000 for 5 million, 10 for 40."""
    return ONE.scaleb(value.adjusted()) if value else ONE
