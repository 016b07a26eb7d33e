"""Numbers with no unit behind them: ages, lengths of time, people by the verb, plain figures."""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.comparators import comparator_before
from claims.extraction.numbers import Numeral, hyphen
from claims.extraction.readings import Reading
from claims.extraction.tokens import TokenKind, TokenRow
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_exclusions as words
from claims.extraction.words import en_numbers as numbers
from claims.values import QuantityKind

_OLDEST = 120
_POPULATION_REACH = 8
_AGE_REACH = 5
_NAMED_REACH = 5
_BY_OR_TO = frozenset({"by", "to"})
_ORDINARY = counted.STOPS | counted.FIGURE_BEFORE
_COPULAS = frozenset("was is turned turns were became".split())


def read_bare(row: TokenRow, numeral: Numeral) -> Reading | None:
    _, hedged = comparator_before(row, numeral.first, 0, QuantityKind.COUNT)
    before = row.lower(hedged - 1)
    if row.lower(hyphen(row, numeral.last)) == counted.STRONG and row.at(numeral.last).glued:
        last = hyphen(row, numeral.last) + 1
        return replace(_reading(numeral, "people", QuantityKind.COUNT, counted.STRONG), last=last)
    if _is_age(row, numeral):
        return _reading(numeral, "years", QuantityKind.DURATION, "age")
    if before in words.LASTED and numeral.plain:
        return _reading(numeral, "years", QuantityKind.DURATION, "")
    people = before if before in counted.KILLING else _people(row, numeral)
    if people is not None:
        return _reading(numeral, "people", QuantityKind.COUNT, people)
    return _reading(numeral, "", QuantityKind.COUNT, "") if _stands_alone(row, numeral) else None


def _reading(numeral: Numeral, unit: str, kind: QuantityKind, counts: str) -> Reading:
    value = numeral.total
    return Reading(numeral.first, numeral.last, value, value, unit, kind, numeral.written, numeral.scale, counts=counts)


def _is_age(row: TokenRow, numeral: Numeral) -> bool:
    """ "age 75", "lived to 82", "was 27 when", "Now 34, ", "Ada Obi, 41, "."""
    if numeral.scale != 1 or numeral.grouped or not 0 < numeral.value <= _OLDEST or numeral.value % 1:
        return False
    before, after = row.lower(numeral.first - 1), row.lower(numeral.last)
    if (
        before in words.AGES_BEFORE
        or _after_an_age(row, numeral)
        or (before == "of" and row.lower(numeral.first - 2) == "age")
    ):
        return True
    if any(row.precedes(numeral.first, phrase) for phrase in words.LIVED_TO):
        return True
    if before in _COPULAS and "age" in row.window(numeral.first - _AGE_REACH, numeral.first):
        return True
    if before == "at" and after == "," and numeral.first == 1:
        return True  # "At 73, he is"
    if after == words.WHEN and (before in _COPULAS or row.lower(numeral.first - 2) in _COPULAS):
        return True
    if not numeral.digits or after not in (",", "."):
        return False
    if before in words.NOW_WORDS:
        return after == ","
    return before == "," and _stands_behind_a_name(row, numeral)


def _after_an_age(row: TokenRow, numeral: Numeral) -> bool:
    """ "aged 19 and 22" """
    joined = row.lower(numeral.first - 1) in numbers.LIST_ENDS and row.is_number(numeral.first - 2)
    return joined and row.lower(numeral.first - 3) in words.AGES_BEFORE


def _stands_behind_a_name(row: TokenRow, numeral: Numeral) -> bool:
    """ "Ada Obi, 41, ", "said Ada Obi, 41.", "the suspect, 34, " """
    named = row.at(numeral.first - 2)
    if (
        named.lower in words.WORKS
        or named.lower in words.MONTHS
        or named.lower in words.WEEKDAYS
        or row.is_number(numeral.last + 1)
    ):
        return False
    if row.lower(numeral.last) == ".":
        return named.capital and row.at(numeral.first - 3).capital
    if named.capital or named.lower in counted.PEOPLE or named.lower in counted.SINGULARS:
        return True
    return not words.ONE_PERSON.isdisjoint(row.window(numeral.first - _NAMED_REACH, numeral.first - 2))


def _people(row: TokenRow, numeral: Numeral) -> str | None:
    """What the number counts where a verb or the population says so: "10,000 died", "killed 20"."""
    after = numeral.last + (row.lower(numeral.last) in counted.WERE)
    if row.lower(after) in counted.DIED:
        return row.lower(after)
    near = row.window(numeral.first - _POPULATION_REACH, numeral.first)
    return "population" if not counted.POPULATION.isdisjoint(near) else None


def _stands_alone(row: TokenRow, numeral: Numeral) -> bool:
    """A number with a scale or thousands, or digits after an ordinary word, is a figure of its own."""
    if numeral.scale != 1 or numeral.grouped:
        return True
    if not numeral.digits:
        if row.lower(numeral.last) == "of":
            return True
        before = row.lower(numeral.first - 1)
        return before in _BY_OR_TO or any(phrase[-1] == before for phrase in numbers.COMPARATORS_BEFORE)
    if row.lower(numeral.last) == "of":
        return True
    word = row.at(numeral.first - 1)
    return word.kind is TokenKind.WORD and (not word.capital or word.lower in _ORDINARY)
