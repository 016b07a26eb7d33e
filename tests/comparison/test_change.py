"""By how much a measure changed: levels, rates, averages of years, and where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from claims.comparison.compare import compare
from claims.values import AsOf, Move, Observed, Period, Quantity, QuantityKind, Relation
from tests.comparison.building import answer, codes, count, observed, percent, quantity, series, statement

SPAN = Period(date(2010, 1, 1), date(2013, 12, 31), "between 2010 and 2013")
YEAR = Period(date(2013, 1, 1), date(2013, 12, 31), "2013")
GROWTH = replace(series(), is_change=True)
CHANGE = QuantityKind.CHANGE


def figures(*values: str, first: int = 2010) -> list[Observed]:
    return [observed(str(year), "2016-09-25", raw) for year, raw in enumerate(values, start=first)]


def then(said: Quantity, rows: list[Observed], *, period: Period | None = SPAN, growth: bool = False) -> str:
    found = answer(compare(statement(said, period=period), GROWTH if growth else series(), rows), AsOf.THEN)
    assert found is not None
    return found.relation.value


def up(said: Quantity, **more: object) -> Quantity:
    return replace(said, move=Move.LEVEL_UP, **more)  # type: ignore[arg-type]


def down(said: Quantity) -> Quantity:
    return replace(said, move=Move.LEVEL_DOWN)


def points(written: str) -> Quantity:
    return quantity(written, kind=QuantityKind.MEASURE, unit="points")


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        (up(percent("50")), "agrees"),  # of its own 20 percent
        (up(percent("10")), "agrees"),  # points, said loosely
        (up(points("10")), "agrees"),
        (up(points("50")), "differs"),
        (down(points("10")), "differs"),
        (up(points("9.9")), "close"),
        (quantity("half again", kind=CHANGE, value="1.5"), "agrees"),
        (quantity("doubled", kind=CHANGE, value="2"), "differs"),
    ],
)
def test_a_share_may_change_in_points_and_in_percent(said: Quantity, relation: str) -> None:
    assert then(said, figures("20", "23", "26", "30")) == relation


@pytest.mark.parametrize(("raw", "relation"), [("2.4", "agrees"), ("1.5", "agrees"), ("3.2", "differs")])
def test_points_are_rounded_as_percent_are(raw: str, relation: str) -> None:
    assert then(up(points("2")), figures("10", "10", "10", str(10 + Decimal(raw)))) == relation


def test_a_multiple_down_is_the_same_whatever_verb_tells_it() -> None:
    halved = quantity("half", kind=CHANGE, value="0.5")
    rows = figures("30", "25", "20", "15")

    assert then(halved, rows) == then(down(halved), rows) == "agrees"


def test_a_mean_of_three_years_stands_at_its_middle() -> None:
    rows = [
        observed(span, "2017-09-25", raw)
        for span, raw in (("2009-2011", "20"), ("2012-2014", "40"), ("2011-2013", "30"))
    ]

    assert then(quantity("doubled", kind=CHANGE, value="2"), rows) == "agrees"


def test_now_keeps_to_the_end_that_then_had() -> None:
    rows = [
        *(observed(span, "2017-09-25", raw) for span, raw in (("2009-2011", "20"), ("2011-2013", "40"))),
        *(observed(span, "2020-09-25", raw) for span, raw in (("2009-2011", "20"), ("2011-2013", "30"))),
        observed("2012-2014", "2020-09-25", "41"),
    ]
    said = statement(quantity("doubled", kind=CHANGE, value="2"), period=SPAN)

    found = [(each.as_of.value, each.relation.value) for each in compare(said, series(), rows)]

    assert found == [("then", "agrees"), ("now", "differs")]


# --- measures that are themselves a yearly change -----------------------------------------------------------

RATES = figures("2", "10", "20", "30")


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        (replace(percent("72"), move=Move.UP), "agrees"),  # 1.1 x 1.2 x 1.3
        (replace(percent("60"), move=Move.UP), "differs"),
        (replace(percent("20"), move=Move.UP, yearly=True), "agrees"),  # the average of three years
        (replace(percent("15.5"), yearly=True), "agrees"),  # of all four that are named
        (replace(percent("25"), move=Move.UP, yearly=True), "differs"),
        (replace(percent("20"), move=Move.DOWN, yearly=True), "differs"),
        (up(points("28")), "agrees"),  # the rate itself
        (quantity("15 times", kind=CHANGE, value="15"), "agrees"),
        (quantity("1.7 times", kind=CHANGE, value="1.7"), "agrees"),  # what grew at these rates
        (quantity("halved", kind=CHANGE, value="0.5"), "differs"),
    ],
)
def test_rates_are_taken_together_or_on_average_or_change_themselves(said: Quantity, relation: str) -> None:
    assert then(said, RATES, growth=True) == relation


@pytest.mark.parametrize("written", ["30", "10"])
def test_a_rate_that_rose_so_much_in_a_year_is_that_rate_or_its_change(written: str) -> None:
    assert then(up(percent(written)), RATES, period=YEAR, growth=True) == "agrees"


def test_years_that_are_missing_leave_nothing_to_compare() -> None:
    found = compare(
        statement(replace(percent("50"), move=Move.UP), period=SPAN), GROWTH, [RATES[0], RATES[1], RATES[3]]
    )

    told = answer(found, AsOf.THEN)
    assert told is not None
    assert told.relation is Relation.NOT_COMPARABLE
    assert "change_without_figures" in codes(told)


def test_of_a_rate_below_zero_there_is_no_multiple() -> None:
    doubled = quantity("doubled", kind=CHANGE, value="2")

    assert then(doubled, figures("-2", "1", "1", "-4"), growth=True) == "differs"
    assert then(doubled, [figures("-2")[0], *figures("3", first=2013)], growth=True) == "not_comparable"


def test_without_a_period_there_is_no_start() -> None:
    assert then(up(percent("50")), figures("20", "30", first=2015), period=None) == "not_comparable"


def test_an_amount_each_year_is_the_whole_by_the_years() -> None:
    people = figures("1000000", "1100000", "1200000", "1300000")
    said = replace(count("100000"), move=Move.LEVEL_UP, yearly=True)
    found = answer(compare(statement(said, period=SPAN), series("people"), people), AsOf.THEN)

    assert found is not None
    assert found.relation is Relation.AGREES
