"""How much a sentence of any language is worth a check, and which sentences are left aside.

The rules, their weights and their codes are those of English (`claims.extraction.worthiness`, `asides`), asked with the
words of the language. The model behind those learnt from English debates: it has no say here, and in its place stands
what it adds to an English claim on average, so that claims of two languages can wait in one queue.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from claims.extraction.general.tokens import Table, Token, fold, tokens_of
from claims.extraction.general.words import Words
from claims.extraction.sentence_wording import Wording, WorthinessInput
from claims.extraction.worthiness import BASE, WORTHINESS_RULES, Rule, softened
from claims.values import Attribution, Reason

OF_MODEL = 0.15
"""What the English model adds to a claim: 0.155 in the mean of the annotated English articles."""
FRAGMENT_WORDS = 4
BOILERPLATE_WORDS = 30
SHORTEST_FUTURE = 5  # letters of a verb whose ending tells the future
_EDGES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()[]\u00bf\u00a1 \t\r\n"
_FINAL_QUESTION = re.compile(r"\?[\"'\u201d\u2019\u00bb)\]\s]*$")


class _Wording(Wording):
    """The sentence read once for all rules, with the words of its language."""

    def __init__(self, given: WorthinessInput, words: Words) -> None:
        super().__init__(given)
        self.own = words.worth
        self.tokens = tokens_of(given.sentence)
        self.lows = frozenset(token.low for token in self.tokens)

    def tells(self, table: Table[bool]) -> bool:
        return any(True for _ in table.everywhere(self.tokens))

    def starts(self, table: Table[bool]) -> bool:
        first = next((at for at, token in enumerate(self.tokens) if token.is_word), 0)
        return table.at(self.tokens, first) is not None

    @cached_property
    def record(self) -> bool:
        return not self.lows.isdisjoint(self.own.records) or self.tells(self.own.record_phrases)

    @cached_property
    def event(self) -> bool:
        if not self.lows.isdisjoint(self.own.grave_events):
            return True
        placed = self.given.has_place or self.given.period_stated
        return placed and not self.lows.isdisjoint(self.own.events)

    @cached_property
    def ahead(self) -> tuple[int, ...]:
        """Where words stand that look ahead."""
        told = [self.tokens[first].start for _, first, _ in self.own.future.everywhere(self.tokens)]
        return (*told, *(token.start for token in self.tokens if self._is_future(token)))

    def _is_future(self, token: Token) -> bool:
        told = token.text.endswith(self.own.future_endings) and token.text.islower()
        return told and len(token.text) >= SHORTEST_FUTURE and token.low not in self.own.not_future

    @cached_property
    def looks_ahead(self) -> bool:
        return bool(self.ahead)

    @property
    def checkable(self) -> bool:
        return bool(self.given.quantities) or self.given.has_indicator or self.record or self.event

    def figures_behind(self, start: int | None) -> bool:
        """Whether every quantity stands behind a place in the sentence, and there is one."""
        if start is None or not self.given.quantities:
            return False
        return all(self.given.sentence.find(each.text, start) >= 0 for each in self.given.quantities)

    def where(self, table: Table[bool]) -> int | None:
        return next((self.tokens[first].start for _, first, _ in table.everywhere(self.tokens)), None)


Asks = Callable[[_Wording], bool]

# --- worth ----------------------------------------------------------------------------------------------


def _trend(sentence: _Wording) -> bool:
    measured = bool(sentence.figures) or sentence.given.has_indicator
    return measured and not sentence.lows.isdisjoint(sentence.own.trends)


def _hypothetical(sentence: _Wording) -> bool:
    return fold(sentence.first) in sentence.own.supposing


def _unreal(sentence: _Wording) -> bool:
    """ "If the dollar fell to 15, millions would lose": none of its figures is told as true."""
    words = (token.text for token in sentence.tokens if token.text.islower() or token.start == 0)
    told = (word.endswith(sentence.own.conditional_endings) for word in words)
    return not sentence.lows.isdisjoint(sentence.own.supposing) and any(told)


def _opinion(sentence: _Wording) -> bool:
    if not sentence.lows.isdisjoint(sentence.own.opinion) or sentence.tells(sentence.own.opinion_phrases):
        return True
    return sentence.given.attribution is Attribution.QUOTED and sentence.starts(sentence.own.judgements)


_OWN: dict[str, Asks] = {
    "trend": _trend,
    "hypothetical": _hypothetical,
    "intention": lambda sentence: sentence.tells(sentence.own.intention),
    "wish": lambda sentence: sentence.tells(sentence.own.wish),
    "modal": lambda sentence: not sentence.lows.isdisjoint(sentence.own.modals),
    "opinion": _opinion,
    "first_person": lambda sentence: not sentence.lows.isdisjoint(sentence.own.first_person),
}
"""Rules that ask for words; the others ask what was read."""


def judge_worthiness(given: WorthinessInput, words: Words) -> tuple[float, tuple[Reason, ...]]:
    """Check-worthiness from 0 to 1, rounded to three places, and the rules that moved it, raising ones first."""
    sentence = _Wording(given, words)
    moved = [rule for rule in WORTHINESS_RULES if _applies(rule, sentence)]
    moved.sort(key=lambda rule: rule.weight < 0)
    score = BASE + OF_MODEL + sum(rule.weight for rule in moved)
    return round(softened(score), 3), tuple(Reason(rule.code) for rule in moved)


def _applies(rule: Rule, sentence: _Wording) -> bool:
    own = _OWN.get(rule.code)
    return own(sentence) if own else rule.applies(sentence)


# --- aside ----------------------------------------------------------------------------------------------


def _boilerplate(sentence: _Wording) -> bool:
    return len(sentence.listed) <= BOILERPLATE_WORDS and sentence.starts(sentence.own.boilerplate)


def _question(sentence: _Wording) -> bool:
    return _FINAL_QUESTION.search(sentence.given.sentence) is not None


def _predicted(sentence: _Wording) -> bool:
    """Every figure stands behind a word that looks ahead; where there is none, nothing was a first or a record."""
    if not sentence.looks_ahead:
        return False
    if not sentence.given.quantities:
        return not sentence.record
    return sentence.figures_behind(min(sentence.ahead))


def _intended(sentence: _Wording) -> bool:
    start = sentence.where(sentence.own.intention)
    return start is not None and (not sentence.given.quantities or sentence.figures_behind(start))


def _nothing(sentence: _Wording) -> bool:
    given = sentence.given
    if sentence.checkable:
        return False
    told = (given.has_place and given.place_said) or given.period_stated or _tells_who_says_it(sentence)
    return len(sentence.listed) < FRAGMENT_WORDS or not told


def _tells_who_says_it(sentence: _Wording) -> bool:
    """Whether the sentence itself names its claimant: in the midst of a quotation or a turn that does not count."""
    given = sentence.given
    if given.claimant is None:
        return False
    named = tokens_of(given.claimant)[-1].low in sentence.lows
    return named or given.attribution is not Attribution.QUOTED


def _only(asked: Asks) -> Asks:
    """The rule where the sentence holds no number."""
    return lambda sentence: not sentence.given.quantities and asked(sentence)


def is_denied(text: str, words: Words) -> bool:
    return any(True for _ in words.worth.denial.everywhere(tokens_of(text)))


ASIDE_RULES: tuple[tuple[str, Asks], ...] = (
    ("aside_boilerplate", _boilerplate),
    ("aside_question", _question),
    ("aside_denial", lambda sentence: sentence.tells(sentence.own.denial)),
    ("aside_hypothetical", lambda sentence: _unreal(sentence) or _only(_hypothetical)(sentence)),
    ("aside_intention", _intended),
    ("aside_prediction", _predicted),
    ("aside_wish", _only(lambda sentence: sentence.tells(sentence.own.wish))),
    ("heading", _only(lambda sentence: sentence.given.heading)),
    ("aside_opinion", lambda sentence: not sentence.checkable and _opinion(sentence)),
    ("aside_nothing", _nothing),
)
"""The first that applies is the reason."""


def leave_aside(given: WorthinessInput, words: Words) -> Reason | None:
    """Why the sentence states nothing that can be checked; None where it does."""
    sentence = _Wording(given, words)
    return next((Reason(code) for code, applies in ASIDE_RULES if applies(sentence)), None)
