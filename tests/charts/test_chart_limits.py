"""Whatever a source gives: odd numbers, ranges, long labels, and a drawing that still stands in its frame."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.charts import COMPACT, WIDE, ChartSize
from claims.charts.placing import text_width
from claims.values import AsOf
from tests.charts.drawings import LEVEL, corners, draw, observed, of_class

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


def test_both_bands_of_the_wording_are_drawn_and_told() -> None:
    chart = draw([observed(2015, "41.6")], stated=(Decimal("39.5"), Decimal("40.5")))

    heights = [float(one.get("height", "0")) for one in of_class(chart, "chart-band")]
    assert len(heights) == 2
    assert heights[0] > heights[1]
    assert "What its wording states: 39.5 to 40.5; what its wording allows: 37.5 to 42.5." in chart.description


def test_the_range_that_a_source_gives_is_drawn_told_in_the_key_and_in_the_table() -> None:
    ranged = replace(observed(2015, "41.6"), range_low=Decimal("39.1"), range_high=Decimal("44"))

    chart = draw([ranged, observed(2016, "41")], used=[(AsOf.NOW, ranged)])

    assert len(of_class(chart, "chart-range")) == 1
    assert "the range that the source gives" in " ".join(chart.svg.split())
    assert ("2015", "Release 2020", "41.6 (39.1\u201344)") in chart.table


@pytest.mark.parametrize("size", [WIDE, COMPACT])
def test_a_long_label_in_the_middle_of_a_chart_stays_within_its_frame(size: ChartSize) -> None:
    one = observed(2018, "41.6")

    chart = draw([one], used=[(AsOf.THEN, one), (AsOf.NOW, one)], size=size)

    [label] = of_class(chart, "chart-then-label")
    width = float(text_width(label.text or "", size.font))
    left = float(label.get("x", "0")) - (width if label.get("text-anchor") == "end" else 0)
    assert left >= 0
    assert left + width <= size.width
