"""Two statements joined in one sentence: where it is cut, and what stands in a stretch of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from claims.extraction.general.changes import Placed
from claims.extraction.general.parts import Parts
from claims.extraction.general.places import FoundPlace
from claims.extraction.general.times import FoundTime
from claims.extraction.joined import Span
from claims.extraction.units import fits
from claims.values import IndicatorCandidate, IndicatorEntry, PlaceNameKind

Standing = TypeVar("Standing", Placed, FoundPlace)
TAKEN_OVER = 0.9  # of the score: the measure is that of the stretch before
SHORT = 6  # tokens that say nothing else around a place and its number


def stretches(parts: Parts) -> list[Span]:
    """The tokens between the words that join, as far as a number with a value stands on both sides of each."""
    words = parts.case.words
    valued = [each for each in parts.numbers if each.quantity.value is not None and not each.ratio]
    if len(valued) < 2:
        return []
    spans = [(each.first, each.last) for each in parts.numbers] + [(each.first, each.last) for each in parts.places]
    taken = {at for span in spans for at in range(*span)} | parts.of_times()
    inner = [
        at
        for at in range(valued[0].last, valued[-1].first)
        if parts.tokens[at].low in words.joining.between and at not in taken
    ]
    return list(zip([0, *(at + 1 for at in inner)], [*inner, len(parts.tokens)], strict=True)) if inner else []


def cut(parts: Parts, span: Span) -> Parts:
    """A stretch of the sentence as if it stood alone; what a change has to do with its numbers stays known."""
    first, last = span
    tokens = parts.tokens[first:last]

    def inside(each: FoundTime) -> bool:
        start = parts.sentence.start
        return tokens[0].start <= each.start + start and each.end + start <= tokens[-1].end

    numbers = [_shifted(each, first) for each in parts.numbers if first <= each.first and each.last <= last]
    places = [_shifted(each, first) for each in parts.places if first <= each.first and each.last <= last]
    return Parts.of(parts.sentence, tokens, list(filter(inside, parts.times)), places, numbers, parts.case.words)


def _shifted(each: Standing, by: int) -> Standing:
    return replace(each, first=each.first - by, last=each.last - by)


def of_another_place(parts: Parts, told: IndicatorCandidate, entry: IndicatorEntry) -> tuple[IndicatorCandidate, ...]:
    """The measure of the stretch before, standing on the one number of a stretch that says no more than a place and
    it: "in Peru, 3 percent"."""
    named = [place for place in parts.places if place.kind is PlaceNameKind.NAME]
    if len(parts.numbers) != 1 or len(named) != 1 or entry.takes_counterpart:
        return ()
    number, place = parts.numbers[0], named[0]
    if number.quantity.value is None or number.quantity.whole or not fits(number.quantity, entry):
        return ()
    own = {*range(number.first, number.last), *range(place.first, place.last)} | parts.of_times()
    rest = [at for at in range(len(parts.tokens)) if at not in own]
    if len(rest) > SHORT or not all(_says_nothing_else(parts, at) for at in rest):
        return ()
    quantity = number.quantity
    score = round(told.score * TAKEN_OVER, 3)
    return (replace(told, score=score, start=quantity.start, end=quantity.end),)


def taken_over(parts: Parts, told: IndicatorCandidate, entry: IndicatorEntry) -> tuple[IndicatorCandidate, ...]:
    """The measure of the sentence before, where this one tells of "the figure" or "the rate" and of no other: it
    stands on that word."""
    words = parts.case.words
    fitting = [each for each in parts.numbers if fits(each.quantity, entry) and not each.quantity.whole]
    for at in range(1, len(parts.tokens) - 1):
        if parts.tokens[at].low not in words.joining.figures or parts.case.low(at - 1) not in words.articles:
            continue
        if fitting and parts.case.low(at + 1) not in words.places.of | words.units.of:
            token = parts.tokens[at]
            return (replace(told, score=round(told.score * TAKEN_OVER, 3), start=token.start, end=token.end),)
    return ()


def _says_nothing_else(parts: Parts, at: int) -> bool:
    token, words = parts.tokens[at], parts.case.words
    return not token.is_word or token.low in words.small | words.joining.having
