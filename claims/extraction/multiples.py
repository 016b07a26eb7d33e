"""Multiples: doubled, halved, "twice as many", "three times more", "cut in half", "fivefold"."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from claims.extraction.numbers import NumeralRow, hyphen, read_numeral
from claims.extraction.readings import Reading
from claims.extraction.shares import written_text
from claims.extraction.words import en_numbers as words
from claims.values import QuantityKind

_VERB_REACH = 7
_NAME_REACH = 3  # words of a name
_POSSESSIVE = ("'s", "\u2019s", "s'")


def read_multiple(row: NumeralRow, index: int) -> Reading | None:
    """Doubled, halved, "twice as many", "three times more", "cut in half", "fivefold"."""
    word = row.lower(index)
    if word in words.MULTIPLES:
        return _multiple_word(row, index, word)
    if word == words.TWICE and (row.lower(index + 1) in words.TWICE_BEFORE or _is_owned(row, index + 1)):
        return _multiple(row, index, index + 1, Decimal(2), (index, index + 1))
    if word == words.HALF and _went_down(row, index):
        return _multiple(row, index - 1, index + 1, Decimal("0.5"), (index, index + 1))
    if word == words.HALF and row.lower(index + 1) == "as" and row.lower(index + 2) in ("many", "much"):
        return _multiple(row, index, index + 3, Decimal("0.5"), (index, index + 1))
    if word in words.ARTICLES:
        return _factor(row, index)
    end = _first_match(row, index, words.IN_HALF)
    if end is not None and row.lower(end) in words.ARTICLES:
        return None  # "fell by half a percent": an amount, no multiple
    return _multiple(row, index, end, Decimal("0.5"), (index, end)) if end is not None else _times(row, index)


def _is_owned(row: NumeralRow, index: int) -> bool:
    """ "twice X's": a name in the possessive."""
    first = row.at(index).text[:1].isupper()
    return first and any(word.endswith(_POSSESSIVE) for word in row.window(index, index + _NAME_REACH))


def _multiple_word(row: NumeralRow, index: int, word: str) -> Reading | None:
    before, after = row.lower(index - 1), row.lower(index + 1)
    moved = before in words.MULTIPLE_AUXILIARIES or after in words.MULTIPLE_BEFORE
    if word in words.AMBIGUOUS_MULTIPLES and (not moved or after in words.DASHES):
        return None
    return _multiple(row, index, index + 1, words.MULTIPLES[word], (index, index + 1))


def _went_down(row: NumeralRow, index: int) -> bool:
    """ "reduced its debt by half", "slashed in half"; not "by half a percent"."""
    verbs = words.BY_HALF.get(row.lower(index - 1), frozenset())
    down = not verbs.isdisjoint(row.window(index - _VERB_REACH, index - 1))
    return down and row.lower(index + 1) not in words.ARTICLES and row.lower(index + 1) not in words.DASHES


def _first_match(row: NumeralRow, index: int, phrases: Iterable[tuple[str, ...]]) -> int | None:
    return next((index + len(phrase) for phrase in phrases if row.follows(index, phrase)), None)


def _factor(row: NumeralRow, index: int) -> Reading | None:
    """ "a factor of eight" """
    start = _first_match(row, index, words.FACTOR_OF)
    numeral = read_numeral(row, start) if start is not None else None
    return _multiple(row, index, numeral.last, numeral.total, (numeral.first, numeral.last)) if numeral else None


def _times(row: NumeralRow, index: int) -> Reading | None:
    numeral = read_numeral(row, index)
    if numeral is None:
        return None
    after = hyphen(row, numeral.last)
    if row.lower(after) == words.X_TIMES and numeral.digits and not row.at(after + 1).glued:
        return _multiple(row, index, after + 1, numeral.total, (index, numeral.last))
    if row.lower(after) == words.FOLD or (
        row.lower(after) == words.TIMES and row.lower(after + 1) in words.TIMES_BEFORE
    ):
        return _multiple(row, index, after + 1, numeral.total, (index, numeral.last))
    return None


def _multiple(row: NumeralRow, first: int, last: int, value: Decimal, written: tuple[int, int]) -> Reading:
    return Reading(
        first, last, value, value, "times", QuantityKind.CHANGE, written=written_text(row, written[0], written[1])
    )
