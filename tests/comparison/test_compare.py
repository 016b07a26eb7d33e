"""A whole comparison: places and counterparts, units, gaps, what to look at first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from claims.comparison.compare import compare
from claims.values import AsOf, Compared, Move, Quantity, QuantityKind
from tests.comparison.building import (
    answer,
    codes,
    count,
    money,
    observed,
    percent,
    period,
    series,
    share,
    statement,
    then_and_now,
    worded,
)

D = Decimal
FIGURE = observed("2016", "2017-09-25", "41.6")


def then_of(said: Quantity | None, unit: str = "percent", raw: str = "41.6") -> Compared:
    found = compare(statement(said), series(unit), [observed("2016", "2017-09-25", raw)])
    then = answer(found, AsOf.THEN)
    assert then is not None
    return then


def test_a_source_that_has_nothing_for_the_place_has_no_data_as_of_now() -> None:
    elsewhere = [observed("2016", "2017-09-25", "41.6", place="BRA")]

    found = compare(statement(percent("40")), series(), elsewhere)

    assert then_and_now(found) == (None, "no_data -")
    assert "nothing_for_place" in codes(answer(found, AsOf.NOW))


def test_a_source_that_answers_with_empty_cells_alone_has_no_data() -> None:
    found = compare(statement(percent("40")), series(), [observed("2016", "2017-09-25", "")])

    assert then_and_now(found) == (None, "no_data -")


def test_only_the_counterpart_that_was_named_answers() -> None:
    figures = [
        observed("2016", "2017-09-25", "100"),
        observed("2016", "2017-09-25", "41.6", counterpart="CHN"),
        observed("2016", "2017-09-25", "9", counterpart="RUS"),
    ]

    found = compare(statement(percent("40"), counterpart="CHN"), series(), figures)

    assert then_and_now(found)[0] == "close 41.6"


def test_a_series_without_counterparts_answers_a_statement_that_names_one() -> None:
    found = compare(statement(percent("40"), counterpart="CHN"), series(), [FIGURE])

    assert then_and_now(found)[0] == "close 41.6"


def test_a_statement_without_counterpart_takes_no_partners_figure() -> None:
    found = compare(statement(percent("40")), series(), [observed("2016", "2017-09-25", "40", counterpart="CHN")])

    assert then_and_now(found) == (None, "no_data -")


@pytest.mark.parametrize(
    ("said", "unit", "raw", "code"),
    [
        (None, "percent", "41.6", "no_number"),
        (worded(QuantityKind.COUNT), "people", "41", "no_number"),
        (count("40"), "percent", "41.6", "other_unit"),
        (percent("40"), "people", "41", "other_unit"),
        (money("40", unit="EUR"), "USD", "40", "other_unit"),
        (money("40"), "EUR", "40", "other_unit"),
        (money("3", unit="points"), "percent", "3", "other_unit"),
    ],
)
def test_what_cannot_be_compared_says_why_and_shows_the_figure(
    said: Quantity | None, unit: str, raw: str, code: str
) -> None:
    then = then_of(said, unit, raw)

    assert then.relation.value == "not_comparable"
    assert code in codes(then)
    assert then.observed is not None


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        (worded(QuantityKind.MAJORITY), "agrees"),
        (worded(QuantityKind.ALL_BUT), "differs"),
    ],
)
def test_words_that_name_a_span_are_compared_without_a_number(said: Quantity, relation: str) -> None:
    then = then_of(said, raw="72")

    assert then.relation.value == relation
    assert then.gap is None
    assert then.gap_relative is None


def test_an_order_word_is_compared_with_a_count() -> None:
    assert then_of(worded(QuantityKind.ORDER, scale=10_000), "people", "43000").relation.value == "agrees"


@pytest.mark.parametrize(
    ("said", "unit", "factor", "raw", "gap", "relative"),
    [
        (percent("40"), "percent", "1", "41.6", "1.6", "0.04"),
        (percent("40"), "ratio", "1", "0.416", "0.016", "0.04"),
        (count("25", scale=10**6), "people", "1000", "25400", "400000", "0.016"),
        (percent("40", "more_than"), "percent", "1", "38", "-2", "-0.05"),
        (percent("30", "between", written_high="40"), "percent", "1", "41.6", "1.6", "0.04"),
        (percent("30", "between", written_high="40"), "percent", "1", "35", "0", "0"),
        (percent("40", "up_to"), "percent", "1", "38", "-2", "-0.05"),
        (percent("-2"), "percent", "1", "-3", "-1", "-0.5"),
    ],
)
def test_the_gap_is_observation_less_statement_in_the_unit_of_the_series(
    said: Quantity, unit: str, factor: str, raw: str, gap: str, relative: str
) -> None:
    raws = [observed("2016", "2017-09-25", raw)]

    then = answer(compare(statement(said), series(unit, factor=D(factor)), raws), AsOf.THEN)

    assert then is not None
    assert (then.gap, then.gap_relative) == (D(gap), D(relative))


def test_zero_as_said_has_no_relative_gap() -> None:
    then = then_of(percent("0"), raw="0.3")

    assert (then.gap, then.gap_relative) == (D("0.3"), None)


def test_a_bare_number_takes_the_unit_of_the_measure() -> None:
    million = then_of(count("25", unit="", scale=10**6), "people", "25400000")
    rate = then_of(count("20", unit=""), "per_1000", "20.3")

    assert million.relation.value == "agrees"
    assert rate.relation.value == "agrees"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("-3.2", "agrees"), ("3.2", "differs"), ("-5", "differs"), (">-1", "differs"), ("<-3", "close")],
)
def test_a_fall_is_said_of_the_mirror_of_a_rise(raw: str, expected: str) -> None:
    shrank = replace(percent("3.2"), move=Move.DOWN)

    assert then_of(shrank, raw=raw).relation.value == expected


def test_the_change_of_a_level_is_not_compared_with_the_level() -> None:
    then = then_of(replace(percent("2"), move=Move.OF_LEVEL))

    assert then.relation.value == "not_comparable"
    assert "change_for_level" in codes(then)


def test_a_small_bare_count_of_people_stays_exact() -> None:
    assert then_of(count("27", unit=""), "people", "28").relation.value == "differs"


def test_the_unit_that_a_figure_names_itself_counts() -> None:
    figure = observed("2016", "2017-09-25", "25400", unit="thousand people")

    found = compare(statement(count("25", scale=10**6)), series("people"), [figure])

    assert then_and_now(found)[0] == "agrees 25400"


def test_a_curators_factors_reach_the_bands() -> None:
    wide = series(close_factor=D(3))

    then = answer(compare(statement(percent("40")), wide, [observed("2016", "2017-09-25", "46")]), AsOf.THEN)

    assert then is not None
    assert then.relation.value == "close"


@pytest.mark.parametrize(
    ("doubt", "code", "number"),
    [
        ({"uncovered": ("or", "through")}, "words_not_counted", "or, through"),
        ({"place_carried": True}, "place_was_carried", "FRD"),
        ({"near_rival": "export-partner-share"}, "near_rival", "export-partner-share"),
    ],
)
def test_a_doubtful_reading_is_marked_and_says_why(doubt: dict[str, object], code: str, number: str) -> None:
    found = compare(statement(percent("40"), period=period("2016"), **doubt), series(), [FIGURE])

    then = answer(found, AsOf.THEN)
    assert then is not None
    assert then.check_reading is True
    assert [reason.numbers[0][1] for reason in then.reasons if reason.code == code] == [number]


def test_a_certain_reading_of_a_named_period_is_not_marked() -> None:
    then = answer(compare(statement(percent("40"), period=period("2016")), series(), [FIGURE]), AsOf.THEN)

    assert then is not None
    assert then.check_reading is False


def test_doubts_stand_on_findings_without_a_comparison_too() -> None:
    found = compare(statement(percent("40"), place_carried=True), series(), [])

    now = answer(found, AsOf.NOW)
    assert "place_was_carried" in codes(now)


def test_a_qualified_figure_is_told_as_the_source_wrote_it() -> None:
    then = then_of(percent("2"), raw="<2.5")

    told = [dict(reason.numbers) for reason in then.reasons if reason.code == "source_says_only"]
    assert then.relation.value == "close"
    assert told == [{"figure": "<2.5"}]


def test_the_bands_are_told_as_they_were_read() -> None:
    then = then_of(percent("40", "more_than"))

    told = [dict(reason.numbers) for reason in then.reasons if reason.code == "read_as"]
    assert told == [{"agrees": "> 40", "close": "≥ 39.5"}]


def test_bands_are_shown_with_six_digits_and_compared_with_all() -> None:
    then = then_of(share("33.33333333333333333333333333"), raw="35.8333333")

    told = [dict(reason.numbers) for reason in then.reasons if reason.code == "read_as"]
    assert told == [{"agrees": "30.8333 – 35.8333", "close": "29.3333 – 37.3333"}]
    assert then.relation.value == "agrees"


def test_at_most_one_answer_for_then_and_one_for_now_in_this_order() -> None:
    figures = [observed(str(year), f"{year + 1}-06-01", "40", read_on=date(2026, 1, 1)) for year in range(1990, 2025)]

    found = compare(statement(percent("40")), series(code="x"), figures)

    assert [each.as_of for each in found] == [AsOf.THEN, AsOf.NOW]
    assert {each.series for each in found} == {"x"}


def test_the_order_of_the_observations_does_not_matter() -> None:
    figures = [
        observed("2014-2016", "2017-09-25", "41.6"),
        observed("2014-2016", "2019-10-09", "44.3"),
        observed("2014-2016", "2024-08-01", "43.3"),
        observed("2015-2017", "2018-09-30", "43.4"),
    ]

    assert compare(statement(percent("40")), series(), figures) == compare(
        statement(percent("40")), series(), reversed(figures)
    )
