"""Other readings of a number that differs, and figures that their own series belies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from claims.comparison.compare import compare, with_readings
from claims.comparison.readings import Known
from claims.comparison.summary import summarise
from claims.values import AsOf, Compared, Observed, Quantity, ReadingKind, Relation, SeriesInfo, Summary
from claims.wording import CATALOGUE
from tests.comparison.building import answer, codes, count, observed, percent, period, series, statement

FIGURE = observed("2016", "2017-09-25", "41.6")


def explained(
    said: Quantity, rows: Sequence[Observed], *, others: Known = (), info: SeriesInfo | None = None, year: str = ""
) -> Compared:
    asked = statement(said, period=period(year)) if year else statement(said)
    info = info or series("percent" if said.unit == "percent" else "people")
    then = answer(compare(asked, info, rows), AsOf.THEN)
    assert then is not None
    assert then.relation is Relation.DIFFERS
    return with_readings(then, asked, info, rows, others)


def kinds(compared: Compared) -> list[str]:
    return [each.kind.value for each in compared.readings]


def test_what_agrees_has_no_other_reading() -> None:
    asked = statement(percent("41.6"))
    then = answer(compare(asked, series(), [FIGURE]), AsOf.THEN)
    assert then is not None

    assert with_readings(then, asked, series(), [FIGURE, observed("2010", "2017-09-25", "41.6")]).readings == ()


def test_the_nearest_other_period_of_which_it_would_be_fair_is_named() -> None:
    rows = [FIGURE, observed("2012", "2017-09-25", "35.1"), observed("2005", "2017-09-25", "35.0")]

    [reading] = explained(percent("35"), rows).readings

    assert (reading.kind, reading.observed.label) == (ReadingKind.OTHER_PERIOD, "2012")


def test_what_was_not_yet_public_is_no_reading_of_then() -> None:
    rows = [FIGURE, observed("2012", "2019-09-25", "35.1")]

    assert explained(percent("35"), rows).readings == ()


def test_the_figure_of_another_place_is_a_reading() -> None:
    rows = [
        FIGURE,
        observed("2016", "2017-09-25", "4.9", place="BRA"),
        observed("2016", "2017-09-25", "7", place="PER"),
    ]

    [reading] = explained(percent("4.9"), rows).readings

    assert (reading.kind, reading.observed.place) == (ReadingKind.OTHER_PLACE, "BRA")


@pytest.mark.parametrize(("said", "factor"), [("2.5", "10"), ("250", "0.1"), ("25000", "0.001")])
def test_a_slip_of_scale_is_a_reading(said: str, factor: str) -> None:
    rows = [observed("2016", "2017-09-25", "25100000")]

    [reading] = explained(count(said, scale=10**6), rows, info=series("people")).readings

    assert reading.kind is ReadingKind.SCALE
    assert Decimal(25_100_000) * reading.factor == pytest.approx(Decimal(said) * 10**6, rel=Decimal("0.02"))


def test_a_pair_the_other_way_round_is_a_reading() -> None:
    place = FIGURE.place
    rows = [
        observed("2016", "2017-09-25", "90", counterpart="CHN"),
        observed("2016", "2017-09-25", "5", place="CHN", counterpart=place),
    ]
    asked = replace(statement(percent("5")), counterpart="CHN")
    then = answer(compare(asked, series(), rows), AsOf.THEN)
    assert then is not None

    assert kinds(with_readings(then, asked, series(), rows)) == ["reversed"]


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        ("export-partner-share", "import-partner-share", "reversed"),
        ("export-partner-share", "trade-partner-share", "other_measure"),
    ],
)
def test_the_share_of_another_trade_is_a_reading(own: str, other: str, kind: str) -> None:
    rows = [observed("2016", "2017-09-25", "86.3", counterpart="CHN")]
    elsewhere = [observed("2016", "2017-09-25", "91.9", counterpart="CHN")]
    asked = replace(statement(percent("92")), counterpart="CHN")
    info = replace(series(), indicator=own)
    then = answer(compare(asked, info, rows), AsOf.THEN)
    assert then is not None

    found = with_readings(then, asked, info, rows, [(replace(series(code="other"), indicator=other), elsewhere)])

    assert (kinds(found), found.readings[0].series) == ([kind], "other")


def test_the_same_share_of_another_whole_is_told_from_another_measure() -> None:
    info = replace(series(), indicator="debt-gdp", denominator="GDP")
    revenue = replace(series(code="d"), indicator="debt-revenue", denominator="revenue")

    found = explained(percent("250"), [observed("2016", "2017-09-25", "60")], info=info,
                      others=[(revenue, [observed("2016", "2017-09-25", "251")])])  # fmt: skip

    assert kinds(found) == ["other_denominator"]


def test_by_how_much_it_changed_is_a_reading_of_a_level() -> None:
    rows = [observed("2015", "2017-09-25", "38.4"), FIGURE]

    [reading] = explained(percent("3.2"), rows).readings

    assert reading.kind is ReadingKind.CHANGE_FOR_LEVEL
    assert reading.before is not None
    assert reading.before.label == "2015"


def test_inside_the_range_of_the_source_it_never_fails() -> None:
    ranged = replace(FIGURE, range_low=Decimal("34.0"), range_high=Decimal("49.0"))

    found = explained(percent("36"), [ranged])

    assert kinds(found) == ["within_range"]
    assert summarise([(series(), found), (series(), replace(found, as_of=AsOf.NOW))]) == Summary.UNDECIDED


def test_at_most_three_are_named_the_likeliest_first() -> None:
    rows = [
        FIGURE,
        observed("2012", "2017-09-25", "4.2"),
        observed("2016", "2017-09-25", "4.2", place="BRA"),
        observed("2015", "2017-09-25", "37.4"),
    ]
    other = (replace(series(code="o"), indicator="other"), [observed("2016", "2017-09-25", "4.2")])

    assert kinds(explained(percent("4.2"), rows, others=[other])) == ["other_period", "scale", "other_place"]


def test_every_reading_has_words() -> None:
    assert {f"reading_{kind}" for kind in ReadingKind} <= set(CATALOGUE)


# --- figures that look like slips -------------------------------------------------------------------------


def test_a_figure_ten_times_its_neighbours_refutes_nothing() -> None:
    rows = [
        observed("2015", "2017-09-25", "4.5"),
        observed("2016", "2017-09-25", "45.82"),
        observed("2017", "2018-03-25", "4.6"),
    ]
    found = compare(statement(percent("4.6"), period=period("2016")), series(), rows)

    then = answer(found, AsOf.THEN)
    assert then is not None
    assert (then.relation, then.check_reading) == (Relation.NOT_COMPARABLE, True)
    assert "unlike_its_neighbours" in codes(then)


@pytest.mark.parametrize(
    ("before", "figure", "after"), [("4.5", "9.1", "4.6"), ("4.5", "45.8", "44"), ("40", "4", "3.9")]
)
def test_a_rise_that_lasts_and_a_lesser_jump_are_no_slips(before: str, figure: str, after: str) -> None:
    rows = [observed(str(year), "2018-03-25", raw) for year, raw in ((2015, before), (2016, figure), (2017, after))]

    found = compare(statement(percent("70"), period=period("2016")), series(), rows)

    assert "unlike_its_neighbours" not in codes(answer(found, AsOf.THEN))


def test_growth_may_jump() -> None:
    rows = [observed(str(year), "2018-03-25", raw) for year, raw in ((2015, "0.3"), (2016, "3.9"), (2017, "0.4"))]

    found = compare(statement(percent("3.9"), period=period("2016")), replace(series(), is_change=True), rows)

    assert "unlike_its_neighbours" not in codes(answer(found, AsOf.THEN))
