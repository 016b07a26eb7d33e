"""A sentence's wording as the rules and the model of check-worthiness ask about it, read once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from claims.extraction.words import en_worthiness as words
from claims.values import Attribution, Quantity, QuantityKind

WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


_VAGUE = frozenset({QuantityKind.MAJORITY, QuantityKind.ALL_BUT, QuantityKind.ORDER})


@dataclass(frozen=True, slots=True)
class WorthinessInput:
    """What is known of one sentence. `quantities` may carry offsets of the whole text: only their wording and
    order are read here. `has_place` counts a carried place too."""

    sentence: str
    quantities: tuple[Quantity, ...] = ()
    has_indicator: bool = False
    has_place: bool = False
    claimant: str | None = None
    attribution: Attribution = Attribution.NONE
    heading: bool = False
    period_stated: bool = False
    place_said: bool = True  # off where every place was carried from the context


class Phrases:
    """Phrases to look for as whole words: literals side by side, nothing repeated. Where none of their first
    words stands in a sentence, it is not searched."""

    def __init__(self, listed: Iterable[str]) -> None:
        phrases = tuple(listed)
        self.first_words = frozenset(found for phrase in phrases for found in WORD.findall(phrase)[:1])
        literals = "|".join(re.escape(phrase) for phrase in phrases)
        self.pattern = re.compile(rf"(?<!\w)(?:{literals})(?!\w)")


def _straightened(words_of_sentence: frozenset[str]) -> frozenset[str]:
    return frozenset(word.replace("\u2019", "'") for word in words_of_sentence)


class Wording:
    """The sentence's words, read once for all rules."""

    def __init__(self, given: WorthinessInput) -> None:
        self.given = given
        self.lower = given.sentence.lower()
        self.listed = WORD.findall(self.lower)
        self.words = frozenset(self.listed)
        self.first = self.listed[0] if self.listed else ""
        self.plain = self.words if "\u2019" not in self.lower else _straightened(self.words)
        """The words with straight apostrophes."""

    def says(self, phrases: Phrases) -> bool:
        if self.words.isdisjoint(phrases.first_words):
            return False
        return phrases.pattern.search(self.lower) is not None

    @cached_property
    def digits(self) -> tuple[str, ...]:
        return tuple(word for word in self.listed if word[0].isdigit())

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Numbers with a value that are no ages and lengths of time."""
        return tuple(
            quantity
            for quantity in self.given.quantities
            if quantity.value is not None and quantity.kind is not QuantityKind.DURATION
        )

    @cached_property
    def vague(self) -> bool:
        """Whether it tells a size without a number: "dozens", "most"; not "several" or "a handful", of which
        anything may be said."""
        return any(
            quantity.kind in _VAGUE and (quantity.kind is not QuantityKind.ORDER or quantity.scale > 1)
            for quantity in self.given.quantities
        )

    @cached_property
    def sourced(self) -> bool:
        return self.given.claimant is not None or self.given.attribution is not Attribution.NONE

    @cached_property
    def record(self) -> bool:
        said = bool(self.words & words.RECORDS) or self.says(_RECORD_PHRASES)
        return said and not self.says(_NOT_RECORDS)

    @cached_property
    def event(self) -> bool:
        """Something that is said to have happened, at a place or a time; what is grave counts without them."""
        if self.words & words.GRAVE_EVENTS:
            return True
        return bool(self.words & words.EVENTS) and (self.given.has_place or self.given.period_stated)

    @cached_property
    def future_words(self) -> tuple[tuple[int, int], ...]:
        if self.words.isdisjoint(_FUTURE.first_words):
            return ()
        spans = (match.span() for match in _FUTURE.pattern.finditer(self.lower))
        return tuple(span for span in spans if not self.lower.startswith(words.NOT_FUTURE, self._behind(span[1])))

    def _behind(self, end: int) -> int:
        """Where the word behind begins: "expected to" has its small word within."""
        return end - len(" to") if self.lower.endswith(" to", 0, end) else end

    @cached_property
    def looks_ahead(self) -> bool:
        return bool(self.future_words)


_RECORD_PHRASES = Phrases(words.RECORD_PHRASES)
_NOT_RECORDS = Phrases(words.NOT_RECORDS)
_FUTURE = Phrases(words.FUTURE)
