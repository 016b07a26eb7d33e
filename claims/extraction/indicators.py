"""Which measure a sentence is about, by the phrases that curators keep.

A phrase's words are matched by stems, in their order, with small words, quantities and place names allowed between
them. "[place]" and "[number]" in a phrase stand for a place name and a number: "[place] has people". A candidate
needs a quantity in its unit; what the sentence says of the measure beyond the phrase is kept as `uncovered`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.extraction import stemmed
from claims.extraction.changes import is_goal
from claims.extraction.lexemes import Token, stems_of
from claims.extraction.narrowing import (
    SentenceParts,
    makes_a_compound,
    qualifies_a_bare_change,
    told_change,
    uncovered_words,
)
from claims.extraction.units import fits
from claims.extraction.words import en_forms as words
from claims.values import IndicatorCandidate, IndicatorEntry, Lexicon, PlaceNameKind

PLACE, NUMBER, COMMA = "[place]", "[number]", ","
MOST_BETWEEN = 8  # tokens that may stand between two words of a phrase
PEOPLE = stems_of("people")[0]
LEAST_SCORE = 0.2
CONTAINED = 0.6  # of the score, where a longer phrase of another measure stands around this one
COMPOUND = 0.3  # where the phrase only begins the name of something else: "trade fairs"
CHANGED = 0.5  # where the number is a change of the measure: "rose 5 percent"


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: IndicatorEntry
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    phrase: _Phrase
    first: int
    last: int

    def covers(self, other: _Match) -> bool:
        inside = self.first <= other.first and other.last <= self.last
        return inside and len(self.phrase.stems) > len(other.phrase.stems)


class IndicatorFinder:
    """Compiled once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        for entry in lexicon.indicators:
            for text in entry.phrases:
                self._add(_Phrase(entry, text, _stems(text)))

    def _add(self, phrase: _Phrase) -> None:
        if phrase.stems:
            self._by_first.setdefault(phrase.stems[0], []).append(phrase)

    def find(self, parts: SentenceParts) -> tuple[IndicatorCandidate, ...]:
        """Candidates, best first, at most one for each indicator."""
        matches = list(self._matches(parts))
        best: dict[str, IndicatorCandidate] = {}
        for match in matches:
            score = _score(match, parts, matches)
            known = best.get(match.phrase.entry.slug)
            if score >= LEAST_SCORE and (known is None or score > known.score):
                best[match.phrase.entry.slug] = _candidate(match, score, parts)
        return tuple(sorted(best.values(), key=lambda each: -each.score))

    def _matches(self, parts: SentenceParts) -> Iterator[_Match]:
        for first, token in enumerate(parts.tokens):
            if first not in parts.named:
                yield from self._starting(token.stem, parts, first, first)
        for place in parts.places:
            yield from self._starting(PLACE, parts, place.first, place.last - 1)
        for start, end in parts.quantity_spans:
            yield from self._starting(NUMBER, parts, start, end - 1)

    def _starting(self, stem: str, parts: SentenceParts, first: int, position: int) -> Iterator[_Match]:
        """Matches whose first word, at `first`, ends at `position`."""
        for phrase in self._by_first.get(stem, ()):
            last = _last_of(phrase.stems, parts, position)
            if last is not None:
                yield _Match(phrase, first, last)


def _stems(text: str) -> tuple[str, ...]:
    """The stems of a phrase; a word in brackets stands for what it names."""
    found: list[str] = []
    for word in text.split():
        if word in (PLACE, NUMBER, COMMA):
            found.append(word)
        else:
            found += [stem for stem in stems_of(word) if stem[0].isalnum() and stem not in words.DETERMINERS]
    return tuple(found)


def _last_of(stems: Sequence[str], parts: SentenceParts, first: int) -> int | None:
    """The position behind the last word of a phrase that begins at `first`."""
    tokens, position = parts.tokens, first + 1
    for before, stem in pairwise(stems):
        skipped = MOST_BETWEEN if before == NUMBER else 0
        while position < len(tokens) and not _is(tokens[position], stem, position, parts):
            hyphen = tokens[position].text == "-"
            if (skipped >= MOST_BETWEEN and not hyphen) or not _may_stand_between(tokens[position], position, parts):
                return None
            position, skipped = position + 1, skipped + 1
        if position >= len(tokens):
            return None
        position += 1
    return position


def _is(token: Token, stem: str, position: int, parts: SentenceParts) -> bool:
    if stem == PLACE:
        return position in parts.named
    if stem == NUMBER:
        return position in parts.taken and position not in parts.named
    return token.stem == stem and position not in parts.named


