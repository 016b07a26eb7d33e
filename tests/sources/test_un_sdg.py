"""The UN's goals database: the release of a series, then its figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from claims.sources.un_sdg import UnSdg
from claims.values import Query
from tests.sources.feeding import Answer, read, refusal

QUERY = Query(series="SN_ITK_DEFC;Reporting Type=G", places=("PRK",), unit="percent", period_rule="three_year_mean")
LIST = json.dumps([{"code": "OTHER", "release": "x"}, {"code": "SN_ITK_DEFC", "release": "2024.Q2.G.01"}]).encode()


def row(value: str | None = "45.5", year: float = 2016.0, kind: str = "G", **more: Any) -> dict[str, Any]:
    return {
        "series": "SN_ITK_DEFC",
        "geoAreaCode": "408",
        "timePeriodStart": year,
        "value": value,
        "source": "FAO",
        "footnotes": ["Three-year average."],
        "attributes": {"Nature": "E", "Units": "PERCENT"},
        "dimensions": {"Reporting Type": kind},
        **more,
    }


def body(rows: Sequence[dict[str, Any]], pages: int = 1) -> bytes:
    return json.dumps({"size": 1000, "totalElements": len(rows), "totalPages": pages, "data": rows}).encode()


WHOLE = body([row()])


def test_a_figure_is_dated_by_the_end_of_its_release_and_keeps_its_nature() -> None:
    rows = [row(), row("<2.5", 2017.0), row("..", 2018.0), row("40", kind="N"), row("1", geoAreaCode="410")]

    reading, asked = read(UnSdg(), QUERY, [LIST, body(rows)])

    figure, bound, empty = reading.observations
    assert (figure.label, figure.raw, figure.flag) == ("2015-2017", "45.5", "E")
    assert (figure.vintage_on, figure.vintage_label) == (date(2024, 6, 30), "SDG 2024.Q2.G.01")
    assert figure.note == "FAO Three-year average."
    assert (bound.qualifier, bound.raw) == ("<", "2.5")
    assert (empty.raw, empty.value) == ("", None)
    assert dict(asked[1].parameters)["areaCode"] == "408"


def test_a_release_that_is_read_within_its_quarter_was_public_that_day() -> None:
    early = Answer(LIST, date="Mon, 20 May 2024 08:00:00 GMT")

    reading, _asked = read(UnSdg(), QUERY, [early, WHOLE])

    assert [each.vintage_on for each in reading.observations] == [date(2024, 5, 20)]


def test_pages_are_followed_to_the_last() -> None:
    reading, asked = read(UnSdg(), QUERY, [LIST, body([row()], 2), body([row("44", 2017.0)], 2)])

    assert [each.raw for each in reading.observations] == ["45.5", "44"]
    assert dict(asked[2].parameters)["page"] == "2"


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (b"<html>", "html_instead", False),
        (WHOLE[:-4], "not_json", False),
        (b"", "not_json", False),
        (WHOLE.replace(b"FAO", b"F\xffO"), "not_json", False),
        (WHOLE.replace(b'"45.5"', b"NaN"), "not_json", False),
        (WHOLE.replace(b"45.5", b"high"), "drift", True),
        (WHOLE.replace(b'"data"', b'"rows"'), "drift", True),
        (WHOLE.replace(b'"value"', b'"figure"'), "drift", True),
        (WHOLE.replace(b'"dimensions"', b'"parts"'), "drift", True),
        (WHOLE.replace(b"geoAreaCode", b"area"), "drift", True),
        (WHOLE.replace(b"timePeriodStart", b"when"), "drift", True),
        (WHOLE.replace(b"totalPages", b"pages"), "drift", True),
        (WHOLE.replace(b"2016.0", b"2016.5"), "drift", True),
        (body([row(), row("1")]), "drift", True),
        (WHOLE.replace(b"45.5", b"1e30"), "absurd_number", True),
    ],
)
def test_what_is_no_answer_is_told_apart(answer: bytes, code: str, permanent: bool) -> None:
    error = refusal(UnSdg(), QUERY, [LIST, answer])

    assert (error.code, error.permanent) == (code, permanent)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"[]", "unknown_series"),
        (b'{"message": "gone"}', "drift"),
        (LIST.replace(b"2024.Q2.G.01", b"summer"), "drift"),
        (LIST.replace(b'"release"', b'"version"'), "drift"),
        (b"<html>", "html_instead"),
    ],
)
def test_a_list_that_is_none_is_told_apart(answer: bytes, code: str) -> None:
    assert refusal(UnSdg(), QUERY, [answer]).code == code


def test_places_and_codes_that_cannot_be_asked_for_are_not() -> None:
    assert refusal(UnSdg(), Query(series="A", places=("ATL",)), []).code == "unknown_place"
    assert refusal(UnSdg(), Query(series="A;Sex", places=("PRK",)), []).code == "unknown_series"
