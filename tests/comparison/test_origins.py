"""Which finding of one origin leads, and when two figures are one."""

from __future__ import annotations

from typing import Any

import pytest

from claims.comparison.origins import leading, origin_of, same_figure
from claims.comparison.summary import summarise
from claims.values import AsOf, Compared, Reason, Relation, SeriesInfo, Summary
from tests.comparison.building import D, observed, series

Row = tuple[SeriesInfo, Compared]


def row(raw: str = "41.6", *, relation: str = "close", label: str = "2016", **more: Any) -> Row:
    vintage, reasons = more.pop("vintage", "2018-01-01"), more.pop("reasons", ())
    info = series(**more)
    return info, Compared(info.code, AsOf.NOW, Relation(relation), observed(label, vintage, raw), reasons=reasons)


ORIGINAL: dict[str, Any] = {"original": True}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row(**ORIGINAL), row(vintage="2019-01-01")),  # the origin itself, though a mirror is fresher
        (row("42.9", vintage="2019-01-01"), row("41.6", **ORIGINAL)),  # a later release that revises it
        (row("41.6"), row("42.9", vintage="2019-01-01", relation="not_comparable", **ORIGINAL)),  # compared at all
        (row(vintage="2019-01-01"), row()),
        (row("41.62"), row("41.6")),
        (row(label="2016"), row(label="2015", vintage="2019-01-01", **ORIGINAL)),
        (row(label="2016"), row(label="2017", reasons=(Reason("nearest_period"),), **ORIGINAL)),
        (row(), row(headline=False, **ORIGINAL)),
    ],
)
def test_the_first_leads_in_whatever_order_they_come(one: Row, other: Row) -> None:
    assert leading([one, other]) == 0
    assert leading([other, one]) == 1


def test_of_equals_the_first_leads() -> None:
    assert leading([row(), row()]) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("41.6", "42", True),
        ("41.6", "41.55", True),
        ("41.6", "41.7", False),
        ("40", "41.6", False),  # zeros of a percentage are no rounding
        ("25000000", "25026588", True),  # in millions
        ("25026588", "25026000", False),
        ("25026488", "25026000", True),
        ("<2.5", "<2.5", True),
        ("<2.5", "2.4", True),
        ("<2.5", "2.6", False),
        ("0", "0.4", True),
    ],
)
def test_figures_are_one_as_far_as_the_coarser_was_rounded(one: str, other: str, same: bool) -> None:
    first, second = (series(), observed("2016", "2018-01-01", one)), (series(), observed("2016", "2018-01-01", other))

    assert same_figure(first, second) is same
    assert same_figure(second, first) is same


def test_figures_in_other_multiples_are_held_against_each_other() -> None:
    millions = series("tonnes", factor=D(1000000)), observed("2016", "2018-01-01", "25.4")
    tonnes = series("tonnes"), observed("2016", "2018-01-01", "25412300")

    assert same_figure(millions, tonnes)


def test_a_variant_is_another_number_of_the_same_origin() -> None:
    without, with_it = row(relation="agrees"), row("17.3", relation="differs", variant="with inter-Korean trade")

    assert origin_of(without[0]) != origin_of(with_it[0])
    assert summarise([without, with_it]) == Summary.DEPENDS_ON_DEFINITION


def test_a_mirror_on_another_side_makes_no_second_opinion() -> None:
    rows = [row("41.6", relation="close", original=True), row("35.0", relation="differs", vintage="2015-01-01")]

    assert summarise(rows) == Summary.THEN_UNKNOWN
