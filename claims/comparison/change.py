"""Statements of how a measure changed: "doubled since 2000", "fell by 10 percent between 2013 and 2016".

Both ends are figures of one series, as known on one day. The start is the period that holds the first day which
the statement names, or, where it names one year alone, the year before; the end is the last period that it names,
or the last that had ended by the day of the statement. What is compared is the multiple, the change in percent or
in points, or the amount; of a measure that is itself a yearly change the years are taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext

from claims.comparison.choose import Known, answers_now, known_by, latest, middle
from claims.comparison.units import PERCENTAGES
from claims.values import Move, Observed, Period, Quantity, QuantityKind, Reason, SeriesInfo, Statement

HUNDRED = Decimal(100)
ONE_YEAR = timedelta(days=366)
SEVERAL_YEARS = timedelta(days=550)
STALE = timedelta(days=3 * 366)
DIGITS = 12
UNITS_OF_CHANGE = frozenset({"times", "points", "ratio"})
MOVES = frozenset({Move.LEVEL_UP, Move.LEVEL_DOWN})


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a measure changed from one figure to another. `sizes` are the values that the statement may
    mean, in its own unit and sign; `reason` says from what to what."""

    end: Observed
    sizes: tuple[Decimal, ...]
    reason: Reason


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why it cannot be told by how much the measure changed."""

    reason: Reason


def tells_change(statement: Statement, series: SeriesInfo) -> bool:
    """Whether the statement says by how much the measure changed, and the series gives its level."""
    quantity = statement.quantity
    if quantity is None or quantity.value is None or series.unit in UNITS_OF_CHANGE:
        return False
    if series.is_change:
        return quantity.move in (Move.UP, Move.DOWN) and _spans_years(statement.period)
    return quantity.kind is QuantityKind.CHANGE or quantity.move in MOVES


def in_points(quantity: Quantity) -> Quantity:
    """Percentage points are rounded as percent are."""
    return replace(quantity, kind=QuantityKind.PERCENT) if quantity.unit == "points" else quantity


def _spans_years(period: Period | None) -> bool:
    return period is not None and period.end - period.start > SEVERAL_YEARS


def change_then(statement: Statement, series: SeriesInfo, rows: Sequence[Observed]) -> Change | Unknown | None:
    """As known on the day of the statement; None where no figure was public by then."""
    said_on = statement.said_on
    known = known_by(rows, said_on) if said_on else {}
    return _change(statement, series, known, _last_day(statement)) if known else None


def change_now(
    statement: Statement, series: SeriesInfo, rows: Sequence[Observed], then: Change | Unknown | None
) -> Change | Unknown | None:
    """As known now, to the end that then had; None where nothing was published or read again since."""
    known = known_by(rows, None)
    last = then.end.period_end if isinstance(then, Change) else _last_day(statement)
    found = _change(statement, series, known, last)
    if isinstance(found, Change) and not answers_now(found.end, statement.said_on):
        return None
    return found


def _last_day(statement: Statement) -> date:
    """The last day on which the end of the change may lie."""
    period, said_on = statement.period, statement.said_on
    if period is None:
        return said_on or date.max
    return min(period.end, said_on) if said_on else period.end


def _change(statement: Statement, series: SeriesInfo, known: Known, last: date) -> Change | Unknown:
    if statement.period is None:
        return Unknown(Reason("change_without_start"))
    end = _end(known, statement.period, last)
    start = _start(known, statement.period, end) if end else None
    if end is None or start is None or end.value is None or not start.value:
        return Unknown(Reason("change_without_figures", (("period", statement.period.label),)))
    if series.is_change:
        return _taken_together(statement, known, start, end)
    return _of_levels(statement, series, start, end)


def _end(known: Known, period: Period, last: date) -> Observed | None:
    """The last figure within the span, unless it ended long before the day on which the span ends."""
    ended = [each for each in known.values() if each.period_start >= period.start and each.period_end <= last]
    if not ended:
        return None
    end = latest(ended)
    return end if last - end.period_end <= STALE else None


def _start(known: Known, period: Period, end: Observed) -> Observed | None:
    """The figure of the year in which the span begins; of a span of a year the one of the year before."""
    first = period.start if _spans_years(period) else period.start - timedelta(days=1)
    before = (each for each in known.values() if each.period_end < end.period_end)
    holding = [each for each in before if each.period_start <= first <= each.period_end]
    wanted = date(first.year, 7, 1)
    return min(holding, key=lambda each: abs(middle((each.period_start, each.period_end)) - wanted), default=None)


def _of_levels(statement: Statement, series: SeriesInfo, start: Observed, end: Observed) -> Change:
    before, after = start.value or Decimal(0), end.value or Decimal(0)
    with localcontext() as context:
        context.prec = DIGITS
        sizes = tuple(dict.fromkeys(size(statement, series, before, after) for size in _meant(statement, series)))
    numbers = (
        ("from", start.raw),
        ("start", start.label),
        ("to", end.raw),
        ("end", end.label),
        ("change", " / ".join(_shown(size) for size in sizes)),
    )
    return Change(end, sizes, Reason("changed_from", numbers))


Size = Callable[[Statement, SeriesInfo, Decimal, Decimal], Decimal]


def _meant(statement: Statement, series: SeriesInfo) -> Iterable[Size]:
    """What a change may be said in. "Percent" of a share is said of points and of the share's own change: either
    bears the statement out."""
    quantity = statement.quantity
    assert quantity is not None
    if quantity.kind is QuantityKind.CHANGE:
        return (_multiple,)
    if quantity.unit == "points":
        return (_amount,)
    if quantity.kind in PERCENTAGES:
        return (_amount, _in_percent) if series.unit == "percent" else (_in_percent,)
    return (_amount,)


def _multiple(_statement: Statement, _series: SeriesInfo, before: Decimal, after: Decimal) -> Decimal:
    return after / before


def _in_percent(statement: Statement, _series: SeriesInfo, before: Decimal, after: Decimal) -> Decimal:
    return _signed(statement, (after / before - 1) * HUNDRED)


def _amount(statement: Statement, series: SeriesInfo, before: Decimal, after: Decimal) -> Decimal:
    return _signed(statement, (after - before) * series.factor)


def _signed(statement: Statement, change: Decimal) -> Decimal:
    """What fell by so much, as a number above zero."""
    quantity = statement.quantity
    return -change if quantity is not None and quantity.move in (Move.LEVEL_DOWN, Move.DOWN) else change


def _taken_together(statement: Statement, known: Known, start: Observed, end: Observed) -> Change | Unknown:
    """Yearly changes, one upon the other, from the year after the start to the end; none may be missing."""
    years = [each for each in known.values() if start.period_end < each.period_end <= end.period_end]
    if len(years) != end.period_end.year - start.period_end.year:
        return Unknown(Reason("change_without_figures", (("period", f"{start.label} – {end.label}"),)))
    with localcontext() as context:
        context.prec = DIGITS
        level = Decimal(1)
        for each in years:
            level *= 1 + (each.value or Decimal(0)) / HUNDRED
        size = _signed(statement, (level - 1) * HUNDRED)
    numbers = (("start", start.label), ("end", end.label), ("change", _shown(size)))
    return Change(end, (size,), Reason("years_taken_together", numbers))


def _shown(size: Decimal) -> str:
    digits = max(0, 4 - size.adjusted() - 1) if size else 0
    return format(round(size, digits).normalize(), "f")
