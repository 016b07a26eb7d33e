"""What the parts of the quantity grammar hand each other: a quantity in tokens, before its comparator is read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.values import Comparator, QuantityKind


@dataclass(frozen=True, slots=True)
class Reading:
    """`first` and `last` are token indexes, `last` not included. Values have the scale multiplied in.

    `comparator` is given where the words themselves say it, and read from what stands around them otherwise.
    """

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    unit: str
    kind: QuantityKind
    written: str = ""
    scale: Decimal = Decimal(1)
    written_high: str = ""
    counts: str = ""
    whole: str = ""
    denominator: int | None = None
    line: bool = False
    vast: bool = False
    negated: bool = False
    comparator: Comparator | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of, and the token where its words end. `factor` multiplies the number into `unit`."""

    last: int
    unit: str
    kind: QuantityKind
    factor: Decimal = Decimal(1)
    counts: str = ""
    whole: str = ""
