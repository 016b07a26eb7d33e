"""What a file would do, line by line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import models

from claims.values import Reason


class Outcome(StrEnum):
    MADE = "made"
    CHANGED = "changed"
    LEFT = "left"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong; `column` is empty where it is the line."""

    column: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that would change; `before` is empty of a row that would be made."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Planned:
    """One line: what it would do to which row."""

    line: int
    title: str
    row: Any = None
    new: bool = False
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.BAD
        if self.new:
            return Outcome.MADE
        return Outcome.CHANGED if self.changes else Outcome.LEFT

    def refuse(self, column: str, code: str, **numbers: str) -> None:
        self.problems.append(Problem(column, Reason(code, tuple(numbers.items()))))


@dataclass
class Plan:
    """`notes` say what the file would do besides its lines."""

    lines: Sequence[Planned]
    notes: Sequence[Reason] = ()

    def of(self, outcome: Outcome) -> list[Planned]:
        return [each for each in self.lines if each.outcome is outcome]

    @property
    def stored(self) -> list[Planned]:
        """The lines that make or change a row."""
        return [each for each in self.lines if each.outcome in (Outcome.MADE, Outcome.CHANGED)]

    @cached_property
    def counts(self) -> dict[Outcome, int]:
        return {outcome: len(self.of(outcome)) for outcome in Outcome}

    @property
    def bad(self) -> bool:
        return bool(self.counts[Outcome.BAD])

    @cached_property
    def digest(self) -> str:
        """The same for two plans that would do the same."""
        told = [(each.line, each.outcome, [(c.column, c.before, c.after) for c in each.changes]) for each in self.lines]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def rows_of(lines: Iterable[Planned]) -> list[models.Model]:
    return [each.row for each in lines]
