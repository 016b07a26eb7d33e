"""Numbers that are no quantities where they have no unit, or only count a noun: an ordered table of named rules.

`COUNTING` hold where a noun follows too, `BARE` only where none does.
"""

from __future__ import annotations

from collections.abc import Callable

from claims.extraction.comparators import comparator_before
from claims.extraction.numbers import Numeral, hyphen
from claims.extraction.tokens import TokenRow
from claims.extraction.unit_words import compound_noun, noun_after
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_exclusions as words
from claims.extraction.words import en_numbers as numbers
from claims.values import Comparator, QuantityKind

Rule = Callable[[TokenRow, Numeral], bool]

_YEARS = range(1000, 2200)
_NEAR_YEARS = range(1800, 2100)
_YEAR_DIGITS = 4
_HOURS_OF_DAY = 24
_MINUTES_OF_HOUR = 60
_SMALL = 10
_BOUNDS = frozenset({Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.AT_LEAST, Comparator.UP_TO})
_CHANGE_REACH = 8
_LISTED = numbers.LIST_ENDS | numbers.DASHES | {",", "to"}
_ORDINARY_BEFORE = (
    counted.STOPS
    | counted.FIGURE_BEFORE
    | numbers.CHANGES
    | counted.KILLING
    | words.NOW_WORDS
    | counted.PEOPLE
    | words.MONTHS
) | {phrase[-1] for phrase in numbers.COMPARATORS_BEFORE}
"""Words that stand before a figure at the beginning of a sentence, with a capital, and make no name of it."""


def is_bare_label(row: TokenRow, numeral: Numeral, noun: bool) -> bool:
    """`noun` says that a noun follows which the number may count."""
    rules = COUNTING if noun else BARE
    return any(rule(row, numeral) for _, rule in rules)


def _year(row: TokenRow, numeral: Numeral) -> bool:
    if not numeral.plain or len(numeral.written) != _YEAR_DIGITS or int(numeral.value) not in _YEARS:
        return False
    if row.lower(numeral.first - 1) in words.YEAR_BEFORE or row.lower(numeral.last) in words.YEAR_AFTER:
        return True
    if int(numeral.value) not in _NEAR_YEARS and not row.at(numeral.last).capital:
        return noun_after(row, numeral.last) is None
    return row.lower(numeral.last) not in counted.PEOPLE or row.at(numeral.last).capital


def _era(row: TokenRow, numeral: Numeral) -> bool:
    return numeral.plain and (row.lower(numeral.last) in ("bc", "bce") or row.at(numeral.first - 1).text == "AD")


def _year_range(row: TokenRow, numeral: Numeral) -> bool:
    """ "2014-16", "1950-53": the second half."""
    sign = row.lower(numeral.first - 1)
    before = row.at(numeral.first - 2)
    return numeral.plain and sign in numbers.DASHES and before.text.isdecimal() and len(before.text) == _YEAR_DIGITS


def _score(row: TokenRow, numeral: Numeral) -> bool:
    """ "3-1", "52-48", "won 3 to 1"."""
    for sign, other in ((numeral.first - 1, numeral.first - 2), (numeral.last, numeral.last + 1)):
        if row.lower(sign) in numbers.DASHES and row.at(max(sign, other)).glued and row.is_number(other):
            return True
        if row.lower(sign) == "to" and row.is_number(other) and _speaks_of_votes(row, numeral.first):
            return True
    return False


def _speaks_of_votes(row: TokenRow, index: int) -> bool:
    return bool(words.VOTES & set(row.window(index - 6, index + 6)))


def _attribute(row: TokenRow, numeral: Numeral) -> bool:
    """ "10-point plan", "two-way", "five-star", "747-400"."""
    behind = hyphen(row, numeral.last)
    word = row.lower(behind)
    if behind == numeral.last or word == counted.STRONG or word in numbers.HEDGES_OF_COMPOUNDS:
        return False
    return compound_noun(row, numeral.last) is None


def _points_back(row: TokenRow, numeral: Numeral) -> bool:
    """ "the two leaders", "both 12": small number words with an article state nothing."""
    if numeral.digits or numeral.total > _SMALL:
        return False
    if row.lower(numeral.first - 2) == "of" and _is_numeral(row, numeral.first - 3):
        return False  # "two of the five hostages": the whole is stated
    if row.lower(numeral.last) in counted.FAMILY and row.lower(numeral.first - 1) in counted.POSSESSIVES:
        return False
    return any(row.lower(numeral.first - back) in counted.POINTING for back in (1, 2))


def _is_numeral(row: TokenRow, index: int) -> bool:
    return row.is_number(index) or row.lower(index) in numbers.UNITS or row.lower(index) in numbers.TENS


