"""What the grammar reaches on annotated sentences, and readings that grammars of numbers often get wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from claims.evaluation.quantities import read_sentences, score
from claims.extraction.quantities import find_quantities
from claims.values import Comparator, Quantity

DATA = Path(__file__).parent / "data" / "quantities.jsonl"


def one(sentence: str) -> Quantity:
    (quantity,) = find_quantities(sentence)
    return quantity


def test_the_figures_hold() -> None:
    with DATA.open(encoding="utf-8") as lines:
        reached = score(read_sentences(lines))

    assert reached.sentences >= 900
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
        ("It cost 1.000 euros.", "1000", "1000", "EUR"),
        ("Petrol is at 1.780 euros a litre.", "1.78", "1.78", "EUR"),
        ("A quarter-point rise is likely.", "0.25", "0.25", "points"),
        ("He lost by two-tenths of a second.", "0.2", "0.2", "seconds"),
        ("It took three quarters of an hour.", "0.75", "0.75", "hours"),
        ("He signed a four-and-a-half-year contract.", "4.5", "4.5", "years"),
        ("A woman in her mid-30s drowned.", "35", "35", "years"),
        ("A man in his sixties drowned.", "60", "69", "years"),
        ("The pill halves the risk.", "0.5", "0.5", "times"),
        ("We cut a million four hundred thousand posts.", "1400000", "1400000", "posts"),
        ("The vaulter cleared 6.24m.", "6.24", "6.24", "metres"),
        ("The party has a nine-point lead in the polls.", "9", "9", "points"),
        ("The ship carried 30 U.S. sailors.", "30", "30", "sailors"),
    ],
)
def test_wordings_that_hide_their_value(sentence: str, low: str, high: str, unit: str) -> None:
    quantity = one(sentence)

    assert quantity.low is not None
    assert quantity.high is not None
    assert (round(quantity.low, 2), round(quantity.high, 2)) == (Decimal(low), Decimal(high))
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("sentence", "low", "high", "comparator"),
    [
        ("It shut for more than a year.", 1, None, Comparator.MORE_THAN),
        ("It took nearly an hour.", 1, 1, Comparator.NEARLY),
        ("Sales were shy of 40 percent.", 40, 40, Comparator.NEARLY),
        ("~10 shops closed.", 10, 10, Comparator.ABOUT),
        ("<5% of pupils passed.", None, 5, Comparator.LESS_THAN),
        ("\u226590% of pupils passed.", 90, None, Comparator.AT_LEAST),
        ("50 plus people came.", 50, None, Comparator.AT_LEAST),
        ("Twenty-odd people came.", 20, 20, Comparator.ABOUT),
        ("It costs R18 billion, give or take.", 18 * 10**9, 18 * 10**9, Comparator.ABOUT),
        ("That adds up to 44 million people.", 44 * 10**6, 44 * 10**6, Comparator.EQUAL),
    ],
)
def test_bounds_and_hedges(sentence: str, low: int | None, high: int | None, comparator: Comparator) -> None:
    quantity = one(sentence)

    assert (quantity.low, quantity.high, quantity.comparator) == (low, high, comparator)


@pytest.mark.parametrize(
    "sentence",
    ["Several people were hurt.", "A few schools closed.", "Double-digit growth is back.", "He paid a six-figure sum."],
)
def test_a_number_that_is_only_worded_has_no_value(sentence: str) -> None:
    assert one(sentence).is_vague


@pytest.mark.parametrize(
    ("sentence", "values", "unit"),
    [
        ("The tariffs are 12, 15 and 18 percent.", [12, 15, 18], "percent"),
        ("The rates were 6.15 and 7.40 percent.", [Decimal("6.15"), Decimal("7.40")], "percent"),
        ("It cost 2, 3 or 4 million francs.", [2 * 10**6, 3 * 10**6, 4 * 10**6], "francs"),
    ],
)
def test_a_list_shares_the_unit_of_its_last_number(sentence: str, values: list[Decimal], unit: str) -> None:
    found = find_quantities(sentence)

    assert [quantity.low for quantity in found] == values
    assert {quantity.unit for quantity in found} == {unit}


@pytest.mark.parametrize(
    "sentence",
    [
        "It is closed between junctions 10 and 11.",
        "India reached 287 for 6.",
        "Her 400m hurdles final is on Friday.",
        "A 911 call was made.",
        "The asteroid 2024 YR4 was spotted.",
        "See 18 U.S.C. 1343.",
        "Exports are higher than a year ago.",
        "Doors open from 8 to 9 pm.",
        "There were countless complaints.",
        "COP28 opens in Dubai.",
        "He arrived from the 30s.",
    ],
)
def test_numbers_that_state_nothing(sentence: str) -> None:
    assert find_quantities(sentence) == ()
