"""From the findings of a claim to its summary: an ordered list, the first that fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from claims.comparison.compare import DECIDED, FAIR
from claims.comparison.origins import Weighed, leading, origin_of
from claims.values import AsOf, Compared, ReadingKind, Summary

Span = tuple[date, date]
FAIR_SIDE, OTHER_SIDE, SPLIT = "fair", "differs", "split"


def summarise(compared: Iterable[Weighed]) -> Summary | None:
    """None where there is no finding at all.

    Findings of one origin count as one, the one that leads. Where headline series give an answer they decide;
    they split where two origins stand on different sides for one period. Of several periods the last one
    decides: an older figure on another side is history, no other definition.
    """
    rows = list(compared)
    if not rows:
        return None
    decided = [row for row in rows if row[1].relation in DECIDED and not _in_range(row[1])]
    if not decided:
        return Summary.UNDECIDED
    then = _side([row for row in decided if row[1].as_of == AsOf.THEN])
    now = _side([row for row in decided if row[1].as_of == AsOf.NOW])
    return _of_sides(then, now)


def _in_range(compared: Compared) -> bool:
    """What lies inside the range that the source itself gives decides nothing."""
    return any(each.kind is ReadingKind.WITHIN_RANGE for each in compared.readings)


def _of_sides(then: str | None, now: str | None) -> Summary:
    if SPLIT in (then, now):
        return Summary.DEPENDS_ON_DEFINITION
    if then is None:
        return Summary.THEN_UNKNOWN
    if now is None:
        return Summary.NOW_UNKNOWN
    if then != now:
        return Summary.REVISED_SINCE
    return Summary.HOLDS if then == FAIR_SIDE else Summary.FAILS


def _side(rows: Sequence[Weighed]) -> str | None:
    """The one side on which the findings of one `as_of` stand, `SPLIT`, or None for no finding."""
    deciding = [row for row in rows if row[0].headline] or rows
    by_period = sorted(_spokesmen(deciding), key=_span)
    sides = [_of_period(list(group)) for _span_of, group in groupby(by_period, key=_span)]
    if SPLIT in sides:
        return SPLIT
    return sides[-1] if sides else None


def _spokesmen(rows: Sequence[Weighed]) -> list[Weighed]:
    """Of each origin the finding that leads."""
    by_origin: dict[tuple[str, str, str], list[Weighed]] = {}
    for row in rows:
        by_origin.setdefault(origin_of(row[0]), []).append(row)
    return [own[leading(own)] for own in by_origin.values()]


def _of_period(rows: Sequence[Weighed]) -> str:
    """Where the origins stand for one period."""
    sides = {FAIR_SIDE if row[1].relation in FAIR else OTHER_SIDE for row in rows}
    return sides.pop() if len(sides) == 1 else SPLIT


def _span(row: Weighed) -> Span:
    """End before start: of two periods that end together the shorter one is the later."""
    observed = row[1].observed
    return (observed.period_end, observed.period_start) if observed else (date.min, date.min)
