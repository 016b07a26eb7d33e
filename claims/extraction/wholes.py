"""The whole that a number is a share of: "the population" of "40 percent of the population".

A whole is a span of tokens of its sentence. Wholes are of kinds (people, output, exports ...), and a share of one
kind is no share of another: "debt of 90 percent of exports" is not the measure "debt as a share of GDP".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claims.extraction import stemmed
from claims.extraction.narrowing import SentenceParts
from claims.extraction.unit_words import is_plural
from claims.extraction.units import is_share
from claims.extraction.words import en_forms, en_wholes
from claims.values import IndicatorEntry, PlaceNameKind, Quantity, QuantityKind

LONGEST = 12  # tokens of the name of a whole
Span = tuple[int, int]
WORDED = frozenset({QuantityKind.ALL_BUT, QuantityKind.MAJORITY})


def wholes_of(parts: SentenceParts) -> tuple[Span | None, ...]:
    """The whole of each quantity of the sentence, or None where none is said."""
    return tuple(
        _whole(parts, quantity, span) for quantity, span in zip(parts.quantities, parts.quantity_spans, strict=True)
    )


def whole_text(parts: SentenceParts, whole: Span | None) -> str | None:
    return parts.said(*whole) if whole else None


def is_of_another_whole(parts: SentenceParts, whole: Span | None, entry: IndicatorEntry) -> bool:
    """Whether the sentence says a whole of another kind than the measure's."""
    if whole is None or not entry.denominator:
        return False
    own, said = _kind_of_text(entry.denominator), _kind_said(parts, whole)
    return bool(own and said and own != said)


def is_part_of_another_kind(parts: SentenceParts, number: int, entry: IndicatorEntry) -> bool:
    """Whether what stands before the number, in its clause, tells of another side of trade than the measure's."""
    own = _kind_of_text(entry.denominator)
    for position in range(number - 1, -1, -1):
        token = parts.tokens[position]
        kind = _kind((token.low,))
        if token.text in ",;:" or (kind in en_wholes.OF_TRADE and kind != own):
            return kind in en_wholes.OF_TRADE
    return False


def _whole(parts: SentenceParts, quantity: Quantity, span: Span) -> Span | None:
    if quantity.unit.startswith("per_"):
        return _per(parts, span)
    if is_share(quantity):
        return _of(parts, quantity, span[1]) or _as_a_share(parts)
    return _per_one(parts, span[1])


def _of(parts: SentenceParts, quantity: Quantity, last: int) -> Span | None:
    if _low(parts, last) == "of":
        return _noun_phrase(parts, last + 1)
    direct = quantity.kind in WORDED or (quantity.kind is QuantityKind.SHARE and _is_so_many_in(quantity))
    return _noun_phrase(parts, last) if direct else None


def _is_so_many_in(quantity: Quantity) -> bool:
    """ "one in four", "nine out of ten"."""
    return any(word in ("in", "of") for word in quantity.text.casefold().split())


def _as_a_share(parts: SentenceParts) -> Span | None:
    """ "debt as a share of GDP was 90 percent"."""
    for position, token in enumerate(parts.tokens):
        if token.low in en_wholes.SHARE_NOUNS and _low(parts, position + 1) == "of":
            return _noun_phrase(parts, position + 2)
    return None


def _per(parts: SentenceParts, span: Span) -> Span | None:
    """ "per 1,000 live births", "for every 100 residents", "children per woman"."""
    for position in range(span[0], span[1]):
        if parts.tokens[position].low in en_wholes.PER_ONE:
            return _noun_phrase(parts, position + 1)
    return None


def _per_one(parts: SentenceParts, last: int) -> Span | None:
    """ "$900 a head", "15 tonnes per person"; "emissions per head are 15 tonnes"."""
    positions = (last, *range(len(parts.tokens) - 1))
    for position in positions:
        per = en_wholes.PER_ONE if position == last else en_wholes.PER
        if _low(parts, position) in per and _low(parts, position + 1) in en_wholes.SHORT_FOR_A_WHOLE:
            return position + 1, position + 2
    return None


# --- the name of the whole ------------------------------------------------------------------------------


