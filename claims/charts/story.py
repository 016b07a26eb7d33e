"""What a chart tells, before it is drawn: its figures, the claim, and the figures that were compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.charts.labels import ChartLabels
from claims.charts.runs import Runs, has_number
from claims.values import AsOf, Observed

SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
    (Decimal(10) ** 4, "thousand"),
)
SHORT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ClaimMark:
    """The claim on the value axis: its words, its number, and the closed band from `low` to `high`, None
    where it has no end; `stated` is the narrower one within it, where it has two ends."""

    words: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    stated: tuple[Decimal, Decimal] | None = None

    @property
    def banded(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, slots=True)
class UsedMark:
    """A figure that a finding rests on. It is both where the same figure answers then and now."""

    observed: Observed
    then: bool
    now: bool

    def role(self, labels: ChartLabels) -> str:
        if self.then and self.now:
            return labels.both
        return labels.then if self.then else labels.now


@dataclass(frozen=True, slots=True)
class Story:
    title: str
    unit: str
    runs: Runs
    observations: tuple[Observed, ...]
    claim: ClaimMark
    said_on: date | None
    used: tuple[UsedMark, ...]
    labels: ChartLabels

    @property
    def figures(self) -> list[Observed]:
        """Those that are drawn."""
        drawn = [one for run in self.runs.drawn for one in run.figures]
        return drawn + [mark.observed for mark in self.used]

    @property
    def ranged(self) -> list[Observed]:
        """The figures of the newest release and those compared for which the source states how sure it is."""
        newest = [one for run in self.runs.drawn if run.newest for one in run.figures]
        figures = dict.fromkeys([*newest, *(mark.observed for mark in self.used)])
        return [one for one in figures if one.range_low is not None and one.range_high is not None]

    @property
    def numbers(self) -> list[Decimal]:
        """The numbers that the value axis must hold. A band that reaches below zero is cut there where
        nothing else is negative."""
        figures = [one.value for one in self.figures if one.value is not None]
        figures += [end for one in self.ranged for end in (one.range_low, one.range_high) if end is not None]
        claimed = [end for end in (self.claim.value, self.claim.low, self.claim.high) if end is not None]
        if all(number >= 0 for number in (*figures, self.claim.value or 0)):
            claimed = [max(number, Decimal(0)) for number in claimed]
        return figures + claimed


def used_marks(used: Iterable[tuple[AsOf, Observed]]) -> tuple[UsedMark, ...]:
    """One mark per figure, those known then first."""
    roles: dict[Observed, set[AsOf]] = {}
    for as_of, observed in used:
        if has_number(observed):
            roles.setdefault(observed, set()).add(as_of)
    marks = [UsedMark(one, AsOf.THEN in known, AsOf.NOW in known) for one, known in roles.items()]
    return tuple(sorted(marks, key=lambda mark: not mark.then))


def period_words(observed: Observed) -> str:
    """The label of the source, with the true span where the label names one year of several."""
    first, last = str(observed.period_start.year), str(observed.period_end.year)
    if not observed.label:
        return first if first == last else f"{first}\u2013{last}"
    if first == last or (first in observed.label and last in observed.label):
        return observed.label
    return f"{observed.label} ({first}\u2013{last})"


def value_words(observed: Observed, labels: ChartLabels) -> str:
    """The figure as its source wrote it."""
    return labels.written(observed.raw.strip()) or labels.missing


@dataclass(frozen=True, slots=True)
class Scale:
    """By what the numbers of the axis are divided, and the unit that says so."""

    factor: Decimal
    unit: str

    def short(self, observed: Observed, labels: ChartLabels) -> str:
        """A figure as a direct label: as written, or with four digits where the axis is scaled."""
        if self.factor == 1 or observed.value is None:
            return value_words(observed, labels)
        scaled = observed.value / self.factor
        grain = Decimal(1).scaleb(max(scaled.adjusted(), 0) - SHORT_DIGITS + 1)
        return observed.qualifier + labels.number(scaled.quantize(grain))


def scale_of(values: Sequence[Decimal], unit: str, labels: ChartLabels) -> Scale:
    largest = max(map(abs, values), default=Decimal(0))
    for factor, name in SCALES:
        if largest >= factor:
            return Scale(factor, (getattr(labels, name) % {"unit": unit}).strip())
    return Scale(Decimal(1), unit)
