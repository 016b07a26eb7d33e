"""Statements of how a measure changed: "doubled since 2000", "fell by 10 percent between 2013 and 2016".

Both ends are figures of one series, as known on one day. The start is the period that holds the first day which
the statement names, or, where it names one year alone, the year before; the end is the last period that it names,
or the last that had ended by the day of the statement. What is compared is the multiple, the change in percent or
in points, or the amount, where it is said so what each year came to on average; of a measure that is itself a yearly
change the years are taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from math import prod

from claims.comparison.choose import Known, answers_now, known_by, latest, middle
from claims.comparison.units import PERCENTAGES
from claims.values import Move, Observed, Period, Quantity, QuantityKind, Reason, SeriesInfo, Statement

HUNDRED = Decimal(100)
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
    """Whether the statement says by how much the measure changed. Of a measure that is itself a yearly change:
    how the rate changed, or what several years came to, together or each on average."""
    quantity = statement.quantity
    if quantity is None or quantity.value is None or series.unit in UNITS_OF_CHANGE:
        return False
    if quantity.kind is QuantityKind.CHANGE or quantity.move in MOVES:
        return True
    moved = quantity.move in (Move.UP, Move.DOWN)
    return series.is_change and _spans_years(statement.period) and (moved or quantity.yearly)


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
    last = _stands_at(then.end) if isinstance(then, Change) else _last_day(statement)
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
    return _sized(statement, series, Ends(start, end, _between(known, start, end)))


def _end(known: Known, period: Period, last: date) -> Observed | None:
    """The last figure within the span, unless it ended long before the day on which the span ends."""
    ended = [each for each in known.values() if each.period_start >= period.start and _stands_at(each) <= last]
    if not ended:
        return None
    end = latest(ended)
    return end if last - end.period_end <= STALE else None


def _stands_at(observed: Observed) -> date:
    """The last day of a figure's period; of an average of several years its middle."""
    span = observed.period_start, observed.period_end
    return middle(span) if span[1] - span[0] > SEVERAL_YEARS else observed.period_end


def _start(known: Known, period: Period, end: Observed) -> Observed | None:
    """The figure of the year in which the span begins; of a span of a year the one of the year before."""
    first = period.start if _spans_years(period) else period.start - timedelta(days=1)
    before = (each for each in known.values() if each.period_end < end.period_end)
    holding = [each for each in before if each.period_start <= first <= each.period_end]
    wanted = date(first.year, 7, 1)
    return min(holding, key=lambda each: abs(middle((each.period_start, each.period_end)) - wanted), default=None)


def _between(known: Known, start: Observed, end: Observed) -> tuple[Observed, ...]:
    """The figures of the years after the start up to the end."""
    return tuple(each for each in known.values() if start.period_end < each.period_end <= end.period_end)


@dataclass(frozen=True, slots=True)
class Ends:
    """The figures at both ends of a change, and those of the years after the start."""

    start: Observed
    end: Observed
    later: tuple[Observed, ...]

    @property
    def before(self) -> Decimal:
        return self.start.value or Decimal(0)

    @property
    def after(self) -> Decimal:
        return self.end.value or Decimal(0)

    @property
    def years(self) -> int:
        return self.end.period_end.year - self.start.period_end.year

    @property
    def rates(self) -> tuple[Decimal, ...]:
        """Of a yearly change: the rate of every year; none where one is missing."""
        given = tuple(each.value for each in self.later if each.value is not None)
        return given if len(given) == self.years else ()


def _sized(statement: Statement, series: SeriesInfo, ends: Ends) -> Change | Unknown:
    ways = tuple(_ways(statement, series))
    with localcontext() as context:
        context.prec = DIGITS
        found = [size for way in ways for size in way(series, ends)]
    quantity = statement.quantity
    assert quantity is not None
    down = quantity.move in (Move.LEVEL_DOWN, Move.DOWN) and quantity.kind is not QuantityKind.CHANGE
    sizes = tuple(dict.fromkeys(-size if down else size for size in found))
    if not sizes:
        return Unknown(Reason("change_without_figures", (("period", f"{ends.start.label} – {ends.end.label}"),)))
    return Change(ends.end, sizes, _reason(ends, sizes, of_years=YEARS_TOGETHER.issuperset(ways)))


