"""Statements beside figures, with the relation that a fair editor gives."""

from __future__ import annotations

import pytest

from claims.comparison.compare import compare
from claims.comparison.summary import summarise
from claims.values import AsOf, Quantity, QuantityKind, Summary
from tests.comparison.building import (
    answer,
    change,
    count,
    money,
    observed,
    percent,
    period,
    relation,
    series,
    share,
    statement,
    then_and_now,
    worded,
)

MILLION = 1_000_000
A_THIRD = "33.33333333333333333333333333"
ROWS: list[tuple[str, Quantity, str]] = [
    ("35 percent", percent("35"), "41.6 differs"),
    ("about 90 percent", percent("90", "about"), "90.3 agrees; 94.8 close; 86.3 close; 83.0 differs"),
    ("about 85 percent", percent("85", "about"), "83.0 agrees; 45.3 differs"),
    ("nearly 40 percent", percent("40", "nearly"), "39.2 agrees; 41.6 close; 43.4 differs"),
    ("more than 40 percent", percent("40", "more_than"), "41.6 agrees; 39.7 close; 38 differs"),
    ("39.8 percent", percent("39.8"), "39.83 agrees; 40.2 close; 41.6 differs"),
    ("3 percent growth", percent("3"), "2.6 agrees; 2.4 differs"),
    ("a third", share(A_THIRD), "31 agrees; 35.9 close; 28 differs"),
    ("10.9 million", count("10.9", scale=MILLION), "10940000 agrees; 11000000 close; 10400000 differs"),
    ("5 million", count("5", scale=MILLION), "5200000 agrees; 4600000 close; 4400000 differs"),
    ("more than half", share("50", "more_than", line=True), "51 agrees; 48 differs"),
    ("3.9 percent unemployed", percent("3.9"), "3.92 agrees; 4.2 differs"),
    ("2 percent", percent("2"), "<2.5 close"),
    ("20 dead", count("20"), "20 agrees; 21 close; 23 differs"),
    ("$1.2bn", money("1.2", scale=10**9), "1230000000 agrees; 1255000000 close; 1300000000 differs"),
    ("nearly all", worded(QuantityKind.ALL_BUT), "97.8 agrees; 91 close; 88 differs"),
    ("about a dozen dead", count("a dozen", "about", value="12"), "13 agrees; 14 close"),
    ("up to 40 percent", percent("40", "up_to"), "36 agrees; 40.3 close; 12 not_comparable"),
    ("most", worded(QuantityKind.MAJORITY), "72 agrees; 44 differs"),
    ("tens of thousands", worded(QuantityKind.ORDER, scale=10_000), "43000 agrees; 14000 close; 900 differs"),
    ("doubled", change("2"), "1.96 agrees; 1.84 close; 1.6 differs"),
]
SINGLE = [
    pytest.param(said, *each.split(), id=f"{words} | {each.split()[0]}")
    for words, said, row in ROWS
    for each in row.split("; ")
]


@pytest.mark.parametrize(("said", "figure", "expected"), SINGLE)
def test_the_relation_of_the_example_is_found(said: Quantity, figure: str, expected: str) -> None:
    assert relation(said, figure) == expected


def test_forty_percent_was_fair_when_it_was_said_and_was_revised_since() -> None:
    figures = [observed("2014-2016", "2017-09-25", "41.6"), observed("2014-2016", "2024-08-01", "43.3")]

    found = compare(statement(percent("40")), series(), figures)

    assert then_and_now(found) == ("close 41.6", "differs 43.3")
    assert summarise((series(), each) for each in found) == Summary.REVISED_SINCE


def test_forty_percent_for_a_named_period_differs_from_its_newest_figure() -> None:
    figures = [observed("2014-2016", "2017-09-25", "41.6"), observed("2015-2017", "2024-08-01", "44.2")]

    found = compare(statement(percent("40"), period=period("2015-2017")), series(), figures)

    now = answer(found, AsOf.NOW)
    assert then_and_now(found) == ("close 41.6", "differs 44.2")
    assert now is not None
    assert now.check_reading is False


def test_two_definitions_on_two_sides_depend_on_the_definition() -> None:
    said = statement(percent("85", "about"), period=period("2010"))
    without, with_it = series(code="without", origin="a"), series(code="with", origin="b")

    first = compare(said, without, [observed("2010", "2013-05-31", "83.0")])
    second = compare(said, with_it, [observed("2010", "2013-05-31", "45.3")])

    assert (then_and_now(first)[0], then_and_now(second)[0]) == ("agrees 83.0", "differs 45.3")
    weighed = [(without, each) for each in first] + [(with_it, each) for each in second]
    assert summarise(weighed) == Summary.DEPENDS_ON_DEFINITION
