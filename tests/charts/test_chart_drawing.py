"""The drawing: what is marked, in which shapes, for whatever data, under a strict content policy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from claims.charts import COMPACT, WIDE, ChartLabels, ChartSize
from claims.values import AsOf
from tests.charts.drawings import ALLOWED, LEVEL, SVG, corners, draw, observed, of_class, parsed, texts


def test_the_drawing_has_a_role_a_name_and_a_description_of_its_own() -> None:
    chart = draw(LEVEL, prefix="finding 7/<x>")

    root = parsed(chart)
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None and described is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
    assert title.get("id") == "finding-7-x--wide-title"
    assert (title.text, described.text) == (chart.title, chart.description)


def test_two_sizes_of_one_chart_share_no_id() -> None:
    wide, compact = draw(LEVEL, prefix="f1"), draw(LEVEL, prefix="f1", size=COMPACT)

    assert not set(re.findall(r'id="([^"]+)"', wide.svg)) & set(re.findall(r'id="([^"]+)"', compact.svg))


def test_the_claim_is_a_band_with_a_line_at_its_number() -> None:
    chart = draw(LEVEL)

    (band,), (line,) = of_class(chart, "chart-band"), of_class(chart, "chart-claim")
    top, height = float(band.get("y", "")), float(band.get("height", ""))
    assert float(line.get("y1", "")) == pytest.approx(top + height / 2, abs=0.2)
    assert [one.text for one in of_class(chart, "chart-claim-label")] == ["40 percent"]


@pytest.mark.parametrize(("low", "high"), [("40", None), (None, "40")])
def test_a_band_without_an_end_reaches_the_edge_of_the_plot(low: str | None, high: str | None) -> None:
    chart = draw(LEVEL, low=low and Decimal(low), high=high and Decimal(high))

    (band,), (line,) = of_class(chart, "chart-band"), of_class(chart, "chart-claim")
    top, bottom = float(band.get("y", "")), float(band.get("y", "")) + float(band.get("height", ""))
    claim = float(line.get("y1", ""))
    assert (bottom, top) == pytest.approx((claim, WIDE.top) if low else (WIDE.top + WIDE.plot_height, claim))


def test_a_claim_without_a_number_is_a_band_alone() -> None:
    chart = draw(LEVEL, value=None)

    assert of_class(chart, "chart-band") and not of_class(chart, "chart-claim")


def test_the_day_of_the_statement_is_a_rule_with_its_label() -> None:
    chart = draw(LEVEL)

    (rule,) = of_class(chart, "chart-said")
    assert rule.get("x1") == rule.get("x2")
    assert "said 2018-06-12" in texts(chart)


def test_with_no_day_there_is_no_rule() -> None:
    chart = draw(LEVEL, said_on=None)

    assert not of_class(chart, "chart-said")
    assert "said" not in texts(chart).lower()


def test_then_is_a_ring_and_now_a_diamond_each_with_its_figure_beside_it() -> None:
    then, now = observed(2015, "41.6", 2017), observed(2015, "43.3", 2024)

    chart = draw([*LEVEL, then, now], used=[(AsOf.NOW, now), (AsOf.THEN, then)])

    (ring,), (diamond,) = of_class(chart, "chart-then"), of_class(chart, "chart-now")
    assert ring.tag.endswith("circle") and diamond.tag.endswith("path")
    assert float(ring.get("cy", "")) > corners(diamond)[1][1]
    assert [one.text for one in of_class(chart, "chart-then-label")] == ["known then 41.6"]
    assert [one.text for one in of_class(chart, "chart-now-label")] == ["known now 43.3"]
    assert "Known then: 41.6 for 2015, from Release 2017." in chart.description


def test_one_figure_for_both_is_ring_and_diamond_in_one_with_one_label() -> None:
    same = LEVEL[3]

    chart = draw(LEVEL, used=[(AsOf.THEN, same), (AsOf.NOW, same)])

    (ring,), (diamond,) = of_class(chart, "chart-then"), of_class(chart, "chart-now")
    assert float(ring.get("cx", "")) == pytest.approx(corners(diamond)[0][0])
    assert [one.text for one in of_class(chart, "chart-then-label")] == [f"known then and now {same.raw}"]


def test_labels_of_marks_do_not_stand_on_one_another() -> None:
    then, now = observed(2015, "41.6", 2017), observed(2015, "41.7", 2024)

    chart = draw([*LEVEL, then, now], used=[(AsOf.THEN, then), (AsOf.NOW, now)], size=COMPACT)

    (one,), (other,) = of_class(chart, "chart-then-label"), of_class(chart, "chart-now-label")
    assert abs(float(one.get("y", "")) - float(other.get("y", ""))) >= COMPACT.font


def test_each_release_is_a_line_and_the_newest_is_the_strongest() -> None:
    releases = [
        replace(one, vintage_on=date(year, 1, 1), vintage_label=str(year), value=Decimal(one.raw) + year - 2010)
        for year in (2011, 2015, 2019)
        for one in LEVEL
    ]

    chart = draw(releases)

    lines = of_class(chart, "chart-line")
    strengths = {one.get("class", "").split()[-1]: float(one.get("stroke-opacity", "")) for one in lines}
    assert strengths["vintage-0"] > strengths["vintage-1"] > strengths["vintage-2"]
    assert lines[-1].get("class") == "chart-line vintage-0"
    assert "newest release: 2019" in texts(chart) and "earlier release: 2011" in texts(chart)


def test_no_line_bridges_years_without_a_figure() -> None:
    holed = [one for one in LEVEL if not 2012 <= one.period_start.year <= 2014]

    lines = of_class(draw(holed), "chart-line")

    assert sorted(len(corners(one)) for one in lines) == [4, 5]


def test_a_release_of_two_figures_far_apart_is_two_points() -> None:
    sparse = [observed(2008, "33", 2010), observed(2019, "35", 2010)]

    chart = draw([*LEVEL, *sparse])

    assert len([one for one in of_class(chart, "chart-point") if "vintage-1" in one.get("class", "")]) == 2
    assert not [one for one in of_class(chart, "chart-line") if "vintage-1" in one.get("class", "")]


def test_figures_of_releases_of_one_figure_each_are_one_dotted_line() -> None:
    lone = [observed(year, str(80 + year - 2010), year + 1) for year in range(2010, 2016)]

    chart = draw(lone)

    (line,) = of_class(chart, "chart-loose")
    assert len(corners(line)) == 6
    assert line.get("stroke-dasharray")
    assert ChartLabels().loose in texts(chart)


def test_less_than_is_an_arrow_down_and_joined_by_no_line() -> None:
    figures = [observed(2001, "3.1"), observed(2002, "2.7"), observed(2003, "<2.5"), observed(2004, ">2.5")]

    chart = draw(figures, low=None, high=None, value=None, claimed="")

    (down,), (up,), (line,) = (of_class(chart, f"chart-{name}") for name in ("below", "above", "line"))
    assert max(y for _, y in corners(down)) > corners(down)[0][1]
    assert min(y for _, y in corners(up)) < corners(up)[0][1]
    assert len(corners(line)) == 2
    assert ChartLabels().below in texts(chart)


def test_a_mean_of_three_years_is_drawn_over_its_true_span() -> None:
    mean = observed(2015, "41.6", span=1)

    chart = draw([mean, observed(2005, "39")], used=[(AsOf.THEN, mean)])

    (span,) = of_class(chart, "chart-span")
    (ring,) = of_class(chart, "chart-then")
    (first, _), (last, _) = corners(span)[:2]
    assert (first + last) / 2 == pytest.approx(float(ring.get("cx", "")), abs=0.2)
    assert "2015 (2014–2016)" in chart.description


def test_an_axis_that_does_not_begin_at_zero_is_marked_and_told() -> None:
    broken, whole = draw(LEVEL), draw([*LEVEL, observed(2007, "2.0")])

    assert of_class(broken, "chart-break") and "The vertical axis begins at 30, not at zero." in broken.description
    assert not of_class(whole, "chart-break") and "axis" not in whole.description


def test_large_numbers_are_drawn_in_millions_and_told_as_written() -> None:
    people = observed(2015, "10940000")

    chart = draw([people], unit="people", low=None, high=None, value=None, used=[(AsOf.NOW, people)])

    assert "million people" in texts(chart)
    assert "known now 10.94" in texts(chart)
    assert "10940000 for 2015" in chart.description


def test_the_table_has_every_observation_as_its_source_wrote_it_newest_first() -> None:
    rows = [
        observed(2014, "41.80", 2017),
        observed(2015, "<2.5", 2017),
        observed(2015, "43", 2024),
        observed(2016, ""),
    ]

    chart = draw(rows)

    assert chart.table == (
        ("2016", "Release 2020", "no figure"),
        ("2015", "Release 2024", "43"),
        ("2015", "Release 2017", "<2.5"),
        ("2014", "Release 2017", "41.80"),
    )


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
