"""DBnomics: series of other providers, one request for each place."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from claims.sources.dbnomics import DBnomics
from claims.values import Period, Query
from tests.sources.feeding import BASE, Answer, read, refusal

QUERY = Query(series="ILO/UNE/{iso3}.SEX_T.A", places=("PER",), unit="percent")


def body(**more: Any) -> bytes:
    series = {
        "@frequency": "annual",
        "indexed_at": "2024-10-23T08:12:50.123Z",
        "series_code": "PER.SEX_T.A",
        "period": ["2016", "2017", "2018"],
        "value": [3.5, 3.69, "NA"],
        **more,
    }
    return json.dumps({"_meta": {}, "series": {"docs": [series], "num_found": 1}}).encode()


WHOLE = body()


def test_a_series_is_dated_by_the_day_on_which_it_was_taken_over() -> None:
    reading, asked = read(DBnomics(), QUERY, [WHOLE])

    _first, second, empty = reading.observations
    assert (second.place, second.label, second.raw, second.vintage_on) == ("PER", "2017", "3.69", date(2024, 10, 23))
    assert (empty.raw, empty.value) == ("", None)
    assert asked[0].address == f"{BASE}/series/ILO/UNE/PER.SEX_T.A"


def test_each_place_is_asked_for_by_the_code_that_the_series_uses() -> None:
    span = Period(date(2017, 1, 1), date(2017, 12, 31), "2017")
    query = Query(series="Eurostat/une/{iso2}", places=("PER", "FRA"), span=span)

    reading, asked = read(DBnomics(), query, [WHOLE, WHOLE])

    assert [request.address.rpartition("/")[2] for request in asked] == ["PE", "FR"]
    assert [(each.place, each.label) for each in reading.observations] == [("PER", "2017"), ("FRA", "2017")]


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (Answer(b"<html>"), "html_instead", False),
        (Answer(WHOLE[:-3]), "not_json", False),
        (Answer(b""), "not_json", False),
        (Answer(WHOLE.replace(b"annual", b"\xff")), "not_json", False),
        (Answer(WHOLE.replace(b"3.69", b"NaN")), "not_json", False),
        (Answer(b"[]"), "drift", True),
        (Answer(b"{}"), "drift", True),
        (Answer(body(value=[1])), "drift", True),
        (Answer(body(value=None)), "drift", True),
        (Answer(body(indexed_at=None)), "drift", True),
        (Answer(body(period=["2016", "2017", "soon"])), "drift", True),
        (Answer(body(value=[1, 2, True])), "drift", True),
        (Answer(WHOLE.replace(b"3.69", b"1e30")), "absurd_number", True),
        (Answer(b'{"series": {"docs": []}}'), "unknown_series", True),
        (Answer(b'{"message": "Series not found"}', 404), "unknown_series", True),
        (Answer(b'{"message": "Bad limit"}', 400), "source_message", True),
        (Answer(b'{"message": "Try later"}'), "source_message", True),
    ],
)
def test_what_is_no_answer_is_told_apart(answer: Answer, code: str, permanent: bool) -> None:
    error = refusal(DBnomics(), QUERY, [answer])

    assert (error.code, error.permanent) == (code, permanent)


def test_a_place_without_a_code_is_not_asked_for() -> None:
    assert refusal(DBnomics(), Query(series="X/{iso2}", places=("WLD",)), []).code == "unknown_place"
