"""The words around a number that hedge or bound it."""

from __future__ import annotations

from claims.extraction.tokens import TokenRow
from claims.extraction.words import en_numbers as words
from claims.values import Comparator, QuantityKind

_LONGEST_BEFORE = max(len(phrase) for phrase in words.COMPARATORS_BEFORE)
_LONGEST_AFTER = max(len(phrase) for phrase in words.COMPARATORS_AFTER)
_MOST_PHRASES = 3


def comparator_before(row: TokenRow, first: int, floor: int, kind: QuantityKind) -> tuple[Comparator, int]:
    """The comparator that ends before the token `first`, and where its words begin.

    `floor` is the token before which another quantity stands. The nearest hedge or bound counts; words that
    only stress ("just", "a total of") are taken along.
    """
    found = Comparator.EQUAL
    for _ in range(_MOST_PHRASES):
        phrase = _phrase_before(row, first, floor)
        if phrase is None or _says_other(row, first, phrase, kind):
            break
        comparator = words.COMPARATORS_BEFORE[phrase]
        if comparator is not Comparator.EQUAL and found is not Comparator.EQUAL:
            break
        found = found if comparator is Comparator.EQUAL else comparator
        first -= len(phrase)
    return found, first


def _phrase_before(row: TokenRow, first: int, floor: int) -> tuple[str, ...] | None:
    window = row.window(max(floor, first - _LONGEST_BEFORE), first)
    for length in range(len(window), 0, -1):
        phrase = tuple(window[-length:])
        if phrase in words.COMPARATORS_BEFORE:
            return phrase
    return None


def _says_other(row: TokenRow, first: int, phrase: tuple[str, ...], kind: QuantityKind) -> bool:
    if phrase in words.PASSED and kind is not QuantityKind.PERCENT:
        return True
    return _says_during(row, first, phrase, kind) or _is_moved_up(row, first, phrase)


def _says_during(row: TokenRow, first: int, phrase: tuple[str, ...], kind: QuantityKind) -> bool:
    if kind is not QuantityKind.DURATION or phrase != (words.OVER_A_TIME,):
        return False
    return row.lower(first - 2) not in words.OVER_IS_MORE_AFTER


def _is_moved_up(row: TokenRow, first: int, phrase: tuple[str, ...]) -> bool:
    """ "picked up to 4 percent", "adds up to 40": where it went or what it makes, no upper end."""
    return phrase == words.UP_TO and row.lower(first - 3) in words.MOVED_UP


def comparator_after(row: TokenRow, last: int) -> tuple[Comparator, int] | None:
    """The comparator that begins at the token `last`, and where its words end."""
    for length in range(_LONGEST_AFTER, 0, -1):
        phrase = tuple(row.window(last, last + length))
        if len(phrase) == length and phrase in words.COMPARATORS_AFTER:
            return words.COMPARATORS_AFTER[phrase], last + length
    return None