def _one_without_people(row: TokenRow, numeral: Numeral) -> bool:
    return not numeral.digits and numeral.total == 1 and row.lower(numeral.last) not in counted.SINGULARS


def _list_marker(row: TokenRow, numeral: Numeral) -> bool:
    """ "1. ", "2) " at the beginning, "(3)" anywhere."""
    before, after = row.at(numeral.first - 1), row.at(numeral.last)
    if numeral.grouped or numeral.scale != 1:
        return False
    first = numeral.first == 0 and after.text in (".", ")") and row.count > numeral.last + 1
    return first or (before.text == "(" and after.text == ")")


def _named(row: TokenRow, numeral: Numeral) -> bool:
    """ "Boeing 747", "Apollo 11", "iPhone 12", "Agenda 2030", "Web 2.0"."""
    before = row.at(numeral.first - 1)
    if not numeral.digits or numeral.scale != 1 or numeral.grouped or not before.cased:
        return False
    return before.lower not in _ORDINARY_BEFORE


def _label_without_noun(row: TokenRow, numeral: Numeral) -> bool:
    """ "group 2", "day 12", "line 7": with no noun behind them."""
    return numeral.plain and row.lower(numeral.first - 1) in words.LABEL_IN_CAPITALS_OR_BARE


def _at_a_time(row: TokenRow, numeral: Numeral) -> bool:
    """ "at 10.30", "the 7.45"."""
    if row.lower(numeral.first - 1) not in words.CLOCK_BEFORE or not numeral.digits:
        return False
    hour, _, minutes = numeral.written.partition(".")
    if len(minutes) != len("59") or not hour.isdecimal() or row.follows(numeral.last, ("to", "the")):
        return False
    return int(hour) < _HOURS_OF_DAY and int(minutes) < _MINUTES_OF_HOUR


def _number_word_alone(row: TokenRow, numeral: Numeral) -> bool:
    """ "the two met", "one wonders": a small number word with nothing that it counts, no part
    ("three of them") and no bound ("at least three")."""
    if numeral.digits or numeral.scale != 1 or numeral.total > _SMALL:
        return False
    bound, first = comparator_before(row, numeral.first, 0, QuantityKind.COUNT)
    by_so_many = row.lower(first - 1) == "by" and not row.is_word(numeral.last) and numeral.total > 1
    if bound in _BOUNDS or by_so_many or _ends_a_change(row, first) or _did(row, numeral.last):
        return False
    part = row.lower(numeral.last) == "of" and row.lower(numeral.last + 1) in words.PART_OF
    return not part or numeral.total == 1


def _among_labels(row: TokenRow, numeral: Numeral) -> bool:
    """ "junctions 10 and 11", "Sections 3, 4 and 9": numbers behind a label in the plural."""
    index = numeral.first - 1
    while row.lower(index) in _LISTED and row.is_number(index - 1):
        index -= 2
    word = row.lower(index)
    return numeral.plain and word.endswith("s") and word[:-1] in words.NUMBERED and not row.at(index).glued


def _for_wickets(row: TokenRow, numeral: Numeral) -> bool:
    """ "287 for 6", "3 for 23"."""
    before = row.lower(numeral.first - 1) == "for" and row.is_number(numeral.first - 2)
    return numeral.plain and (before or (row.lower(numeral.last) == "for" and row.is_number(numeral.last + 1)))


def _at_zero(row: TokenRow, numeral: Numeral) -> bool:
    """ "5 degrees below zero"."""
    return numeral.total == 0 and row.lower(numeral.first - 1) in ("below", "above")


def _ends_a_change(row: TokenRow, first: int) -> bool:
    """ "from 20 points to just seven" """
    return row.lower(first - 1) == "to" and numbers.FROM in row.window(first - _CHANGE_REACH, first)


def _did(row: TokenRow, last: int) -> bool:
    """ "Six arrested", "two were killed" """
    return row.lower(last + (row.lower(last) in counted.WERE)) in counted.DIED


COUNTING: tuple[tuple[str, Rule], ...] = (
    ("a year", _year),
    ("a year of an era", _era),
    ("the end of a span of years", _year_range),
    ("a score or a vote", _score),
    ("an attribute", _attribute),
    ("a number word that points back", _points_back),
    ("one without a person", _one_without_people),
    ("the mark of a list", _list_marker),
)
BARE: tuple[tuple[str, Rule], ...] = (
    *COUNTING,
    ("one of several numbered things", _among_labels),
    ("a score in cricket", _for_wickets),
    ("the freezing point", _at_zero),
    ("a name with a number", _named),
    ("a time of day without its unit", _at_a_time),
    ("a numbered thing with no noun", _label_without_noun),
    ("a number word alone", _number_word_alone),
)
