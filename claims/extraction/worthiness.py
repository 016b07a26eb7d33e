"""How much a sentence is worth a check, from 0 to 1, and which sentences are left aside.

Both are ordered tables of small named rules. A rule's code is the reason that people are shown. The weights
are plain sums on a base: a figure of a measure that the desk knows, with its source and place, comes first;
what nobody can look up yet (a question, a prediction, a wish, a judgement) is lowered or left aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from claims.extraction.words import en_worthiness as words
from claims.values import Attribution, Quantity, QuantityKind, Reason

_BASE = 0.15
_VAGUE = frozenset({QuantityKind.MAJORITY, QuantityKind.ALL_BUT, QuantityKind.ORDER})
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_EDGES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()[] \t\r\n"
_FRAGMENT_WORDS = 4
_LONGEST_QUESTION_TAIL = 12


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


class _Phrases:
    """Phrases to look for as whole words: literals side by side, nothing repeated. Where none of their first
    words stands in a sentence, it is not searched."""

    def __init__(self, listed: Iterable[str]) -> None:
        phrases = tuple(listed)
        self.first_words = frozenset(found for phrase in phrases for found in _WORD.findall(phrase)[:1])
        literals = "|".join(re.escape(phrase) for phrase in phrases)
        self.pattern = re.compile(rf"(?<!\w)(?:{literals})(?!\w)")


class _Sentence:
    """The sentence's words, read once for all rules."""

    def __init__(self, given: WorthinessInput) -> None:
        self.given = given
        self.lower = given.sentence.lower()
        self.listed = _WORD.findall(self.lower)
        self.words = frozenset(self.listed)

    def says(self, phrases: _Phrases) -> bool:
        if self.words.isdisjoint(phrases.first_words):
            return False
        return phrases.pattern.search(self.lower) is not None

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Numbers with a value that are no ages and lengths of time."""
        return tuple(
            quantity
            for quantity in self.given.quantities
            if quantity.value is not None and quantity.kind is not QuantityKind.DURATION
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
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the quantities stand in the sentence."""
        found: list[tuple[int, int]] = []
        cursor = 0
        for quantity in self.given.quantities:
            start = self.given.sentence.find(quantity.text, cursor)
            if start >= 0:
                cursor = start + len(quantity.text)
                found.append((start, cursor))
        return tuple(found)

    @cached_property
    def figure_spans(self) -> tuple[tuple[int, int], ...]:
        """Those of the figures; of all quantities where there are none."""
        if not self.figures or len(self.spans) != len(self.given.quantities):
            return self.spans
        both = zip(self.spans, self.given.quantities, strict=True)
        return tuple(span for span, quantity in both if quantity.kind is not QuantityKind.DURATION)

    @cached_property
    def future_clauses(self) -> tuple[tuple[int, int], ...]:
        return tuple(_clause(self.lower, start, end) for start, end in (*self.future_words, *self.promises))

    @cached_property
    def promises(self) -> tuple[tuple[int, int], ...]:
        return tuple(match.span() for match in _PROMISING.pattern.finditer(self.lower))

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

    @property
    def checkable(self) -> bool:
        return bool(self.given.quantities) or self.given.has_indicator or self.record or self.event