def _noun_phrase(parts: SentenceParts, start: int) -> Span | None:
    """From `start` to the end of the noun phrase there, with what "of" and "in" a place add to it."""
    if _is_small(_low(parts, start)):
        return None
    position, head = start, -1  # where the last noun stood that can end the phrase
    while position < min(len(parts.tokens), start + LONGEST):
        if position > start and _low(parts, position) == "of":
            head = -1
        elif position > start and _brings_a_place(parts, position):
            position = _behind_place(parts, position)
            if not _is_possessive(parts, position):
                return start, position
            head = -1
        elif _ends(parts, position, start, head):
            break
        elif _is_head(parts, position):
            head = position
        position += 1
    return (start, position) if position > start else None


def _low(parts: SentenceParts, position: int) -> str:
    return parts.tokens[position].low if 0 <= position < len(parts.tokens) else ""


def _brings_a_place(parts: SentenceParts, position: int) -> bool:
    """ "in X", "across the X"."""
    bringing = _low(parts, position) in ("in", "across")
    return bringing and not parts.named.isdisjoint((position + 1, position + 2))


def _behind_place(parts: SentenceParts, position: int) -> int:
    return next(place.last for place in parts.places if place.first > position)


def _ends(parts: SentenceParts, position: int, start: int, head: int) -> bool:
    token, numbers = parts.tokens[position], parts.taken - parts.named
    if position in parts.named or _is_possessive(parts, position):
        return False
    if position in numbers:
        return position > start and start not in numbers and not _is_age(parts, position)
    if not token.is_word:
        return token.text not in "-\u2010\u2011"
    if position == start:
        return False
    if head >= 0:
        return head in parts.named or _low(parts, head) not in en_wholes.HEADS or token.low not in en_wholes.GO_ON
    return _is_small(token.low) or (_is_verb(parts, position) and not _begins_a_noun(parts, position - 1))


def _is_small(low: str) -> bool:
    return low in en_forms.BOUNDARIES or low in en_forms.PREPOSITIONS


def _is_verb(parts: SentenceParts, position: int) -> bool:
    token = parts.tokens[position]
    told = token.low in en_wholes.VERBS or token.stem in stemmed.VERBS or token.stem in stemmed.CHANGES
    live_births = token.low == "live" and _low(parts, position + 1) in en_wholes.CLASSES["births"]
    return told and token.low not in en_wholes.HEADS and not live_births


def _begins_a_noun(parts: SentenceParts, position: int) -> bool:
    """A word behind which no verb stands: "the vote", "X's lower house"."""
    return _low(parts, position) in en_forms.DETERMINERS or _is_possessive(parts, position)


def _is_age(parts: SentenceParts, position: int) -> bool:
    """ "people under 25", "adults aged 15"."""
    lows = (_low(parts, position), _low(parts, position - 1))
    return not en_wholes.OF_AGE.isdisjoint(lows)


def _is_possessive(parts: SentenceParts, position: int) -> bool:
    """The sign and the letter of "X's"."""
    if _low(parts, position) == "'":
        return position > 0 and parts.tokens[position - 1].end == parts.tokens[position].start
    return _low(parts, position) == "s" and _low(parts, position - 1) == "'"


def _is_head(parts: SentenceParts, position: int) -> bool:
    if position in parts.named:
        return any(place.last == position + 1 and place.kind is PlaceNameKind.PEOPLE for place in parts.places)
    low = _low(parts, position)
    plural = is_plural(low) and position not in parts.taken and low != "s"
    return _low(parts, position + 1) != "'" and (low in en_wholes.HEADS or plural)


# --- kinds of wholes ------------------------------------------------------------------------------------


@lru_cache(maxsize=500)
def _kind_of_text(text: str) -> str:
    return _kind(text.casefold().split())


def _kind(words: Sequence[str]) -> str:
    kind = next((kind for kind, own in en_wholes.CLASSES.items() if not own.isdisjoint(words)), "")
    return en_wholes.SAME_CLASS.get(kind, kind)


def _kind_said(parts: SentenceParts, whole: Span) -> str:
    """By the noun itself, before what "of" and "in" add to it."""
    words: list[str] = []
    for position in range(*whole):
        if _low(parts, position) == "of" or _brings_a_place(parts, position):
            break
        words.append(_low(parts, position))
    people = any(whole[0] <= each.first < whole[1] and each.kind is PlaceNameKind.PEOPLE for each in parts.places)
    return _kind(words) or ("people" if people else "")
