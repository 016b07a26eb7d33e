"""Two numbers that are the ends of one range, or what a measure was before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.extraction.exclusions import is_bare_label
from claims.extraction.labels import on_clock
from claims.extraction.numbers import Numeral, NumeralRow, read_numeral, whole
from claims.extraction.readings import Reading, Unit
from claims.extraction.unit_words import money_before, read_unit
from claims.extraction.words import en_exclusions as limits
from claims.extraction.words import en_numbers as words
from claims.values import Comparator, QuantityKind

_CHANGE_REACH = 8
_YEAR_DIGITS = 4
_HEDGE_REACH = 2
_VOTE_REACH = 6
_WIDEST = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numerals, what joins them, the unit of each, and where the first one's money sign begins."""

    low: Numeral
    high: Numeral
    joint: str
    first: int
    unit: Unit | None
    unit_high: Unit | None


def read_range(row: NumeralRow, numeral: Numeral, money: tuple[str, int] | None) -> Reading | None:
    """ "between 30 and 40 percent", "30-40%", "2 to 3 million", "$5m-$10m"; None where the number stands alone.

    After a verb of change "from 2 to 3 percent" names two numbers: only the first is read, in the second's
    unit.
    """
    pair = _pair(row, numeral, money)
    if pair is None:
        return None
    changed = pair.joint == "to" and _is_change(row, pair.first)
    if changed:
        return _before_change(pair) if pair.unit is None and pair.unit_high is not None else None
    return _range(row, pair) if _is_range(row, pair) else None


def _pair(row: NumeralRow, numeral: Numeral, money: tuple[str, int] | None) -> _Pair | None:
    first = money[1] if money is not None else numeral.first
    own = _money_unit(numeral, money) if money is not None else _unit(row, numeral)
    for last in {own.last if own is not None else numeral.last, numeral.last}:
        joint = row.lower(last)
        if joint not in words.DASHES and joint not in words.RANGE_WORDS:
            continue
        start = _second_start(row, last + 1)
        second = read_numeral(row, start)
        if second is None or second.total < 0:
            continue
        return _Pair(numeral, second, joint, first, own, _unit_of_second(row, second, own))
    return None


def _second_start(row: NumeralRow, index: int) -> int:
    """The second number, after a hedge and a currency sign of its own."""
    for step in range(_HEDGE_REACH + 1):
        sign = money_before(row, index + step + 1)
        if sign is not None and sign[1] == index + step:
            return index + step + 1
        if row.lower(index + step) not in ("about", "around", "as", "many", "nearly", "some", "a", "further"):
            return index + step
    return index


def _unit_of_second(row: NumeralRow, second: Numeral, own: Unit | None) -> Unit | None:
    money = money_before(row, second.first)
    if money is not None:
        return _money_unit(second, money)
    named = _unit(row, second)
    if named is None or named.kind is QuantityKind.COUNT:
        is_money = own is not None and own.kind is QuantityKind.MEASURE and own.unit.isupper()
        return replace(own, last=second.last) if own is not None and is_money else named
    return named


def _money_unit(numeral: Numeral, money: tuple[str, int]) -> Unit:
    return Unit(numeral.last, money[0], QuantityKind.MEASURE)


def _unit(row: NumeralRow, numeral: Numeral) -> Unit | None:
    """A unit whose words follow the number at once."""
    return read_unit(row, numeral, numeral.last)


def _is_change(row: NumeralRow, first: int) -> bool:
    window = row.window(first - _CHANGE_REACH, first)
    return words.FROM in window[-3:] and not words.CHANGES.isdisjoint(window)


def _before_change(pair: _Pair) -> Reading | None:
    unit = pair.unit_high
    if unit is None:
        return None
    low = _shared_scale(pair)
    value = whole(low.total * unit.factor)
    kind, name = unit.kind, unit.unit
    return Reading(
        pair.first, low.last, value, value, name, kind, low.written, low.scale * unit.factor, counts=unit.counts
    )


def _is_range(row: NumeralRow, pair: _Pair) -> bool:
    between = words.BETWEEN in row.window(pair.first - 3, pair.first)
    if (pair.joint == "and" and not between) or on_clock(row, pair.high):
        return False
    if pair.joint == "or" and (pair.unit is not None or _goes_on_a_list(row, pair)):
        return False
    if pair.joint == "to" and _by_so_much(row, pair):
        return False
    if pair.joint == "-" and not _glued(row, pair):
        return False
    if _shared_scale(pair).total > pair.high.total or _are_years(pair):
        return False
    if pair.unit is not None and pair.unit.last > pair.low.last and not _same_unit(pair):
        return False
    if pair.unit_high is None:
        return pair.joint not in words.DASHES and not is_bare_label(row, pair.low, noun=False)
    if pair.unit_high.kind is not QuantityKind.COUNT:
        return True
    if pair.joint in words.DASHES:
        return limits.VOTES.isdisjoint(row.window(pair.first - _VOTE_REACH, pair.unit_high.last + _VOTE_REACH))
    return not is_bare_label(row, pair.high, noun=True)


def _goes_on_a_list(row: NumeralRow, pair: _Pair) -> bool:
    """ "6, 8 or 10 percent" """
    return row.lower(pair.first - 1) == "," and row.is_number(pair.first - 2)


def _by_so_much(row: NumeralRow, pair: _Pair) -> bool:
    """ "fell 450 rupees to 61,200", "up five to 41": an amount of change and what it led to."""
    changed = row.lower(pair.first - 1) == "by" or row.lower(pair.first - 1) in words.CHANGES
    return changed and pair.high.total > _WIDEST * _shared_scale(pair).total


def _glued(row: NumeralRow, pair: _Pair) -> bool:
    return row.at(pair.high.first).glued or row.at(pair.high.first - 1).glued


def _same_unit(pair: _Pair) -> bool:
    return pair.unit_high is not None and pair.unit is not None and pair.unit.unit == pair.unit_high.unit


def _are_years(pair: _Pair) -> bool:
    if pair.unit_high is not None and pair.unit_high.kind is not QuantityKind.COUNT:
        return False
    return pair.low.plain and pair.high.plain and len(pair.low.written) == _YEAR_DIGITS


def _shared_scale(pair: _Pair) -> Numeral:
    """The first number with the second's scale, where it has none: "2 to 3 million"."""
    bare = pair.low.scale == 1 and not pair.low.grouped and pair.low.value <= pair.high.value
    return replace(pair.low, scale=pair.high.scale) if bare else pair.low


def _range(row: NumeralRow, pair: _Pair) -> Reading:
    low, high = _shared_scale(pair), pair.high
    unit = pair.unit_high or Unit(high.last, "", QuantityKind.COUNT)
    opening = pair.first
    window = row.window(pair.first - 3, pair.first)
    for word in (words.BETWEEN, words.FROM):
        if word in window:
            opening = pair.first - (len(window) - window.index(word))
            break
    return Reading(
        opening,
        max(unit.last, high.last),
        whole(low.total * unit.factor),
        whole(high.total * unit.factor),
        unit.unit,
        unit.kind,
        written=low.written,
        scale=high.scale * unit.factor,
        written_high=high.written,
        counts=unit.counts,
        whole=unit.whole,
        comparator=Comparator.BETWEEN,
    )
