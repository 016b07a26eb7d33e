"""Figures that look like slips of their own source.

The factbook of 2018 gives a trade of 45.82 billion where the years around it have about a tenth of that: a
point set wrong, which once copied refutes right statements and bears out wrong ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from claims.values import Observed, Reason

FAR = 7  # times its neighbours on both sides, or a seventh of them: a point set wrong is about ten
NEAR = timedelta(days=3 * 366)


def unlike_its_neighbours(observed: Observed, known: Iterable[Observed]) -> Reason | None:
    """Why a figure is doubtful: the nearest figures before and after, within three years, are both about ten
    times smaller or both about ten times larger. None where it is not, or has no neighbour on a side."""
    rows = sorted((each for each in known if each.value), key=lambda each: each.period_end)
    before = [each for each in rows if observed.period_end - NEAR <= each.period_end < observed.period_end]
    after = [each for each in rows if observed.period_end < each.period_end <= observed.period_end + NEAR]
    if not observed.value or not before or not after:
        return None
    low, high = before[-1], after[0]
    ratios = [observed.value / each.value for each in (low, high) if each.value]
    if not (min(ratios) >= FAR or 0 < max(ratios) * FAR <= 1):
        return None
    numbers = (("figure", observed.raw), ("before", low.raw), ("after", high.raw))
    return Reason("unlike_its_neighbours", numbers)
