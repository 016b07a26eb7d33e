"""Which observation answers: vintages, then and now, named and implied periods, the nearest year."""

from __future__ import annotations

from datetime import date

import pytest

from claims.comparison.choose import known_by
from claims.comparison.compare import compare
from claims.values import AsOf, Compared, Observed
from tests.comparison.building import (
    SAID,
    answer,
    codes,
    observed,
    percent,
    period,
    series,
    statement,
    then_and_now,
)

LATER = date(2026, 1, 1)


def said_40(figures: list[Observed], **more: object) -> tuple[Compared, ...]:
    return compare(statement(percent("40"), **more), series(), figures)


def test_a_vintage_counts_from_the_day_on_which_it_was_public() -> None:
    on_the_day = [observed("2016", "2018-06-11", "40.1"), observed("2016", "2018-06-12", "40.2")]

    assert then_and_now(said_40(on_the_day)) == ("agrees 40.1", "agrees 40.2")


def test_the_newest_vintage_is_taken_per_period_and_not_per_series() -> None:
    figures = [
        observed("2016", "2017-09-25", "41.6"),
        observed("2015", "2018-01-01", "39.9"),
        observed("2015", "2024-01-01", "39.8"),
        observed("2016", "2020-01-01", "43"),
    ]

    assert then_and_now(said_40(figures)) == ("close 41.6", "differs 43")
    assert then_and_now(said_40(figures, period=period("2015"))) == ("agrees 39.9", "agrees 39.8")


def test_of_one_vintage_the_later_issue_counts_in_whatever_order_they_come() -> None:
    first, mended = observed("2016", "2017-09-25", "41.6"), observed("2016", "2017-09-25", "41.7", issue=1)

    assert list(known_by([first, mended], SAID).values()) == [mended]
    assert list(known_by([mended, first], SAID).values()) == [mended]


def test_the_implied_period_is_the_last_that_was_known_and_had_ended() -> None:
    figures = [
        observed("2016", "2017-09-25", "41.6"),
        observed("2017", "2018-09-30", "50"),
        observed("2018", "2018-01-01", "60", note="a forecast"),
    ]

    found = said_40(figures)

    then = answer(found, AsOf.THEN)
    assert then_and_now(found)[0] == "close 41.6"
    assert "implied_period" in codes(then)
    assert then is not None
    assert then.check_reading is True


def test_now_uses_the_period_of_then_in_its_newest_vintage() -> None:
    figures = [
        observed("2016", "2017-09-25", "41.6"),
        observed("2016", "2024-08-01", "43.3"),
        observed("2017", "2018-09-30", "40"),
    ]

    assert then_and_now(said_40(figures)) == ("close 41.6", "differs 43.3")


def test_a_lone_vintage_does_not_answer_now_unless_its_publisher_was_read_again() -> None:
    lone = observed("2016", "2017-09-25", "41.6")
    read_before = observed("2016", "2017-09-25", "41.6", read_on=SAID)
    read_again = observed("2016", "2017-09-25", "41.6", read_on=LATER)

    assert then_and_now(said_40([lone])) == ("close 41.6", None)
    assert then_and_now(said_40([read_before])) == ("close 41.6", None)
    assert then_and_now(said_40([read_again])) == ("close 41.6", "close 41.6")


def test_with_no_day_then_is_unknown_and_now_is_the_last_figure_that_is_no_forecast() -> None:
    figures = [
        observed("2016", "2017-09-25", "41.6"),
        observed("2017", "2018-09-30", "40"),
        observed("2030", "2018-09-30", "12"),
    ]

    found = said_40(figures, said_on=None)

    assert then_and_now(found) == (None, "agrees 40")
    assert "last_period" in codes(answer(found, AsOf.NOW))


def test_where_nothing_was_public_then_now_uses_the_last_period_that_had_ended() -> None:
    live = [observed(str(year), "2025-05-01", str(year - 1977)) for year in range(2010, 2024)]

    assert then_and_now(said_40(live)) == (None, "agrees 40")


def test_where_nothing_was_public_then_now_uses_the_named_period() -> None:
    live = [observed("2015", "2025-05-01", "39.9"), observed("2017", "2025-05-01", "20")]

    assert then_and_now(said_40(live, period=period("2015"))) == (None, "agrees 39.9")


