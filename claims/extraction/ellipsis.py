"""A measure that a sentence takes over from the one before: "By 2015 it had come down to 634", "France owes 113%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.lexemes import Token
from claims.extraction.narrowing import SentenceParts
from claims.extraction.places import FoundPlace
from claims.extraction.units import fits
from claims.extraction.words import en_ellipsis as words
from claims.extraction.words.en_time import MONTHS
from claims.values import IndicatorCandidate, IndicatorEntry, PlaceNameKind, Quantity

TAKEN_OVER = 0.8  # of the score that the measure had where it was named
LONGEST_LEAD = 8  # tokens before the word that points back: "In the spring of 2015, it ..."
LONGEST_CONTRAST = 14  # tokens of a sentence that says no more than a place and its number
LONGEST_TAIL = 4  # tokens behind its number


@dataclass(frozen=True, slots=True)
class Told:
    """The measure of the sentence before, and the paragraph in which it stands."""

    candidate: IndicatorCandidate
    entry: IndicatorEntry
    paragraph: int


def taken_over(parts: SentenceParts, told: Told | None, paragraph: int) -> IndicatorCandidate | None:
    """The measure told before, standing on the words that point back to it; None where nothing does."""
    if told is None or told.entry.takes_counterpart or not _has_such_a_number(parts, told.entry):
        return None
    span = _pointing(parts.tokens, same_paragraph=told.paragraph == paragraph)
    if span is None and told.paragraph == paragraph:
        span = _in_contrast(parts, told.entry)
    return standing_on(parts, told.candidate, *span) if span else None


def _has_such_a_number(parts: SentenceParts, entry: IndicatorEntry) -> bool:
    return any(_may_be_its(quantity, entry) for quantity in parts.quantities) and not any(
        quantity.counts and quantity.unit is None for quantity in parts.quantities
    )


def _may_be_its(quantity: Quantity, entry: IndicatorEntry) -> bool:
    return fits(quantity, entry) and quantity.value is not None and not quantity.whole


def standing_on(parts: SentenceParts, told: IndicatorCandidate, first: int, last: int) -> IndicatorCandidate:
    score = round(told.score * TAKEN_OVER, 3)
    return replace(told, score=score, start=parts.tokens[first].start, end=parts.tokens[last - 1].end)


def _pointing(tokens: Sequence[Token], *, same_paragraph: bool) -> tuple[int, int] | None:
    """ "it was", "the figure had": the subject of the sentence, behind no more than a time or a place."""
    for at, token in enumerate(tokens[:LONGEST_LEAD]):
        behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
        if token.low in words.PRONOUNS and same_paragraph and behind in words.LEVELS:
            return (at, at + 1) if _only_leads(tokens[:at]) else None
        if (
            token.low in words.FIGURES
            and at
            and tokens[at - 1].low in words.POINTERS
            and behind not in words.OF_ITS_OWN
        ):
            return (at - 1, at + 1) if _only_leads(tokens[: at - 1]) else None
    return None


def _only_leads(tokens: Sequence[Token]) -> bool:
    """ "In 2000", "By contrast,", "In neighbouring X": nothing that would be the subject."""
    return not tokens or tokens[0].low in words.LEADS or tokens[0].low in MONTHS


def _in_contrast(parts: SentenceParts, entry: IndicatorEntry) -> tuple[int, int] | None:
    """ "X, by contrast, has 5 percent": a place and its number, and no other thing that the number could be of."""
    own = [at for at, quantity in enumerate(parts.quantities) if _may_be_its(quantity, entry)]
    named = [place for place in parts.places if place.kind is PlaceNameKind.NAME]
    if len(parts.quantities) != 1 or not own or len(named) != 1 or len(parts.tokens) > LONGEST_CONTRAST:
        return None
    first, last = parts.quantity_spans[own[0]]
    verb = next((at for at in range(named[0].last, first) if parts.tokens[at].low in words.HAVING), None)
    if verb is None or not _is_subject(parts.tokens, named[0]) or not _closes(parts.tokens, last):
        return None
    return verb, verb + 1


def _is_subject(tokens: Sequence[Token], place: FoundPlace) -> bool:
    return place.first == 0 or tokens[place.first - 1].low in words.BEFORE_A_SUBJECT


def _closes(tokens: Sequence[Token], last: int) -> bool:
    """Whether nothing but a time stands behind the number."""
    tail = [token for token in tokens[last:] if token.is_word]
    return len(tail) <= LONGEST_TAIL and (not tail or tail[0].low in words.TIMES)
