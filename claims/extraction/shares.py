"""Shares in words: half, a third, two-thirds, one in four, nine out of ten, and ranges of these."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.extraction.numbers import Numeral, NumeralRow, hyphen, read_numeral
from claims.extraction.numbers import whole as whole_number
from claims.extraction.readings import Reading
from claims.extraction.unit_words import counted_of, is_plural, read_unit, whole_of
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_numbers as words
from claims.extraction.words import en_units as units
from claims.values import Comparator, QuantityKind

HUNDRED = Decimal(100)
_MOST_PARTS = 99
_RATES = {Decimal(1000): "per_1000", Decimal(10_000): "per_10000", Decimal(100_000): "per_100000"}
_LARGEST_WHOLE = Decimal(10**7)
_YEARS = range(1500, 2200)
OPENING_SIGNS = frozenset("\"'\u201c\u2018\u00ab([")
_HALF_PERCENT = Decimal("0.5")
_BEFORE_HALF = words.ARTICLES | {"one"}
_ONE_AND_A_HALF = Decimal("1.5")
_CHANGE_REACH = 6


def written_text(row: NumeralRow, first: int, last: int) -> str:
    """The text of the tokens from `first` up to `last`."""
    return row.text[row.at(first).start : row.at(last - 1).end]


# --- shares ---------------------------------------------------------------------------------------------


def read_share(row: NumeralRow, index: int) -> Reading | None:
    """Half, a third, two-thirds, one in four, nine out of ten, and ranges of these."""
    low = _read_share(row, index)
    return (_share_range(row, low) or low) if low is not None else None


def _share_range(row: NumeralRow, low: Reading) -> Reading | None:
    """ "between a quarter and a third", "one-third to one-half"."""
    joint = row.lower(low.last)
    between = row.lower(low.first - 1) == words.BETWEEN and joint == "and"
    if not between and (joint != "to" or row.lower(low.first - 1) == words.FROM):
        return None
    high = _a_half(row, low.last + 1) or _read_share(row, low.last + 1)
    if high is None or low.low is None or high.low is None or low.low >= high.low:
        return None
    return replace(
        high,
        first=low.first - between,
        low=low.low,
        written=low.written,
        written_high=high.written,
        denominator=None,
        line=False,
        comparator=Comparator.BETWEEN,
    )


def _a_half(row: NumeralRow, index: int) -> Reading | None:
    half = hyphen(row, index + 1)
    if row.lower(index) not in _BEFORE_HALF or row.lower(half) != words.HALF:
        return None
    return _share(row, index, half + 1, Decimal(1), Decimal(2))


def _read_share(row: NumeralRow, index: int) -> Reading | None:
    if row.lower(index) == words.HALF:
        return _half(row, index)
    if row.lower(index) in words.ARTICLES:
        return _time_and_a_half(row, index) or _one_part(row, index, 1)
    if row.lower(index) == words.EVERY:
        return _every_third(row, index)
    return _slashed(row, index) or _out_of(row, index) or _parts(row, index)


def _share(row: NumeralRow, first: int, last: int, part: Decimal, whole: Decimal) -> Reading:
    value = part * HUNDRED / whole
    return Reading(
        first,
        last,
        value,
        value,
        "percent",
        QuantityKind.SHARE,
        written=written_text(row, first, last),
        counts=counted_of(row, last),
        whole=whole_of(row, last),
        line=value * 2 == HUNDRED,
    )


def _half(row: NumeralRow, index: int) -> Reading | None:
    after = index + 1
    if row.precedes(index, words.AND_A):
        return None
    if row.lower(index - 1) == "by" and not words.RISES.isdisjoint(row.window(index - _CHANGE_REACH, index)):
        return _share(row, index, after, Decimal(1), Decimal(2))
    if read_numeral(row, index) is not None or row.lower(after) in words.DASHES or _is_glued(row, index):
        return None
    if row.follows(after, ("a", "percent")) or row.follows(after, ("a", "percentage", "point")):
        return _half_of_percent(row, index)
    if row.lower(after) in words.ARTICLES and row.lower(after + 1) in words.HALF_OF_TIME:
        return _half_of_time(row, index, after + 1)
    if row.lower(index - 1) in words.NOT_HALF_BEFORE or not _stands_as_part(row, index, after):
        return None
    first = index - 1 if row.lower(index - 1) == "one" else index
    return _share(row, first, after, Decimal(1), Decimal(2))


def _is_glued(row: NumeralRow, index: int) -> bool:
    """To a word or a hyphen; an opening quotation mark or bracket may stand right before it."""
    return row.at(index).glued and row.lower(index - 1) not in OPENING_SIGNS


def _every_third(row: NumeralRow, index: int) -> Reading | None:
    """ "every third child": one in three."""
    whole = words.EVERY_NTH.get(row.lower(index + 1))
    if whole is None or row.lower(index + 2) not in counted.EVERY_COUNTABLE:
        return None
    share = _share(row, index, index + 2, Decimal(1), Decimal(whole))
    return replace(share, counts=row.lower(index + 2), denominator=whole)


def _time_and_a_half(row: NumeralRow, index: int) -> Reading | None:
    """ "an hour and a half" """
    named = units.DURATIONS.get(row.lower(index + 1))
    if named is None or not row.follows(index + 2, (*words.AND_A, words.HALF)):
        return None
    value = whole_number(_ONE_AND_A_HALF * named[1])
    written = written_text(row, index, index + 5)
    return Reading(index, index + 5, value, value, named[0], QuantityKind.DURATION, written=written)


def _stands_as_part(row: NumeralRow, index: int, after: int) -> bool:
    following = row.lower(after)
    if following in words.PARTS_AFTER or following in words.PARTS_OF or is_plural(following):
        return True
    if not row.is_word(after):
        return row.lower(index - 1) not in ("and", "by", "in")
    hedged = tuple(row.window(index - 2, index)) in words.COMPARATORS_BEFORE
    return hedged or (row.lower(index - 1),) in words.COMPARATORS_BEFORE


def _half_of_percent(row: NumeralRow, index: int) -> Reading:
    point = row.lower(index + 3) == "point"
    kind, unit = (QuantityKind.MEASURE, "points") if point else (QuantityKind.PERCENT, "percent")
    last = index + (4 if point else 3)
    return Reading(index, last, _HALF_PERCENT, _HALF_PERCENT, unit, kind, written=written_text(row, index, index + 1))


def _half_of_time(row: NumeralRow, index: int, unit: int) -> Reading:
    word = row.lower(unit)
    value = words.HALF_OF_TIME[word]
    name = units.DURATIONS[word][0]
    written = written_text(row, index, index + 1)
    return Reading(index, unit + 1, value, value, name, QuantityKind.DURATION, written=written)


def _one_part(row: NumeralRow, index: int, part: int) -> Reading | None:
    """ "a third", "a quarter", "one-fifth": a share only where no noun follows that it would be the rank of."""
    name = hyphen(row, index + 1)
    whole = words.FRACTIONS.get(row.lower(name))
    scaled = row.lower(index) in words.ARTICLES and read_numeral(row, index) is not None
    if whole is None or scaled or row.lower(name + 1) in words.DASHES:
        return None
    after = name + 1
    ends = not row.is_word(after)
    if not ends and row.lower(after) not in words.PARTS_AFTER:
        return None
    if row.lower(after) == "of" and row.lower(after + 1) in words.ARTICLES and row.lower(after + 2) == "century":
        return None
    return _share(row, index, after, Decimal(part), Decimal(whole))


def _parts(row: NumeralRow, index: int) -> Reading | None:
    """ "two-thirds", "three quarters", "one third"."""
    numeral = read_numeral(row, index)
    if numeral is None or numeral.digits or numeral.scale != 1:
        return None
    if numeral.value == 1:
        return _one_part(row, index, 1)
    name = hyphen(row, numeral.last)
    word = row.lower(name)
    whole = words.FRACTIONS.get(word.removesuffix("s")) if word.endswith("s") else None
    if whole is None and name > numeral.last:
        whole = words.FRACTIONS.get(word)
    if whole is None or numeral.value > whole:
        return None
    return _share(row, index, name + 1, numeral.value, Decimal(whole))


def _slashed(row: NumeralRow, index: int) -> Reading | None:
    """ "2/3 of the members"."""
    if not (row.is_number(index) and row.lower(index + 1) == "/" and row.is_number(index + 2)):
        return None
    part, whole = read_numeral(row, index), read_numeral(row, index + 2)
    if part is None or whole is None or not 0 < part.value < whole.value or row.lower(index + 3) != "of":
        return None
    return _share(row, index, index + 3, part.value, whole.value)


def _out_of(row: NumeralRow, index: int) -> Reading | None:
    """ "one in four", "nine out of ten", "1 in 36", "one of every five"."""
    part = read_numeral(row, index)
    if part is None or part.scale != 1 or part.value <= 0 or part.value % 1:
        return None
    joined = _joined(row, hyphen(row, part.last))
    whole = read_numeral(row, joined) if joined is not None else None
    if joined is None or whole is None or not _is_whole(row, part, whole):
        return None
    if part.value > 1 and whole.total in _RATES:
        return _rate(row, part, whole)
    if part.value > _MOST_PARTS:
        return None
    share = _share(row, index, whole.last, part.value, whole.total)
    return replace(share, denominator=int(whole.total)) if part.value == 1 else share


def _rate(row: NumeralRow, part: Numeral, whole: Numeral) -> Reading:
    """ "98 of every 1,000": a rate, not a share that was rounded to 9.8 percent."""
    value, unit = part.value, _RATES[whole.total]
    written, counts = written_text(row, part.first, part.last), counted_of(row, whole.last)
    return Reading(part.first, whole.last, value, value, unit, QuantityKind.MEASURE, written=written, counts=counts)


def _joined(row: NumeralRow, index: int) -> int | None:
    """Where the whole begins: after "in", "out of", or "of every"."""
    for phrase in words.IN_OF:
        if not row.follows(index, phrase):
            continue
        after = hyphen(row, index + len(phrase))
        each = row.lower(after) in words.EACH
        if phrase == ("of",) and not each:
            return None
        return after + each
    return None


def _is_whole(row: NumeralRow, part: Numeral, whole: Numeral) -> bool:
    if not part.value < whole.total <= _LARGEST_WHOLE or whole.total % 1:
        return False
    if whole.plain and int(whole.value) in _YEARS:
        return False
    unit = read_unit(row, whole, whole.last)
    return unit is None or unit.kind in (QuantityKind.COUNT, QuantityKind.MEASURE)