def _may_stand_between(token: Token, position: int, parts: SentenceParts) -> bool:
    if position in parts.taken or token.stem in stemmed.SKIPPED or token.low in stemmed.SKIPPED:
        return True
    if token.low in words.BEFORE_A_PLACE:
        return not parts.named.isdisjoint((position + 1, position + 2))
    return token.text in "-'\u2019\"\u201c\u201d\u2010\u2011"


# --- how well it fits -----------------------------------------------------------------------------------


def _score(match: _Match, parts: SentenceParts, matches: Sequence[_Match]) -> float:
    entry = match.phrase.entry
    score = 0.5 + 0.1 * min(len(match.phrase.stems), 4)
    near = _nearness(match, parts)
    if near is None:
        return 0.0
    score *= near
    if _counts_some_only(match, parts) or _is_per_person(match, parts):
        return 0.0
    if any(other.covers(match) and _nearness(other, parts) for other in matches):
        score *= CONTAINED
    if entry.takes_counterpart and not parts.places:
        return 0.0
    if makes_a_compound(parts, entry, match.last):
        score *= COMPOUND
    if qualifies_a_bare_change(parts, entry, match.first):
        return 0.0
    if told_change(parts, entry, match.first, match.last):
        score *= COMPOUND if entry.takes_counterpart else CHANGED
    return round(score, 3)


def _nearness(match: _Match, parts: SentenceParts) -> float | None:
    """From 0 to 1 by the distance of the nearest number in the measure's unit; None where there is none."""
    if not match.phrase.entry.takes_counterpart and any(
        _is_denominator(match, parts, last) for _, last in parts.quantity_spans
    ):
        return None
    if not parts.quantities:
        return 0.5 if _is_told_to_change(match, parts) else None
    distances = [
        _distance(match, parts, first, last)
        for quantity, (first, last) in zip(parts.quantities, parts.quantity_spans, strict=True)
        if fits(quantity, match.phrase.entry) and not is_goal(parts.tokens, (first, last))
    ]
    return max(0.4, 1 - 0.02 * min(distances)) if distances else None


def _distance(match: _Match, parts: SentenceParts, first: int, last: int) -> int:
    gap = first - match.last if first >= match.last else match.first - last
    between = parts.tokens[min(last, match.last) : max(first, match.first)]
    return max(gap, 0) + 5 * sum(token.text in ",;:\u2014\u2013" for token in between)


def _is_denominator(match: _Match, parts: SentenceParts, last: int) -> bool:
    """ "40 percent of the population", "half of its unemployed": the phrase names a whole, not a number of
    its own. Shares of partners in a whole are the exception."""
    if match.phrase.entry.takes_counterpart or last >= match.first or not parts.is_share_before(last):
        return False
    between = range(last + 1, match.first)
    if any(place.last == match.first and place.kind is PlaceNameKind.PEOPLE for place in parts.places):
        return False
    return parts.tokens[last].low == "of" and all(
        position in parts.named or parts.tokens[position].low in words.OF_A_WHOLE for position in between
    )


def _counts_some_only(match: _Match, parts: SentenceParts) -> bool:
    """ "home to 3 million people who ...", "has 5 million people in need": some of the people, not all."""
    if match.phrase.entry.unit != "people" or match.phrase.stems[-1] != PEOPLE or match.last >= len(parts.tokens):
        return False
    token = parts.tokens[match.last]
    if token.low in words.PLACED:
        return match.last + 1 not in parts.named and match.last + 2 not in parts.named
    return token.low in words.SOME_ONLY or token.low.endswith(("ing", "ed"))


def _is_per_person(match: _Match, parts: SentenceParts) -> bool:
    """ "37 tonnes of carbon dioxide per person": another measure than the whole country's."""
    entry = match.phrase.entry
    if entry.unit not in words.WHOLE_AMOUNTS or entry.denominator:
        return False
    following = zip(parts.tokens, parts.tokens[1:], strict=False)
    return any(one.low in ("per", "each", "every") and two.low in words.PERSONS for one, two in following)


def _is_told_to_change(match: _Match, parts: SentenceParts) -> bool:
    around = parts.tokens[match.first : match.last + 4]
    return any(token.stem in stemmed.CHANGES for token in around)


def _candidate(match: _Match, score: float, parts: SentenceParts) -> IndicatorCandidate:
    entry = match.phrase.entry
    uncovered = uncovered_words(parts, entry, match.first, match.last)
    return replace(
        IndicatorCandidate(
            slug=entry.slug,
            score=max(LEAST_SCORE, round(score - 0.04 * min(len(uncovered), 3), 3)),
            phrase=match.phrase.text,
            start=parts.tokens[match.first].start,
            end=parts.tokens[match.last - 1].end,
        ),
        uncovered=uncovered,
    )
