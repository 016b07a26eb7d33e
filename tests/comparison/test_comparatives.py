"""Statements that compare: movement, records, other places, multiples, signs of yearly changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.comparison.comparatives import is_among_many, places_of, years_around
from claims.comparison.compare import compare, with_readings
from claims.values import (
    Comparative,
    ComparativeKind,
    Compared,
    Direction,
    Observed,
    Period,
    QuantityKind,
    SeriesInfo,
    Statement,
)
from tests.comparison.building import quantity

SAID = date(2018, 6, 11)
UNEMPLOYED = SeriesInfo("SL.UEM", "world_bank", "ilo", "percent", indicator="unemployment")
GROWTH = SeriesInfo("NY.GDP", "world_bank", "wb", "percent", indicator="gdp-growth", is_change=True)
KIND = ComparativeKind


def figure(year: int, raw: str, place: str = "FRD", **more: Any) -> Observed:
    value = Decimal(raw.lstrip("<"))
    qualifier = "<" if raw.startswith("<") else ""
    vintage = more.pop("vintage", date(2018, 1, 31))
    span = (date(year, 1, 1), date(year, 12, 31))
    return Observed("SL.UEM", place, *span, str(year), vintage, "", raw, value, qualifier=qualifier, **more)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), str(number))


def told(kind: ComparativeKind, direction: Direction = Direction.UP, **more: Any) -> Comparative:
    return Comparative(kind, "as it was said", 0, 1, direction, **more)


def said(comparative: Comparative, **more: Any) -> Statement:
    return Statement(more.pop("quantity", None), "FRD", said_on=SAID, comparative=comparative, **more)


def then(statement: Statement, rows: list[Observed], series: SeriesInfo = UNEMPLOYED) -> Compared:
    return compare(statement, series, rows)[0]


def codes(compared: Compared) -> list[str]:
    return [reason.code for reason in compared.reasons]


def numbers(compared: Compared, code: str) -> dict[str, str]:
    return next(dict(reason.numbers) for reason in compared.reasons if reason.code == code)


@pytest.mark.parametrize(
    ("direction", "before", "after", "expected"),
    [
        (Direction.UP, "5.4", "5.7", "agrees"),
        (Direction.UP, "5.7", "5.4", "differs"),
        (Direction.DOWN, "5.7", "5.4", "agrees"),
        (Direction.UP, "5.72", "5.70", "close"),
        (Direction.UNCHANGED, "5.7", "5.7", "agrees"),
        (Direction.UNCHANGED, "5.7", "5.9", "close"),
        (Direction.UNCHANGED, "5.7", "6.4", "differs"),
    ],
)
def test_a_movement_in_a_year_is_on_the_year_before(
    direction: Direction, before: str, after: str, expected: str
) -> None:
    rows = [figure(2015, "9.9"), figure(2016, before), figure(2017, after)]

    found = then(said(told(KIND.MOVED, direction), period=year(2017)), rows)

    assert found.relation == expected
    sums = numbers(found, "moved_from")
    assert (sums["other"], sums["when"], sums["own"], sums["period"]) == (before, "2016", after, "2017")


def test_a_movement_since_a_year_goes_to_the_last_figure_known() -> None:
    rows = [figure(2000, "9"), figure(2016, "6"), figure(2017, "7")]
    since = Period(date(2000, 1, 1), SAID, "since 2000")

    found = then(said(told(KIND.MOVED, Direction.DOWN), period=since), rows)

    assert (found.relation, numbers(found, "moved_from")["result"]) == ("agrees", "-2")


def test_an_earlier_year_that_has_no_figure_refutes_nothing() -> None:
    rows = [figure(2009, "5"), figure(2017, "7")]

    found = then(said(told(KIND.MOVED, Direction.DOWN, since=year(2010))), rows)

    assert found.relation == "not_comparable"
    assert "nearest_period" in codes(found)


def test_what_moved_since_is_not_told_without_a_time() -> None:
    found = then(said(told(KIND.MOVED)), [figure(2016, "6"), figure(2017, "7")])

    assert (found.relation, codes(found)[-1]) == ("not_comparable", "nothing_to_compare_with")


def test_a_movement_is_told_as_known_then_and_as_known_now() -> None:
    revised = figure(2017, "5.2", vintage=date(2019, 1, 31), read_on=date(2019, 2, 1))
    rows = [figure(2016, "6.1"), figure(2017, "7.0"), revised]

    found = compare(said(told(KIND.MOVED), period=year(2017)), UNEMPLOYED, rows)

    assert [(each.as_of, each.relation) for each in found] == [("then", "agrees"), ("now", "differs")]


def test_a_record_is_held_against_every_figure_before_it() -> None:
    rows = [figure(number, "5") for number in range(2008, 2017)]

    assert then(said(told(KIND.RECORD)), [*rows, figure(2017, "6")]).relation == "agrees"
    assert then(said(told(KIND.RECORD)), [*rows, figure(2012, "7"), figure(2017, "6")]).relation == "differs"
    assert then(said(told(KIND.RECORD)), [*rows[-3:], figure(2017, "6")]).relation == "not_comparable"


def test_the_lowest_since_a_year_says_nothing_of_that_year() -> None:
    rows = [figure(2011, "3"), figure(2012, "6"), figure(2013, "7"), figure(2017, "4")]

    found = then(said(told(KIND.RECORD, Direction.DOWN, since=year(2011))), rows)

    assert (found.relation, numbers(found, "record_low")["other"]) == ("agrees", "6")


def test_another_place_is_compared_by_its_figure_of_the_same_time() -> None:
    rows = [figure(2017, "7"), figure(2017, "6.5", "RUR"), figure(2016, "8", "RUR")]

    assert then(said(told(KIND.PLACE, place="RUR")), rows).relation == "agrees"
    assert then(said(told(KIND.PLACE, Direction.DOWN, place="RUR")), rows).relation == "differs"
    assert then(said(told(KIND.PLACE, place="SYL")), rows).relation == "not_comparable"


@pytest.mark.parametrize(
    ("written", "own", "other", "expected"),
    [
        ("2", "8", "4", "agrees"),
        ("2", "8.8", "4", "close"),
        ("2", "6", "4", "differs"),
        ("2", "8", "<4", "not_comparable"),
    ],
)
def test_a_multiple_of_another_place_is_the_quotient(written: str, own: str, other: str, expected: str) -> None:
    twice = quantity(written, kind=QuantityKind.CHANGE)
    rows = [figure(2017, own), figure(2017, other, "RUR")]

    found = then(said(told(KIND.RATIO, place="RUR"), quantity=twice), rows)

    assert found.relation == expected


def test_a_part_of_an_earlier_figure_is_in_percent() -> None:
    half = quantity("half", kind=QuantityKind.SHARE, value="50")

    found = then(said(told(KIND.RATIO, since=year(2009)), quantity=half), [figure(2009, "8"), figure(2017, "3.9")])

    assert (found.relation, numbers(found, "ratio_of_years")["result"]) == ("agrees", "0.4875")


def test_of_nothing_there_is_no_multiple() -> None:
    twice = quantity("2", kind=QuantityKind.CHANGE)

    found = then(said(told(KIND.RATIO, place="RUR"), quantity=twice), [figure(2017, "8"), figure(2017, "0", "RUR")])

    assert (found.relation, codes(found)[-1]) == ("not_comparable", "ratio_of_no_positive")


def test_a_yearly_change_is_above_or_below_nothing() -> None:
    rows = [figure(2015, "4"), figure(2016, "-1"), figure(2017, "2")]

    assert then(said(told(KIND.SIGN), period=year(2017)), rows, GROWTH).relation == "agrees"
    assert then(said(told(KIND.SIGN), period=year(2016)), rows, GROWTH).relation == "differs"
    since = Period(date(2014, 1, 1), SAID, "since 2014")
    found = then(said(told(KIND.SIGN), period=since), rows, GROWTH)
    assert (found.relation, numbers(found, "years_taken_together")["change"]) == ("agrees", "5.019")


def test_what_stands_beside_a_number_is_told_and_not_compared() -> None:
    beside = told(KIND.RANK, group="WLD", beside=True)

    found = then(said(beside, quantity=quantity("7")), [figure(2017, "7")])

    assert (found.relation, codes(found)[-1], found.check_reading) == ("agrees", "not_compared_beside", True)


def test_no_other_reading_is_looked_for_of_what_compares() -> None:
    statement = said(told(KIND.MOVED), period=year(2017))
    rows = [figure(2016, "8"), figure(2017, "7")]

    found = with_readings(then(statement, rows), statement, UNEMPLOYED, rows)

    assert (found.relation, found.readings) == ("differs", ())


def test_what_is_asked_for_is_what_is_compared() -> None:
    assert places_of(said(told(KIND.PLACE, place="RUR"))) == frozenset({"FRD", "RUR"})
    assert places_of(said(told(KIND.RANK, group="WLD"))) is None
    assert places_of(said(told(KIND.RANK, group="G7"))) == frozenset({"FRD", *"CAN DEU FRA GBR ITA JPN USA".split()})
    assert not is_among_many(said(told(KIND.PLACE, place="RUR")))
    assert years_around(said(told(KIND.RANK, group="G7"), period=year(2010))) == (2007, 2013)
    assert years_around(Statement(None, "FRD", comparative=told(KIND.RANK, group="G7"))) is None
