"""The place that a measure is of where its sentence names none: whose "its" is, where "there" is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.extraction.changes import Measure
from claims.extraction.compared import ranks, set_apart
from claims.extraction.context import PlaceContext
from claims.extraction.elsewhere import BESIDE_PHRASE, is_a_part, measure_is_elsewhere
from claims.extraction.lexemes import positions
from claims.extraction.narrowing import SentenceParts
from claims.extraction.words import en_places as words
from claims.values import PlaceMention, PlaceRole


def with_carried(
    parts: SentenceParts,
    roles: Sequence[PlaceMention],
    measure: Measure | None,
    context: PlaceContext,
) -> tuple[PlaceMention, ...]:
    if measure is not None and _is_elsewhere(parts, measure):
        return _only_beside(parts, roles, measure)
    lacks = not any(place.role is PlaceRole.SUBJECT for place in roles)
    if not (lacks and (measure or _leaves_unsaid(parts))):
        return tuple(roles)
    others = [place.code for place in roles if place.role is PlaceRole.COUNTERPART]
    carried = _unsaid_place(parts, measure, context, others)
    if carried is None:
        return tuple(roles)
    same = [replace(place, role=PlaceRole.SUBJECT) for place in roles if place.code == carried.code]
    rest = [place for place in roles if place.code != carried.code]
    return (*(same[:1] or [carried]), *rest)


def _leaves_unsaid(parts: SentenceParts) -> bool:
    """Without a measure: words that stand for the place, "there" as an adverb, "its" at the head."""
    if any(token.low in words.UNSAID for token in parts.tokens) or _says_there(parts, None):
        return True
    return parts.tokens[:1] != () and bool(parts.quantities) and parts.tokens[0].low == "its"


def _unsaid_place(
    parts: SentenceParts, measure: Measure | None, context: PlaceContext, others: Sequence[str]
) -> PlaceMention | None:
    """What "there" and "its" point back to, else the place that fits the text best."""
    if _says_there(parts, measure):
        return context.there()
    pointed = context.its() if any(token.low in words.POINTING_BACK for token in parts.tokens) else None
    return pointed if pointed and pointed.code not in others else context.carried(without=others)


def _says_there(parts: SentenceParts, measure: Measure | None) -> bool:
    """ "Unemployment there is 4 percent", "There, the economy grew": in the place that was named last."""
    last = positions(parts.tokens, measure[0].start, measure[0].end)[1] if measure else -1
    for position, token in enumerate(parts.tokens):
        if token.low == "there":
            following = parts.tokens[position + 1].low if position + 1 < len(parts.tokens) else "."
            if position == last or following in ",.;" or _is_adverb(parts, position, following):
                return True
    return False


def _is_adverb(parts: SentenceParts, position: int, following: str) -> bool:
    """ "heads the agency there", "births there are attended"; not "there are births", "in X there are"."""
    before = parts.tokens[position - 1].low if position else ","
    if not before[0].isalpha() or before in words.BEFORE_EXISTENTIAL:
        return False
    return following not in words.BEHIND_EXISTENTIAL or parts.tokens[0].low not in words.BRINGS_A_SCENE


def _is_elsewhere(parts: SentenceParts, measure: Measure) -> bool:
    if set_apart(parts, measure) or ranks(parts, measure):
        return False
    first, last = positions(parts.tokens, measure[0].start, measure[0].end)
    part = any(is_a_part(parts.tokens, place) for place in parts.places)
    return part or measure_is_elsewhere(parts.tokens, parts.named, first, last)


def _only_beside(parts: SentenceParts, roles: Sequence[PlaceMention], measure: Measure) -> tuple[PlaceMention, ...]:
    """The roles without a subject that does not stand right before the measure's words."""
    first, _ = positions(parts.tokens, measure[0].start, measure[0].end)
    beside = {
        parts.tokens[place.first].start
        for place in parts.places
        if 0 <= first - place.last <= BESIDE_PHRASE and not is_a_part(parts.tokens, place)
    }
    return tuple(
        place
        if place.role is not PlaceRole.SUBJECT or place.start in beside
        else replace(place, role=PlaceRole.MENTION)
        for place in roles
    )
