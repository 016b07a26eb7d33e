"""Curated phrases in a sentence.

The phrases stand in one tree of stems that is built once per lexicon; from every word a sentence is walked through
it, passing over small words, quantities and place names. What a walk can pass over is bounded, and branches are as
few as the phrases that go on with what stands there, so the work is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.extraction import stemmed
from claims.extraction.lexemes import Token, stems_of
from claims.extraction.narrowing import SentenceParts
from claims.extraction.words import en_forms as words
from claims.values import ComparativeKind, IndicatorEntry

PLACE, NUMBER, RANK, COMMA = "[place]", "[number]", "[rank]", ","
MOST_BETWEEN = 8  # tokens that may stand between two words of a phrase
FARTHEST = 24  # tokens, those of numbers and places counted, in which the next word of a phrase is looked for
SIZES = frozenset({ComparativeKind.RANK, ComparativeKind.PLACE})  # "a larger share", "the highest share"
SIGNS_BETWEEN = frozenset("-'\u2019\"\u201c\u201d\u2010\u2011")


@dataclass(frozen=True, slots=True)
class Phrase:
    entry: IndicatorEntry
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase from the token `first` up to `last`, not included."""

    phrase: Phrase
    first: int
    last: int

    def surrounds(self, other: Match) -> bool:
        return self.first <= other.first and other.last <= self.last

    def covers(self, other: Match) -> bool:
        return self.surrounds(other) and len(self.phrase.stems) > len(other.phrase.stems)


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)
    behind_number: bool = False


class PhraseTree:
    def __init__(self, entries: Sequence[IndicatorEntry]) -> None:
        self._root = _Node()
        for entry in entries:
            for text in entry.phrases:
                self._add(Phrase(entry, text, _stems(text)))

    def _add(self, phrase: Phrase) -> None:
        if not phrase.stems:
            return
        node = self._root
        for stem in phrase.stems:
            node = node.following.setdefault(stem, _Node(behind_number=stem == NUMBER))
        node.phrases.append(phrase)

    def matches(self, parts: SentenceParts) -> Iterator[Match]:
        following = self._root.following
        for first, token in enumerate(parts.tokens):
            node = following.get(token.stem)
            if node is not None and first not in parts.named:
                yield from _walk(node, parts, first, first + 1)
        for place in parts.places if PLACE in following else ():
            yield from _walk(following[PLACE], parts, place.first, place.last)
        for start, end in parts.quantity_spans if NUMBER in following else ():
            yield from _walk(following[NUMBER], parts, start, end)
        for each in parts.comparatives if RANK in following else ():
            if each.kind is ComparativeKind.RANK:
                yield from _walk(following[RANK], parts, *each.head)


def _stems(text: str) -> tuple[str, ...]:
    """The stems of a phrase; a word in brackets stands for what it names."""
    found: list[str] = []
    for word in text.split():
        if word in (PLACE, NUMBER, RANK, COMMA):
            found.append(word)
        else:
            found += [stem for stem in stems_of(word) if stem[0].isalnum() and stem not in words.DETERMINERS]
    return tuple(found)


def _walk(node: _Node, parts: SentenceParts, first: int, position: int) -> Iterator[Match]:
    """Matches that begin at `first`, of phrases whose words up to the node end at `position`."""
    waiting = [(node, position)]
    while waiting:
        node, position = waiting.pop()
        for phrase in node.phrases:
            yield Match(phrase, first, position)
        if node.following:
            waiting += _steps(node, parts, position)


def _steps(node: _Node, parts: SentenceParts, position: int) -> Iterator[tuple[_Node, int]]:
    """Each word that goes on from the node, where it stands first."""
    met: set[str] = set()
    skipped = MOST_BETWEEN if node.behind_number else 0
    for at in range(position, min(len(parts.tokens), position + FARTHEST)):
        token = parts.tokens[at]
        for word in _words_at(token, at, parts):
            if word in node.following and word not in met:
                met.add(word)
                yield node.following[word], _behind(word, at, parts)
        if skipped >= MOST_BETWEEN and token.low not in words.BEHIND_A_NUMBER:
            return
        if not _may_stand_between(token, at, parts):
            return
        skipped += 1


def _words_at(token: Token, position: int, parts: SentenceParts) -> tuple[str, ...]:
    """What a phrase can call the token there: a word of a number can stand for itself, too."""
    if position in parts.named:
        return (PLACE,)
    return (token.stem, NUMBER) if position in parts.taken else (token.stem,)


def _behind(word: str, position: int, parts: SentenceParts) -> int:
    """Where the text goes on behind what matched at `position`: one word, or the whole of a number."""
    if word != NUMBER:
        return position + 1
    return next((end for start, end in parts.quantity_spans if start <= position < end), position + 1)


def _may_stand_between(token: Token, position: int, parts: SentenceParts) -> bool:
    if position in parts.taken or token.stem in stemmed.SKIPPED or token.low in stemmed.SKIPPED:
        return True
    if token.low in words.BEFORE_A_PLACE:
        return not parts.named.isdisjoint((position + 1, position + 2))
    return token.text in SIGNS_BETWEEN or _is_compared(token, position, parts)


def _is_compared(token: Token, position: int, parts: SentenceParts) -> bool:
    """ "spends [a larger share] of": what stands where a number would."""
    share = token.low in words.SHARE_WORDS
    heads = (each.head for each in parts.comparatives if each.kind in SIZES)
    return any(head[0] <= position < head[1] + share for head in heads)