def test_where_no_period_had_ended_the_one_that_had_begun_answers() -> None:
    found = said_40([observed("2018", "2019-05-01", "40")])

    assert then_and_now(found) == (None, "agrees 40")
    assert "running_period" in codes(answer(found, AsOf.NOW))


def test_figures_of_later_periods_alone_say_nothing() -> None:
    found = said_40([observed("2020", "2021-05-01", "40")])

    assert then_and_now(found) == (None, "no_data -")
    assert "nothing_by_then" in codes(answer(found, AsOf.NOW))


def test_a_last_figure_that_ended_more_than_three_years_before_is_shown_and_not_compared() -> None:
    found = said_40([observed("2014", "2016-01-01", "40", read_on=LATER)])

    assert then_and_now(found) == ("no_data 40", "no_data 40")
    assert "last_figure_old" in codes(answer(found, AsOf.THEN))


@pytest.mark.parametrize(("said_on", "relation"), [("2017-12-31", "agrees 40"), ("2018-01-01", "no_data 40")])
def test_three_years_are_counted_to_the_day(said_on: str, relation: str) -> None:
    found = said_40([observed("2014", "2016-01-01", "40")], said_on=date.fromisoformat(said_on))

    assert then_and_now(found)[0] == relation


def test_a_period_that_ends_on_the_day_has_ended() -> None:
    figures = [observed("2018-05", "2018-06-01", "60"), observed("2018-06", "2018-06-30", "40")]

    found = said_40(figures, said_on=date(2018, 6, 30))

    assert then_and_now(found)[0] == "agrees 40"


def test_a_leap_day_has_a_day_three_years_before() -> None:
    leap_day = date(2020, 2, 29)

    within = said_40([observed("2017-02", "2018-01-01", "40")], said_on=leap_day)
    beyond = said_40([observed("2017-01", "2018-01-01", "40")], said_on=leap_day)

    assert (then_and_now(within)[0], then_and_now(beyond)[0]) == ("agrees 40", "no_data 40")


def test_now_fills_the_gap_that_then_had_where_a_later_release_does() -> None:
    figures = [observed("2010", "2012-01-01", "30"), observed("2017", "2019-01-01", "40.2")]

    assert then_and_now(said_40(figures)) == ("no_data 30", "agrees 40.2")


def test_a_figure_that_the_newest_release_leaves_empty_was_withdrawn() -> None:
    figures = [observed("2016", "2017-09-25", "41.6"), observed("2016", "2024-08-01", "")]

    found = said_40(figures)

    assert then_and_now(found) == ("close 41.6", "no_data -")
    assert codes(answer(found, AsOf.NOW)) >= {"nothing_for_place"}


def test_a_withdrawn_figure_beside_others_is_told() -> None:
    figures = [
        observed("2015", "2017-09-25", "41"),
        observed("2016", "2017-09-25", "41.6"),
        observed("2016", "2024-08-01", ""),
    ]

    found = said_40(figures)

    assert then_and_now(found) == ("close 41.6", "no_data -")
    assert "figure_withdrawn" in codes(answer(found, AsOf.NOW))


def test_a_named_year_takes_the_three_year_mean_around_it_and_says_its_middle() -> None:
    figures = [
        observed("2013-2015", "2017-09-25", "30"),
        observed("2014-2016", "2017-09-25", "40.4"),
        observed("2015-2017", "2017-09-25", "50"),
    ]

    found = said_40(figures, period=period("2015"))

    then = answer(found, AsOf.THEN)
    assert then_and_now(found)[0] == "agrees 40.4"
    assert then is not None
    assert ("middle", "2015") in then.reasons[0].numbers


def test_the_nearest_year_within_two_bears_out_and_refutes_nothing() -> None:
    near = [observed("2015", "2016-06-30", "40.2")]
    far_off = [observed("2015", "2016-06-30", "51")]

    borne_out = said_40(near, period=period("2017"))
    refuted = said_40(far_off, period=period("2017"))

    assert then_and_now(borne_out)[0] == "agrees 40.2"
    assert then_and_now(refuted)[0] == "not_comparable 51"
    assert "nearest_period" in codes(answer(refuted, AsOf.THEN))


def test_of_two_years_as_near_the_later_one_answers() -> None:
    figures = [observed("2014", "2016-06-30", "40"), observed("2016", "2017-06-30", "41")]

    assert then_and_now(said_40(figures, period=period("2015")))[0] == "close 41"


