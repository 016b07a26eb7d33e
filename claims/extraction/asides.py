"""Which sentences are left aside, and by which rule: what they say cannot be looked up.

An ordered table of named rules. A rule's code is the reason that people are shown. Where a sentence holds figures, a
rule that has a reach (a denial, a plan, a supposition) puts it aside only if every figure lies within that reach:
"plans to build 300 schools" is aside, "built 40 of the 300 schools that it planned" is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.words import en_asides as words
from claims.extraction.words import en_worthiness as worth
from claims.values import Attribution, Quantity, QuantityKind, Reason

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_MAY = re.compile(r"(?<=\w[ ,.])May\b")
_KEY = 4  # letters of a word by which wordings are looked up
_EDGES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()[] \t\r\n"
_FRAGMENT_WORDS = 4
_LONGEST_CLAUSE = 300
_QUESTION_REACH = 60  # characters behind a quoted question in which its asker may be named

Span = tuple[int, int]


class _Sentence:
    """The sentence in small letters, its words and where its figures stand, read once for all rules."""

    def __init__(self, given: WorthinessInput, following: str) -> None:
        self.given = given
        self.following = following
        self.lower = _lowered(given.sentence)
        self.listed = _WORD.findall(self.lower)
        self.words = frozenset(self.listed)
        self.heads = frozenset(word[:_KEY] for word in self.words)

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Numbers with a value that are no ages and lengths of time."""
        return tuple(
            quantity
            for quantity in self.given.quantities
            if quantity.value is not None and quantity.kind is not QuantityKind.DURATION
        )

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where the quantities stand in the sentence."""
        found: list[Span] = []
        cursor = 0
        for quantity in self.given.quantities:
            start = self.given.sentence.find(quantity.text, cursor)
            if start >= 0:
                cursor = start + len(quantity.text)
                found.append((start, cursor))
        return tuple(found)

    @cached_property
    def figure_spans(self) -> tuple[Span, ...]:
        """Those of the figures; of all quantities where there are none."""
        if not self.figures or len(self.spans) != len(self.given.quantities):
            return self.spans
        both = zip(self.spans, self.given.quantities, strict=True)
        return tuple(span for span, quantity in both if quantity.kind is not QuantityKind.DURATION)

    @cached_property
    def future_clauses(self) -> tuple[Span, ...]:
        found = [*_FUTURE.spans(self), *_PROMISING.spans(self)]
        kept = (span for span in found if not self.lower.startswith(worth.NOT_FUTURE, self._behind(span[1])))
        clauses = ((start, _clause(self.lower, start, end)) for start, end in kept)
        return tuple(
            (max(low, start) if _GOAL.match(self.lower, start) else low, high) for start, (low, high) in clauses
        )

    def _behind(self, end: int) -> int:
        """Where the word behind begins: "expected to" has its small word within."""
        return end - len(" to") if self.lower.endswith(" to", 0, end) else end

    @cached_property
    def record(self) -> bool:
        """A first or a record; what is merely "the best" or "the worst" needs a time or a place of its own."""
        if _NOT_RECORDS.found_in(self):
            return False
        said = self.words & worth.RECORDS
        measured = said - worth.OPINION or (said and (self.given.period_stated or bool(self.given.quantities)))
        return bool(measured) or _RECORD_PHRASES.found_in(self)

    @cached_property
    def event(self) -> bool:
        """Something that is said to have happened, at a place or a time; what is grave counts without them."""
        if self.words & worth.GRAVE_EVENTS:
            return True
        return bool(self.words & worth.EVENTS) and (self.given.has_place or self.given.period_stated)

    @property
    def checkable(self) -> bool:
        return bool(self.given.quantities) or self.given.has_indicator or self.record or self.event


def _lowered(text: str) -> str:
    """The text in small letters with plain apostrophes; the month of May is made no verb."""
    return _MAY.sub("m_y", text).lower().replace("\u2019", "'")


Asks = Callable[[_Sentence], bool]


class _Wordings:
    """Patterns to look for as whole words, in sentences that have a word which begins with one of the keys."""

    def __init__(self, patterns: Iterable[str], keys: str) -> None:
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
        self._keys = frozenset(keys.split())

    @classmethod
    def literal(cls, phrases: Sequence[str]) -> _Wordings:
        return cls(map(re.escape, phrases), " ".join(_WORD.findall(phrase)[0][:_KEY] for phrase in phrases))

    def spans(self, sentence: _Sentence) -> Iterable[Span]:
        if self._keys.isdisjoint(sentence.heads):
            return ()
        return [match.span() for match in self._pattern.finditer(sentence.lower)]

    def found_in(self, sentence: _Sentence) -> bool:
        return not self._keys.isdisjoint(sentence.heads) and self._pattern.search(sentence.lower) is not None


_FUTURE = _Wordings(
    [*map(re.escape, worth.FUTURE), *words.LOOKING_AHEAD],
    words.LOOKING_AHEAD_KEYS
    + " "
    + " ".join(each[:_KEY] for phrase in worth.FUTURE for each in _WORD.findall(phrase)[-2:]),
)
_GOAL = re.compile(words.GOALS)
_PROMISING = _Wordings.literal(worth.PROMISING)
_RECORD_PHRASES = _Wordings.literal(worth.RECORD_PHRASES)
_NOT_RECORDS = _Wordings.literal(worth.NOT_RECORDS)
_DENIALS = _Wordings(words.DENIALS, words.DENIALS_KEYS)
_REFUTING = _Wordings(words.REFUTING, words.REFUTING_KEYS)
_SUPPOSED = _Wordings(words.SUPPOSED, words.SUPPOSED_KEYS)
_REFUTED = _Wordings([words.REFUTED_BEFORE], words.REFUTED_KEYS)
_MOCKERY = _Wordings(words.MOCKERY, words.MOCKERY_KEYS)
_DEFINITIONS = _Wordings(words.DEFINITIONS, words.DEFINITIONS_KEYS)
_WISHES = _Wordings(words.WISHES, words.WISHES_KEYS)
_PLEAS = _Wordings(words.PLEAS, words.PLEAS_KEYS)
_PLAIN_WISHES = _Wordings.literal(worth.WISH)
_ADVICE = _Wordings(words.ADVICE, words.ADVICE_KEYS)
_INTENTIONS = _Wordings(words.INTENTIONS, words.INTENTIONS_KEYS)
_PLAIN_INTENTIONS = _Wordings.literal(worth.INTENTION)
_HEADLINE_PLANS = _Wordings([words.HEADLINE_PLANS], words.HEADLINE_PLANS_KEYS)
_SUPPOSING = _Wordings(words.SUPPOSING, words.SUPPOSING_KEYS)
_OPINION_PHRASES = _Wordings.literal(worth.OPINION_PHRASES)
_BOILERPLATE = _Wordings([words.BOILERPLATE_WITHIN], words.BOILERPLATE_KEYS)
_BOILERPLATE_STARTS = re.compile(rf"[{re.escape(_EDGES)}\u2022*>|-]*(?:{words.BOILERPLATE_STARTS})")
_WOULD = re.compile(rf"(?:(?<!\w)|(?<=\w)(?=')){words.WOULD}(?!\w)")
_WOULD_BY_A_YEAR = re.compile(words.WOULD_BY_A_YEAR)
_REFUTED_SUBJECTS = re.compile(words.REFUTED_SUBJECTS)
_NEXT_REFUTES = re.compile(words.NEXT_REFUTES)
_HEARSAY = re.compile(rf"[{re.escape(_EDGES)}]*(?:{words.HEARSAY})")
_MOCKING_STARTS = re.compile(words.MOCKING_STARTS)
_CONDITION = re.compile(rf"(?<!\w){words.CONDITIONS}(?!\w)")
_REACH_ENDS = re.compile(words.ASIDE_BREAKS)
_CLAUSE_BREAK = re.compile("|".join(re.escape(mark) for mark in worth.CLAUSE_BREAKS))
_QUOTED_QUESTION = re.compile(r"\?[\"'\u201d\u2019\u00bb]")


def _clause(text: str, start: int, end: int) -> Span:
    """The clause around a word: from the break before it to the break after it."""
    following = _CLAUSE_BREAK.search(text, end, end + _LONGEST_CLAUSE)
    floor = max(0, start - _LONGEST_CLAUSE)
    breaks = [match.end() for match in _CLAUSE_BREAK.finditer(text, floor, start)]
    return (breaks[-1] if breaks else floor), (following.start() if following else end + _LONGEST_CLAUSE)


def _reach(text: str, start: int, end: int) -> Span:
    """From a word to where its reach ends."""
    ends = _REACH_ENDS.search(text, end)
    return start, ends.start() if ends else len(text)


def _all_within(sentence: _Sentence, reaches: Iterable[Span]) -> bool:
    """Whether every figure lies in one of the reaches; without a figure, whether there is a reach."""
    listed = list(reaches)
    return bool(listed) and all(
        any(start < high and low < end for start, end in listed) for low, high in sentence.figure_spans
    )


def _within(found: _Wordings) -> Asks:
    """The rule where every figure lies in the reach of such a wording; where there is no figure, of a sentence with
    nothing else to look up."""

    def applies(sentence: _Sentence) -> bool:
        reaches = [_reach(sentence.lower, *span) for span in found.spans(sentence)]
        return _all_within(sentence, reaches) and (bool(sentence.spans) or not _tells_outside(sentence, reaches))

    return applies


def _figures_within(found: _Wordings) -> Asks:
    """The same for sentences with a figure alone: what somebody means to do may stand beside what was done."""
    within = _within(found)
    return lambda sentence: bool(sentence.spans) and within(sentence)


def _tells_outside(sentence: _Sentence, reaches: Sequence[Span]) -> bool:
    """Whether there is something to look up besides: "signed the treaty and plans to build a wall"."""
    if sentence.given.has_indicator or sentence.record or sentence.words & worth.GRAVE_EVENTS:
        return True
    kept = _WORD.findall(sentence.lower[: min(start for start, _ in reaches)]) if sentence.event else ()
    return not worth.EVENTS.isdisjoint(kept)


def _only(asked: Asks, *, unless_checkable: bool = False) -> Asks:
    """The rule where the sentence holds no number, or (`unless_checkable`) nothing else to look up either."""

    def applies(sentence: _Sentence) -> bool:
        kept = sentence.checkable if unless_checkable else bool(sentence.given.quantities)
        return not kept and asked(sentence)

    return applies


def is_denied(sentence: str) -> bool:
    """Whether the sentence holds out what it tells as wrong: its number is not stated."""
    read = _Sentence(WorthinessInput(sentence), "")
    return _denied(read) or _refuted(read)


# --- what the rules ask ---------------------------------------------------------------------------------


def _boilerplate(sentence: _Sentence) -> bool:
    if len(sentence.listed) > worth.BOILERPLATE_MOST_WORDS:
        return False
    if _BOILERPLATE_STARTS.match(sentence.lower):
        return True
    return not sentence.figures and _BOILERPLATE.found_in(sentence)


def _question(sentence: _Sentence) -> bool:
    """One that ends with its mark, or a quoted one with its asker behind it and no figure there."""
    if sentence.lower.rstrip(_EDGES)[-1:] == "?":
        return True
    quoted = _QUOTED_QUESTION.search(sentence.lower)
    if quoted is None or len(sentence.lower) - quoted.end() > _QUESTION_REACH:
        return False
    return all(high <= quoted.start() for _, high in sentence.spans)


def _mocked(sentence: _Sentence) -> bool:
    if _MOCKING_STARTS.match(sentence.lower):
        return True
    return bool(sentence.spans) and _MOCKERY.found_in(sentence)


def _denied(sentence: _Sentence) -> bool:
    return _all_within(sentence, (_reach(sentence.lower, *span) for span in _DENIALS.spans(sentence)))


def _refuted(sentence: _Sentence) -> bool:
    """Every figure is held out as wrong: by what leads to it, by what is said of it, by the next sentence."""
    lower = sentence.lower
    reaches = [_reach(lower, *span) for span in _REFUTING.spans(sentence)]
    reaches += [(end, end + len(" the ") + 1) for _, end in _SUPPOSED.spans(sentence)]
    reaches += [(0, start) for start, _ in _REFUTED.spans(sentence) if _REFUTED_SUBJECTS.search(lower, 0, start)]
    if _all_within(sentence, reaches):
        return True
    return _HEARSAY.match(lower) is not None and _NEXT_REFUTES.match(sentence.following.lower()) is not None


def _counterfactual(sentence: _Sentence) -> bool:
    """ "If wages had kept up, he would earn 800 more", "imagine that half are poor"."""
    if _within(_SUPPOSING)(sentence):
        return True
    would = _WOULD.search(sentence.lower)
    if would is None or not sentence.spans:
        return False
    condition = _CONDITION.search(sentence.lower)
    return condition is not None and (
        condition.start() == _first_letter(sentence.lower) or condition.start() > would.end()
    )


def _first_letter(lower: str) -> int:
    return len(lower) - len(lower.lstrip(_EDGES))


def _all_predicted(sentence: _Sentence) -> bool:
    """A prediction with no figure, first or record outside the clause that looks ahead."""
    if not sentence.future_clauses or not (_FUTURE.found_in(sentence) or sentence.figures):
        return False
    if not sentence.spans:
        return not (sentence.record or sentence.given.quantities or _only_would(sentence))
    return all(_looks_ahead(sentence, low, high) for low, high in sentence.figure_spans)


def _only_would(sentence: _Sentence) -> bool:
    """ "He promised that they would eat": told of what was, though it looks ahead from there."""
    merely = all(sentence.lower.startswith("would", start) for start, _ in _FUTURE.spans(sentence))
    return merely and _WOULD_BY_A_YEAR.search(sentence.lower) is None


def _all_supposed(sentence: _Sentence) -> bool:
    """Every figure stands in a clause that supposes ("if it hits 60 percent, ...") or in one that looks ahead."""
    if not _hypothetical(sentence) or not sentence.spans:
        return False
    _, last = _clause(sentence.lower, 0, 1)
    return all(low < last or _looks_ahead(sentence, low, high) for low, high in sentence.spans)


def _looks_ahead(sentence: _Sentence, low: int, high: int) -> bool:
    return any(start < high and low < end for start, end in sentence.future_clauses)


def _hypothetical(sentence: _Sentence) -> bool:
    first = sentence.listed[:2]
    if not first or first[0] not in worth.HYPOTHETICAL:
        return False
    second = worth.HYPOTHETICAL_SECOND.get(first[0])
    return second is None or first[1:] == [second]


def _headline_plan(sentence: _Sentence) -> bool:
    return sentence.given.heading and _within(_HEADLINE_PLANS)(sentence)


def _opinion(sentence: _Sentence) -> bool:
    if sentence.words & worth.OPINION or _OPINION_PHRASES.found_in(sentence):
        return True
    quoted = sentence.given.attribution is Attribution.QUOTED or sentence.given.sentence[:1] in '"\u201c'
    return quoted and sentence.lower.strip(_EDGES).startswith(worth.JUDGEMENT_OPENINGS)


def _nothing_checkable(sentence: _Sentence) -> bool:
    given = sentence.given
    if sentence.checkable:
        return False
    return len(sentence.listed) < _FRAGMENT_WORDS or not (
        (given.has_place and given.place_said) or given.period_stated or _tells_who_says_it(sentence)
    )


def _tells_who_says_it(sentence: _Sentence) -> bool:
    """Whether the sentence itself names its claimant: in the midst of a quotation or a turn that does not count."""
    if sentence.given.claimant is None:
        return False
    told = sentence.given.claimant.casefold().split()[-1:]
    return sentence.given.attribution is not Attribution.QUOTED or any(part in sentence.words for part in told)


# --- the table ------------------------------------------------------------------------------------------

ASIDE_RULES: tuple[tuple[str, Asks], ...] = (
    ("aside_boilerplate", _boilerplate),
    ("aside_question", _question),
    ("aside_mockery", _mocked),
    ("aside_denial", _denied),
    ("aside_refuted", _refuted),
    ("aside_definition", _within(_DEFINITIONS)),
    ("aside_hypothetical", _counterfactual),
    ("aside_intention", _figures_within(_INTENTIONS)),
    ("aside_hypothetical", _only(_hypothetical)),
    ("aside_prediction", _all_predicted),
    ("aside_prediction", _all_supposed),
    ("aside_intention", _only(_PLAIN_INTENTIONS.found_in)),
    ("aside_intention", _headline_plan),
    ("aside_wish", _only(_PLAIN_WISHES.found_in)),
    ("aside_wish", _within(_PLEAS)),
    ("aside_wish", _figures_within(_WISHES)),
    ("aside_opinion", _figures_within(_ADVICE)),
    ("heading", _only(lambda sentence: sentence.given.heading)),
    ("aside_opinion", _only(_opinion, unless_checkable=True)),
    ("aside_nothing", _nothing_checkable),
)
"""The first that applies is the reason."""

REPEATED = Reason("repeated")
"""For the pipeline: a sentence that stands in the article once more, word for word or cut short."""


def leave_aside(given: WorthinessInput, following: str = "") -> Reason | None:
    """Why the sentence states nothing that can be checked; None where it does. `following` is the sentence behind."""
    sentence = _Sentence(given, following)
    return next((Reason(code) for code, applies in ASIDE_RULES if applies(sentence)), None)
