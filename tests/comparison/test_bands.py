"""The bands of a number: the rows of the table, the limits, the comparators. Edges belong to the band."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.comparison.bands import bands
from claims.comparison.printed import print_table
from claims.comparison.tolerance import TABLE
from claims.values import Band, Comparator, Quantity, QuantityKind
from tests.comparison.building import bands_of, change, count, money, percent, share, worded, years

D = Decimal
MILLION = 1_000_000

# The two bands of plain numbers: what was written, first band, second band.
WIDTHS: list[tuple[str, Quantity, str, str]] = [
    ("multiple of ten", percent("40"), "39.5 40.5", "37.5 42.5"),
    ("multiple of five", percent("75"), "74.5 75.5", "73 77"),
    ("other whole number", percent("41"), "40.5 41.5", "40 42"),
    ("decimals", percent("39.8"), "39.75 39.85", "39.3025 40.2975"),
    ("a written zero counts", percent("40.0"), "39.95 40.05", "39.5 40.5"),
    ("at most half a point", percent("60.5"), "60.45 60.55", "60 61"),
    ("at most a tenth of the value, ten", percent("10"), "9.5 10.5", "9 11"),
    ("at most a tenth of the value, five", percent("5"), "4.5 5.5", "4.5 5.5"),
    ("at most a quarter of the value", percent("1"), "0.75 1.25", "0.5 1.5"),
    ("never less than half a grain", percent("0.1"), "0.075 0.125", "0.05 0.15"),
    ("95 is not above 95", percent("95"), "94.5 95.5", "93 97"),
    ("above 95", percent("99"), "98.5 99.5", "98.5 99.5"),
    ("above 95 with decimals", percent("99.5"), "99.45 99.55", "99.25 99.75"),
    ("above 100 points grow", percent("300"), "298.5 301.5", "292.5 307.5"),
    ("above 100 half a grain", percent("250"), "248.75 251.25", "243.75 256.25"),
    ("all", percent("100"), "99.95 100.05", "99.5 100.5"),
    ("none", percent("0"), "-0.05 0.05", "-0.5 0.5"),
    ("no one of a count", count("0"), "0 0", "0 0"),
    ("one digit", count("5", scale=MILLION), "4750000 5250000", "4500000 5500000"),
    ("one digit, place beyond a tenth", count("1", scale=MILLION), "950000 1050000", "900000 1100000"),
    ("one digit with zeros", count("300,000"), "285000 315000", "270000 330000"),
    ("two digits", count("25", scale=MILLION), "24500000 25500000", "24000000 26000000"),
    ("two digits, first at most a twentieth", money("1.0"), "0.95 1.05", "0.95 1.05"),
    ("two digits, share of the value", money("98", unit="tonnes"), "97.5 98.5", "94.57 101.43"),
    ("three digits", count("10.9", scale=MILLION), "10850000 10950000", "10791000 11009000"),
    ("four digits", count("12,350"), "12345 12355", "12226.5 12473.5"),
    ("second never less than the first", money("1.01", scale=100), "100.5 101.5", "99.99 102.01"),
    ("small count, round ten", count("20"), "20 20", "19 21"),
    ("small count, other", count("27"), "27 27", "27 27"),
    ("a hundred is not small", count("100"), "95 105", "90 110"),
    ("half a million", count("half", value="500000", scale=MILLION), "462500 537500", "440000 560000"),
    ("half a million in digits", count("0.5", scale=MILLION), "475000 525000", "450000 550000"),
    ("five million in words", count("five", value="5000000", scale=MILLION), "4750000 5250000", "4500000 5500000"),
    ("half", share("50"), "47.5 52.5", "45 55"),
    ("a quarter", share("25"), "23.125 26.875", "22 28"),
    ("nineteen out of twenty", share("95"), "92.5 97.5", "92.5 97.5"),
    ("ninety-nine in a hundred", share("99"), "98.5 99.5", "98.5 99.5"),
    ("doubled", change("2"), "1.9 2.1", "1.8 2.25"),
    ("tripled", change("3"), "2.85 3.15", "2.6 3.5"),
    ("halved", change("0.5"), "0.475 0.525", "0.375 0.6"),
    ("age", years("41"), "40.5 41.5", "40 42"),
    ("round years", years("70"), "69.5 70.5", "63 77"),
    ("years under ten are not round", years("5"), "4.5 5.5", "4 6"),
    ("round months are no round years", years("20", unit="months"), "19.5 20.5", "19 21"),
    ("years with decimals", years("72.6"), "72.55 72.65", "71.874 73.326"),
]


def ends(band: Band) -> str:
    def text(end: Decimal | None) -> str:
        return "-" if end is None else f"{end.normalize():f}"

    return f"{text(band.low)} {text(band.high)}"


@pytest.mark.parametrize(("said", "first", "second"), [row[1:] for row in WIDTHS], ids=[row[0] for row in WIDTHS])
def test_a_plain_number_has_the_bands_of_its_row(said: Quantity, first: str, second: str) -> None:
    found = bands_of(said)

    assert (ends(found.agrees), ends(found.close)) == (first, second)


# What was said, comparator and all: first band, second band, "(" and ")" for ends that do not belong.
TURNED: list[tuple[str, Quantity, str, str]] = [
    ("about 40", percent("40", "about"), "37.5 42.5", "35 45"),
    ("about 10: at most 15 percent", percent("10", "about"), "9 11", "8.5 11.5"),
    ("about 90: half of the rest", percent("90", "about"), "87.5 92.5", "85 95"),
    ("about 97: never less than once", percent("97", "about"), "96 98", "95.5 98.5"),
    ("about 150: no share, no rest", percent("150", "about"), "145 155", "140 160"),
    ("about a count", count("5", "about", scale=MILLION), "4500000 5500000", "4250000 5750000"),
    ("about a dozen", count("a dozen", "about", value="12"), "10.8 13.2", "10 14"),
    ("about 45 dead", count("45", "about"), "40.5 49.5", "38 52"),
    ("about 3 dead: at least one", count("3", "about"), "2 4", "2 4"),
    ("about 90 dead: at most five", count("90", "about"), "85 95", "80 100"),
    ("about 100 percent", percent("100", "about"), "95 -", "90 -"),
    ("nearly 100 percent", percent("100", "nearly"), "95 -", "90 -"),
    ("nearly 0 percent", percent("0", "nearly"), "-0.5 0.5", "-0.5 0.5"),
    ("nearly 40", percent("40", "nearly"), "37.5 40", "35 42.5"),
    ("nearly half", share("50", "nearly", line=True), "45 50", "42.5 50"),
    ("nearly 50 percent", percent("50", "nearly"), "47.5 50", "45 50"),
    ("nearly 2 million", count("2", "nearly", scale=MILLION), "1800000 2000000", "1700000 2200000"),
    ("nearly 20 dead", count("20", "nearly"), "18 20", "17 22"),
    ("more than 40", percent("40", "more_than"), "( 40 -", "39.5 -"),
    ("more than 1: at most a twentieth", percent("1", "more_than"), "( 1 -", "0.95 -"),
    ("more than half", share("50", "more_than"), "( 50 -", "( 50 -"),
    ("more than 50 percent", percent("50", "more_than"), "( 50 -", "( 50 -"),
    ("more than a limit", percent("2", "more_than", line=True), "( 2 -", "( 2 -"),
    ("more than 20 dead", count("20", "more_than"), "( 20 -", "( 20 -"),
    ("at least 30", percent("30", "at_least"), "30 -", "29.5 -"),
    ("at least half", share("50", "at_least"), "50 -", "50 -"),
    ("less than 40", percent("40", "less_than"), "- 40 )", "- 40.5"),
    ("less than half", share("50", "less_than"), "- 50 )", "- 50 )"),
    ("fewer than 50 cases", count("50", "less_than"), "- 50 )", "- 50 )"),
    ("up to 40", percent("40", "up_to"), "30 40", "30 40.5"),
    ("up to half", share("50", "up_to"), "37.5 50", "37.5 50"),
    ("between 30 and 40", percent("30", "between", written_high="40"), "29.5 40.5", "27.5 42.5"),
    ("between 2 and 3 million", money("2", "between", written_high="3"), "1.9 3.15", "1.8 3.3"),
    (
        "more than eleven in twelve",
        share("91.66666666666666666666666667", "more_than"),
        "( 91.66666666666666666666666667 -",
        "89.16666666666666666666666667 -",
    ),
    ("more than doubled", change("2", "more_than"), "( 2 -", "1.9 -"),
    ("more than halved", change("0.5", "more_than"), "- 0.5 )", "- 0.525"),
    ("nearly halved", change("0.5", "nearly"), "0.5 0.6", "0.375 0.6"),
    ("nearly all", worded(QuantityKind.ALL_BUT), "95 -", "90 -"),
    ("almost none", worded(QuantityKind.ALL_BUT, negated=True), "- 5", "- 10"),
    ("most", worded(QuantityKind.MAJORITY), "( 50 -", "50 -"),
    ("the vast majority", worded(QuantityKind.MAJORITY, vast=True), "75 -", "75 -"),
    ("dozens", worded(QuantityKind.ORDER, scale=12), "24 120 )", "12 144 )"),
]


def ends_with_openness(band: Band) -> str:
    return f"{'( ' if band.low_open else ''}{ends(band)}{' )' if band.high_open else ''}"


@pytest.mark.parametrize(("said", "first", "second"), [row[1:] for row in TURNED], ids=[row[0] for row in TURNED])
def test_a_comparator_turns_the_widths_into_bands(said: Quantity, first: str, second: str) -> None:
    found = bands_of(said)

    assert (ends_with_openness(found.agrees), ends_with_openness(found.close)) == (first, second)


def test_one_in_36_lies_within_half_a_step_of_its_denominator() -> None:
    value = D(100) / 36

    found = bands_of(share(str(value), denominator=36))

    assert found.agrees.low is not None
    assert found.agrees.high is not None
    assert abs(found.agrees.low - D(100) / D("36.5")) < D("1e-20")
    assert abs(found.agrees.high - D(100) / D("35.5")) < D("1e-20")
    assert found.close.low == value - value * D("0.035")


@pytest.mark.parametrize("denominator", [4, 10, 20, 100])
def test_small_and_round_denominators_are_shares_in_words(denominator: int) -> None:
    found = bands_of(share(str(D(100) / denominator), denominator=denominator))

    assert found.row.startswith("share in words")


def test_a_quantity_that_names_no_number_has_no_bands() -> None:
    assert bands(worded(QuantityKind.COUNT)) is None


def test_a_curator_narrows_and_widens_both_bands() -> None:
    wide = bands_of(percent("40"), agrees_factor=D(2), close_factor=D("1.2"))
    narrow = bands_of(percent("40"), agrees_factor=D("0.5"), close_factor=D("0.5"))

    assert (ends(wide.agrees), ends(wide.close)) == ("39 41", "37 43")
    assert (ends(narrow.agrees), ends(narrow.close)) == ("39.75 40.25", "38.75 41.25")


def test_a_wide_first_band_takes_the_second_along() -> None:
    found = bands_of(percent("40"), agrees_factor=D(10))

    assert ends(found.agrees) == ends(found.close) == "35 45"


def test_every_comparator_is_in_use() -> None:
    assert all(bands(percent("40", comparator)) is not None for comparator in Comparator)


def test_the_printed_table_holds_every_row_and_every_comparator_in_words() -> None:
    rows = list(print_table())

    names = [row[0] for row in rows]
    assert set(names) >= {row.name for row in TABLE}
    assert {"percent, whatever row", "between", "the vast majority"} <= set(names)
    assert all(text.strip() for row in rows for text in row)
    assert len(names) == len(set(names))
