"""Which comparison of a sentence is of its measure, and what it says: where a number of the measure is told, the
number is what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from claims.extraction.comparatives import Found
from claims.extraction.lexemes import Token, positions
from claims.extraction.narrowing import SentenceParts, own_stems
from claims.extraction.periods import find_period
from claims.extraction.units import fits
from claims.extraction.words import en_comparatives as words
from claims.values import (
    Comparative,
    ComparativeKind,
    IndicatorCandidate,
    IndicatorEntry,
    Period,
    Quantity,
    QuantityKind,
)

MOST_BETWEEN = 12  # tokens between a measure and what it is compared with
REACH = 7  # tokens behind a verb in which its number stands
INSIDE = 5  # tokens between "the highest" and the measure behind it
TOLD_BESIDE = frozenset({ComparativeKind.RANK, ComparativeKind.RECORD, ComparativeKind.PLACE})
"""What is worth saying of a statement whose number is compared: the rest is how the number came about."""
OF_ONE_PLACE = frozenset({ComparativeKind.MOVED, ComparativeKind.RECORD})
_LASTED = re.compile(r"^in (?:more than |over |at least |about |nearly |almost )?", re.IGNORECASE)
Measure = tuple[IndicatorCandidate, IndicatorEntry]


def bound_to(parts: SentenceParts, entry: IndicatorEntry, first: int, last: int) -> Found | None:
    """The comparison of the measure whose words are the tokens from `first` to `last`; of several the nearest."""
    fitting = [each for each in parts.comparatives if _fits(each, entry) and _is_bound(parts, each, entry, first, last)]
    return min(fitting, key=lambda each: _order(each, first, last), default=None)


def _order(found: Found, first: int, last: int) -> tuple[bool, int]:
    """ "Rose to a record high" says more than that it rose."""
    return found.kind is ComparativeKind.MOVED, max(found.head[0] - last, first - found.head[1], 0)


def _fits(found: Found, entry: IndicatorEntry) -> bool:
    """Of a measure of a pair, or of somebody, other places have nothing to say."""
    return found.kind in OF_ONE_PLACE or not (entry.takes_counterpart or entry.takes_person)


def _is_bound(parts: SentenceParts, found: Found, entry: IndicatorEntry, first: int, last: int) -> bool:
    if found.kind is ComparativeKind.MOVED and not _moves(parts, found, entry, first, last):
        return False
    own = own_stems(entry)
    if last <= found.first:
        return _only(parts, last, found.first, words.PASSABLE, own)
    if found.head[1] < found.last <= first:
        return found.kind is ComparativeKind.RANK and _only(parts, found.last, first, words.LED_TO, own)
    return first <= found.head[1] or _only(parts, found.head[1], first, words.PASSABLE, own, most=INSIDE)


def _moves(parts: SentenceParts, found: Found, entry: IndicatorEntry, first: int, last: int) -> bool:
    """Whether the verb tells of the measure and not of a number: "rose by 2 percent", "fell to 5 million". Of prices,
    which are measured by their yearly change, it can only tell that they rose or fell in a year."""
    if any(0 <= at[0] - found.head[1] < REACH for at in _sizes(parts)):
        return False
    prices = entry.is_change and not _is_a_rate(parts, first, last)
    return not (prices and found.time)


def _sizes(parts: SentenceParts) -> Iterator[tuple[int, int]]:
    """Where the numbers stand that are no lengths of time."""
    for quantity, span in zip(parts.quantities, parts.quantity_spans, strict=True):
        if quantity.kind is not QuantityKind.DURATION:
            yield span


def _is_a_rate(parts: SentenceParts, first: int, last: int) -> bool:
    return any(parts.tokens[at].low in words.RATES for at in range(first, last))


def _only(
    parts: SentenceParts, start: int, end: int, passed: frozenset[str], own: frozenset[str], most: int = MOST_BETWEEN
) -> bool:
    """Whether nothing stands between but places, numbers, such small words, and words of the measure itself."""
    if end - start > most:
        return False
    return all(
        at in parts.named or at in parts.taken or parts.tokens[at].stem in own or _may_pass(parts.tokens[at], passed)
        for at in range(start, end)
    )


def _may_pass(token: Token, passed: frozenset[str]) -> bool:
    return token.low in passed or token.low.isdigit() or (token.low.endswith("ly") and token.low.isalpha())


def is_whole_of(parts: SentenceParts, first: int, last: int) -> bool:
    """Whether between two measures, the first ending at `first` and the second beginning at `last`, the second is the
    whole: "the urban share of X's population", "debt as a share of GDP"."""
    between = range(first, last)
    said = {parts.tokens[at].low for at in between if at not in parts.named}
    return len(between) <= MOST_BETWEEN and "of" in said and said <= words.SHARE_OF


def ratio_starts(parts: SentenceParts) -> frozenset[int]:
    """Where the numbers begin that tell how many times as much as something else it is: no figures."""
    numbers = (each.number for each in parts.comparatives)
    return frozenset(parts.quantity_spans[number][0] for number in numbers if number is not None)


def found_of(parts: SentenceParts, measure: Measure) -> Found | None:
    first, last = positions(parts.tokens, measure[0].start, measure[0].end)
    return bound_to(parts, measure[1], first, last)


def ranks(parts: SentenceParts, measure: Measure) -> bool:
    """Whether the measure's place is one among others: where those are, its figure is not."""
    found = found_of(parts, measure)
    return found is not None and found.kind is ComparativeKind.RANK


