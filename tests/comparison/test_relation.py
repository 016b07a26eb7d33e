"""A figure beside the bands: points, qualified figures, and what is told beside the relation."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.comparison.relation import figure_of, plain
from claims.values import Quantity, QuantityKind
from tests.comparison.building import change, count, money, percent, related, relation, share, worded, years

D = Decimal
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("said", "figure", "expected"),
    [
        (percent("2"), "<2.5", "close"),
        (percent("10"), "<2.5", "differs"),
        (percent("3"), "<2.5", "close"),
        (percent("1", "more_than"), "<2.5", "not_comparable"),
        (percent("5", "more_than"), "<2.5", "differs"),
        (percent("1", "at_least"), "<2.5", "not_comparable"),
        (percent("5", "less_than"), "<2.5", "agrees"),
        (percent("2.5", "less_than"), "<2.5", "agrees"),
        (percent("1", "less_than"), "<2.5", "not_comparable"),
        (percent("3", "up_to"), "<2.5", "not_comparable"),
        (percent("40", "up_to"), "<2.5", "not_comparable"),
        (percent("0", "between", written_high="5"), "<2.5", "agrees"),
        (worded(QuantityKind.ALL_BUT, negated=True), "<2.5", "agrees"),
        (worded(QuantityKind.ALL_BUT), ">97.5", "agrees"),
        (worded(QuantityKind.ALL_BUT), ">92", "not_comparable"),
        (worded(QuantityKind.MAJORITY), "<2.5", "differs"),
        (worded(QuantityKind.MAJORITY), ">45", "not_comparable"),
        (worded(QuantityKind.MAJORITY, vast=True), ">60", "not_comparable"),
        (percent("98"), ">97.5", "close"),
    ],
)
def test_a_qualified_figure_is_the_whole_of_an_interval(said: Quantity, figure: str, expected: str) -> None:
    assert relation(said, figure) == expected


def test_a_qualified_figure_is_told_as_what_the_source_says_only() -> None:
    _relation, told = related(percent("2"), "<2.5")

    assert [reason.code for reason in told] == ["source_says_only"]


def test_a_qualified_figure_of_money_has_no_lower_end() -> None:
    figure = figure_of(D(100), "<", "USD")

    assert (figure.low, figure.high, figure.high_open) == (None, D(100), True)


def test_a_qualified_percentage_ends_at_a_hundred_where_it_is_a_share() -> None:
    assert figure_of(D(95), ">", "percent").high == D(100)
    assert figure_of(D(120), ">", "percent").high is None
    assert figure_of(D(50), ">", "people").high is None


def test_at_most_and_at_least_of_a_source_hold_their_end() -> None:
    assert figure_of(D("2.5"), "<=", "percent").high_open is False
    assert figure_of(D("2.5"), ">=", "percent").low_open is False


@pytest.mark.parametrize(
    ("said", "figure", "expected"),
    [
        (worded(QuantityKind.MAJORITY), "50", "close"),
        (worded(QuantityKind.MAJORITY), "49.6", "differs"),
        (share("50", "more_than", line=True), "50", "differs"),
        (worded(QuantityKind.MAJORITY, vast=True), "75", "agrees"),
        (worded(QuantityKind.MAJORITY, vast=True), "50", "not_comparable"),
        (worded(QuantityKind.MAJORITY, vast=True), "49.9", "differs"),
        (percent("40", "up_to"), "30", "agrees"),
        (percent("40", "up_to"), "29.9", "not_comparable"),
        (worded(QuantityKind.ORDER, scale=10_000), "100000", "close"),
        (worded(QuantityKind.ORDER, scale=10_000), "120000", "differs"),
        (change("0.5", "more_than"), "0.4", "agrees"),
        (change("0.5", "more_than"), "0.7", "differs"),
        (change("0.5", "nearly"), "0.55", "agrees"),
        (years("41"), "42", "close"),
        (years("41"), "43", "differs"),
    ],
)
def test_a_point_falls_on_the_side_that_the_words_draw(said: Quantity, figure: str, expected: str) -> None:
    assert relation(said, figure) == expected


@pytest.mark.parametrize(
    ("said", "figure", "code"),
    [
        (percent("40", "more_than"), "50.1", "far_more"),
        (percent("40", "at_least"), "50.1", "far_more"),
        (percent("40", "less_than"), "29.9", "far_less"),
        (percent("40", "up_to"), "12", "upper_end_not_borne_out"),
        (worded(QuantityKind.MAJORITY, vast=True), "61", "vast_is_judgement"),
        (change("2"), "2.2", "more_than_doubled"),
        (change("2"), "2.6", "more_than_doubled"),
        (change("3"), "3.4", "more_than_tripled"),
        (change("4"), "4.5", "more_than_the_multiple"),
        (change("0.5"), "0.4", "more_than_halved"),
        (count("2", scale=MILLION), "2240000", "rounded_down_from"),
        (count("2", scale=MILLION), "1870000", "rounded_up_from"),
        (percent("40"), "41.6", "rounded_down_from"),
        (percent("2", "about"), "2.4", "rounded_down_from"),
        (percent("0.5"), "0.54", "rounded_down_from"),
    ],
)
def test_what_a_reader_should_know_is_told(said: Quantity, figure: str, code: str) -> None:
    _relation, told = related(said, figure)

    assert [reason.code for reason in told] == [code]


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        (percent("40", "more_than"), "49.9"),
        (percent("40", "more_than"), "30"),
        (percent("41"), "41.4"),
        (percent("40"), "40"),
        (percent("40"), "46"),
        (count("1", scale=MILLION), "620000"),
        (money("1.2", scale=10**9), "1230000000"),
        (change("2"), "1.9"),
        (change("2"), "2.1"),
        (share("25"), "26.4"),
        (worded(QuantityKind.MAJORITY), "72"),
    ],
)
def test_nothing_is_told_where_there_is_nothing_to_say(said: Quantity, figure: str) -> None:
    assert related(said, figure)[1] == ()


def test_rounding_is_told_whatever_the_relation_with_the_figure_in_full() -> None:
    found, told = related(count("2", scale=MILLION), "2240000")

    assert found.value == "differs"
    assert told[0].numbers == (("figure", "2,240,000"),)


@pytest.mark.parametrize(
    ("number", "text"), [("2240000", "2,240,000"), ("41.60", "41.6"), ("1E+3", "1,000"), ("-0.50", "-0.5"), ("0", "0")]
)
def test_a_number_is_shown_plainly(number: str, text: str) -> None:
    assert plain(D(number)) == text
