"""Statements that compare their figure with others: a small comparer for each kind, in an ordered table.

The figure of the statement's own place and period is chosen as for any statement; what it is compared with is of the
same series and of the same day of knowledge. A comparer gives the finding with its sum, in numbers, as a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, localcontext
from math import prod

from claims.comparison.bands import bands
from claims.comparison.choose import Choice, Span, choose_named, known_by
from claims.comparison.gap import gap_of, relative_gap_of
from claims.comparison.ranks import Field, rank
from claims.comparison.read_as import read_as
from claims.comparison.relation import Figure, relate
from claims.comparison.sign import relate_difference
from claims.comparison.units import PERCENTAGES
from claims.values import (
    Comparative,
    ComparativeKind,
    Compared,
    Direction,
    Observed,
    Period,
    Reason,
    Relation,
    SeriesInfo,
    Statement,
)
from claims.values.groups import group_of

SEVERAL_YEARS = timedelta(days=550)
YEARS_AROUND, YEARS_BEFORE = 3, 6  # of a period that is named, and before the day of a statement that names none
FEWEST_FOR_A_RECORD = 5  # figures in a row of which the highest is worth the name
DIGITS = 12
HUNDRED = Decimal(100)
PRINTED = Decimal("0.05")  # half of the last digit with which shares are printed
SAME, MUCH_THE_SAME = Decimal("0.01"), Decimal("0.05")  # of the earlier figure
SAME_POINTS, MUCH_THE_SAME_POINTS = Decimal("0.1"), Decimal("0.3")


@dataclass(frozen=True, slots=True)
class Case:
    """A figure that was chosen, and what stands beside it: all figures of the series, those of other places among
    them, as known on `day` (None: now)."""

    compared: Compared
    observed: Observed
    statement: Statement
    comparative: Comparative
    series: SeriesInfo
    rows: Sequence[Observed]
    day: date | None

    @property
    def value(self) -> Decimal:
        return self.number(self.observed)

    @property
    def period(self) -> Period:
        return Period(self.observed.period_start, self.observed.period_end, self.observed.label)

    def number(self, observed: Observed) -> Decimal:
        """A figure on the side on which the measure counts: of a deficit the balance with its sign turned."""
        value = observed.value or Decimal(0)
        return -value if self.series.factor < 0 else value

    def known(self, place: str) -> Mapping[Span, Observed]:
        counterpart = self.observed.counterpart
        return known_by((each for each in self.rows if _pair(each) == (place, counterpart)), self.day)

    def says(self, relation: Relation, *reasons: Reason) -> Compared:
        return replace(self.compared, relation=relation, reasons=(*self.compared.reasons, *reasons))

    def cannot(self, code: str, **numbers: str) -> Compared:
        return self.says(Relation.NOT_COMPARABLE, Reason(code, tuple(numbers.items())))


def _pair(observed: Observed) -> tuple[str, str]:
    return observed.place, observed.counterpart


Weigh = Callable[[Case], Compared]


def comparer_of(statement: Statement) -> Weigh | None:
    """The comparer of a statement that compares; None where its own number is what counts."""
    told = statement.comparative
    if told is None or told.beside:
        return None
    return next(weigh for kind, weigh in COMPARERS if kind is told.kind)


def weigh_comparative(
    compared: Compared,
    observed: Observed,
    statement: Statement,
    series: SeriesInfo,
    rows: Sequence[Observed],
    day: date | None,
) -> Compared:
    weigh, told = comparer_of(statement), statement.comparative
    assert weigh is not None and told is not None
    return weigh(Case(compared, observed, statement, told, series, rows, day))


def places_of(statement: Statement) -> frozenset[str] | None:
    """The places whose figures a statement is held against, its own among them; None where they are all places."""
    told = statement.comparative
    if told is None or told.beside:
        return frozenset({statement.place})
    group = group_of(told.group, statement.said_on or date.max) if told.group else None
    if group is None:
        return frozenset({statement.place, told.place} - {""})
    return None if group.edge is None else group.members | group.edge | {statement.place}


def is_among_many(statement: Statement) -> bool:
    """Whether its figure is held against those of a whole group."""
    places = places_of(statement)
    return places is None or len(places) > len(("its own", "another"))


def years_around(statement: Statement) -> tuple[int, int] | None:
    """The first and the last year of figures that tell where a place stands among others; None where every year may
    be meant."""
    period, day = own_period(statement), statement.said_on
    if period is not None:
        return period.start.year - YEARS_AROUND, period.end.year + YEARS_AROUND
    return (day.year - YEARS_BEFORE, day.year + 1) if day else None


def own_period(statement: Statement) -> Period | None:
    """The period of the statement's own figure: of a span of years its last one, of one that lasts the present."""
    period = statement.period
    if period is None or period.end - period.start <= SEVERAL_YEARS:
        return period
    if statement.said_on is None or period.end >= statement.said_on:
        return None
    return _year(period.end.year)


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31), str(year))


# --- ranks ------------------------------------------------------------------------------------------------


