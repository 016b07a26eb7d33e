"""Quantities found in annotated sentences: precision, recall and what is right in a hit.

A line of the data is a JSON object `{"text": str, "q": [[span, low, high, unit, comparator], ...]}`: `span` is a
text that stands in `text`, `low` and `high` are numbers or null as in `extract --json`, an empty `q` says that
nothing in the sentence is a quantity, other keys are left alone. `unit` and `comparator` may be null: not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from claims.extraction.quantities import find_quantities
from claims.values import Quantity

SLACK = Decimal("0.001")  # relative: "two-thirds" may be annotated as 66.7


@dataclass(frozen=True, slots=True)
class Expected:
    span: str
    start: int
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    comparator: str | None

    @property
    def end(self) -> int:
        return self.start + len(self.span)


@dataclass(frozen=True, slots=True)
class Sentence:
    line: int
    text: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What went wrong where: `kind` is missed, spurious, value, unit or comparator."""

    line: int
    kind: str
    expected: str
    found: str


@dataclass(slots=True)
class Score:
    """A hit is a quantity found that overlaps an annotated span and states the same value, each counted once.

    The value is what the words state, whichever end it bounds: "more than 40" read as a plain 40 is a hit with
    a wrong comparator. `overlaps` are hits and the pairs that overlap with another value.
    """

    sentences: int = 0
    expected: int = 0
    found: int = 0
    hits: int = 0
    overlaps: int = 0
    units: int = 0
    units_judged: int = 0
    comparators: int = 0
    comparators_judged: int = 0
    cases: list[Case] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return _ratio(self.hits, self.found)

    @property
    def recall(self) -> float:
        return _ratio(self.hits, self.expected)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.hits, self.found + self.expected)

    @property
    def value_accuracy(self) -> float:
        return _ratio(self.hits, self.overlaps)

    @property
    def unit_accuracy(self) -> float:
        return _ratio(self.units, self.units_judged)

    @property
    def comparator_accuracy(self) -> float:
        return _ratio(self.comparators, self.comparators_judged)


def read_sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """Raises ValueError that names the line where one is not as the module says; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _sentence(number, json.loads(line, parse_float=Decimal, parse_int=Decimal))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: {error!r}") from error


def score(sentences: Iterable[Sentence]) -> Score:
    total = Score()
    for sentence in sentences:
        _add(total, sentence)
    return total


def report(score: Score, *, cases: bool = False) -> Iterator[str]:
    """Lines to print; a hint to an annotated case names the line of the file."""
    yield f"sentences            {score.sentences}"
    yield f"precision            {score.precision:.4f}  ({score.hits}/{score.found})"
    yield f"recall               {score.recall:.4f}  ({score.hits}/{score.expected})"
    yield f"F1                   {score.f1:.4f}"
    yield f"comparator accuracy  {score.comparator_accuracy:.4f}  ({score.comparators}/{score.comparators_judged})"
    yield f"value accuracy       {score.value_accuracy:.4f}  ({score.hits}/{score.overlaps})"
    yield f"unit accuracy        {score.unit_accuracy:.4f}  ({score.units}/{score.units_judged})"
    for case in score.cases if cases else ():
        yield f"line {case.line}: {case.kind}: {' | '.join(filter(None, (case.expected, case.found)))}"


def _sentence(number: int, row: dict[str, object]) -> Sentence:
    text, spans = row["text"], row["q"]
    if not isinstance(text, str) or not isinstance(spans, list):
        raise TypeError("text is a string and q a list")
    return Sentence(number, text, expected_of(text, spans))


def expected_of(text: str, spans: Iterable[Any]) -> tuple[Expected, ...]:
    """The `q` of a line; raises ValueError for a span that does not stand in the text."""
    expected: list[Expected] = []
    reached = 0
    for span, low, high, unit, comparator in spans:
        start = text.find(span, reached)
        start = text.index(span) if start < 0 else start
        reached = start + len(span)
        expected.append(Expected(span, start, low, high, unit, comparator))
    return tuple(expected)


def _add(total: Score, sentence: Sentence) -> None:
    found = list(find_quantities(sentence.text))
    total.sentences += 1
    total.expected += len(sentence.expected)
    total.found += len(found)
    for expected in sentence.expected:
        matched = match(expected, found)
        if matched is None:
            total.cases.append(Case(sentence.line, "missed", _annotated(expected), ""))
            continue
        found.remove(matched)
        _compare(total, sentence.line, expected, matched)
    total.cases += [Case(sentence.line, "spurious", "", _read(each)) for each in found]


def match(expected: Expected, found: list[Quantity]) -> Quantity | None:
    """One of the same value if there is one: two numbers may stand under one span."""
    over = [each for each in found if each.start < expected.end and expected.start < each.end]
    return next((each for each in over if same_value(expected, each)), over[0] if over else None)


def _compare(total: Score, line: int, expected: Expected, found: Quantity) -> None:
    def note(kind: str) -> None:
        total.cases.append(Case(line, kind, _annotated(expected), _read(found)))

    total.overlaps += 1
    if not same_value(expected, found):
        return note("value")
    total.hits += 1
    if expected.unit is not None:
        total.units_judged += 1
        right = found.unit.casefold() == expected.unit.casefold()
        total.units += right
        if not right:
            note("unit")
    if expected.comparator is not None:
        total.comparators_judged += 1
        right = found.comparator.value == expected.comparator
        total.comparators += right
        if not right:
            note("comparator")
    return None


def same_value(expected: Expected, found: Quantity) -> bool:
    stated, read = _ends(expected.low, expected.high), _ends(found.low, found.high)
    return len(stated) == len(read) and all(abs(a - b) <= SLACK * abs(a) for a, b in zip(stated, read, strict=True))


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, ...]:
    """What is stated, the lower first; nothing where no value is."""
    given = [end for end in (low, high) if end is not None]
    return (min(given), max(given)) if given else ()


def _annotated(each: Expected) -> str:
    return f"{each.span!r} {each.low}..{each.high} {each.unit} {each.comparator}"


def _read(each: Quantity) -> str:
    return f"{each.text!r} {each.low}..{each.high} {each.unit} {each.comparator.value}"


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
