"""Which comparison of a sentence is of its measure, and what it says: where a number of the measure is told, the
number is what counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from claims.extraction.comparatives import Found
from claims.extraction.lexemes import Token, positions
from claims.extraction.narrowing import SentenceParts
from claims.extraction.periods import find_period
from claims.extraction.words import en_comparatives as words
from claims.values import (
    Comparative,
    ComparativeKind,
    IndicatorCandidate,
    IndicatorEntry,
    Period,
    Quantity,
)

MOST_BETWEEN = 12  # tokens between a measure and what it is compared with
INSIDE = 5  # tokens between "the highest" and the measure behind it
TOLD_BESIDE = frozenset({ComparativeKind.RANK, ComparativeKind.RECORD, ComparativeKind.PLACE})
"""What is worth saying of a statement whose number is compared: the rest is how the number came about."""
OF_ONE_PLACE = frozenset({ComparativeKind.MOVED, ComparativeKind.RECORD})
Measure = tuple[IndicatorCandidate, IndicatorEntry]


def bound_to(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> Found | None:
    """The comparison of the measure whose words are the tokens from `first` to `last`; of several the nearest."""
    fitting = [each for each in parts.comparatives if _fits(each, entry) and _is_bound(parts, each, first, last)]
    return min(fitting, key=lambda each: max(each.head[0] - last, first - each.head[1], 0), default=None)


def _fits(found: Found, entry: IndicatorEntry) -> bool:
    """Of a measure of a pair, or of somebody, other places have nothing to say."""
    return found.kind in OF_ONE_PLACE or not (entry.takes_counterpart or entry.takes_person)


def _is_bound(parts: SentenceParts, found: Found, first: int, last: int) -> bool:
    if last <= found.first:
        return _only(parts, last, found.first, words.PASSABLE)
    if found.last <= first:
        led = found.kind is ComparativeKind.RANK and first > found.last
        return led and _only(parts, found.last, first, words.LED_TO)
    return first <= found.head[1] or _only(parts, found.head[1], first, words.PASSABLE, most=INSIDE)


def _only(parts: SentenceParts, start: int, end: int, passed: Iterable[str], most: int = MOST_BETWEEN) -> bool:
    if end - start > most:
        return False
    return all(
        at in parts.named or at in parts.taken or _may_pass(parts.tokens[at], passed) for at in range(start, end)
    )


def _may_pass(token: Token, passed: Iterable[str]) -> bool:
    return token.low in passed or token.low.isdigit() or (token.low.endswith("ly") and token.low.isalpha())


def ratio_starts(parts: SentenceParts) -> frozenset[int]:
    """Where the numbers begin that tell how many times as much as something else it is: no figures."""
    numbers = (each.number for each in parts.comparatives)
    return frozenset(parts.quantity_spans[number][0] for number in numbers if number is not None)


def found_of(parts: SentenceParts, measure: Measure) -> Found | None:
    first, last = positions(parts.tokens, measure[0].start, measure[0].end)
    return bound_to(parts, measure[1], first, last)


def set_apart(parts: SentenceParts, measure: Measure) -> frozenset[int]:
    """The starts of places, in offsets, that the measure's figure is only compared with."""
    found = found_of(parts, measure)
    if found is None:
        return frozenset()
    return frozenset(
        parts.tokens[place.first].start
        for number, place in enumerate(parts.places)
        if number == found.other or (found.group and _is_inside(parts, found, number))
    )


def _is_inside(parts: SentenceParts, found: Found, number: int) -> bool:
    place = parts.places[number]
    return found.first <= place.first and place.last <= found.last and place.code == found.group


def comparative_of(
    parts: SentenceParts, measure: Measure, quantities: Sequence[Quantity], published: date | None
) -> Comparative | None:
    """What the sentence says of the measure by comparing; nothing of a number that it tells, but beside it."""
    found = found_of(parts, measure)
    if found is None:
        return None
    beside = found.number is None and any(each.of_measure for each in quantities)
    if beside and found.kind not in TOLD_BESIDE:
        return None
    since, years = _earlier(parts, found, published)
    return Comparative(
        found.kind,
        parts.said(found.first, found.last),
        parts.tokens[found.first].start,
        parts.tokens[found.last - 1].end,
        found.direction,
        rank=found.rank,
        within=found.within,
        group=found.group,
        place=parts.places[found.other].code if found.other is not None else "",
        since=since,
        years_before=years,
        beside=beside,
    )


def counted_by_the_comparison(candidate: IndicatorCandidate, compared: Comparative | None) -> IndicatorCandidate:
    """The candidate without the uncovered words that the comparison is made of: "never", "unchanged"."""
    if compared is None or compared.beside:
        return candidate
    told = compared.text.split()
    return replace(candidate, uncovered=tuple(word for word in candidate.uncovered if word not in told))


def _earlier(parts: SentenceParts, found: Found, published: date | None) -> tuple[Period | None, int]:
    """The earlier time that is compared with, or how many years it lies before the figure."""
    if found.time is None:
        return None, 0
    said = parts.said(*found.time)
    period = find_period(said, published) or find_period(f"in {said}", published)
    if period is not None and period.start.year != period.end.year:
        year = period.start.year
        period = Period(date(year, 1, 1), date(year, 12, 31), str(year))
    return (period, 0) if period else (None, 1)


def stretch_of_time(parts: SentenceParts, measure: Measure | None) -> Sequence[tuple[int, int]]:
    """The offsets of the earlier time, which is not when the statement's own figure is of."""
    found = found_of(parts, measure) if measure else None
    if found is None or found.time is None:
        return ()
    return ((parts.tokens[found.time[0]].start, parts.tokens[found.time[1] - 1].end),)
