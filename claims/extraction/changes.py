"""Which number of a sentence is the measure's, and whether it is a level or an amount of change.

"Unemployment rose from 5.4 to 5.7 percent" is about 5.7; "fell 3 percent" is a change, not a level of 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.lexemes import Token, stem_of
from claims.extraction.narrowing import SentenceParts
from claims.extraction.units import fits
from claims.extraction.words import en_changes as words
from claims.values import IndicatorCandidate, IndicatorEntry, Move, Quantity

FURTHEST = 6  # tokens that are looked at on either side of a number
Measure = tuple[IndicatorCandidate, IndicatorEntry]

_RISES = frozenset(map(stem_of, words.RISES))
_FALLS = frozenset(map(stem_of, words.FALLS))


def mark_quantities(parts: SentenceParts, measure: Measure | None) -> tuple[Quantity, ...]:
    """The sentence's quantities, each with its move; the one that the measure is about is marked."""
    of_level = measure is not None and _changes_a_level(measure)
    moved = [
        replace(quantity, move=_of_level(_move(parts.tokens, span)) if of_level else _move(parts.tokens, span))
        for quantity, span in zip(parts.quantities, parts.quantity_spans, strict=True)
    ]
    chosen = _of_measure(parts, measure) if measure else None
    return tuple(
        replace(quantity, of_measure=True) if index == chosen else quantity for index, quantity in enumerate(moved)
    )


def _changes_a_level(measure: Measure) -> bool:
    """Whether a change that the sentence tells is one of the measure's level: the measure is no change
    itself, or the verb stands apart from its phrase ("inflation fell 2 percent")."""
    candidate, entry = measure
    return not entry.is_change or any(stem_of(word.casefold()) in _RISES | _FALLS for word in candidate.uncovered)


def _of_level(move: Move) -> Move:
    return Move.NONE if move is Move.NONE else Move.OF_LEVEL


def _move(tokens: Sequence[Token], span: tuple[int, int]) -> Move:
    first, last = span
    for position in range(first - 1, max(-1, first - 1 - FURTHEST), -1):
        move = _told(tokens[position])
        if move is not Move.NONE:
            return move
        if tokens[position].low not in words.BETWEEN:
            break
    for position in range(last, min(len(tokens), last + 3)):
        move = _told(tokens[position])
        if move is not Move.NONE and not _before_from(tokens, position):
            return move
        if tokens[position].low not in words.BETWEEN:
            break
    return Move.NONE


def _told(token: Token) -> Move:
    if token.stem in _RISES:
        return Move.UP
    return Move.DOWN if token.stem in _FALLS else Move.NONE


def _before_from(tokens: Sequence[Token], position: int) -> bool:
    """In "7.8 percent, down from 11.8" the number before the word is a level."""
    return position + 1 < len(tokens) and tokens[position + 1].low in words.EARLIER


def _of_measure(parts: SentenceParts, measure: Measure) -> int | None:
    """The number in the measure's unit that is nearest to its phrase and not the earlier of two."""
    candidate, entry = measure
    fitting = [index for index, quantity in enumerate(parts.quantities) if fits(quantity, entry)]

    def order(index: int) -> tuple[bool, int, int]:
        quantity = parts.quantities[index]
        away = max(quantity.start - candidate.end, candidate.start - quantity.end, 0)
        return _is_earlier(parts.tokens, parts.quantity_spans[index][0]), away, index

    return min(fitting, key=order, default=None)


def _is_earlier(tokens: Sequence[Token], first: int) -> bool:
    """ "from 5.4 percent", "than the 7 percent", "compared with 12 percent" """
    for position in range(first - 1, max(-1, first - 1 - FURTHEST), -1):
        low = tokens[position].low
        if low in words.EARLIER and not _is_comparator(tokens, position):
            return True
        if low in words.WITH and position and tokens[position - 1].low in words.COMPARED:
            return True
        if low not in words.BETWEEN:
            return False
    return False


def _is_comparator(tokens: Sequence[Token], position: int) -> bool:
    """ "more than 5 percent" is no comparison with an earlier figure."""
    return tokens[position].low == "than" and position > 0 and tokens[position - 1].low in ("more", "less", "fewer")
