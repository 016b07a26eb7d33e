"""Which place of a sentence a measure belongs to, and which is the other side of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.extraction.elsewhere import is_a_part
from claims.extraction.lexemes import Token
from claims.extraction.places import FoundPlace
from claims.extraction.words import en_places as words
from claims.values import IndicatorCandidate, IndicatorEntry, PlaceMention, PlaceNameKind, PlaceRole

SUPERLATIVE_REACH = 7
OWNS_NUMBER = 6.0
LEAST = 2.0  # weight from which a place is the measure's own


@dataclass(frozen=True, slots=True)
class Cue:
    """How a place stands in its sentence."""

    possessive: bool
    preposition: str  # the small word that brings it, or ''
    initial: bool
    listed: bool  # it goes on with a list: "X, Y and Z"


def cues_of(tokens: Sequence[Token], found: Sequence[FoundPlace]) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for number, each in enumerate(found):
        previous = found[number - 1] if number else None
        listed = previous is not None and _joins(tokens, previous.last, each.first)
        opens = bool(cues) and (cues[-1].initial or cues[-1].preposition in words.COMPARING)
        if listed and not (opens and not _is_and(tokens, each.first - 1)):
            cues.append(replace(cues[-1], possessive=_is_possessive(tokens, each), listed=True))
        else:
            cues.append(_cue(tokens, each))
    return tuple(cues)


def _cue(tokens: Sequence[Token], each: FoundPlace) -> Cue:
    before = each.first - 1
    while before >= 0 and tokens[before].low in words.BESIDE:
        before -= 1
    word = tokens[before].low if before >= 0 else ""
    ahead = tokens[before - 1].low if before >= 1 else ""
    if ahead in words.COMPARING and word in words.IN_A_PLACE:
        word = ahead
    if word in ("on", "upon") and ahead in words.DEPENDING:
        word = "with"
    brings = word in words.IN_A_PLACE or word in words.WITH_A_PLACE or word in words.COMPARING
    preposition = word if brings or word == "between" else ""
    initial = not preposition and (before < 0 or word in words.OPENERS or not tokens[before].is_word)
    return Cue(_is_possessive(tokens, each), preposition, initial, False)


def _is_possessive(tokens: Sequence[Token], each: FoundPlace) -> bool:
    if each.last >= len(tokens) or tokens[each.last].low != "'":
        return False
    following = tokens[each.last + 1] if each.last + 1 < len(tokens) else None
    return (following is not None and following.low == "s") or tokens[each.last - 1].low.endswith("s")


def _joins(tokens: Sequence[Token], first: int, last: int) -> bool:
    between = [token.low for token in tokens[first:last]]
    return 0 < len(between) <= len(" , and the".split()) and all(
        word in {",", "and", "or", "the", "&"} for word in between
    )


def _is_and(tokens: Sequence[Token], position: int) -> bool:
    return position >= 0 and tokens[position].low in {"and", "or", "the", "&"}


@dataclass(frozen=True, slots=True)
class _Measure:
    first: int
    last: int
    pair: bool
    toward: frozenset[str]
    numbers: tuple[tuple[int, int], ...] = ()  # the measure's own first


def assign_roles(
    tokens: Sequence[Token],
    found: Sequence[FoundPlace],
    mentions: Sequence[PlaceMention],
    measure: tuple[IndicatorCandidate, IndicatorEntry] | None,
    numbers: Sequence[tuple[int, int]] = (),
) -> tuple[PlaceMention, ...]:
    """The mentions with their roles: one subject at most, and one counterpart where the measure takes one.

    `numbers` are the spans of the quantities that the measure may be about, in offsets, the main one first.
    """
    cues = cues_of(tokens, found)
    span = _span(tokens, measure)
    if span is not None and numbers and not span.pair:
        span = replace(span, numbers=tuple(numbers))
    if span is None or not span.pair:
        subject, counterpart = _subject(tokens, found, cues, span), None
    else:
        subject, counterpart = _pair(tokens, found, cues, span)
        if counterpart is None or _is_told_by_another(mentions[counterpart], numbers):
            counterpart = None
    roles = {subject: PlaceRole.SUBJECT, counterpart: PlaceRole.COUNTERPART}
    return tuple(replace(mention, role=roles.get(number, PlaceRole.MENTION)) for number, mention in enumerate(mentions))


def companions(
    tokens: Sequence[Token], found: Sequence[FoundPlace], mentions: Sequence[PlaceMention]
) -> tuple[str, ...]:
    """The places that share the number with the subject or the counterpart: "and Z" of "with Y and
    Z"."""
    cues = [
        replace(cue, listed=True) if _goes_on_as_list(tokens, found, number) else cue
        for number, cue in enumerate(cues_of(tokens, found))
    ]
    shared: list[str] = []
    for number in range(1, len(found)):
        before, here = mentions[number - 1], mentions[number]
        pair = {before.role, here.role} == {PlaceRole.SUBJECT, PlaceRole.COUNTERPART}
        if (
            cues[number].listed
            and not pair
            and (before.role is not PlaceRole.MENTION or here.role is not PlaceRole.MENTION)
        ):
            shared.append(f"and {here.text if before.role is not PlaceRole.MENTION else before.text}")
    return tuple(shared)