def _reason(ends: Ends, sizes: Iterable[Decimal], *, of_years: bool) -> Reason:
    change = ("change", " / ".join(map(_shown, sizes)))
    start, end = ("start", ends.start.label), ("end", ends.end.label)
    if of_years:
        return Reason("years_taken_together", (start, end, change))
    return Reason("changed_from", (("from", ends.start.raw), start, ("to", ends.end.raw), end, change))


Way = Callable[[SeriesInfo, Ends], Iterable[Decimal]]


def _ways(statement: Statement, series: SeriesInfo) -> Iterable[Way]:
    """What a change may be said in; any of them bears the statement out. "Percent" of a share is said of points
    and of the share's own change, "doubled" of a rate and of what grew at that rate."""
    quantity = statement.quantity
    assert quantity is not None
    if quantity.kind is QuantityKind.CHANGE:
        return (_ratio, _multiplied) if series.is_change else (_ratio,)
    if series.is_change and quantity.unit != "points":
        return _ways_of_rates(quantity, spans_years=_spans_years(statement.period))
    relative = quantity.kind in PERCENTAGES
    if quantity.yearly and _spans_years(statement.period):
        return (
            (_yearly_amount, _yearly_percent)
            if relative and series.unit == "percent"
            else ((_yearly_percent,) if relative else (_yearly_amount,))
        )
    if relative:
        return (_amount, _in_percent) if series.unit == "percent" else (_in_percent,)
    return (_amount,)


def _ways_of_rates(quantity: Quantity, *, spans_years: bool) -> Iterable[Way]:
    """ "Inflation rose 3 percent" is said of the rate that rose, and of prices that rose at that rate."""
    together = (_average, _yearly_compound) if quantity.yearly else (_compound,)
    if quantity.move in MOVES:
        return (_amount, _in_percent, *(together if spans_years else (_rate,)))
    return together


def _ratio(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    if ends.before > 0 and ends.after > 0:
        yield ends.after / ends.before


def _in_percent(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    if ends.before > 0:
        yield (ends.after / ends.before - 1) * HUNDRED


def _amount(series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    yield (ends.after - ends.before) * series.factor


def _yearly_amount(series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    yield (ends.after - ends.before) * series.factor / ends.years


def _yearly_percent(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    if ends.before > 0 and ends.after > 0:
        yield _each_year(ends.after / ends.before, ends.years)


def _rate(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    yield ends.after


def _average(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    """Over the years after the first, and over all that were named."""
    for rates in (ends.rates, (*ends.rates, ends.before)) if ends.rates else ():
        yield sum(rates, Decimal(0)) / len(rates)


def _multiplied(_series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    """Yearly changes, one upon the other, from the year after the start to the end."""
    if ends.rates:
        yield prod((1 + rate / HUNDRED for rate in ends.rates), start=Decimal(1))


def _compound(series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    yield from ((multiple - 1) * HUNDRED for multiple in _multiplied(series, ends))


def _yearly_compound(series: SeriesInfo, ends: Ends) -> Iterable[Decimal]:
    yield from (_each_year(multiple, ends.years) for multiple in _multiplied(series, ends) if multiple > 0)


YEARS_TOGETHER: frozenset[Way] = frozenset((_average, _compound, _multiplied, _yearly_compound))


def _each_year(multiple: Decimal, years: int) -> Decimal:
    """The rate that comes to a multiple in so many years, in percent."""
    return (multiple ** (Decimal(1) / years) - 1) * HUNDRED


def _shown(size: Decimal) -> str:
    digits = max(0, 4 - size.adjusted() - 1) if size else 0
    return format(round(size, digits).normalize(), "f")
