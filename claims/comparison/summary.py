"""From the findings of a claim to its summary: an ordered list, the first that fits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claims.comparison.compare import DECIDED, FAIR
from claims.values import AsOf, Compared, SeriesInfo, Summary

Weighed = tuple[SeriesInfo, Compared]
SPLIT = "split"
SIDES = {True: "fair", False: "differs"}


def summarise(compared: Iterable[Weighed]) -> Summary | None:
    """None where there is no finding at all.

    Findings of one origin count as one. Where headline series give an answer they decide, and among them
    those of the last period: an older figure on another side is history, no other definition.
    """
    rows = list(compared)
    if not rows:
        return None
    decided = [row for row in rows if row[1].relation in DECIDED]
    if not decided:
        return Summary.UNDECIDED
    then = _side([row for row in decided if row[1].as_of == AsOf.THEN])
    now = _side([row for row in decided if row[1].as_of == AsOf.NOW])
    if SPLIT in (then, now):
        return Summary.DEPENDS_ON_DEFINITION
    if then is None:
        return Summary.THEN_UNKNOWN
    if now is None:
        return Summary.NOW_UNKNOWN
    if then != now:
        return Summary.REVISED_SINCE
    return Summary.HOLDS if then == SIDES[True] else Summary.FAILS


def _side(rows: list[Weighed]) -> str | None:
    """The one side on which the findings of one `as_of` stand, "split", or None for no finding."""
    deciding = [row for row in rows if row[0].headline] or rows
    if not deciding:
        return None
    last = max(_period_end(row) for row in deciding)
    sides = _by_origin([row for row in deciding if _period_end(row) == last])
    return sides.pop() if len(sides) == 1 else SPLIT


def _period_end(row: Weighed) -> date:
    observed = row[1].observed
    return observed.period_end if observed else date.min


def _by_origin(rows: list[Weighed]) -> set[str]:
    """The sides of the origins; the first series of an origin speaks for it."""
    sides: dict[str, str] = {}
    for series, compared in rows:
        sides.setdefault(series.origin or series.code, SIDES[compared.relation in FAIR])
    return set(sides.values())
