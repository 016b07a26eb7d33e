"""Observations as lines: one per vintage, broken where the source has no figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from claims.charts.axes import middle
from claims.values import Observed

MOST_DRAWN = 20
FEW = 5
GAP = 1.6  # a step this many times the usual one is a hole in the series

Release = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one release, by period. `rank` counts from the newest drawn line (0), `newest` says
    that no release is newer. `loose` is the run of figures whose releases hold a single one each: the
    newest of every period. `usual` is the step in days from one period to the next."""

    label: str
    rank: int
    figures: tuple[Observed, ...]
    usual: float
    newest: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs to be drawn, newest first; how many releases there are, and how many are left to the table."""

    drawn: tuple[Run, ...]
    releases: int
    left_out: int


def has_number(observed: Observed) -> bool:
    return observed.value is not None and observed.value.is_finite()


def release_of(observed: Observed) -> Release:
    return observed.vintage_on, observed.vintage_label


def runs_of(observations: Iterable[Observed], used: Sequence[Observed]) -> Runs:
    """The releases as runs, the newest `MOST_DRAWN` and those of the figures that were used."""
    numbered = [one for one in observations if has_number(one)]
    releases = sorted({release_of(one) for one in numbered}, reverse=True)
    by_release = _by_release(numbered)
    lone = [release for release in releases if len(by_release[release]) == 1]
    lone = lone if len(lone) > 1 else []
    whole = [release for release in releases if not lone or len(by_release[release]) > 1]
    kept = _kept(whole, {release_of(one) for one in used})
    pooled = _usual_step(_newest_per_period(numbered))
    runs = [
        Run(
            release[1],
            whole.index(release),
            by_release[release],
            _usual(by_release[release], pooled),
            newest=release == releases[0],
        )
        for release in kept
    ]
    singles = _newest_per_period(by_release[release][0] for release in lone)
    loose = [Run("", 0, singles, _usual(singles, pooled), loose=True)] if lone else []
    return Runs((*loose, *runs), len(releases), len(whole) - len(kept))


def _by_release(observations: Iterable[Observed]) -> dict[Release, tuple[Observed, ...]]:
    grouped: defaultdict[Release, list[Observed]] = defaultdict(list)
    for one in observations:
        grouped[release_of(one)].append(one)
    return {release: _newest_per_period(group) for release, group in grouped.items()}


def _newest_per_period(observations: Iterable[Observed]) -> tuple[Observed, ...]:
    newest: dict[tuple[date, date], Observed] = {}
    for one in sorted(observations, key=lambda one: (one.vintage_on, one.issue)):
        newest[one.period_start, one.period_end] = one
    return tuple(sorted(newest.values(), key=middle))


def _kept(releases: Sequence[Release], used: set[Release]) -> list[Release]:
    return [release for rank, release in enumerate(releases) if rank < MOST_DRAWN or release in used]


def segments(run: Run) -> list[list[Observed]]:
    """Parts of a run that a line may join: no hole between them, no "<" or ">" among them."""
    parts: list[list[Observed]] = []
    before: Observed | None = None
    for one in run.figures:
        joins = before is not None and not before.qualifier and not one.qualifier
        if joins and before and float(middle(one) - middle(before)) <= run.usual * GAP:
            parts[-1].append(one)
        else:
            parts.append([one])
        before = one
    return parts


def _usual(figures: Sequence[Observed], pooled: float) -> float:
    """A run of few figures cannot tell its own step: there the step of all figures decides."""
    return _usual_step(figures) if len(figures) >= FEW else min(_usual_step(figures), pooled)


def _usual_step(figures: Sequence[Observed]) -> float:
    steps = [float(middle(later) - middle(one)) for one, later in zip(figures, figures[1:], strict=False)]
    return median(steps) if steps else 0.0
