"""Words of a measure that no phrase of its indicator covers: "youth" of "youth unemployment"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction import stemmed
from claims.extraction.comparatives import Found
from claims.extraction.lexemes import Token, stems_of
from claims.extraction.places import FoundPlace
from claims.extraction.units import fits
from claims.extraction.words import en_forms as words
from claims.values import IndicatorEntry, Quantity

FARTHEST = 14  # tokens between phrase and number, beyond which what stands between is another clause
MOST_BEFORE = 3
MOST_BEHIND = 6


@dataclass(frozen=True, slots=True)
class SentenceParts:
    """A sentence as the measure finder reads it. Spans are positions among the tokens, the last not included;
    `taken` are the positions that belong to a number or a place, `named` those of places alone."""

    text: str
    offset: int
    tokens: Sequence[Token]
    quantities: Sequence[Quantity]
    quantity_spans: Sequence[tuple[int, int]]
    places: Sequence[FoundPlace]
    taken: frozenset[int]
    named: frozenset[int]
    wholes: Sequence[tuple[int, int] | None] = ()  # of which each quantity is a share, as far as it is said
    comparatives: Sequence[Found] = ()

    def said(self, first: int, last: int) -> str:
        return self.text[self.tokens[first].start - self.offset : self.tokens[last - 1].end - self.offset]


def uncovered_words(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> tuple[str, ...]:
    """Content words that narrow the measure named at tokens `first` to `last`, as the sentence has them."""
    neutral = _own_words(entry)
    positions: set[int] = set(_before(parts, neutral, first))
    if parts.tokens and _is_past_event(parts, 0):
        positions.update(_content(parts, neutral, range(1, _cut(parts, 0, min(first, MOST_BEHIND)))))
    for start, end in _stretches(parts, entry, first, last):
        positions.update(_content(parts, neutral, range(start, end)))
    positions.update(_other_pace(parts, entry, first, last))
    change = told_change(parts, entry, first, last)
    positions.update([change] if change is not None else [])
    positions.update([last] if makes_a_compound(parts, entry, last) else [])
    return tuple(_said(parts, sorted(positions)))


def _other_pace(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> Iterable[int]:
    """ "an average of 5 percent a year": of a yearly change that is another figure than one year's."""
    span = _nearest_number(parts, entry, first, last) if entry.is_change else None
    return [at for at in range(*span) if parts.tokens[at].stem in stemmed.OTHER_PACE] if span else []


def makes_a_compound(parts: SentenceParts, entry: IndicatorEntry, last: int) -> bool:
    """Whether the word behind the phrase makes another thing of it: "trade fairs", "population growth"."""
    if last >= len(parts.tokens) or last in parts.taken:
        return False
    token = parts.tokens[last]
    if not token.is_word or token.low in words.BEGINNINGS or token.low in words.PATHS:
        return False
    verb = token.stem in stemmed.VERBS or token.low.endswith(("ed", "ing", "ly"))
    return not (verb or _is_neutral(token, _own_words(entry)))


def qualifies_a_bare_change(parts: SentenceParts, entry: IndicatorEntry, first: int) -> bool:
    """ "oil prices", "job growth": with a word in front, a bare word for a change is that thing's own."""
    bare = entry.is_change and parts.tokens[first].low in words.BARE_CHANGES
    return bare and any(True for _ in _before(parts, _own_words(entry), first))


def is_reached_by_a_verb(parts: SentenceParts, entry: IndicatorEntry, last: int) -> bool:
    """Whether the phrase of a yearly change ends in a verb that leads from one level to another: "the population
    rose from 26 to 60 percent" is no growth of 60 percent."""
    if not entry.is_change or last >= len(parts.tokens) or parts.tokens[last].low not in words.FROM_OR_TO:
        return False
    verb = parts.tokens[last - 1]
    return verb.stem in stemmed.CHANGES and verb.low not in words.BARE_CHANGES


