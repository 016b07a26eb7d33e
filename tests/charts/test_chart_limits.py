"""Charts of nothing, of a hundred releases, of odd numbers; and what every drawing keeps to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.charts import COMPACT, WIDE, ChartLabels, ChartSize
from claims.values import AsOf
from tests.charts.drawing import LEVEL, SVG, corners, draw, observed, of_class, parsed, texts

ALLOWED = {"svg", "title", "desc", "g", "line", "rect", "polyline", "path", "circle", "text"}


@pytest.mark.parametrize("size", [WIDE, COMPACT])
@pytest.mark.parametrize("said_on", [None, date(2018, 6, 12)])
@pytest.mark.parametrize("high", [None, Decimal(42)])
def test_no_observation_still_gives_a_drawing_that_says_so(
    size: ChartSize, said_on: date | None, high: Decimal | None
) -> None:
    chart = draw([], size=size, said_on=said_on, high=high, low=None, value=None)

    assert "No figures." in texts(chart)
    assert chart.description.startswith("No figures.")
    assert chart.table == ()


def test_one_observation_is_a_point_with_its_axes() -> None:
    chart = draw([observed(2016, "41.5")])

    assert len(of_class(chart, "chart-point")) == 1
    assert "Figures: 1, releases: 1, period: 2016." in chart.description


def test_a_hundred_releases_draw_the_newest_and_those_compared_and_tell_of_the_rest() -> None:
    rows = [
        observed(year, str(30 + year % 7 + vintage / 1000), vintage)
        for vintage in range(1925, 2025)
        for year in range(1990, 2020)
    ]
    oldest = next(one for one in rows if one.vintage_on.year == 1925)

    chart = draw(rows, used=[(AsOf.THEN, oldest)])

    shades = {one.get("class", "").split()[-1] for one in of_class(chart, "chart-line")}
    assert shades == {f"vintage-{rank}" for rank in (*range(20), 99)}
    assert "in the table alone: 79" in texts(chart)
    assert len(chart.table) == 3000
    assert len(chart.svg) < 60_000


def test_a_later_issue_of_one_release_is_what_is_drawn() -> None:
    first = observed(2015, "41.6")

    chart = draw([*LEVEL[:3], first, replace(first, issue=1, raw="38", value=Decimal(38))])

    assert len([one for one in chart.table if one[0] == "2015"]) == 2
    assert len(of_class(chart, "chart-point")) == 4


@pytest.mark.parametrize("size", [WIDE, COMPACT])
def test_nothing_in_the_drawing_needs_a_looser_policy_than_the_strict_one(size: ChartSize) -> None:
    hostile = '"><script>alert(1)</script><b style="x" onload="y">&\x00\ud800'
    rows = [replace(one, vintage_label=hostile, label=hostile, raw=hostile) for one in LEVEL]

    chart = draw(
        rows,
        title=hostile,
        unit=hostile,
        claimed=hostile,
        size=size,
        used=[(AsOf.NOW, rows[0])],
        prefix=hostile,
    )

    for element in parsed(chart).iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert not [name for name in element.attrib if name == "style" or name.startswith("on") or "href" in name]
    chart.svg.encode()


@pytest.mark.parametrize("size", [WIDE, COMPACT])
def test_texts_are_large_enough_and_stand_within_the_drawing(size: ChartSize) -> None:
    chart = draw(LEVEL, size=size, used=[(AsOf.THEN, LEVEL[0]), (AsOf.NOW, LEVEL[-1])])

    root = parsed(chart)
    _, _, width, height = map(float, root.get("viewBox", "").split())
    assert float(root.get("font-size", "")) >= 12
    for text in root.iter(f"{SVG}text"):
        assert text.get("font-size") is None
        assert 0 <= float(text.get("x", "")) <= width
        assert 0 < float(text.get("y", "")) <= height


def test_a_colour_is_never_needed_to_read_it() -> None:
    chart = draw(LEVEL, used=[(AsOf.THEN, LEVEL[0]), (AsOf.NOW, LEVEL[-1])])

    paints = {element.get(name) for element in parsed(chart).iter() for name in ("fill", "stroke")}
    assert paints <= {None, "none", "currentColor"}


def test_words_and_numbers_are_those_of_the_caller() -> None:
    labels = ChartLabels(
        said="dit le %(day)s",
        day=lambda day: f"{day.day}.{day.month}.",
        number=lambda number: format(number, "f").replace(".", ","),
        now="connu",
    )

    chart = draw(LEVEL, labels=labels, used=[(AsOf.NOW, LEVEL[0])])

    assert "dit le 12.6." in texts(chart)
    assert "37,5" in chart.description
    assert "Connu: " in chart.description


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value="-1e30", max_value="1e30")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(2, 9998), numbers, st.integers(1900, 2100)), max_size=12),
    st.none() | numbers,
    st.none() | numbers,
    st.none() | st.dates(),
)
def test_any_numbers_and_days_give_a_drawing_within_its_frame(
    rows: list[tuple[int, Decimal, int]], low: Decimal | None, value: Decimal | None, said_on: date | None
) -> None:
    observations = [observed(year, format(number, "f"), vintage) for year, number, vintage in rows]

    chart = draw(
        observations,
        low=low,
        high=None,
        value=value,
        said_on=said_on,
        used=[(AsOf.NOW, one) for one in observations[:1]],
    )

    for mark in (*of_class(chart, "chart-line"), *of_class(chart, "chart-now")):
        for x, y in corners(mark):
            assert -10 <= x <= WIDE.width + 10
            assert WIDE.top - 10 <= y <= WIDE.top + WIDE.plot_height + 10


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "1E+400", "1E-400"])
def test_a_number_that_cannot_be_drawn_as_usual_breaks_nothing(odd: str) -> None:
    row = replace(LEVEL[0], raw=odd, value=Decimal(odd))

    chart = draw([row, *LEVEL[1:]])

    assert (row.label, row.vintage_label, odd) in chart.table
