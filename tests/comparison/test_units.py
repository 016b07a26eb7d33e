"""Whether two units can be compared, and by what factor."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.comparison.units import between_units, factor_to_statement, is_measured, observed_factor
from claims.values import Quantity, QuantityKind
from tests.comparison.building import change, count, money, percent, share, worded, years

D = Decimal


@pytest.mark.parametrize(
    ("said", "unit", "factor", "expected"),
    [
        (percent("40"), "percent", "1", "1"),
        (percent("40"), "ratio", "1", "100"),
        (percent("40"), "share", "1", "100"),
        (percent("2"), "per_1000", "1", "0.1"),
        (share("50"), "percent", "1", "1"),
        (percent("40"), "percent of GDP", "1", "1"),
        (worded(QuantityKind.MAJORITY, unit=""), "ratio", "1", "100"),
        (worded(QuantityKind.ALL_BUT), "percent", "1", "1"),
        (count("25"), "people", "1000", "1000"),
        (count("25"), "thousand people", "1", "1000"),
        (count("25"), "million people", "1", "1000000"),
        (count("25", unit=""), "people", "1000", "1000"),
        (count("25", unit=""), "per_1000", "1", "1"),
        (worded(QuantityKind.ORDER, scale=1000), "people", "1", "1"),
        (money("1.2"), "USD", "1000000", "1000000"),
        (money("1.2"), "million USD", "1", "1000000"),
        (money("5", unit="megatonnes"), "tonnes", "1", "0.000001"),
        (money("5", unit="tonnes"), "tonnes", "1000000", "1000000"),
        (years("41"), "months", "12", "1"),
        (change("2"), "times", "1", "1"),
    ],
)
def test_a_unit_is_converted_where_both_measure_the_same(said: Quantity, unit: str, factor: str, expected: str) -> None:
    assert factor_to_statement(said, unit, D(factor)) == D(expected)


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        (percent("40"), "people"),
        (percent("40"), "points"),
        (money("3", unit="points"), "percent"),
        (money("1.2"), "EUR"),
        (count("25", unit=""), "USD"),
        (count("25", unit=""), "percent"),
        (count("27", unit="states"), "people"),
        (count("20", unit="times"), "people"),
        (count("20", unit="deaths"), "people"),
        (share("50"), "people"),
        (change("2"), "percent"),
        (change("2"), "ratio"),
        (worded(QuantityKind.MAJORITY), "people"),
        (years("41", unit="days"), "years"),
        (worded(QuantityKind.ORDER, scale=1000), "USD"),
    ],
)
def test_other_units_cannot_be_compared(said: Quantity, unit: str) -> None:
    assert factor_to_statement(said, unit, D(1)) is None


def test_a_figure_that_names_another_unit_is_read_by_its_own() -> None:
    assert observed_factor("", "people", D(1000)) == ("people", D(1000))
    assert observed_factor("people", "people", D(1000)) == ("people", D(1000))
    assert observed_factor("thousand people", "people", D(1000)) == ("thousand people", D(1))


def test_units_of_one_kind_are_told_apart_from_counts() -> None:
    assert [unit for unit in ("years", "per_1000", "tonnes", "people", "deaths", "USD") if is_measured(unit)] == [
        "years",
        "per_1000",
        "tonnes",
    ]
    assert between_units("percent", "ratio") == D("0.01")
    assert between_units("people", "USD") == D(1)
