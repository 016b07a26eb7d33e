"""Named features of a sentence's form that the model of check-worthiness weighs beside its words.

They lie between 0 and about 1, so that one penalty fits all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.extraction.sentence_wording import Phrases, Wording
from claims.extraction.words import en_features as forms
from claims.extraction.words import en_worthiness as words
from claims.values import Attribution, Comparator, QuantityKind

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_NAME = re.compile(r"(?<=[^.!?:\"\u201c] )[A-Z][a-z]+")
_ACRONYM = re.compile(r"\b(?:[A-Z]{2,6}|(?:[A-Z]\.){2,6})(?!\w)")
_QUOTES = re.compile('["\u201c\u201d]')
_LARGE = Decimal(100_000)
_SHORT, _LONG = 6, 40


Measure = Callable[[Wording], float]


@dataclass(frozen=True, slots=True)
class Feature:
    """`measure` gives about 0 to 1; `name` is the code under which its words stand in the catalogue."""

    name: str
    measure: Measure


# --- what a feature asks --------------------------------------------------------------------------------


def _any_of(listed: frozenset[str]) -> Measure:
    return lambda sentence: not sentence.plain.isdisjoint(listed)


def _says(listed: Sequence[str]) -> Measure:
    phrases = Phrases(listed)
    return lambda sentence: sentence.says(phrases)


def _of_kind(*kinds: QuantityKind) -> Measure:
    asked = frozenset(kinds)
    return lambda sentence: any(quantity.kind in asked for quantity in sentence.given.quantities)


def _opens_with(listed: frozenset[str]) -> Measure:
    return lambda sentence: sentence.first in listed


def _figures(sentence: Wording) -> float:
    return min(len(sentence.figures), 3) / 3


def _hedged(sentence: Wording) -> bool:
    return any(quantity.comparator is not Comparator.EQUAL for quantity in sentence.given.quantities)


def _large(sentence: Wording) -> bool:
    return any((quantity.value or 0) >= _LARGE for quantity in sentence.figures)


def _year(sentence: Wording) -> bool:
    return any(_YEAR.fullmatch(word) for word in sentence.digits)


def _other_digits(sentence: Wording) -> bool:
    return not all(_YEAR.fullmatch(word) for word in sentence.digits)


def _past(sentence: Wording) -> bool:
    return not sentence.plain.isdisjoint(forms.PAST) or any(
        word.endswith("ed") and len(word) > 4 for word in sentence.plain
    )


def _perfect(sentence: Wording) -> bool:
    if sentence.plain.isdisjoint(forms.PERFECT):
        return False
    return any(word in forms.PARTICIPLES or word.endswith("ed") for word in sentence.plain)


def _superlative(sentence: Wording) -> bool:
    if not sentence.plain.isdisjoint(forms.SUPERLATIVE):
        return True
    ends = (word for word in sentence.plain if word.endswith(forms.SUPERLATIVE_ENDING))
    return any(len(word) > 5 and word not in forms.NOT_SUPERLATIVE for word in ends)


def _names(sentence: Wording) -> float:
    return min(len(_NAME.findall(sentence.given.sentence)), 4) / 4


def _length(sentence: Wording) -> float:
    return math.log1p(min(len(sentence.listed), _LONG)) / math.log1p(_LONG)


FEATURES: tuple[Feature, ...] = (
    Feature("figures", _figures),
    Feature("percent", _of_kind(QuantityKind.PERCENT)),
    Feature("share", _of_kind(QuantityKind.SHARE)),
    Feature("vague_number", lambda sentence: sentence.vague),
    Feature("count", _of_kind(QuantityKind.COUNT)),
    Feature("measure", _of_kind(QuantityKind.MEASURE)),
    Feature("multiple", _of_kind(QuantityKind.CHANGE)),
    Feature("duration", _of_kind(QuantityKind.DURATION)),
    Feature("hedged_number", _hedged),
    Feature("large_number", _large),
    Feature("year", _year),
    Feature("digits", _other_digits),
    Feature("amount_words", _any_of(forms.AMOUNTS)),
    Feature("money_words", _any_of(forms.MONEY)),
    Feature("known_measure", lambda sentence: sentence.given.has_indicator),
    Feature("place", lambda sentence: sentence.given.has_place),
    Feature("named_source", lambda sentence: sentence.given.claimant is not None),
    Feature("reported", lambda sentence: sentence.given.attribution is not Attribution.NONE),
    Feature("time", lambda sentence: sentence.given.period_stated),
    Feature("record", lambda sentence: sentence.record),
    Feature("event", lambda sentence: sentence.event),
    Feature("trend", _any_of(words.TRENDS)),
    Feature("comparison", _any_of(forms.COMPARISON)),
    Feature("superlative", _superlative),
    Feature("universal", _any_of(forms.UNIVERSAL)),
    Feature("past_tense", _past),
    Feature("perfect_tense", _perfect),
    Feature("present_tense", _any_of(forms.PRESENT)),
    Feature("future", lambda sentence: sentence.looks_ahead),
    Feature("modal", _any_of(words.MODALS)),
    Feature("intention", _says(words.INTENTION)),
    Feature("wish", _says(words.WISH)),
    Feature("supposing", _opens_with(words.HYPOTHETICAL)),
    Feature("negation", _any_of(forms.NEGATION)),
    Feature("cause", _any_of(forms.CAUSE)),
    Feature("institution", _any_of(forms.INSTITUTIONS)),
    Feature("voting", _any_of(forms.VOTING)),
    Feature("opinion", _any_of(words.OPINION)),
    Feature("thinking", _any_of(forms.THINKING)),
    Feature("first_person", _any_of(forms.FIRST_SINGULAR)),
    Feature("first_person_plural", _any_of(forms.FIRST_PLURAL)),
    Feature("second_person", _any_of(forms.SECOND_PERSON)),
    Feature("third_person", _any_of(forms.THIRD_PERSON)),
    Feature("courtesy", _any_of(forms.COURTESY)),
    Feature("question", lambda sentence: "?" in sentence.lower),
    Feature("exclamation", lambda sentence: "!" in sentence.lower),
    Feature("quotation_marks", lambda sentence: _QUOTES.search(sentence.lower) is not None),
    Feature("opening_link", _opens_with(forms.OPENING_LINK)),
    Feature("opening_pointer", _opens_with(forms.OPENING_POINTER)),
    Feature("names", _names),
    Feature("acronym", lambda sentence: _ACRONYM.search(sentence.given.sentence) is not None),
    Feature("length", _length),
    Feature("short", lambda sentence: len(sentence.listed) < _SHORT),
)
"""The order is the order of the weights' file."""
