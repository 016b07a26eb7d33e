"""Which measure a sentence is about, by the phrases that curators keep in its language.

Words are matched by stems in their order; small words, numbers, times and names of places may stand between them.
"[place]" and "[number]" in a phrase stand for a place and a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.general.tokens import Token, stem_of, words_of
from claims.extraction.general.words import Words
from claims.values import IndicatorCandidate, IndicatorEntry

PLACE, NUMBER = "[place]", "[number]"
MOST_BETWEEN = 6  # tokens passed over between two words of a phrase
LEAST_SCORE = 0.2
CONTAINED = 0.6  # of the score, where a longer phrase of another measure stands around this one
WITHOUT_NUMBER = 0.5  # where it is only told how it moved, or with what it is compared
BREAK = 5  # tokens of distance that a sign between phrase and number adds
Nearness = Callable[[IndicatorEntry, int, int], float | None]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase from the token `first` up to `last`, not included."""

    entry: IndicatorEntry
    text: str
    first: int
    last: int
    words: int

    def covers(self, other: Match) -> bool:
        return self.first <= other.first and other.last <= self.last and self.words > other.words


@dataclass(frozen=True, slots=True)
class Passed:
    """What may stand between the words of a phrase: places and numbers by the token where they begin, with the one
    behind them. No word of a phrase is looked for `inside` one; those of a quantity's unit are `loose`."""

    places: dict[int, int]
    numbers: dict[int, int]
    inside: frozenset[int]
    loose: frozenset[int]


class PhraseFinder:
    """Compiled once per lexicon."""

    def __init__(self, entries: Sequence[IndicatorEntry], words: Words) -> None:
        self._words = words
        self._passed = words.small - words.negating
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, IndicatorEntry]]] = {}
        for entry in entries:
            for text in entry.phrases:
                stems = self._stems(text)
                if stems:
                    self._by_first.setdefault(stems[0], []).append((stems, text, entry))

    def _stems(self, text: str) -> tuple[str, ...]:
        found: list[str] = []
        for word in text.split():
            if word in (PLACE, NUMBER):
                found.append(word)
            else:
                found += [self.stem(low) for low in words_of(word) if low not in self._passed]
        return tuple(found)

    def stem(self, low: str) -> str:
        return low if low in self._words.small else stem_of(low, self._words.rounds)

    def find(self, tokens: Sequence[Token], passed: Passed, nearness: Nearness) -> tuple[IndicatorCandidate, ...]:
        """Candidates, best first, at most one for each indicator."""
        matches = list(self._matches(tokens, passed))
        best: dict[str, IndicatorCandidate] = {}
        for match in matches:
            score = _score(match, matches, nearness)
            known = best.get(match.entry.slug)
            if score >= LEAST_SCORE and (known is None or score > known.score):
                start, end = tokens[match.first].start, tokens[match.last - 1].end
                best[match.entry.slug] = IndicatorCandidate(match.entry.slug, score, match.text, start, end)
        return tuple(sorted(best.values(), key=lambda each: -each.score))

    def _matches(self, tokens: Sequence[Token], passed: Passed) -> Iterator[Match]:
        stems = [self.stem(token.low) for token in tokens]
        for first in range(len(tokens)):
            named = first in passed.inside
            keys = [stems[first]] if not named else []
            keys += [PLACE] * (first in passed.places) + [NUMBER] * (first in passed.numbers)
            for key in keys:
                for wanted, text, entry in self._by_first.get(key, ()):
                    last = self._walk(stems, passed, wanted, first)
                    if last is not None:
                        yield Match(entry, text, first, last, len(wanted))

    def _walk(self, stems: Sequence[str], passed: Passed, wanted: Sequence[str], at: int) -> int | None:
        """Behind the last word of the phrase that begins at `at`; None where it does not stand there."""
        for number, word in enumerate(wanted):
            behind = self._next(stems, passed, word, at, MOST_BETWEEN if number else 0)
            if behind is None:
                return None
            at = behind
        return at

    def _next(self, stems: Sequence[str], passed: Passed, word: str, at: int, most: int) -> int | None:
        for _ in range(most + 1):
            if at >= len(stems):
                return None
            behind = _behind(stems, passed, word, at)
            if behind is not None:
                return behind
            skipped = passed.places.get(at) or passed.numbers.get(at)
            if skipped is None and stems[at] not in self._words.small and at not in passed.inside | passed.loose:
                return None
            at = skipped or at + 1
        return None


def _behind(stems: Sequence[str], passed: Passed, word: str, at: int) -> int | None:
    if word == PLACE:
        return passed.places.get(at)
    if word == NUMBER:
        return passed.numbers.get(at)
    return at + 1 if stems[at] == word and at not in passed.inside else None


def _score(match: Match, matches: Sequence[Match], nearness: Nearness) -> float:
    near = nearness(match.entry, match.first, match.last)
    if near is None:
        return 0.0
    score = (0.5 + 0.1 * min(match.words, 4)) * near
    covered = any(
        other.covers(match) and other.entry is not match.entry and nearness(other.entry, other.first, other.last)
        for other in matches
    )
    return round(score * CONTAINED if covered else score, 3)


def distance(tokens: Sequence[Token], match: tuple[int, int], number: tuple[int, int]) -> int:
    """Tokens between a phrase and a number; signs between them count for more."""
    low, high = min(match[1], number[1]), max(match[0], number[0])
    breaks = sum(token.text in ",;:\u2014\u2013" for token in tokens[low:high])
    return max(high - low, 0) + BREAK * breaks