def _goes_on_as_list(tokens: Sequence[Token], found: Sequence[FoundPlace], number: int) -> bool:
    """ "X, Y and Z": the comma before Y is a list's where an "and" joins what follows."""
    if not 0 < number < len(found) - 1 or not _joins(tokens, found[number - 1].last, found[number].first):
        return False
    following = found[number + 1]
    return _joins(tokens, found[number].last, following.first) and _is_and(tokens, following.first - 1)


def _is_told_by_another(place: PlaceMention, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether another number stands between the main one and the place: "half come from the union, and 14
    percent from X"."""
    if not numbers:
        return False
    low, high = sorted((numbers[0][0], place.start))
    return any(low < start < high for start, _ in numbers[1:])


def _pair(
    tokens: Sequence[Token], found: Sequence[FoundPlace], cues: Sequence[Cue], span: _Measure
) -> tuple[int | None, int | None]:
    subject = _subject(tokens, found, cues, span)
    brought = _brought(found, cues, span, subject)
    if brought is not None or subject is None:
        return subject, brought
    if cues[subject].initial and not cues[subject].possessive and _deals(tokens, found[subject]):
        return _subject(tokens, found, cues, span, without=subject), subject
    acting = [
        number
        for number, each in enumerate(found)
        if each.code != found[subject].code
        and (cues[number].initial or each.kind is PlaceNameKind.ADJECTIVE or _which_deals(tokens, each))
    ]
    return subject, acting[0] if acting else None


def _which_deals(tokens: Sequence[Token], each: FoundPlace) -> bool:
    """ "Y, which supplies 21 percent of X's imports"."""
    behind = [token.low for token in tokens[each.last : each.last + 3]]
    return behind[:1] == [","] and behind[1:2] in (["which"], ["that"]) and behind[2] in words.DEALING


def _deals(tokens: Sequence[Token], each: FoundPlace) -> bool:
    return any(token.low in words.DEALING for token in tokens[each.last : each.last + 8])


def _span(tokens: Sequence[Token], measure: tuple[IndicatorCandidate, IndicatorEntry] | None) -> _Measure | None:
    if measure is None:
        return None
    candidate, entry = measure
    inside = [
        position
        for position, token in enumerate(tokens)
        if token.start >= candidate.start and token.end <= candidate.end
    ]
    toward = words.TOWARD.get(entry.denominator, words.WITH_A_PLACE)
    return _Measure(inside[0], inside[-1] + 1, entry.takes_counterpart, toward)


def _subject(
    tokens: Sequence[Token],
    found: Sequence[FoundPlace],
    cues: Sequence[Cue],
    span: _Measure | None,
    without: int | None = None,
) -> int | None:
    best, weight = None, 0.0
    for number, (each, cue) in enumerate(zip(found, cues, strict=True)):
        own = _weight(tokens, each, cue, span)
        if own > weight and number != without:
            best, weight = number, own
    return best if weight >= LEAST else None


def _weight(tokens: Sequence[Token], each: FoundPlace, cue: Cue, span: _Measure | None) -> float:
    if each.kind is PlaceNameKind.REGION and _is_superlative(tokens, each):
        return 0.0
    if span is None:
        return _weight_alone(each, cue)
    owned = [_has_number(tokens, each, cue, number) for number in span.numbers]
    if any(owned):
        return OWNS_NUMBER if owned[0] else 0.4
    if cue.preposition in (span.toward if span.pair else words.WITH_A_PLACE) or cue.preposition in words.COMPARING:
        return 0.3
    if is_a_part(tokens, each):
        return 0.0
    if len(span.numbers) > 1 and _is_apart(tokens, each, span.numbers[0][0]):
        return 0.4
    ahead = span.first - each.last
    near = 0 <= ahead <= 6 and not any(token.text in ",;" for token in tokens[each.last : span.first])
    if each.first >= span.first and each.last <= span.last:
        near, ahead = True, 0
    if cue.possessive:
        apart = any(token.text in ",;" for token in tokens[span.last : each.first])
        return 5 - 0.2 * ahead if near else 1.0 if apart else 2.2
    if each.kind is PlaceNameKind.ADJECTIVE:
        return 4.5 - 0.3 * ahead if near else 0.5
    if cue.preposition:
        return _weight_in(tokens, each, cue, span)
    return 2.8 if cue.initial else 1.0 + (1.5 if near and not span.pair else 0)


def _has_number(tokens: Sequence[Token], each: FoundPlace, cue: Cue, number: tuple[int, int]) -> bool:
    """ "X's 3 percent", "3 percent in X": right beside the number, where no small word tells otherwise."""
    if cue.possessive:
        behind = each.last + 1 + (tokens[min(each.last + 1, len(tokens) - 1)].low == "s")
        return behind < len(tokens) and tokens[behind].start == number[0]
    before = each.first - 2 - (each.first > 1 and tokens[each.first - 1].low == "the")
    return cue.preposition == "in" and before >= 0 and tokens[before].end == number[1]


def _is_apart(tokens: Sequence[Token], each: FoundPlace, number: int) -> bool:
    """Whether a sign that opens another clause stands between the place and the number: "in X, 17 percent; in Y, 9"."""
    low, high = sorted((tokens[each.first].start, number))
    return any(token.low in words.OTHER_CLAUSE for token in tokens if low < token.start < high)


def _is_superlative(tokens: Sequence[Token], each: FoundPlace) -> bool:
    """ "the highest in the world", "than any other member of the union": only what it is compared with."""
    around = [*tokens[max(0, each.first - SUPERLATIVE_REACH) : each.first], *tokens[each.last : each.last + 3]]
    return any(_is_superlative_word(token) for token in around) or any(
        one.low == "than" and two.low in words.COMPARED for one, two in pairwise(around)
    )


def _is_superlative_word(token: Token) -> bool:
    return token.low.endswith("est") or token.low in words.SUPERLATIVES


def _weight_in(tokens: Sequence[Token], each: FoundPlace, cue: Cue, span: _Measure) -> float:
    if span.first <= each.first < span.last:
        return 5.0
    behind = each.first - span.last
    if behind > 0 and any(token.text == "," for token in tokens[span.last : each.first]):
        return 2.7
    if cue.preposition in {"of", "between"} and 0 <= behind <= 6:
        return 4.0 - 0.1 * behind
    return 3.2 if 0 <= behind <= 6 else 3.0


def _weight_alone(each: FoundPlace, cue: Cue) -> float:
    if each.kind is PlaceNameKind.REGION and cue.preposition == "of":
        return 0.5  # "5 percent of the world's people"
    if cue.possessive:
        return 3.0
    if each.kind is PlaceNameKind.PEOPLE and not cue.preposition:
        return 2.5
    if each.kind is PlaceNameKind.ADJECTIVE:
        return 1.0
    if cue.preposition in words.IN_A_PLACE:
        return 1.5 if cue.preposition == "of" else 2.2
    if cue.preposition:
        return 0.5
    return 2.5 if cue.initial else 1.0


def _brought(found: Sequence[FoundPlace], cues: Sequence[Cue], span: _Measure, subject: int | None) -> int | None:
    """The place that a small word brings as the other side, the nearest one: "to Y", "between X and Y"."""
    own = found[subject].code if subject is not None else ""
    brought = [
        number
        for number, (each, cue) in enumerate(zip(found, cues, strict=True))
        if number != subject and each.code != own and _is_brought(cue, span)
    ]
    return min(brought, key=lambda number: _distance(found[number], span)) if brought else None


def _is_brought(cue: Cue, span: _Measure) -> bool:
    if cue.preposition == "between":
        return cue.listed
    return cue.preposition in span.toward and not cue.listed


def _distance(each: FoundPlace, span: _Measure) -> int:
    return each.first - span.last if each.first >= span.last else 2 * (span.first - each.last) + 1