def test_beyond_two_years_there_is_no_data_and_the_figure_is_shown() -> None:
    found = said_40([observed("2014", "2016-06-30", "40")], period=period("2017"))

    assert then_and_now(found)[0] == "no_data 40"
    assert "no_figure_near" in codes(answer(found, AsOf.THEN))


def test_the_nearest_year_known_then_gives_way_to_the_year_itself_now() -> None:
    figures = [observed("2016", "2017-06-30", "51"), observed("2017", "2018-09-01", "40")]

    assert then_and_now(said_40(figures, period=period("2017"))) == ("not_comparable 51", "agrees 40")


def test_a_span_longer_than_any_period_of_the_series_has_no_period_in_common() -> None:
    found = said_40([observed("2015", "2016-06-30", "40")], period=period("2000-2010"))

    assert then_and_now(found)[0] == "not_comparable -"
    assert "no_period_in_common" in codes(answer(found, AsOf.THEN))


# --- who was ahead of the data ------------------------------------------------------------------------


def test_the_figure_of_the_statements_own_day_answers_now_where_it_bears_it_out() -> None:
    figures = [observed("2020-03", "2020-04-03", "4.4"), observed("2020-04", "2020-05-08", "14.7")]

    found = compare(statement(percent("14"), said_on=date(2020, 4, 28)), series(), figures)

    assert then_and_now(found) == ("differs 4.4", "close 14.7")
    assert "own_day" in codes(answer(found, AsOf.NOW))


def test_the_figure_of_the_own_day_does_not_displace_a_fair_one() -> None:
    figures = [
        observed("2017", "2018-04-03", "51"),
        observed("2017", "2019-04-03", "40"),
        observed("2018", "2019-04-03", "60"),
    ]

    assert then_and_now(said_40(figures)) == ("differs 51", "agrees 40")


def test_where_the_own_day_differs_too_both_releases_stay_side_by_side_and_it_is_told() -> None:
    figures = [
        observed("2017", "2018-04-03", "51"),
        observed("2017", "2019-04-03", "52"),
        observed("2018", "2019-04-03", "60"),
    ]

    found = said_40(figures)

    assert then_and_now(found) == ("differs 51", "differs 52")
    assert "own_day_differs_too" in codes(answer(found, AsOf.NOW))


@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2018, 12, 31)])
def test_a_period_holds_its_first_and_its_last_day(day: date) -> None:
    figures = [observed("2017", "2018-01-01", "51"), observed("2018", "2019-04-03", "40")]

    assert then_and_now(said_40(figures, said_on=day)) == ("differs 51", "agrees 40")


@pytest.mark.parametrize(("figure", "now"), [("40", "agrees 40"), ("60", "differs 60")])
def test_where_the_last_known_figure_is_too_old_the_own_day_answers_now(figure: str, now: str) -> None:
    figures = [observed("2010", "2012-01-01", "40", read_on=LATER), observed("2018", "2019-04-03", figure)]

    assert then_and_now(said_40(figures)) == ("no_data 40", now)


def test_two_years_are_near_and_a_day_more_is_not() -> None:
    near, far = observed("2015", "2016-06-30", "40"), observed("2014", "2016-06-30", "40")

    assert then_and_now(said_40([near], period=period("2017")))[0] == "agrees 40"
    assert then_and_now(said_40([far], period=period("2016")))[0] == "agrees 40"
    assert then_and_now(said_40([far], period=period("2017-01")))[0] == "no_data 40"


def test_a_named_period_is_never_exchanged_for_that_of_the_day() -> None:
    figures = [observed("2017", "2018-04-03", "51", read_on=LATER), observed("2018", "2019-04-03", "40")]

    assert then_and_now(said_40(figures, period=period("2017"))) == ("differs 51", "differs 51")


def test_of_overlapping_means_the_one_around_the_day_is_that_of_the_day() -> None:
    figures = [
        observed("2015-2017", "2018-04-03", "51"),
        observed("2016-2018", "2019-04-03", "45"),
        observed("2017-2019", "2020-04-03", "40"),
        observed("2018-2020", "2021-04-03", "30"),
    ]

    assert then_and_now(said_40(figures)) == ("differs 51", "agrees 40")


def test_with_a_live_source_alone_who_was_ahead_of_the_data_does_not_differ() -> None:
    live = [observed("2017", "2025-05-01", "51"), observed("2018", "2025-05-01", "40")]

    assert then_and_now(said_40(live)) == (None, "agrees 40")
