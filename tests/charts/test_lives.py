"""The dates of a life as bars: what is drawn, and what is said in its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from claims.charts import COMPACT, WIDE, ChartLabels, ChartSize, YearsClaimed, YearsTold, draw_lives
from claims.values import Chart

TAKEN = (date(2011, 12, 17), date(2011, 12, 17))


def told(year: int, years: int, *, exact: bool = True) -> YearsTold:
    born = (date(year, 1, 8),) * 2 if exact else (date(year, 1, 1), date(year, 12, 31))
    return YearsTold(born, TAKEN, f"Born {year}: {years} completed years.", f"{year} to 2011", str(years))


def draw(*rows: YearsTold, size: ChartSize = WIDE, claim: YearsClaimed | None = None) -> Chart:
    claimed = YearsClaimed("27 years", (Decimal("26.5"), Decimal("27.5")), (Decimal(26), Decimal(28)))
    return draw_lives(
        title="Age: Ada Moor",
        told=rows,
        claim=claim or claimed,
        said_on=date(2018, 6, 11),
        vintage="revision 1",
        labels=ChartLabels(),
        size=size,
    )


def of_class(chart: Chart, name: str) -> list[ElementTree.Element]:
    """Outside the key, whose rows are groups."""
    return [one for one in ElementTree.fromstring(chart.svg) if name in one.get("class", "").split()]


@pytest.mark.parametrize("size", [WIDE, COMPACT])
def test_each_date_in_dispute_is_a_bar_and_the_number_fits_where_its_band_holds_the_end(size: ChartSize) -> None:
    chart = draw(told(1982, 29), told(1984, 27), size=size)

    ends = [float(str(one.get("d")).split()[0].removeprefix("M")) for one in of_class(chart, "chart-now")]
    bands = [(float(one.get("x", "0")), float(one.get("width", "0"))) for one in of_class(chart, "chart-band")]
    assert len(ends) == 2
    inner = [bands[1], bands[3]]
    assert [left <= end <= left + width for end, (left, width) in zip(ends, inner, strict=True)] == [False, True]
    assert chart.table == (("1982 to 2011", "revision 1", "29"), ("1984 to 2011", "revision 1", "27"))
    assert chart.description.startswith("Born 1982: 29 completed years. Born 1984: 27 completed years. The claim: 27")


def test_a_date_that_is_known_by_its_year_is_drawn_as_long_as_that_year() -> None:
    chart = draw(told(1984, 27, exact=False))

    assert len(of_class(chart, "chart-span")) == 1
    assert "not known to the day" in chart.svg


@pytest.mark.parametrize("low", [None, Decimal(9000)])
def test_a_band_without_an_end_or_beyond_all_calendars_is_no_fault(low: Decimal | None) -> None:
    chart = draw(told(1984, 27), claim=YearsClaimed("x", (low, None), (low, Decimal(10_000))))

    assert "<script" not in chart.svg
    assert ElementTree.fromstring(chart.svg).get("role") == "img"
