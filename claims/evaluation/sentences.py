"""What is read of annotated sentences in any language that the desk reads: precision and recall, field by field.

A line of the data is a JSON object: `text` (one sentence), `q` as in `claims.evaluation.quantities`, `indicator` (its
slug or null), `places` (codes, the subject first; empty where the sentence tells of none), `period` (first and last
day, or null), `claimant` (or null), `published` (a day, by which relative times are read) and `set` (its name). Every
sentence is read as a claim, whatever the rules would leave aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from claims.evaluation.quantities import Expected, expected_of, match, same_value
from claims.extraction.pipeline import read_sentences
from claims.values import ExtractedClaim, Lexicon, PlaceRole, Quantity

FIELDS = ("quantity", "comparator", "unit", "place", "period", "indicator", "claimant")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    quantities: Sequence[Expected]
    fields: dict[str, str | None]
    published: date | None
    set: str


@dataclass(slots=True)
class Count:
    """What is annotated, what was found, and what of that is right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def add(self, expected: object, found: object) -> bool:
        self.expected += expected is not None
        self.found += found is not None
        right = expected is not None and expected == found
        self.right += right
        return right or (expected is None and found is None)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


@dataclass(slots=True)
class Score:
    """A comparator or a unit that is annotated as null is not judged."""

    sentences: int = 0
    counts: dict[str, Count] = field(default_factory=lambda: {name: Count() for name in FIELDS})
    cases: list[str] = field(default_factory=list)


def read_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Raises ValueError that names the line where one is not as the module says; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _line(number, json.loads(line, parse_float=Decimal, parse_int=Decimal))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: {error!r}") from error


def score(lines: Iterable[Line], lexicon: Lexicon) -> Score:
    total = Score()
    for line in lines:
        read = read_sentences(line.text, 0, len(line.text), lexicon=lexicon, published=line.published)
        total.sentences += 1
        _judge_fields(total, line, read[0])
        _judge_quantities(total, line, read[0].quantities)
    return total


def report(total: Score, *, cases: bool = False) -> Iterator[str]:
    yield f"sentences   {total.sentences}"
    yield f"{'field':<12}{'precision':>11}{'recall':>9}"
    for name, each in total.counts.items():
        told = f"({each.right} right of {each.found} found, {each.expected} annotated)"
        yield f"{name:<12}{each.precision:>11.3f}{each.recall:>9.3f}  {told}"
    yield from total.cases if cases else ()


def _line(number: int, row: dict[str, Any]) -> Line:
    period = row["period"]
    fields = {
        "place": row["places"][0] if row["places"] else None,
        "period": "/".join(period) if period else None,
        "indicator": row["indicator"],
        "claimant": row["claimant"],
    }
    day = date.fromisoformat(row["published"]) if row.get("published") else None
    return Line(number, row["text"], expected_of(row["text"], row["q"]), fields, day, row.get("set", ""))


def _told(claim: ExtractedClaim) -> dict[str, str | None]:
    subject, period = claim.place(PlaceRole.SUBJECT), claim.period
    return {
        "place": subject.code if subject else None,
        "period": f"{period.start.isoformat()}/{period.end.isoformat()}" if period else None,
        "indicator": claim.indicator,
        "claimant": claim.claimant,
    }


def _judge_fields(total: Score, line: Line, claim: ExtractedClaim) -> None:
    for name, said in _told(claim).items():
        if not total.counts[name].add(line.fields[name], said):
            total.cases.append(f"line {line.number}: {name}: {line.fields[name]} | {said}")


def _judge_quantities(total: Score, line: Line, quantities: Sequence[Quantity]) -> None:
    """Pairs of what is annotated and what was found in its place with the same value; the rest stands alone."""
    left = list(quantities)
    for expected in line.quantities:
        found = match(expected, left)
        if found is None or not same_value(expected, found):
            found = None
        else:
            left.remove(found)
        _judge_quantity(total, line, expected, found)
    for each in left:
        for name in FIELDS[:3]:
            total.counts[name].found += 1
        total.cases.append(f"line {line.number}: spurious: {each.text!r} {each.low}..{each.high} {each.unit}")


def _judge_quantity(total: Score, line: Line, expected: Expected, found: Quantity | None) -> None:
    value = expected.span
    right = total.counts["quantity"].add(value, value if found else None)
    told = {
        "comparator": (expected.comparator, found.comparator.value if found else None),
        "unit": (expected.unit, found.unit if found else None),
    }
    for name, (wanted, said) in told.items():
        right = right and (wanted is None or wanted == said)
        if wanted is not None:
            total.counts[name].add(wanted, said)
    if not right:
        said = f"{found.text!r} {found.unit} {found.comparator.value}" if found else "nothing"
        total.cases.append(f"line {line.number}: quantity: {value!r} {expected.unit} {expected.comparator} | {said}")
