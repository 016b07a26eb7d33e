"""Findings of one origin: sources that pass on one number count as one, and one of them leads.

Which one leads, the first that settles it:

1. a figure that was compared before one that was not;
2. a headline series before another;
3. the period that the statement names before the nearest one;
4. the later period;
5. the origin itself before who passes its number on;
6. the newer release;
7. the figure with more digits.

Only a later release that gives another figure for the same period leads over the origin itself: what is known is
what was published last. Figures that differ by no more than the coarser one was rounded are one figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from claims.comparison.compare import DECIDED
from claims.comparison.units import between_units, observed_factor
from claims.values import Compared, Observed, SeriesInfo

Weighed = tuple[SeriesInfo, Compared]
Rank = tuple[bool, bool, bool, tuple[date, date], bool, tuple[date, int], int]
THOUSAND = 3  # zeros
HALF = Decimal("0.5")


def origin_of(series: SeriesInfo) -> tuple[str, str, str]:
    """What series of one number have in common; a series whose origin is not known stands for itself."""
    return series.indicator, series.origin or f"{series.source}/{series.code}", series.variant


def leading(rows: Sequence[Weighed]) -> int:
    """The place in `rows`, findings of one origin and one `as_of`, of the one that leads; of equals the first."""
    places = range(len(rows))
    first = max(places, key=lambda place: _rank(*rows[place]))
    later = [place for place in places if _revises(rows[place], rows[first])]
    return max(later, key=lambda place: _vintage(rows[place][1].observed)) if later else first


def _rank(series: SeriesInfo, compared: Compared) -> Rank:
    observed = compared.observed
    return (
        compared.relation in DECIDED,
        series.headline,
        all(reason.code != "nearest_period" for reason in compared.reasons),
        (observed.period_end, observed.period_start) if observed else (date.min, date.min),
        series.original,
        _vintage(observed),
        sum(sign.isdigit() for sign in observed.raw) if observed else 0,
    )


def _vintage(observed: Observed | None) -> tuple[date, int]:
    return (observed.vintage_on, observed.issue) if observed else (date.min, 0)


def _revises(row: Weighed, led: Weighed) -> bool:
    one, other = row[1].observed, led[1].observed
    if one is None or other is None or row[1].relation not in DECIDED:
        return False
    same_span = (one.period_start, one.period_end) == (other.period_start, other.period_end)
    return same_span and _vintage(one) > _vintage(other) and not same_figure((row[0], one), (led[0], other))


def same_figure(one: tuple[SeriesInfo, Observed], other: tuple[SeriesInfo, Observed]) -> bool:
    """Whether two figures are one as far as the coarser of them was rounded. Qualified ones ("<2.5") and dates
    are the same as they are written, or where the bound of one holds the other."""
    first, second = one[1], other[1]
    if first.value is None or second.value is None:
        return first.raw == second.raw
    factor = _factor(*one), _factor(*other) * between_units(_unit(*other), _unit(*one))
    values = first.value * factor[0], second.value * factor[1]
    if first.qualifier or second.qualifier:
        return _bound_holds(first.qualifier, values[0], second.qualifier, values[1])
    coarser = max(_rounded_to(first.value) * factor[0], _rounded_to(second.value) * factor[1])
    return abs(values[0] - values[1]) <= coarser * HALF


def _unit(series: SeriesInfo, observed: Observed) -> str:
    return observed_factor(observed.unit, series.unit, series.factor)[0]


def _factor(series: SeriesInfo, observed: Observed) -> Decimal:
    return observed_factor(observed.unit, series.unit, series.factor)[1]


def _bound_holds(qualifier: str, value: Decimal, other_qualifier: str, other: Decimal) -> bool:
    if qualifier == other_qualifier:
        return value == other
    if qualifier and other_qualifier:
        return False
    sign, bound, point = (qualifier, value, other) if qualifier else (other_qualifier, other, value)
    return point < bound if sign == "<" else point > bound


def _rounded_to(value: Decimal) -> Decimal:
    """The place of the last digit; zeros of a whole number count as rounding by thousands: 25,000,000 may be
    given in millions, 40 percent is 40."""
    exponent = int(value.as_tuple().exponent)
    if exponent < 0 or not value:
        return Decimal(1).scaleb(exponent)
    zeros = len(digits := format(value, "f")) - len(digits.rstrip("0"))
    return Decimal(1).scaleb(zeros // THOUSAND * THOUSAND)
