"""Eurostat: a cut through a data set in JSON-stat."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from claims.sources.eurostat import Eurostat
from claims.values import Period, Query
from tests.sources.feeding import BASE, Answer, read, refusal

QUERY = Query(series="une_rt_a?age=Y15-74&sex=T", places=("GRC", "DEU", "PER"), unit="percent")


def category(*codes: str) -> dict[str, Any]:
    return {"category": {"index": {code: number for number, code in enumerate(codes)}}}


def body(**more: Any) -> bytes:
    whole = {
        "version": "2.0",
        "class": "dataset",
        "updated": "2024-10-15T23:00:00+0200",
        "value": {"0": 3.10, "1": 3.0, "3": 10.1},
        "status": {"1": "b"},
        "id": ["freq", "age", "geo", "time"],
        "size": [1, 1, 2, 2],
        "dimension": {
            "freq": category("A"),
            "age": category("Y15-74"),
            "geo": category("DE", "EL"),
            "time": category("2022", "2023"),
        },
        **more,
    }
    return json.dumps(whole).encode()


def test_cells_are_found_in_their_order_and_empty_ones_say_so() -> None:
    reading, asked = read(Eurostat(), QUERY, [body().replace(b"3.1,", b"3.10,")])

    figures = [(each.place, each.label, each.raw, each.flag) for each in reading.observations]
    assert figures == [
        *(("DEU", "2022", "3.10", ""), ("DEU", "2023", "3.0", "b")),
        *(("GRC", "2022", "", ""), ("GRC", "2023", "10.1", "")),
    ]
    assert {each.vintage_on for each in reading.observations} == {date(2024, 10, 15)}
    assert asked[0].address == f"{BASE}/data/une_rt_a"
    assert asked[0].parameters == (
        *(("format", "JSON"), ("lang", "EN"), ("age", "Y15-74"), ("sex", "T")),
        *(("geo", "DE"), ("geo", "EL"), ("geo", "PE")),
    )


def test_values_and_categories_may_come_as_lists_and_periods_be_months() -> None:
    months = {"category": {"index": ["2023-01", "2023-02"]}}
    dimension = {"geo": category("DE"), "time": months}
    answer = body(value=[3.1, None], status=[], id=["geo", "time"], size=[1, 2], dimension=dimension)

    reading, _asked = read(Eurostat(), QUERY, [answer])

    first, second = reading.observations
    assert (first.period_start, first.period_end, first.raw) == (date(2023, 1, 1), date(2023, 1, 31), "3.1")
    assert (second.label, second.raw) == ("2023-02", "")


def test_a_span_bounds_the_years() -> None:
    span = Period(date(2010, 1, 1), date(2018, 12, 31), "2010-2018")

    _reading, asked = read(Eurostat(), Query(series="une_rt_a", places=("DEU",), span=span), [body()])

    assert dict(asked[0].parameters)["sinceTimePeriod"] == "2010"


ERRORS = b'{"error": [{"status": %d, "id": 100, "label": "No result"}]}'


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (Answer(b"<html>"), "html_instead", False),
        (Answer(body()[:-3]), "not_json", False),
        (Answer(b""), "not_json", False),
        (Answer(body().replace(b"Y15", b"\xff")), "not_json", False),
        (Answer(body().replace(b"10.1", b"NaN")), "not_json", False),
        (Answer(b"[]"), "drift", True),
        (Answer(body(updated=None)), "drift", True),
        (Answer(body(value=None)), "drift", True),
        (Answer(body(value={"0": "high"})), "drift", True),
        (Answer(body(size=[1, 2, 2])), "drift", True),
        (Answer(body(size=[1, 3, 2, 2])), "drift", True),
        (Answer(body(id=["freq", "age", "country", "time"])), "drift", True),
        (Answer(body(dimension={})), "drift", True),
        (Answer(body(dimension={"geo": category("DE"), "time": category("soon")})), "drift", True),
        (Answer(body(value={"0": 1e30})), "absurd_number", True),
        (Answer(ERRORS % 404), "source_message", True),
        (Answer(ERRORS % 404, 404), "source_message", True),
        (Answer(ERRORS % 413), "asked_too_much", True),
        (Answer(b'{"error": []}', 413), "asked_too_much", True),
        (Answer(b'{"warning": {"label": "later"}}', 413), "asked_too_much", True),
    ],
)
def test_what_is_no_answer_is_told_apart(answer: Answer, code: str, permanent: bool) -> None:
    error = refusal(Eurostat(), QUERY, [answer])

    assert (error.code, error.permanent) == (code, permanent)


def test_a_place_without_a_code_is_not_asked_for() -> None:
    assert refusal(Eurostat(), Query(series="une_rt_a", places=("ATL",)), []).code == "unknown_place"
