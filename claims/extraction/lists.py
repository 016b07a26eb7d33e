"""Numbers of a list that leave their unit to the last: "12, 15 and 18 percent", "6.15 and 7.40 euros"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.extraction.exclusions import is_bare_label
from claims.extraction.labels import is_label
from claims.extraction.numbers import Numeral, NumeralRow, read_numeral
from claims.extraction.readings import Unit
from claims.extraction.unit_words import read_unit
from claims.extraction.words import en_numbers as words
from claims.values import QuantityKind

_LONGEST = 8
_SCALABLE = Decimal(1000)


def read_listed(row: NumeralRow, numeral: Numeral) -> Unit | None:
    """The unit that the numbers after this one end in; None where no such list goes on from it."""
    last, joined = numeral, False
    length = 1 + (row.lower(numeral.first - 1) == "," and row.is_number(numeral.first - 2))
    while length < _LONGEST:
        start = _after_joint(row, last.last)
        following = read_numeral(row, start) if start is not None else None
        if following is None or is_label(row, following):
            return None
        joined = joined or row.lower(following.first - 1) in words.LIST_ENDS
        last, length = following, length + 1
        unit = read_unit(row, last, last.last)
        if unit is not None:
            return _shared(row, numeral, last, unit) if joined or length > 2 else None
    return None


def _after_joint(row: NumeralRow, index: int) -> int | None:
    word = row.lower(index)
    if word == "," and row.lower(index + 1) in words.LIST_ENDS:
        return index + 2
    return index + 1 if word == "," or word in words.LIST_ENDS else None


def _shared(row: NumeralRow, numeral: Numeral, last: Numeral, unit: Unit) -> Unit | None:
    counting = unit.kind is QuantityKind.COUNT
    if is_bare_label(row, numeral, noun=counting) or (counting and is_bare_label(row, last, noun=True)):
        return None
    scaled = last.scale != 1 and numeral.scale == 1 and not numeral.grouped and numeral.value < _SCALABLE
    return replace(unit, last=numeral.last, factor=unit.factor * (last.scale if scaled else 1))