_INTENTION = _Phrases(words.INTENTION)
_WISH = _Phrases(words.WISH)
_OPINION_PHRASES = _Phrases(words.OPINION_PHRASES)
_RECORD_PHRASES = _Phrases(words.RECORD_PHRASES)
_NOT_RECORDS = _Phrases(words.NOT_RECORDS)
_FUTURE = _Phrases(words.FUTURE)
_PROMISING = _Phrases(words.PROMISING)
_CLAUSE_BREAK = re.compile("|".join(re.escape(mark) for mark in words.CLAUSE_BREAKS))
_LONGEST_CLAUSE = 300


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a word: from the break before it to the break after it."""
    following = _CLAUSE_BREAK.search(text, end, end + _LONGEST_CLAUSE)
    floor = max(0, start - _LONGEST_CLAUSE)
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(text, floor, start)]
    return (breaks[-1] if breaks else floor), (following.start() if following else end + _LONGEST_CLAUSE)


# --- what the rules ask ---------------------------------------------------------------------------------


def _figure_of_indicator(sentence: _Sentence) -> bool:
    return bool(sentence.figures) and sentence.given.has_indicator


def _other_figure(sentence: _Sentence) -> bool:
    return bool(sentence.figures) and not sentence.given.has_indicator


def _vague_figure(sentence: _Sentence) -> bool:
    return not sentence.figures and any(quantity.kind in _VAGUE for quantity in sentence.given.quantities)


def _age_or_duration(sentence: _Sentence) -> bool:
    given = sentence.given.quantities
    return bool(given) and all(quantity.kind is QuantityKind.DURATION for quantity in given)


def _sourced_figure(sentence: _Sentence) -> bool:
    return sentence.sourced and (bool(sentence.figures) or _vague_figure(sentence))


def _figure_at_place(sentence: _Sentence) -> bool:
    return sentence.given.has_place and (bool(sentence.figures) or _vague_figure(sentence))


def _indicator_without_figure(sentence: _Sentence) -> bool:
    return sentence.given.has_indicator and not sentence.given.quantities


def _named_speaker(sentence: _Sentence) -> bool:
    return sentence.sourced and sentence.given.claimant is not None and not sentence.given.quantities


def _trend(sentence: _Sentence) -> bool:
    measured = bool(sentence.figures) or sentence.given.has_indicator
    return measured and bool(sentence.words & words.TRENDS)


def _prediction(sentence: _Sentence) -> bool:
    return sentence.looks_ahead


def _modal(sentence: _Sentence) -> bool:
    return bool(sentence.words & words.MODALS)


def _intention(sentence: _Sentence) -> bool:
    return sentence.says(_INTENTION)


def _wish(sentence: _Sentence) -> bool:
    return sentence.says(_WISH)


def _opinion(sentence: _Sentence) -> bool:
    if sentence.words & words.OPINION or sentence.says(_OPINION_PHRASES):
        return True
    quoted = sentence.given.attribution is Attribution.QUOTED or sentence.given.sentence[:1] in '"\u201c'
    return quoted and sentence.lower.strip(_EDGES).startswith(words.JUDGEMENT_OPENINGS)


def _question(sentence: _Sentence) -> bool:
    return "?" in sentence.lower[-_LONGEST_QUESTION_TAIL:].rstrip(_EDGES)[-1:]


def _hypothetical(sentence: _Sentence) -> bool:
    first = sentence.listed[:2]
    if not first or first[0] not in words.HYPOTHETICAL:
        return False
    second = words.HYPOTHETICAL_SECOND.get(first[0])
    return second is None or first[1:] == [second]


def _first_person(sentence: _Sentence) -> bool:
    return bool(sentence.words & words.FIRST_PERSON)


def _heading(sentence: _Sentence) -> bool:
    return sentence.given.heading


# --- the tables -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    weight: float
    applies: Callable[[_Sentence], bool]


WORTHINESS_RULES: tuple[Rule, ...] = (
    Rule("figure_of_indicator", 0.40, _figure_of_indicator),
    Rule("other_figure", 0.22, _other_figure),
    Rule("vague_figure", 0.20, _vague_figure),
    Rule("sourced_figure", 0.13, _sourced_figure),
    Rule("figure_at_place", 0.12, _figure_at_place),
    Rule("record", 0.14, lambda sentence: sentence.record),
    Rule("age_or_duration", 0.12, _age_or_duration),
    Rule("indicator_without_figure", 0.10, _indicator_without_figure),
    Rule("event", 0.08, lambda sentence: sentence.event),
    Rule("trend", 0.05, _trend),
    Rule("named_speaker", 0.05, _named_speaker),
    Rule("period_stated", 0.05, lambda sentence: sentence.given.period_stated),
    Rule("question", -0.35, _question),
    Rule("prediction", -0.25, _prediction),
    Rule("hypothetical", -0.15, _hypothetical),
    Rule("intention", -0.12, _intention),
    Rule("wish", -0.12, _wish),
    Rule("modal", -0.08, _modal),
    Rule("opinion", -0.08, _opinion),
    Rule("first_person", -0.06, _first_person),
    Rule("heading", -0.08, _heading),
)
"""Read from top to bottom; the order is the order in which reasons are shown."""


def judge_worthiness(features: WorthinessInput) -> tuple[float, tuple[Reason, ...]]:
    """Check-worthiness from 0 to 1, rounded to three places, and the rules that moved it, raising ones first."""
    sentence = _Sentence(features)
    moved = [rule for rule in WORTHINESS_RULES if rule.applies(sentence)]
    score = _BASE + sum(rule.weight for rule in moved)
    return round(min(1.0, max(0.0, score)), 3), tuple(Reason(rule.code) for rule in moved)