def _weigh_rank(case: Case) -> Compared:
    """Others by their figure of the same period, else of the nearest within two years."""
    chosen = {place: _same_time(case, place) for place in sorted({each.place for each in case.rows})}
    figures = {place: each.observed for place, each in chosen.items() if each is not None and each.observed}
    other_years = frozenset(place for place, each in chosen.items() if each is not None and each.nearest)
    relation, reasons = rank(
        Field(case.comparative, case.observed.place, figures, other_years, case.number, _day(case))
    )
    return case.says(relation, *reasons)


def _same_time(case: Case, place: str) -> Choice | None:
    known = case.known(place)
    choice = choose_named(known, case.period) if known else None
    return None if choice is None or choice.stale else choice


def _day(case: Case) -> date:
    return case.statement.said_on or case.observed.period_end


# --- ratios -----------------------------------------------------------------------------------------------


def _weigh_ratio(case: Case) -> Compared:
    other = _other(case)
    if other is None:
        return case.cannot("nothing_to_compare_with", **_whom(case))
    if case.observed.qualifier or other.observed.qualifier:
        return case.cannot("ratio_of_a_limit", own=_raw(case.observed), other=_raw(other.observed))
    if case.number(other.observed) <= 0 or case.value < 0:
        return case.cannot("ratio_of_no_positive", own=_raw(case.observed), other=_raw(other.observed))
    return _granted(_weighed_ratio(case, other.observed), other)


def _weighed_ratio(case: Case, other: Observed) -> Compared:
    quantity = case.statement.quantity
    info = case.series
    spans = bands(quantity, agrees_factor=info.agrees_factor, close_factor=info.close_factor) if quantity else None
    if quantity is None or spans is None:
        return case.cannot("no_number")
    with localcontext() as context:
        context.prec = DIGITS
        ratio = case.value / case.number(other)
        size = ratio * HUNDRED if quantity.kind in PERCENTAGES else ratio
    relation, told = relate(quantity, spans, Figure(size, size))
    summed = _summed(case, other, "ratio_of_places" if case.comparative.place else "ratio_of_years", _short(ratio))
    weighed = case.says(relation, summed, read_as(spans), *told)
    return replace(weighed, gap=gap_of(quantity, size), gap_relative=relative_gap_of(quantity, size))


def _summed(case: Case, other: Observed, code: str, result: str) -> Reason:
    """The sum that was done, with both figures as the source wrote them."""
    both = (("own", _raw(case.observed)), ("period", case.observed.label), ("other", _raw(other)))
    return Reason(code, (*both, ("when", other.label), ("place", other.place), ("result", result)))


# --- higher than, rose, fell ------------------------------------------------------------------------------


def _weigh_difference(case: Case) -> Compared:
    other = _other(case)
    if other is None:
        return case.cannot("nothing_to_compare_with", **_whom(case))
    with localcontext() as context:
        context.prec = DIGITS
        difference = case.value - case.number(other.observed)
    if case.observed.qualifier and case.observed.raw == other.observed.raw:
        return case.cannot("ratio_of_a_limit", own=_raw(case.observed), other=_raw(other.observed))
    first, second = _tolerance(case, other.observed)
    relation, told = relate_difference(case.comparative.direction, difference, first_band=first, second_band=second)
    code = "against_place" if case.comparative.place else "moved_from"
    return _granted(case.says(relation, _summed(case, other.observed, code, _signed(difference)), *told), other)


def _tolerance(case: Case, earlier: Observed) -> tuple[Decimal, Decimal]:
    """Below the first a difference is one of rounding; what is said to be unchanged moved no more than that, and in a
    fair reader's eyes no more than the second."""
    size = abs(earlier.value or Decimal(0))
    if case.comparative.direction is not Direction.UNCHANGED:
        printed = PRINTED if case.series.unit == "percent" else Decimal(0)
        return max(_half_grain(case.observed), _half_grain(earlier), printed), Decimal(0)
    if case.series.unit == "percent":
        return max(SAME_POINTS, size * SAME), max(MUCH_THE_SAME_POINTS, size * MUCH_THE_SAME)
    return size * SAME, size * MUCH_THE_SAME


def _half_grain(observed: Observed) -> Decimal:
    exponent = (observed.value or Decimal(0)).as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0)) / 2


@dataclass(frozen=True, slots=True)
class Other:
    """The figure that is compared with, and why it is of another time than the one meant, where it is."""

    observed: Observed
    nearest: bool
    reasons: tuple[Reason, ...]


def _other(case: Case) -> Other | None:
    """The figure that is compared with: the other place's of the same time, or the own one of an earlier time."""
    told = case.comparative
    known = case.known(told.place or case.observed.place)
    wanted = case.period if told.place else _earlier(case)
    choice = choose_named(known, wanted) if known and wanted else None
    if choice is None or choice.observed is None or choice.stale or not choice.comparable:
        return None
    itself = not told.place and choice.observed.period_end >= case.observed.period_end
    return None if itself else Other(choice.observed, choice.nearest, choice.reasons)


