"""The WHO's Global Health Observatory: rows with a vintage of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from claims.sources.who import Who
from claims.values import Query
from tests.sources.feeding import BASE, read, refusal

QUERY = Query(series="WHOSIS_000001;Dim1=SEX_BTSX", places=("PRK",), unit="years")


def row(number: float | None = 72.61, year: int = 2019, sex: str = "SEX_BTSX", **more: Any) -> dict[str, Any]:
    return {
        "IndicatorCode": "WHOSIS_000001",
        "SpatialDimType": "COUNTRY",
        "SpatialDim": "PRK",
        "TimeDim": year,
        "Dim1Type": "SEX",
        "Dim1": sex,
        "Value": "72.6 [71.8-73.4]",
        "NumericValue": number,
        "Low": 71.8,
        "High": 73.4,
        "Date": "2024-08-02T09:43:39.193+02:00",
        **more,
    }


def body(rows: Sequence[dict[str, Any]], **more: Any) -> bytes:
    return json.dumps({"@odata.context": "x", "value": rows, **more}).encode()


WHOLE = body([row()])


def test_a_figure_has_the_vintage_of_its_row_and_its_interval() -> None:
    rows = [row(), row(71.0, 2018, Date="2020-12-04T16:59:42+01:00"), row(75.5, sex="SEX_FMLE"), row(None, 2020)]

    reading, asked = read(Who(), QUERY, [body(rows)])

    newest, older, empty = reading.observations
    assert (newest.label, newest.raw, newest.vintage_on) == ("2019", "72.61", date(2024, 8, 2))
    assert newest.note == "Interval of the estimate: 71.8 to 73.4."
    assert older.vintage_on == date(2020, 12, 4)
    assert (empty.raw, empty.value) == ("", None)
    assert reading.release == "2024-08-02"
    assert asked[0].address == f"{BASE}/WHOSIS_000001"
    assert dict(asked[0].parameters) == {"$filter": "(SpatialDim eq 'PRK') and Dim1 eq 'SEX_BTSX'"}


def test_a_bound_is_kept() -> None:
    reading, _asked = read(Who(), QUERY, [body([row(2.5, Value="<2.5")])])

    assert [(each.qualifier, each.raw) for each in reading.observations] == [("<", "2.5")]


def test_pages_are_followed_at_the_service_and_nowhere_else() -> None:
    following = f"{BASE}/WHOSIS_000001?$skip=1000"

    reading, asked = read(Who(), QUERY, [body([row()], **{"@odata.nextLink": following}), body([row(70, 2018)])])
    error = refusal(Who(), QUERY, [body([row()], **{"@odata.nextLink": "https://elsewhere.example/"})])

    assert len(tuple(reading.observations)) == 2
    assert asked[1].address == following
    assert error.code == "drift"


def test_many_places_are_asked_a_few_at_a_time() -> None:
    places = tuple(f"A{first}{second}" for first in "ABCDE" for second in "ABCDEFGH")

    _reading, asked = read(Who(), Query(series="MDG_0000000026", places=places), [body([])] * 2)

    assert [dict(each.parameters)["$filter"].count(" eq ") for each in asked] == [20, 20]


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (b"<!DOCTYPE html>", "html_instead", False),
        (WHOLE[:-4], "not_json", False),
        (b"", "not_json", False),
        (WHOLE.replace(b"COUNTRY", b"C\xff"), "not_json", False),
        (WHOLE.replace(b"72.61", b"NaN"), "not_json", False),
        (WHOLE.replace(b"72.61", b'"high"'), "drift", True),
        (WHOLE.replace(b'"value"', b'"rows"'), "drift", True),
        (WHOLE.replace(b"NumericValue", b"Number"), "drift", True),
        (WHOLE.replace(b'"Date"', b'"Changed"'), "drift", True),
        (WHOLE.replace(b"2024-08-02", b"last year-"), "drift", True),
        (body([row(), row(73)]), "drift", True),
        (body([row(year=20190)]), "drift", True),
        (b"[]", "drift", True),
        (WHOLE.replace(b"72.61", b"1e30"), "absurd_number", True),
        (b'{"error": {"code": "", "message": "No such indicator"}}', "source_message", True),
    ],
)
def test_what_is_no_answer_is_told_apart(answer: bytes, code: str, permanent: bool) -> None:
    error = refusal(Who(), QUERY, [answer])

    assert (error.code, error.permanent) == (code, permanent)


def test_a_code_that_cannot_be_read_is_not_asked_for() -> None:
    assert refusal(Who(), Query(series="X;SEX_BTSX", places=("PRK",)), []).code == "unknown_series"
