"""What the grammar reaches on annotated sentences, and readings that grammars of numbers often get wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from claims.evaluation.quantities import read_sentences, score
from claims.extraction.quantities import find_quantities
from claims.values import Quantity

DATA = Path(__file__).parent / "data" / "quantities.jsonl"


def one(sentence: str) -> Quantity:
    (quantity,) = find_quantities(sentence)
    return quantity


def test_the_figures_hold() -> None:
    with DATA.open(encoding="utf-8") as lines:
        reached = score(read_sentences(lines))

    assert reached.sentences >= 330
    assert reached.precision >= 0.98, reached.cases
    assert reached.recall >= 0.98, reached.cases
    assert reached.comparator_accuracy >= 0.98, reached.cases
    assert reached.unit_accuracy >= 0.97, reached.cases


@pytest.mark.parametrize("year", ["In 1998 it rained.", "The 2019-20 season was short.", "Since 2011, trade fell."])
def test_a_year_is_no_quantity(year: str) -> None:
    assert find_quantities(year) == ()


def test_one_in_four_is_a_share_and_not_one() -> None:
    quantity = one("One in four children is stunted.")

    assert (quantity.low, quantity.high) == (Decimal(25), Decimal(25))
    assert (quantity.unit, quantity.denominator) == ("percent", 4)


def test_a_million_of_money_is_not_a_metre() -> None:
    quantity = one("The prize is $1m.")

    assert (quantity.text, quantity.low, quantity.unit) == ("$1m", Decimal(10**6), "USD")


@pytest.mark.parametrize("sign", [",", "\u00a0", "\u202f", "\u2009", " ", "\u2019"])
def test_thousands_are_told_apart_by_any_separator(sign: str) -> None:
    assert one(f"The fire burned 12{sign}500 hectares.").low == 12_500


@pytest.mark.parametrize("number", ["020 7946 0958", "612 345 678", "555 019 222"])
def test_a_telephone_number_is_no_thousands(number: str) -> None:
    assert find_quantities(f"Call {number} for help.") == ()


@pytest.mark.parametrize(
    ("sentence", "counts", "whole", "vague"),
    [
        ("40 percent of the population is poor.", "population", "of the population", False),
        ("Two-thirds of its exports are oil.", "exports", "of its exports", False),
        ("Most of the budget is spent.", "budget", "of the budget", True),
        ("There are 45 deaths per 100,000 live births.", "deaths per 100,000 live births", "", False),
        ("Niger has 6.7 children per woman.", "children per woman", "", False),
        ("It pumps 2 million barrels a day.", "barrels a day", "", False),
        ("It counts 600 attacks a week.", "attacks a week", "", False),
        ("Dozens of villages burned.", "villages", "", True),
        ("There is one doctor per 12,000 residents.", "doctor per 12,000 residents", "", False),
    ],
)
def test_what_is_counted_and_of_what_whole(sentence: str, counts: str, whole: str, vague: bool) -> None:
    quantity = one(sentence)

    assert (quantity.counts, quantity.whole, quantity.is_vague) == (counts, whole, vague)


@pytest.mark.parametrize(
    ("sentence", "low", "high", "unit"),
    [
        ("Every third child is stunted.", "33.33", "33.33", "percent"),
        ("Between a third and a half of the crop rotted.", "33.33", "50", "percent"),
        ("It cut its debt by half.", "0.5", "0.5", "times"),
        ("He waited an hour and a half.", "1.5", "1.5", "hours"),
        ("Costs grew by a factor of eight.", "8", "8", "times"),
        ("It was minus five degrees.", "-5", "-5", "degrees"),
        ("Growth was .5 percent.", "0.5", "0.5", "percent"),
        ("Le Pen won 41,5 percent.", "41.5", "41.5", "percent"),
        ("The agency lost R4.5bn.", "4500000000", "4500000000", "ZAR"),
    ],
)
def test_wordings_that_hide_their_value(sentence: str, low: str, high: str, unit: str) -> None:
    quantity = one(sentence)

    assert quantity.low is not None
    assert quantity.high is not None
    assert (round(quantity.low, 2), round(quantity.high, 2)) == (Decimal(low), Decimal(high))
    assert quantity.unit == unit
