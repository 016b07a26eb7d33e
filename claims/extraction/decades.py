"""Ages by the decade of life: "in her mid-30s", "a man in his sixties", "a 70-something neighbour"."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.numbers import NumeralRow, hyphen
from claims.extraction.readings import Reading
from claims.extraction.shares import written_text
from claims.extraction.words import en_numbers as words
from claims.values import Comparator, QuantityKind

_NEAR = 2
_FAR = 8


def read_decade_of_life(row: NumeralRow, index: int) -> Reading | None:
    """A decade only where the words say whose: "in the 30s" may be years of a century, or degrees."""
    return _something(row, index) or _in_his(row, index)


def _decade(row: NumeralRow, index: int) -> int | None:
    word = row.lower(index)
    value = int(word) if word.isdecimal() and len(word) == len("30") else words.TENS.get(word, 0)
    return value if value >= words.TENS["twenty"] and value % 10 == 0 else None


def _something(row: NumeralRow, index: int) -> Reading | None:
    behind = hyphen(row, index + 1)
    value = _decade(row, index)
    if value is None or behind == index + 1 or row.lower(behind) not in words.SOMETHING:
        return None
    return _years(row, index, behind + 1, value, (0, 9))


def _in_his(row: NumeralRow, index: int) -> Reading | None:
    value, last = words.DECADES.get(row.lower(index)), index + 1
    if value is None and row.lower(last) == "s" and row.at(last).glued:
        value, last = _decade(row, index), last + 1
    if value is None:
        return None
    part = index - 1 - (row.lower(index - 1) in words.DASHES)
    span = words.PARTS_OF_DECADE.get(row.lower(part))
    first = part if span else index
    reach = _FAR if span else _NEAR
    if words.WHOSE_AGE.isdisjoint(row.window(first - reach, first)):
        return None
    return _years(row, first, last, value, span or (0, 9))


def _years(row: NumeralRow, first: int, last: int, decade: int, span: tuple[int, int]) -> Reading:
    low, high = Decimal(decade + span[0]), Decimal(decade + span[1])
    comparator = Comparator.BETWEEN if low < high else Comparator.ABOUT
    written = written_text(row, first, last)
    kind = QuantityKind.DURATION
    return Reading(first, last, low, high, "years", kind, written=written, counts="age", comparator=comparator)
