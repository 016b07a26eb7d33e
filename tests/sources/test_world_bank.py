"""The World Bank connector against the shapes that the service documents."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.sources.world_bank import WorldBank
from claims.values import Query, Request, Response, SourceConfig, SourceError, SourceReading

CONFIG = SourceConfig(base="https://api.example.org/v2", page_size=1000)
QUERY = Query(series="SL.UEM.TOTL.ZS", places=("PER",), unit="percent")


def answer(rows: Sequence[dict[str, Any]], *, page: int = 1, pages: int = 1, updated: str = "2026-07-13") -> bytes:
    head = {"page": page, "pages": str(pages), "per_page": 1000, "total": len(rows), "lastupdated": updated}
    return json.dumps([head, list(rows)]).encode()


def row(value: float | None, year: str = "2017", place: str = "PER") -> dict[str, Any]:
    return {
        "indicator": {"id": "SL.UEM.TOTL.ZS", "value": "Unemployment"},
        "country": {"id": place[:2], "value": "Somewhere"},
        "countryiso3code": place,
        "date": year,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 1,
    }


def read(bodies: Sequence[bytes], query: Query = QUERY) -> tuple[SourceReading, list[Request]]:
    """What the connector makes of these bodies, and what it asked for."""
    generator = WorldBank().read(query, CONFIG)
    waiting, asked = list(bodies), []
    request = next(generator)
    try:
        while True:
            asked.append(request)
            request = generator.send(Response(200, {}, io.BytesIO(waiting.pop(0)), request.address))
    except StopIteration as stop:
        return stop.value, asked


def test_a_figure_is_kept_as_the_source_wrote_it() -> None:
    reading, asked = read([answer([row(3.69000005722046), row(None, "2018")])])

    observed, empty = reading.observations
    assert (empty.label, empty.raw, empty.value) == ("2018", "", None)
    assert observed.raw == "3.69000005722046"
    assert observed.value == Decimal("3.69000005722046")
    assert (observed.period_start, observed.period_end) == (date(2017, 1, 1), date(2017, 12, 31))
    assert observed.vintage_on == date(2026, 7, 13)
    assert reading.release == "2026-07-13"
    assert dict(asked[0].parameters)["source"] == "2"
    assert "page" not in dict(asked[0].parameters)


def test_a_three_year_mean_stands_for_its_true_span() -> None:
    query = Query(series="SN.ITK.DEFC.ZS", places=("PER",), period_rule="three_year_mean")

    reading, _asked = read([answer([row(9.7, "2015")])], query)

    [observed] = reading.observations
    assert observed.label == "2014-2016"
    assert (observed.period_start, observed.period_end) == (date(2014, 1, 1), date(2016, 12, 31))


def test_pages_are_followed_to_the_last() -> None:
    bodies = [answer([row(1, "2016")], pages=2), answer([row(2, "2017")], page=2, pages=2)]

    reading, asked = read(bodies)

    assert [each.label for each in reading.observations] == ["2016", "2017"]
    assert dict(asked[1].parameters)["page"] == "2"


def test_many_places_are_asked_in_as_many_paths_as_the_service_takes() -> None:
    places = tuple(f"A{first}{second}" for first in "ABCDEFGHIJKLMNOPQRST" for second in "ABCDEFGHIJKLMNOPQRST")

    _reading, asked = read([answer([])] * 2, Query(series="SP.POP.TOTL", places=places))

    assert len(asked) == 2
    assert all(len(part) <= 1500 for request in asked for part in request.address.split("/"))


def test_an_answer_without_rows_is_no_figure_and_no_failure() -> None:
    head = {"page": 0, "pages": 0, "per_page": 0, "total": 0, "sourceid": None, "lastupdated": None}

    reading, _asked = read([json.dumps([head, None]).encode()])

    assert not list(reading.observations)


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [
        (b'[{"message":[{"id":"120","key":"Invalid value","value":"Not valid"}]}]', "source_message", True),
        (b'[{"message":[{"id":"175","key":"Invalid format","value":"Gone"}]}]', "unknown_series", True),
        (b"<?xml version='1.0'?><wb:error/>", "html_instead", False),
        (b"<html><body>503</body></html>", "html_instead", False),
        (b'[{"page":1,"pages":1', "not_json", False),
        (b'[{"page":1,"pages":1,"lastupdated":"2026-07-13"},[{"value":NaN}]]', "not_json", False),
        (b'{"unexpected": true}', "drift", True),
        (b'[{"page":1,"lastupdated":"2026-07-13"},[]]', "drift", True),
        (b'[{"page":1,"pages":1,"lastupdated":"soon"},[]]', "drift", True),
        (b'[{"page":1,"pages":1,"lastupdated":"2026-07-13"},[{"value":3}]]', "drift", True),
        (b'[{"page":1,"pages":1,"lastupdated":"2026-07-13"},5]', "drift", True),
        (b'[{"page":1,"pages":1,"total":0,"lastupdated":"2026-07-13"},[7]]', "drift", True),
        (b'[{"page":1,"pages":1}]', "drift", True),
        (b"[5]", "drift", True),
        (b"[" * 100_000, "not_json", False),
    ],
)
def test_what_is_no_answer_is_told_apart(body: bytes, code: str, permanent: bool) -> None:
    with pytest.raises(SourceError) as raised:
        read([body])

    assert (raised.value.code, raised.value.permanent) == (code, permanent)


def test_words_of_the_source_are_kept_without_signs_that_no_database_takes() -> None:
    flagged = answer([{**row(4), "obs_status": "F\x00\n" + "x" * 99}])
    refused = json.dumps([{"message": [{"id": "120\x00", "value": "Not\x00 valid\x1b"}]}]).encode()

    [observed] = read([flagged])[0].observations
    with pytest.raises(SourceError) as raised:
        read([refused])

    assert observed.flag == "F" + "x" * 19
    assert dict(raised.value.numbers) == {"message": "Not valid"}


def test_the_recorded_shapes_are_read(shared_folder: Path) -> None:
    folder = shared_folder / "reference-data" / "worldbank"
    query = Query(series="SN.ITK.DEFC.ZS", places=("PRK",), period_rule="three_year_mean")
    bodies = sorted(folder.glob("SYNTHETIC-ENVELOPE*.json"))

    readings = [read([body.read_bytes()], query)[0] for body in bodies]

    middle = [{each.label: each.raw for each in reading.observations}.get("2014-2016") for reading in readings]
    assert middle == ["41.6", "44.3", "43.3"]
