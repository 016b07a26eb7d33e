"""Finding the quantities of one sentence: tokens are read once, from left to right.

At each token the readers are tried in order: multiples, words of vague size, shares in words, then numbers
with their units. What a reader takes is not read again, so time is linear in the sentence.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.extraction.bare import read_bare
from claims.extraction.comparators import comparator_after, comparator_before
from claims.extraction.decades import read_decade_of_life
from claims.extraction.exclusions import is_bare_label
from claims.extraction.labels import is_label
from claims.extraction.lists import read_listed
from claims.extraction.multiples import read_multiple
from claims.extraction.numbers import Numeral, NumeralRow, read_numeral, whole
from claims.extraction.ranges import read_range
from claims.extraction.readings import Reading, Unit
from claims.extraction.shares import read_share
from claims.extraction.tokens import TokenKind
from claims.extraction.unit_words import letter_before, money_before, noun_after, per_time, read_unit
from claims.extraction.vague import read_vague
from claims.extraction.words import en_exclusions as limits
from claims.extraction.words import en_numbers as words
from claims.extraction.words import en_units as units
from claims.values import Comparator, Quantity, QuantityKind

_HALF = Decimal(50)
_IN_HALF_FIRST = frozenset(phrase[0] for phrase in words.IN_HALF)
_WORDED = (
    frozenset(words.MULTIPLES)
    | {words.TWICE, words.HALF, words.MOST, *_IN_HALF_FIRST}
    | words.NEARLY_ALL
    | words.ALL
    | words.EVERYBODY
    | words.SEVERAL
    | frozenset(words.ORDERS)
    | frozenset(words.ORDER_MULTIPLIERS)
    | frozenset(words.PLACES)
    | frozenset(words.DECADES)
    | words.ARTICLES
    | {"the", words.EVERY, words.QUARTER}
)
_NUMERAL = frozenset(words.UNITS) | frozenset(words.TENS) | words.ARTICLES | words.NEGATIVE | {words.HALF}
_MINUS = frozenset("-\u2212")
_PACKING = frozenset(",;|-/:.\u2013")
_BEGINNINGS = _WORDED | _NUMERAL
_ARTICLES = words.ARTICLES | {"the"}
_BEHIND_ARTICLE = (
    words.MAJORITIES
    | words.VAST
    | words.PLAIN_MAJORITY
    | frozenset(words.FRACTIONS)
    | frozenset(words.SCALES)
    | frozenset(words.DOZENS)
    | frozenset(units.DURATIONS)
    | {phrase[1] for phrase in (*words.BULKS, *words.FACTOR_OF, *words.A_FEW)}
    | {words.HANDFUL_OF[0], words.HALF}
)
_LAST_OF_COMPARATORS = frozenset(phrase[-1] for phrase in words.COMPARATORS_BEFORE)


def find_quantities(text: str, offset: int = 0) -> tuple[Quantity, ...]:
    """The quantities of the sentence `text`, in order; `offset` is where it begins in the article."""
    row = NumeralRow(text)
    found: list[Quantity] = []
    index = floor = 0
    while index < row.count:
        reading = _read(row, index)
        if reading is None:
            index += 1
            continue
        quantity, last = _finished(row, reading, floor, offset)
        found.append(quantity)
        index = floor = max(last, index + 1)
    return tuple(found)


def _read(row: NumeralRow, index: int) -> Reading | None:
    token = row.tokens[index]
    if token.kind is TokenKind.NUMBER:
        if _is_packed(row, index):
            return None
        return (
            read_multiple(row, index)
            or read_share(row, index)
            or read_decade_of_life(row, index)
            or _number(row, index)
        )
    if token.kind is TokenKind.SIGN:
        return _number(row, index) if token.text in _MINUS and row.is_number(index + 1) else None
    if token.lower not in _BEGINNINGS or (token.lower in _ARTICLES and not _may_begin(row, index)):
        return None
    worded = read_multiple(row, index) or read_vague(row, index) or read_share(row, index)
    worded = worded or read_decade_of_life(row, index)
    return worded or (_number(row, index) if token.lower in _NUMERAL else None)


def _may_begin(row: NumeralRow, index: int) -> bool:
    """Whether an article can be the first word of a quantity: most are not, and every reader would ask."""
    return row.lower(index + 1) in _BEHIND_ARTICLE or row.lower(index - 1) in _LAST_OF_COMPARATORS


def _is_packed(row: NumeralRow, index: int) -> bool:
    """Digits in the middle of a run of digits and signs without a space ("1,2,3", "555-123-4567")."""
    before, after = row.at(index - 1), row.at(index + 1)
    packed = row.at(index).glued and after.glued and before.text in _PACKING and after.text in _PACKING
    return packed and row.is_number(index - 2) and row.is_number(index + 2)


def _number(row: NumeralRow, index: int) -> Reading | None:
    numeral = read_numeral(row, index)
    if numeral is None:
        return None
    money = money_before(row, numeral.first) or letter_before(row, numeral)
    if money is not None:
        return read_range(row, numeral, money) or _amount(row, numeral, money)
    if is_label(row, numeral):
        return None
    return read_range(row, numeral, None) or _measured(row, numeral)


def _amount(row: NumeralRow, numeral: Numeral, money: tuple[str, int]) -> Reading:
    code, first = money
    named = read_unit(row, numeral, numeral.last)
    same = named is not None and named.kind is QuantityKind.MEASURE and named.unit in (code, "USD")
    last = named.last if named is not None and same else numeral.last
    return _reading(numeral, first, Unit(last, code, QuantityKind.MEASURE, counts=per_time(row, last)))


def _measured(row: NumeralRow, numeral: Numeral) -> Reading | None:
    hedge = comparator_after(row, numeral.last) or _plus(row, numeral.last)
    unit = read_unit(row, numeral, hedge[1] if hedge is not None else numeral.last) or read_listed(row, numeral)
    if unit is None:
        return None if is_bare_label(row, numeral, noun=False) else read_bare(row, numeral)
    if unit.kind is QuantityKind.COUNT and is_bare_label(row, numeral, noun=True):
        return None
    reading = _reading(numeral, numeral.first, unit)
    if hedge is None:
        return reading
    return replace(reading, comparator=hedge[0], last=max(reading.last, hedge[1]))


def _plus(row: NumeralRow, last: int) -> tuple[Comparator, int] | None:
    """ "50 plus people" """
    comparator = words.BEFORE_ITS_UNIT.get((row.lower(last),))
    return (comparator, last + 1) if comparator is not None and noun_after(row, last + 1) == last + 1 else None


def _reading(numeral: Numeral, first: int, unit: Unit) -> Reading:
    value = whole(numeral.total * unit.factor)
    return Reading(
        first,
        max(unit.last, numeral.last),
        value,
        value,
        unit.unit,
        unit.kind,
        written=numeral.written,
        scale=numeral.scale * unit.factor,
        counts=unit.counts,
        whole=unit.whole,
    )


# --- comparators and the finished quantity --------------------------------------------------------------


def _finished(row: NumeralRow, reading: Reading, floor: int, offset: int) -> tuple[Quantity, int]:
    before, first = comparator_before(row, reading.first, floor, reading.kind)
    comparator, last = reading.comparator, reading.last
    if comparator is None:
        after = comparator_after(row, last) if before is Comparator.EQUAL else None
        comparator, last = after if after is not None else (before, last)
    elif comparator is Comparator.EQUAL:
        comparator = before
    return _quantity(row, reading, comparator, (first, last), offset), last


def _quantity(
    row: NumeralRow, reading: Reading, comparator: Comparator, span: tuple[int, int], offset: int
) -> Quantity:
    start, end = row.at(span[0]).start, row.at(span[1] - 1).end
    low, high = _ends(reading, comparator)
    return Quantity(
        text=row.text[start:end],
        start=start + offset,
        end=end + offset,
        low=low,
        high=high,
        unit=reading.unit,
        comparator=comparator,
        kind=reading.kind,
        written=reading.written,
        scale=reading.scale,
        written_high=reading.written_high,
        counts=reading.counts,
        whole=reading.whole,
        denominator=reading.denominator,
        line=reading.line or _is_line(row, reading),
        vast=reading.vast,
        negated=reading.negated,
    )


def _ends(reading: Reading, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    if comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST):
        return reading.low, None
    if comparator in (Comparator.LESS_THAN, Comparator.UP_TO):
        return None, reading.high
    return reading.low, reading.high


def _is_line(row: NumeralRow, reading: Reading) -> bool:
    """Whether the value decides something: half, nothing, or a limit that the sentence's words name."""
    if reading.unit != "percent" or reading.low is None:
        return False
    if reading.low in (_HALF, 0):
        return True
    listed = [cues for value, unit, cues in limits.AGREED_LIMITS if reading.low == Decimal(value)]
    return any(cues & set(row.window(reading.first - 12, reading.last + 12)) for cues in listed)
