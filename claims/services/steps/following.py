"""Where sentences of one text stand in a later text. Linear in both texts, but for a bounded look around what
was reworded."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.extraction.sentences import Sentence, split_sentences
from claims.models import Appearance

ALIKE = 0.5  # share of their words that two wordings of one sentence have in common
ALIKE_ELSEWHERE = 0.75  # the same where the sentence stands among others than before
LOOK = 30  # new sentences that are looked at on either side for a new wording
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stand:
    """A span of the later text, in code points, and how it came to stand there."""

    start: int
    end: int
    status: Appearance.Status


def follow(before: str, after: str, spans: Iterable[tuple[int, int]], language: str = "en") -> list[Stand | None]:
    """Each span of the text `before` in the text `after`; None for what is gone from it."""
    texts, asked = _Texts.of(before, after, language), list(spans)
    found = {span: texts.follow(*span) for span in dict.fromkeys(asked)}
    return [found[span] for span in asked]


def sentences_touched(sentences: Sequence[Sentence], start: int, end: int) -> range:
    """The positions of the sentences that a span shares a character with."""
    first = bisect_left(sentences, start + 1, key=lambda each: each.end)
    last = bisect_left(sentences, end, lo=first, key=lambda each: each.start)
    return range(first, last)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Two texts as sentences. `pairs` has the position in the later text of each sentence that stands in both,
    `in_order` those of them that kept their order; `new` are the positions of those of the later text alone;
    `reworded` grows while it is asked."""

    before: Sequence[Sentence]
    after: Sequence[Sentence]
    pairs: Mapping[int, int]
    in_order: Sequence[int]
    new: Sequence[int]
    reworded: set[int]

    @classmethod
    def of(cls, before: str, after: str, language: str) -> _Texts:
        old, new = split_sentences(before, language), split_sentences(after, language)
        pairs = _pairs(old, new)
        unpaired = sorted(set(range(len(new))).difference(pairs.values()))
        return cls(old, new, pairs, _longest_in_order(pairs), unpaired, set())

    def follow(self, start: int, end: int) -> Stand | None:
        own = sentences_touched(self.before, start, end)
        if not own:
            return None
        found = [self.pairs.get(position) for position in own]
        first = found[0]
        if first is not None and found == list(range(first, first + len(own))):
            kept = all(_holds(self.in_order, position) for position in own)
            status = Appearance.Status.STANDS if kept else Appearance.Status.MOVED
            return self._stand(first, first + len(own) - 1, status)
        return self._reworded(next((each for each in own if each not in self.pairs), own[0]))

    def _stand(self, first: int, last: int, status: Appearance.Status) -> Stand:
        return Stand(self.after[first].start, self.after[last].end, status)

    def _reworded(self, position: int) -> Stand | None:
        """The likest new sentence: between the neighbours that stand in both texts half of the words must be
        common, elsewhere nearly all."""
        words = _words(self.before[position])
        gap = self._gap(position)
        likely = {each: _likeness(words, _words(self.after[each])) for each in self._near(gap)}
        fitting = {each: (each in gap, like) for each, like in likely.items() if like >= _least(each in gap)}
        if not fitting:
            return None
        best = max(fitting, key=fitting.__getitem__)
        self.reworded.add(best)
        return self._stand(best, best, Appearance.Status.CHANGED)

    def _gap(self, position: int) -> range:
        at = bisect_left(self.in_order, position)
        low = self.pairs[self.in_order[at - 1]] + 1 if at else 0
        following = self.in_order[at : at + 1]
        return range(low, self.pairs[following[0]] if following else len(self.after))

    def _near(self, gap: range) -> Iterable[int]:
        """New sentences in and around a gap that no other one was reworded to."""
        at = bisect_left(self.new, gap.start)
        return [each for each in self.new[max(at - LOOK, 0) : at + LOOK] if each not in self.reworded]


def _least(in_gap: bool) -> float:
    return ALIKE if in_gap else ALIKE_ELSEWHERE


def _pairs(before: Sequence[Sentence], after: Sequence[Sentence]) -> dict[int, int]:
    """Sentences of the same words, white space aside; the first with the first."""
    waiting: dict[str, deque[int]] = {}
    for position, sentence in enumerate(after):
        waiting.setdefault(_plain(sentence), deque()).append(position)
    same = ((position, waiting.get(_plain(sentence))) for position, sentence in enumerate(before))
    return {position: places.popleft() for position, places in same if places}


def _plain(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())


def _longest_in_order(pairs: Mapping[int, int]) -> list[int]:
    """The most earlier positions, ascending, whose later positions ascend too."""
    ends: list[int] = []
    tops: list[int] = []
    before: dict[int, int] = {}
    for position in sorted(pairs):
        place = bisect_left(tops, pairs[position])
        if place:
            before[position] = ends[place - 1]
        ends[place : place + 1], tops[place : place + 1] = [position], [pairs[position]]
    return _chain(ends[-1], before) if ends else []


def _chain(last: int, before: Mapping[int, int]) -> list[int]:
    chain = [last]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    return chain[::-1]


def _holds(ordered: Sequence[int], value: int) -> bool:
    at = bisect_left(ordered, value)
    return at < len(ordered) and ordered[at] == value


def _words(sentence: Sentence) -> frozenset[str]:
    return frozenset(_WORD.findall(sentence.text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what is common as a share of both: 1 for the same words, 0 for none."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0
