"""Axes: round ends and ticks, zero where it is near."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.charts.axes import time_axis, value_axis
from claims.charts.labels import plain_month, plain_number
from claims.values import Observed


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        (["33", "47.7", "37.5", "42.5"], "30", "50"),
        (["83", "96.7"], "80", "100"),
        (["2.7", "4.1"], "2.5", "4.5"),
        (["1", "4.1"], "0", "6"),
        (["0", "0"], "0", "1.5"),
        (["85"], "80", "100"),
        (["-3", "3"], "-4", "4"),
        (["-8", "-7"], "-8.5", "-6.5"),
        (["10000000", "21600000"], "5000000", "25000000"),
    ],
)
def test_an_axis_ends_at_round_numbers(values: list[str], low: str, high: str) -> None:
    axis = value_axis([Decimal(value) for value in values])

    assert (axis.low, axis.high) == (Decimal(low), Decimal(high))


def test_no_value_gives_no_ticks() -> None:
    assert value_axis([]).ticks == ()


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20), min_size=1))
def test_an_axis_holds_every_value_with_few_even_ticks(values: list[Decimal]) -> None:
    axis = value_axis(values)

    assert axis.low <= min(values) and max(values) <= axis.high
    assert axis.low < axis.high
    assert 2 <= len(axis.ticks) <= 9
    assert axis.broken == (axis.low > 0 or axis.high < 0)
    assert not (min(values) >= 0 and axis.low < 0)


def year_long(first: int, last: int) -> list[Observed]:
    return [
        Observed(
            "s",
            "XKX",
            date(year, 1, 1),
            date(year, 12, 31),
            str(year),
            date(last, 12, 31),
            "v",
            "1",
            Decimal(1),
        )
        for year in (first, last)
    ]


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        (2016, 2018, ["2016", "2017", "2018"]),
        (1990, 2022, ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]),
        (1800, 2022, ["1800", "1850", "1900", "1950", "2000"]),
    ],
)
def test_years_are_told_in_round_steps_at_their_middle(first: int, last: int, ticks: list[str]) -> None:
    axis = time_axis(year_long(first, last), None, counts=(9, 7), month=plain_month)

    assert axis is not None
    assert [text for _, text in axis.ticks] == ticks
    assert all(date.fromordinal(day).month == 7 for day, _ in axis.ticks)


def test_a_span_of_less_than_two_years_is_told_in_months() -> None:
    axis = time_axis(year_long(2020, 2020), None, counts=(9, 7), month=plain_month)

    assert axis is not None
    assert [text for _, text in axis.ticks] == [*(f"2020-{month:02}" for month in range(1, 13, 2)), "2021-01"]


def test_no_day_gives_no_axis() -> None:
    assert time_axis([], None, counts=(9, 7), month=plain_month) is None


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_last_day_of_the_calendar_can_be_drawn(day: date) -> None:
    axis = time_axis([], day, counts=(9, 7), month=plain_month)

    assert axis is not None
    assert axis.low <= day.toordinal() <= axis.high


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("40.0", "40"),
        ("37.50", "37.5"),
        ("1E+3", "1,000"),
        ("-2", "\u22122"),
        ("0.00", "0"),
        ("100", "100"),
        ("1E+40", "1.00E+40"),
        ("0.05", "0.05"),
    ],
)
def test_numbers_are_written_without_needless_signs(number: str, written: str) -> None:
    assert plain_number(Decimal(number)) == written
