"""Two statements joined in one sentence: "unemployment is 5 percent and inflation 8 percent", "X has 5 percent and
Y 3 percent".

A sentence is cut at the small words that join clauses; what of it has no measure with a number of its own stays with
its neighbour. Which measure a stretch has, the reader of sentences says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from claims.extraction.lexemes import Token
from claims.extraction.narrowing import SentenceParts
from claims.extraction.units import fits
from claims.extraction.words import en_ellipsis as words
from claims.extraction.words.en_changes import BETWEEN
from claims.values import IndicatorEntry, PlaceNameKind

Span = tuple[int, int]
SHORT = 6  # tokens between a place and its number, or behind both
_SIGNS = frozenset([",", "'", "\u2019", "s", "%", "percent", "per", "cent"])


def stretches(parts: SentenceParts) -> list[Span]:
    """The tokens between the words that join, as far as a number with a value stands on both sides of each."""
    valued = [
        span for span, number in zip(parts.quantity_spans, parts.quantities, strict=True) if number.value is not None
    ]
    if len(valued) < 2:
        return []
    taken = {at for span in parts.quantity_spans for at in range(*span)}
    joints = [at for at, token in enumerate(parts.tokens) if token.low in words.JOINING and at not in taken]
    inner = [at for at in joints if valued[0][1] <= at <= valued[-1][0]]
    return list(zip([0, *(at + 1 for at in inner)], [*inner, len(parts.tokens)], strict=True)) if inner else []


def gathered(spans: Sequence[Span], states: Callable[[Span, Span | None], bool]) -> list[Span]:
    """The stretches that state something each, those that do not joined to the one before. `states` is asked of a
    stretch with the one before it that does."""
    found: list[Span] = []
    begins = 0
    for first, last in spans:
        here = (first if found else begins, last)
        if states(here, found[-1] if found else None):
            found.append(here)
        elif found:
            found[-1] = (found[-1][0], last)
    return found


def number_of_another_place(parts: SentenceParts, entry: IndicatorEntry) -> Span | None:
    """The one number of a stretch that says no more than a place and it: "Y 3 percent", "3 percent in Y"."""
    named = [place for place in parts.places if place.kind is PlaceNameKind.NAME]
    if len(parts.quantities) != 1 or len(named) != 1 or entry.takes_counterpart:
        return None
    number, (first, last) = parts.quantities[0], parts.quantity_spans[0]
    if number.value is None or number.whole or not fits(number, entry):
        return None
    place = named[0]
    between = parts.tokens[place.last : first] if place.last <= first else parts.tokens[last : place.first]
    rest = [*parts.tokens[: min(first, place.first)], *parts.tokens[max(last, place.last) :]]
    plain = all(map(_says_nothing_else, between)) and all(map(_says_nothing_else, rest))
    return (first, last) if plain and len(between) <= SHORT and len(rest) <= SHORT else None


def _says_nothing_else(token: Token) -> bool:
    known = token.low in words.HAVING or token.low in words.TIMES or token.low in BETWEEN or token.low in _SIGNS
    return known or not token.is_word or token.text.isdigit() or token.low in words.BEFORE_A_SUBJECT
