"""How much a sentence is worth a check, from 0 to 1.

An ordered table of small named rules. A rule's code is the reason that people are shown. The weights are plain
sums on a base: a figure of a measure that the desk knows, with its source and place, comes first; what nobody can
look up yet (a question, a prediction, a wish, a judgement) is lowered. A model
that was trained on debates has its say beside the rules, and never more than a figure has: it tells sentences
apart to which the same rules apply.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.extraction.sentence_wording import Phrases, Wording, WorthinessInput
from claims.extraction.words import en_worthiness as words
from claims.extraction.words.en_features import SMALL
from claims.extraction.worthiness_model import Answer, shipped_model
from claims.extraction.worthiness_terms import EDGE
from claims.values import Attribution, QuantityKind, Reason

BASE = 0.15
_OF_MODEL = 0.2
"""What the model adds where it is sure that a sentence is check-worthy, and takes off where it is sure of the
opposite: less than the rules grant a figure."""
_TELLING = 0.2
"""Logits that a word or form must have moved to be told."""
_MOST_WORDS, _MOST_FORMS = 4, 3
_EDGES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()[] \t\r\n"
_LONGEST_QUESTION_TAIL = 12
_UNTELLING = re.compile(rf"[\d{re.escape(EDGE)}]|^\W")
"""Terms that tell a reader nothing: numbers, which the model knows by their length, edges, and signs."""

_INTENTION = Phrases(words.INTENTION)
_WISH = Phrases(words.WISH)
_OPINION_PHRASES = Phrases(words.OPINION_PHRASES)

# --- what the rules ask ---------------------------------------------------------------------------------


def _figure_of_indicator(sentence: Wording) -> bool:
    return bool(sentence.figures) and sentence.given.has_indicator


def _other_figure(sentence: Wording) -> bool:
    return bool(sentence.figures) and not sentence.given.has_indicator


def _vague_figure(sentence: Wording) -> bool:
    return not sentence.figures and sentence.vague


def _age_or_duration(sentence: Wording) -> bool:
    given = sentence.given.quantities
    return bool(given) and all(quantity.kind is QuantityKind.DURATION for quantity in given)


def _sourced_figure(sentence: Wording) -> bool:
    return sentence.sourced and (bool(sentence.figures) or _vague_figure(sentence))


def _figure_at_place(sentence: Wording) -> bool:
    return sentence.given.has_place and (bool(sentence.figures) or _vague_figure(sentence))


def _indicator_without_figure(sentence: Wording) -> bool:
    return sentence.given.has_indicator and not sentence.given.quantities


def _named_speaker(sentence: Wording) -> bool:
    return sentence.sourced and sentence.given.claimant is not None and not sentence.given.quantities


def _trend(sentence: Wording) -> bool:
    measured = bool(sentence.figures) or sentence.given.has_indicator
    return measured and bool(sentence.words & words.TRENDS)


def _prediction(sentence: Wording) -> bool:
    return sentence.looks_ahead


def _modal(sentence: Wording) -> bool:
    return bool(sentence.words & words.MODALS)


def _intention(sentence: Wording) -> bool:
    return sentence.says(_INTENTION)


def _wish(sentence: Wording) -> bool:
    return sentence.says(_WISH)


def _opinion(sentence: Wording) -> bool:
    if sentence.words & words.OPINION or sentence.says(_OPINION_PHRASES):
        return True
    quoted = sentence.given.attribution is Attribution.QUOTED or sentence.given.sentence[:1] in '"\u201c'
    return quoted and sentence.lower.strip(_EDGES).startswith(words.JUDGEMENT_OPENINGS)


def _question(sentence: Wording) -> bool:
    return "?" in sentence.lower[-_LONGEST_QUESTION_TAIL:].rstrip(_EDGES)[-1:]


def _hypothetical(sentence: Wording) -> bool:
    first = sentence.listed[:2]
    if not first or first[0] not in words.HYPOTHETICAL:
        return False
    second = words.HYPOTHETICAL_SECOND.get(first[0])
    return second is None or first[1:] == [second]


def _first_person(sentence: Wording) -> bool:
    return bool(sentence.words & words.FIRST_PERSON)


def _heading(sentence: Wording) -> bool:
    return sentence.given.heading


# --- the tables -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    code: str
    weight: float
    applies: Callable[[Wording], bool]


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
    """Check-worthiness from 0 to 1, rounded to three places, and what moved it: the rules, raising ones first,
    then words and forms that the model weighed."""
    sentence = Wording(features)
    moved = [rule for rule in WORTHINESS_RULES if rule.applies(sentence)]
    model = shipped_model()
    answer = model.answer(sentence)
    score = BASE + sum(rule.weight for rule in moved) + _OF_MODEL * (2 * answer.probability - 1)
    reasons = (*(Reason(rule.code) for rule in moved), *_model_reasons(answer, model.unusual(answer)))
    return round(softened(score), 3), reasons


def softened(score: float) -> float:
    """Nearly the score itself, bent towards its ends so that no two sums meet at 0 or 1."""
    return 1 / (1 + math.exp(4 * (0.5 - score)))


def _model_reasons(answer: Answer, forms: Mapping[str, float]) -> tuple[Reason, ...]:
    """The heaviest first: words and phrases apart by commas, names of features by blanks."""
    shown = {term: moved for term, moved in answer.wording.items() if _tells(term)}
    each = (
        ("words_raise", "words", ", ".join(_telling(shown, 1, _MOST_WORDS))),
        ("form_raises", "forms", " ".join(_telling(forms, 1, _MOST_FORMS))),
        ("words_lower", "words", ", ".join(_telling(shown, -1, _MOST_WORDS))),
        ("form_lowers", "forms", " ".join(_telling(forms, -1, _MOST_FORMS))),
    )
    return tuple(Reason(code, ((name, text),)) for code, name, text in each if text)


def _tells(term: str) -> bool:
    return term not in SMALL and not _UNTELLING.search(term)


def _telling(moved: Mapping[str, float], sign: int, most: int) -> list[str]:
    found = [(-sign * amount, name) for name, amount in moved.items() if sign * amount >= _TELLING]
    return [name for _, name in sorted(found)[:most]]
