"""Where the axes begin and end, and where their ticks stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from claims.values import Observed

NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
NEAR_ZERO = Decimal(1) / 3  # a base below a third of the top is drawn from zero
AIR = Decimal("0.04")
ONE_VALUE = Decimal("1e-12")  # values that differ by less of themselves are drawn as one
HUNDRED = Decimal(100)
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
MONTH_STEPS = (1, 2, 3, 6, 12)
YEARS_FROM_DAYS = 800


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """From `low` to `high`, both multiples of the step of the ticks."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def broken(self) -> bool:
        return self.low > 0 or self.high < 0

    @property
    def base(self) -> Decimal:
        """The end that lies next to zero."""
        return self.low if self.low > 0 else self.high


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days as proleptic ordinals; `ticks` are (ordinal, text)."""

    low: int
    high: int
    ticks: tuple[tuple[int, str], ...]


def value_axis(values: Sequence[Decimal], *, count: int = 4) -> ValueAxis:
    """An axis of about `count` steps that holds all of `values`: round ends, zero where it is near, never
    beyond zero or a hundred where no value is."""
    if not values:
        return ValueAxis(Decimal(0), Decimal(1), ())
    bottom, top = _ends(min(values), max(values))
    step = _nice_step((top - bottom) / count)
    air = (top - bottom) * AIR
    low = ((bottom - air) / step).to_integral_value(ROUND_FLOOR) * step if bottom else bottom
    high = ((top + air) / step).to_integral_value(ROUND_CEILING) * step if top else top
    if bottom >= 0:
        low = max(low, Decimal(0))
    if top <= 0:
        high = min(high, Decimal(0))
    if max(values) <= HUNDRED < high:
        high = HUNDRED
    steps = int((high - low) / step)
    return ValueAxis(low, high, tuple(low + step * number for number in range(steps + 1)))


def _ends(bottom: Decimal, top: Decimal) -> tuple[Decimal, Decimal]:
    if top - bottom <= abs(top) * ONE_VALUE:
        around = abs(bottom) / 5 or Decimal(1)
        bottom, top = (bottom - around if bottom < 0 else bottom), (top + around if top >= 0 else top)
    if 0 <= bottom <= top * NEAR_ZERO:
        return Decimal(0), top
    if top <= 0 and top >= bottom * NEAR_ZERO:
        return bottom, Decimal(0)
    return bottom, top


def _nice_step(rough: Decimal) -> Decimal:
    magnitude = Decimal(1).scaleb(rough.adjusted())
    return next(magnitude * factor for factor in NICE if magnitude * factor >= rough)


def middle(observed: Observed) -> Decimal:
    """The middle of the true span, as an ordinal."""
    return Decimal(observed.period_start.toordinal() + observed.period_end.toordinal() + 1) / 2


def time_axis(
    observations: Sequence[Observed],
    said_on: date | None,
    *,
    counts: tuple[int, int],
    month: Callable[[date], str],
) -> TimeAxis | None:
    """An axis over the spans of the observations and the day of the statement, None where there is neither.
    `counts` are the most ticks that fit where they are years, and where they are months."""
    days = [one.period_start.toordinal() for one in observations]
    days += [one.period_end.toordinal() + 1 for one in observations]
    days += [said_on.toordinal()] if said_on else []
    if not days:
        return None
    low, high = min(days), max(days)
    air = max((high - low) // 40, 15)
    low, high = max(low - air, 1), min(high + air, date.max.toordinal())
    years = high - low > YEARS_FROM_DAYS
    ticks = _years(low, high, counts[0]) if years else _months(low, high, counts[1], month)
    return TimeAxis(low, high, ticks)


def _years(low: int, high: int, count: int) -> tuple[tuple[int, str], ...]:
    first, last = date.fromordinal(low).year, date.fromordinal(high).year
    step = next(step for step in YEAR_STEPS if (last - first) / step <= count)
    middles = ((date(year, 7, 2).toordinal(), str(year)) for year in range(first, last + 1) if year % step == 0)
    return tuple((day, text) for day, text in middles if low <= day <= high)


def _months(low: int, high: int, count: int, month: Callable[[date], str]) -> tuple[tuple[int, str], ...]:
    first, last = (date.fromordinal(day).year * 12 + date.fromordinal(day).month - 1 for day in (low, high))
    step = next((step for step in MONTH_STEPS if (last - first) / step <= count), MONTH_STEPS[-1])
    middles = (date(at // 12, at % 12 + 1, 15) for at in range(first, last + 1) if at % step == 0)
    return tuple((day.toordinal(), month(day)) for day in middles if low <= day.toordinal() <= high)