def _earlier(case: Case) -> Period | None:
    told, period = case.comparative, case.statement.period
    if told.since is not None:
        return told.since
    middle = case.observed.period_start + (case.observed.period_end - case.observed.period_start) / 2
    if told.years_before:
        return _year(middle.year - told.years_before)
    if period is None:
        return None
    if period.end - period.start > SEVERAL_YEARS:
        return _year(period.start.year)
    return _year(middle.year - 1)


def _granted(compared: Compared, other: Other) -> Compared:
    """The figure of another year than the one meant refutes nothing."""
    reasons = (*compared.reasons, *other.reasons)
    if other.nearest and compared.relation is Relation.DIFFERS:
        return replace(compared, relation=Relation.NOT_COMPARABLE, reasons=reasons)
    return replace(compared, reasons=reasons) if other.nearest else compared


def _whom(case: Case) -> dict[str, str]:
    wanted = case.period if case.comparative.place else _earlier(case)
    place = case.comparative.place or case.observed.place
    return {"place": place, "period": wanted.label if wanted else ""}


def _weigh_sign(case: Case) -> Compared:
    """A yearly change against nothing; of several years what they came to together."""
    spanned = case.statement.period
    if spanned is None or spanned.end - spanned.start <= SEVERAL_YEARS:
        numbers = (("own", _raw(case.observed)), ("period", case.observed.label))
        return case.says(*_of_sign(case, case.value, Reason("sign_of_change", numbers)))
    rates = _rates_since(case, spanned.start.year)
    if not rates:
        return case.cannot("change_without_figures", period=spanned.label)
    with localcontext() as context:
        context.prec = DIGITS
        together = (prod((1 + rate / HUNDRED for rate in rates), start=Decimal(1)) - 1) * HUNDRED
    told = (("start", str(spanned.start.year)), ("end", case.observed.label), ("change", _short(together)))
    return case.says(*_of_sign(case, together, Reason("years_taken_together", told)))


def _of_sign(case: Case, change: Decimal, told: Reason) -> tuple[Relation, Reason]:
    direction = case.comparative.direction
    first = SAME_POINTS if direction is Direction.UNCHANGED else _half_grain(case.observed)
    relation, _ = relate_difference(direction, change, first_band=first, second_band=MUCH_THE_SAME_POINTS)
    return relation, told


def _rates_since(case: Case, year: int) -> Sequence[Decimal]:
    """The change of every year after that one up to the own figure's; none where one is missing."""
    last = case.observed.period_end.year
    known = case.known(case.observed.place).values()
    rates = {each.period_end.year: case.number(each) for each in known if year < each.period_end.year <= last}
    return tuple(rates.values()) if len(rates) == last - year else ()


# --- records ----------------------------------------------------------------------------------------------


def _weigh_record(case: Case) -> Compared:
    """The highest or lowest of all figures since a time, or since the series begins."""
    earlier = _since(case)
    if len(earlier) < FEWEST_FOR_A_RECORD and case.comparative.since is None:
        return case.cannot("record_of_few", count=str(len(earlier)))
    if not earlier:
        return case.cannot("nothing_to_compare_with", **_whom(case))
    sign = -1 if case.comparative.direction is Direction.DOWN else 1
    best = max(earlier, key=lambda each: (sign * case.number(each), each.period_end))
    ahead = sign * (case.number(best) - case.value)
    relation = Relation.AGREES if ahead <= 0 else Relation.DIFFERS
    if 0 < ahead <= _half_grain(best) + (PRINTED if case.series.unit == "percent" else 0):
        relation = Relation.CLOSE
    code = "record_low" if sign < 0 else "record_high"
    first = min(earlier, key=lambda each: each.period_end)
    last = (("own", _raw(case.observed)), ("period", case.observed.label))
    best_of = (("other", _raw(best)), ("when", best.label))
    return case.says(relation, Reason(code, (*last, *best_of, ("first", first.label), ("count", str(len(earlier))))))


def _since(case: Case) -> list[Observed]:
    """Figures before the own one; where a time is named, those after it: then it was as high, or higher."""
    before = [each for each in case.known(case.observed.place).values() if each.period_end < case.observed.period_end]
    start = _earlier(case) if case.comparative.since or case.comparative.years_before else None
    return [each for each in before if start is None or each.period_start > start.start]


# --- how figures are shown --------------------------------------------------------------------------------


def _raw(observed: Observed) -> str:
    return observed.raw if observed.raw.startswith(("<", ">")) else observed.qualifier + observed.raw


def _short(number: Decimal) -> str:
    """Four digits that tell."""
    digits = max(0, 3 - number.adjusted()) if number else 0
    return format(round(number, digits).normalize(), "f")


def _signed(difference: Decimal) -> str:
    return ("+" if difference > 0 else "") + format(difference.normalize(), "f")


COMPARERS: Sequence[tuple[ComparativeKind, Weigh]] = (
    (ComparativeKind.RANK, _weigh_rank),
    (ComparativeKind.RATIO, _weigh_ratio),
    (ComparativeKind.RECORD, _weigh_record),
    (ComparativeKind.SIGN, _weigh_sign),
    (ComparativeKind.PLACE, _weigh_difference),
    (ComparativeKind.MOVED, _weigh_difference),
)