def set_apart(parts: SentenceParts, measure: Measure) -> frozenset[int]:
    """The starts of places, in offsets, that the measure's figure is only compared with."""
    found = found_of(parts, measure)
    if found is None or _has_number(parts, measure[1]):
        return frozenset()
    return frozenset(
        parts.tokens[place.first].start
        for number, place in enumerate(parts.places)
        if number == found.other or (found.group and _is_inside(parts, found, number))
    )


def _has_number(parts: SentenceParts, entry: IndicatorEntry) -> bool:
    ratios = ratio_starts(parts)
    pairs = zip(parts.quantities, parts.quantity_spans, strict=True)
    return any(fits(quantity, entry) and span[0] not in ratios for quantity, span in pairs)


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
        ComparativeKind.SIGN if _is_its_own_verb(parts, found, measure) else found.kind,
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


def _is_its_own_verb(parts: SentenceParts, found: Found, measure: Measure) -> bool:
    """ "The economy shrank", "prices rose": of what is measured by its yearly change, that change is told."""
    candidate, entry = measure
    span = positions(parts.tokens, candidate.start, candidate.end)
    return entry.is_change and found.kind is ComparativeKind.MOVED and not _is_a_rate(parts, *span)


def counted_by_the_comparison(candidate: IndicatorCandidate, compared: Comparative | None) -> IndicatorCandidate:
    """The candidate without the uncovered words that the comparison is made of: "never", "unchanged"."""
    if compared is None or compared.beside:
        return candidate
    return replace(candidate, uncovered=tuple(each for each in candidate.uncovered if each not in compared.text))


def _earlier(parts: SentenceParts, found: Found, published: date | None) -> tuple[Period | None, int]:
    """The earlier time that is compared with, or how many years it lies before the figure."""
    if found.time is None:
        return None, 0
    said = parts.said(*found.time)
    period = find_period(said, published) or find_period(f"in {said}", published)
    if period is not None and period.start.year != period.end.year:
        year = period.start.year
        period = Period(date(year, 1, 1), date(year, 12, 31), str(year))
    if period is not None:
        return period, 0
    lasted = find_period(f"{_LASTED.sub('', said)} ago", published)
    return None, published.year - lasted.start.year if lasted and published else 1


def stretch_of_time(parts: SentenceParts, measure: Measure | None) -> Sequence[tuple[int, int]]:
    """The offsets of the earlier time, which is not when the statement's own figure is of."""
    found = found_of(parts, measure) if measure else None
    if found is None or found.time is None:
        return ()
    return ((parts.tokens[found.time[0]].start, parts.tokens[found.time[1] - 1].end),)
