"""The summary of a claim: an ordered list, the first that fits."""

from __future__ import annotations

from typing import Any

import pytest

from claims.comparison.summary import summarise
from claims.values import AsOf, Compared, Relation, SeriesInfo, Summary
from tests.comparison.building import observed, series

THEN, NOW = AsOf.THEN, AsOf.NOW


def finding(
    as_of: AsOf, relation: str, origin: str = "a", *, label: str = "2016", vintage: str = "2017-09-25", **more: Any
) -> tuple[SeriesInfo, Compared]:
    info = series(code=more.pop("code", origin), origin=origin, **more)
    return info, Compared(info.code, as_of, Relation(relation), observed(label, vintage, "41.6"))


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("agrees", "close", Summary.HOLDS),
        ("differs", "differs", Summary.FAILS),
        ("close", "differs", Summary.REVISED_SINCE),
        ("differs", "agrees", Summary.REVISED_SINCE),
        ("no_data", "agrees", Summary.THEN_UNKNOWN),
        ("agrees", "not_comparable", Summary.NOW_UNKNOWN),
        ("no_data", "not_comparable", Summary.UNDECIDED),
    ],
)
def test_then_and_now_of_one_series_are_summed_up(then: str, now: str, expected: Summary) -> None:
    assert summarise([finding(THEN, then), finding(NOW, now)]) == expected


def test_without_findings_there_is_no_summary() -> None:
    assert summarise([]) is None


def test_one_vintage_alone_leaves_the_other_unknown() -> None:
    assert summarise([finding(THEN, "differs")]) == Summary.NOW_UNKNOWN
    assert summarise([finding(NOW, "differs")]) == Summary.THEN_UNKNOWN


def test_agrees_and_close_are_one_side() -> None:
    rows = [finding(NOW, "agrees", "a"), finding(NOW, "close", "b"), finding(THEN, "close", "a")]

    assert summarise(rows) == Summary.HOLDS


def test_two_origins_on_two_sides_for_one_period_depend_on_the_definition() -> None:
    rows = [finding(THEN, "agrees", "a"), finding(THEN, "differs", "b")]

    assert summarise(rows) == Summary.DEPENDS_ON_DEFINITION


def test_a_split_now_depends_on_the_definition_though_then_was_of_one_side() -> None:
    rows = [finding(THEN, "agrees", "a"), finding(NOW, "agrees", "a"), finding(NOW, "differs", "b")]

    assert summarise(rows) == Summary.DEPENDS_ON_DEFINITION


def test_findings_of_one_origin_count_as_one_and_its_newest_release_speaks() -> None:
    rows = [
        finding(NOW, "agrees", "a", code="first", vintage="2019-01-01"),
        finding(NOW, "differs", "a", code="second", vintage="2024-01-01"),
        finding(THEN, "differs", "a", code="first"),
    ]

    assert summarise(rows) == Summary.FAILS
    assert summarise(reversed(rows)) == Summary.FAILS


def test_a_series_without_origin_stands_for_itself() -> None:
    rows = [finding(NOW, "agrees", "", code="first"), finding(NOW, "differs", "", code="second")]

    assert summarise(rows) == Summary.DEPENDS_ON_DEFINITION


def test_headline_series_on_one_side_decide() -> None:
    rows = [
        finding(THEN, "agrees", "a"),
        finding(THEN, "differs", "b", headline=False),
        finding(NOW, "close", "a"),
        finding(NOW, "differs", "b", headline=False),
    ]

    assert summarise(rows) == Summary.HOLDS


def test_headline_series_on_two_sides_do_not() -> None:
    rows = [finding(NOW, "agrees", "a"), finding(NOW, "differs", "b"), finding(NOW, "agrees", "c", headline=False)]

    assert summarise(rows) == Summary.DEPENDS_ON_DEFINITION


def test_the_others_decide_where_no_headline_series_has_an_answer() -> None:
    rows = [
        finding(NOW, "no_data", "a"),
        finding(NOW, "differs", "b", headline=False),
        finding(THEN, "differs", "b", headline=False),
    ]

    assert summarise(rows) == Summary.FAILS


def test_an_older_figure_on_the_other_side_is_history_and_no_definition() -> None:
    rows = [
        finding(NOW, "differs", "a", label="2010"),
        finding(NOW, "agrees", "b", label="2016"),
        finding(THEN, "agrees", "b", label="2016"),
    ]

    assert summarise(rows) == Summary.HOLDS
    assert summarise(reversed(rows)) == Summary.HOLDS


def test_an_answer_that_decides_nothing_stands_in_nobodys_way() -> None:
    rows = [
        finding(THEN, "agrees", "a"),
        finding(NOW, "agrees", "a"),
        finding(THEN, "not_comparable", "b"),
        finding(NOW, "no_data", "c"),
    ]

    assert summarise(rows) == Summary.HOLDS
