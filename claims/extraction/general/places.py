"""Names of places in a sentence, and which of them the measure is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.general.tokens import Token, words_of
from claims.extraction.general.words import Words
from claims.values import (
    IndicatorEntry,
    PlaceMention,
    PlaceName,
    PlaceNameKind,
    PlaceRole,
    PlaceSource,
)

LEAST = 1.0  # of a subject's weight: an adjective far from everything tells of no place
NEAR = 4  # tokens
LIVES, HAS = 3.0, 2.5
NAMES = frozenset({PlaceNameKind.NAME, PlaceNameKind.REGION})


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """From the token `first` up to `last`, not included."""

    code: str
    kind: PlaceNameKind
    first: int
    last: int


class PlaceFinder:
    """Compiled once per lexicon. A name has its capital, but for a region's that is written without one."""

    def __init__(self, places: Sequence[PlaceName], words: Words) -> None:
        self._words = words
        self._first: dict[str, list[tuple[tuple[str, ...], PlaceName]]] = {}
        for place in places:
            listed = words_of(place.text)
            self._first.setdefault(listed[0], []).append((listed, place))
        for rows in self._first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def find(self, tokens: Sequence[Token]) -> tuple[FoundPlace, ...]:
        found: list[FoundPlace] = []
        at = 0
        while at < len(tokens):
            place = self._at(tokens, at) if not _ends_a_name(tokens, at, self._words) else None
            if place is not None and place.code:
                found.append(place)
            at = place.last if place else at + 1
        return tuple(found)

    def _at(self, tokens: Sequence[Token], at: int) -> FoundPlace | None:
        for words, place in self._first.get(tokens[at].low, ()):
            last = at + len(words)
            if tuple(token.low for token in tokens[at:last]) == words and _is_spelt(tokens, at, place):
                return FoundPlace(place.code, place.kind, at, last)
        return None


def _ends_a_name(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """ "Dolors Montserrat": behind another name a name is somebody's."""
    before = tokens[at - 1] if at else None
    if before is None or not (tokens[at].capital and before.capital and before.is_word):
        return False
    return not (before.text.isupper() or before.low in words.small | words.common)


def _is_spelt(tokens: Sequence[Token], at: int, place: PlaceName) -> bool:
    """ "Chile" and no "chile", "UE" and no "Ue"; what is written small has a capital only where a sentence opens."""
    written, text = place.text.split()[0], tokens[at].text
    if written[0].isupper():
        return text[0].isupper() and not (written.isupper() and not text.isupper())
    return text.islower() or at == 0


def as_peoples(tokens: Sequence[Token], found: Sequence[FoundPlace], words: Words) -> tuple[FoundPlace, ...]:
    """Adjectives behind an article stand for the people: "the Chileans"."""
    return tuple(
        replace(each, kind=PlaceNameKind.PEOPLE)
        if each.kind is PlaceNameKind.ADJECTIVE and _stands_alone(tokens, each.first, words)
        else each
        for each in found
    )


def _stands_alone(tokens: Sequence[Token], first: int, words: Words) -> bool:
    before = tokens[first - 1] if first else None
    if before is None or before.number is not None or not before.is_word:
        return True
    return before.low in words.articles | words.units.of | words.numbers.scales.keys() | words.numbers.values.keys()


# --- roles ----------------------------------------------------------------------------------------------


def with_roles(
    tokens: Sequence[Token],
    found: Sequence[FoundPlace],
    measure: tuple[IndicatorEntry, int, int] | None,
    words: Words,
    apart: frozenset[int] = frozenset(),
) -> tuple[PlaceMention, ...]:
    """The places as mentions, the subject first. `measure` is the indicator with the tokens of its phrase, `apart` are
    those that something is only compared with, by their first tokens."""
    weights = [0.0 if each.first in apart else _weight(tokens, each, measure, words) for each in found]
    best = max(range(len(found)), key=lambda at: weights[at], default=None)
    subject = best if best is not None and weights[best] >= LEAST else None
    other = _other_side(tokens, found, measure, words, subject)
    roles = {subject: PlaceRole.SUBJECT, other: PlaceRole.COUNTERPART}
    mentions = [_mention(tokens, each, roles.get(at, PlaceRole.MENTION)) for at, each in enumerate(found)]
    order = (PlaceRole.SUBJECT, PlaceRole.COUNTERPART, PlaceRole.MENTION)
    return tuple(sorted(mentions, key=lambda each: order.index(each.role)))


def _mention(tokens: Sequence[Token], each: FoundPlace, role: PlaceRole) -> PlaceMention:
    text = " ".join(token.text for token in tokens[each.first : each.last])
    return PlaceMention(each.code, role, PlaceSource.SAID, text, tokens[each.first].start, tokens[each.last - 1].end)


def _weight(
    tokens: Sequence[Token], each: FoundPlace, measure: tuple[IndicatorEntry, int, int] | None, words: Words
) -> float:
    before = _before(tokens, each, words)
    if measure is None:
        return _weight_alone(tokens, each, before, words)
    entry, first, last = measure
    if first <= each.first and each.last <= last:
        return 4.5
    behind = each.first - last
    if each.last == first and not before and not entry.takes_counterpart:
        return 4.2  # "Turkey hosts Syrian refugees"
    close = 0 <= behind <= NEAR
    if close and (before in words.places.of or each.kind is PlaceNameKind.ADJECTIVE):
        return 4.0 - 0.1 * behind
    if before in words.places.toward and entry.takes_counterpart:
        return 0.3
    if before in words.places.inside:
        return LIVES + (0.3 if close else 0)
    if each.kind is PlaceNameKind.ADJECTIVE:
        return max(LEAST, 1.5 - 0.05 * abs(behind))
    return HAS + (0.4 if each.first <= 1 else 0) - (1.0 if before in words.places.toward else 0)


def _weight_alone(tokens: Sequence[Token], each: FoundPlace, before: str, words: Words) -> float:
    if each.kind is PlaceNameKind.ADJECTIVE:
        of_people = each.first > 0 and tokens[each.first - 1].low in words.units.people
        return LEAST if of_people else 0.5
    if each.kind is PlaceNameKind.REGION and before in words.places.of:
        return 0.9
    return 2.2 if before in words.places.inside else 1.5


def _before(tokens: Sequence[Token], each: FoundPlace, words: Words) -> str:
    """The small word before a place, its article passed over."""
    at = each.first - 1
    if at > 0 and tokens[at].low in words.articles - words.places.of - words.places.toward:
        at -= 1
    return tokens[at].low if at >= 0 else ""


def _other_side(
    tokens: Sequence[Token],
    found: Sequence[FoundPlace],
    measure: tuple[IndicatorEntry, int, int] | None,
    words: Words,
    subject: int | None,
) -> int | None:
    """Of a measure of a pair the place that is not its subject."""
    if measure is None or not measure[0].takes_counterpart or subject is None:
        return None
    others = [at for at, each in enumerate(found) if each.code != found[subject].code]
    brought = [at for at in others if _before(tokens, found[at], words) in words.places.toward]
    return next(iter(brought or others), None)