def told_change(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> int | None:
    """The position of a verb by which the number is a change of the measure and not its level: "rose 5
    percent", but not "rose to 5 percent". None where the phrase itself tells of a change."""
    if entry.unit != "percent" or any(token.stem in stemmed.CHANGES for token in parts.tokens[first:last]):
        return None
    span = _nearest_number(parts, entry, first, last)
    if span is None or span[0] < last:
        return None
    for position in range(span[0] - 1, last - 1, -1):
        low = parts.tokens[position].low
        if low in words.TO_A_LEVEL or position in parts.named:
            return None
        if parts.tokens[position].stem in stemmed.CHANGES:
            return position
    return None


@lru_cache(maxsize=500)
def own_stems(entry: IndicatorEntry) -> frozenset[str]:
    """The stems of the measure's own name and of what it is a share of."""
    return frozenset(stems_of(entry.name)) | stemmed.same_whole(entry.denominator)


@lru_cache(maxsize=500)
def _own_words(entry: IndicatorEntry) -> frozenset[str]:
    own = own_stems(entry) | stemmed.NEUTRAL
    return own - stemmed.OTHER_PACE if entry.is_change else own


def _before(parts: SentenceParts, neutral: frozenset[str], first: int) -> Iterable[int]:
    """The words that qualify the phrase from in front, up to what begins its noun phrase."""
    for position in range(first - 1, max(-1, first - 1 - MOST_BEFORE), -1):
        token = parts.tokens[position]
        if token.text == "-":
            continue
        if position == first - 1 and position in parts.named:
            yield from _owner_in(parts, neutral, position)
        if token.stem in stemmed.OTHER_PACE and token.stem not in neutral:
            yield position
        if position in parts.taken or _begins(token):
            return
        if token.stem not in neutral and token.stem not in stemmed.TIME:
            yield position


def _owner_in(parts: SentenceParts, neutral: frozenset[str], position: int) -> Iterable[int]:
    """ "coal plants in X emit": what is in the place, not the place, is what the phrase tells of."""
    while position in parts.named:
        position -= 1
    if position > 0 and parts.tokens[position].low == "in" and position - 1 not in parts.taken:
        owner = parts.tokens[position - 1]
        if owner.is_word and not _begins(owner) and owner.stem not in neutral and owner.stem not in stemmed.TIME:
            yield position - 1


def _begins(token: Token) -> bool:
    if not token.is_word or token.low in words.BEGINNINGS or token.stem in stemmed.VERBS:
        return True
    return token.low.endswith("ly") or (token.low.endswith("ed") and token.stem not in stemmed.NARROW)


def _stretches(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> Iterable[tuple[int, int]]:
    span = _nearest_number(parts, entry, first, last)
    if span is not None and span[0] >= last:
        yield from _other_whole(parts, entry, span)
        yield last, _cut(parts, last, span[0])
        yield from _told_behind(parts, span[1])
    elif span is not None and first >= span[1]:
        if not _has_break(parts, span[1], first):
            yield span[1], first
        yield from _told_behind(parts, last)
    else:
        yield from _told_behind(parts, last)
    if entry.takes_counterpart:
        yield from _to_other_side(parts, last)


def _nearest_number(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> tuple[int, int] | None:
    spans = [
        span
        for quantity, span in zip(parts.quantities, parts.quantity_spans, strict=True)
        if fits(quantity, entry) and (span[0] >= last or span[1] <= first)
    ]
    near = [span for span in spans if max(span[0] - last, first - span[1]) <= FARTHEST]
    return min(near, key=lambda span: max(span[0] - last, first - span[1])) if near else None


def _has_break(parts: SentenceParts, start: int, end: int) -> bool:
    return any(token.text in ",;:()\u2014\u2013" for token in parts.tokens[start:end])


def _cut(parts: SentenceParts, start: int, end: int) -> int:
    """Up to the first sign that ends a clause."""
    for position in range(start, end):
        if parts.tokens[position].text in ",;:()\u2014\u2013":
            return position
    return end


def _told_behind(parts: SentenceParts, start: int) -> Iterable[tuple[int, int]]:
    """A narrowing that follows: "among women", "in rural areas"."""
    if start < len(parts.tokens) and (parts.tokens[start].low in words.NARROWING or _is_past_event(parts, start)):
        end = start + 1
        while end < min(len(parts.tokens), start + MOST_BEHIND):
            token = parts.tokens[end]
            if (not token.is_word and token.text != "-") or token.low in words.BOUNDARIES:
                break
            end += 1
        yield start, end


def _other_whole(parts: SentenceParts, entry: IndicatorEntry, span: tuple[int, int]) -> Iterable[tuple[int, int]]:
    """ "military spending was 35 percent of the budget": a share of another whole than the measure's."""
    if not entry.denominator or span[1] >= len(parts.tokens) or parts.tokens[span[1]].low != "of":
        return
    position = span[1] + 1
    while position < len(parts.tokens) and parts.tokens[position].low in words.DETERMINERS:
        position += 1
    yield position, min(position + 2, len(parts.tokens))


def _is_past_event(parts: SentenceParts, start: int) -> bool:
    """ "before the war": another time than the last one that is known."""
    following = parts.tokens[start + 1].low if start + 1 < len(parts.tokens) else ""
    if parts.tokens[start].low == words.WHEN and start > 0:
        return True
    return parts.tokens[start].low in words.EARLIER_THAN and following in words.DETERMINERS


def _to_other_side(parts: SentenceParts, last: int) -> Iterable[tuple[int, int]]:
    following = [place.first for place in parts.places if last <= place.first <= last + FARTHEST]
    if following and not _has_break(parts, last, following[0]):
        yield last, following[0]


def _content(parts: SentenceParts, neutral: frozenset[str], positions: Sequence[int]) -> Iterable[int]:
    for position in positions:
        token = parts.tokens[position]
        if token.low in words.PATHS:
            yield position
        elif position in parts.taken or not token.is_word or token.low.isdigit():
            continue
        elif token.low not in words.PREPOSITIONS and not _is_neutral(token, neutral):
            yield position


def _is_neutral(token: Token, neutral: frozenset[str]) -> bool:
    if token.stem in neutral or token.stem in stemmed.TIME:
        return True
    return token.low in words.NEUTRAL and token.stem not in stemmed.OTHER_PACE


def _said(parts: SentenceParts, positions: Sequence[int]) -> Iterable[str]:
    """Neighbours as one text, each with the small word that brings it."""
    groups: list[list[int]] = []
    for position in positions:
        if groups and _only_small_between(parts, groups[-1][1], position):
            groups[-1][1] = position + 1
        else:
            groups.append([position, position + 1])
    for first, last in groups:
        yield parts.said(_with_small_words(parts, first), last)


def _with_small_words(parts: SentenceParts, first: int) -> int:
    while first > 0 and parts.tokens[first - 1].low in words.NARROWING and first - 1 not in parts.taken:
        first -= 1
    return first


def _only_small_between(parts: SentenceParts, start: int, end: int) -> bool:
    return all(
        position not in parts.taken
        and (token.low in words.PREPOSITIONS or token.low in words.DETERMINERS or token.text == "-")
        for position, token in enumerate(parts.tokens[start:end], start=start)
    )
