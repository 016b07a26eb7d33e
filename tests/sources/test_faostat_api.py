"""FAOSTAT's service: what it is asked with a key, and what its answers are taken for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from claims.sources.faostat_api import FaostatApi
from claims.values import Query, SourceConfig
from tests.sources.archives import as_json, feed, refused

CONFIG = SourceConfig(base="https://api.example.org/api/v1", key="secret")
QUERY = Query(series="FS/210041/6121", places=("KOR", "PRK"), unit="percent", period_rule="three_year_mean")
DOMAINS = as_json({"data": [{"domain_code": "QC"}, {"domain_code": "FS", "date_update": "2025-07-28T00:00:00.000Z"}]})


def row(value: Any = "45.3", **columns: Any) -> dict[str, Any]:
    return {
        "Domain Code": "FS",
        "Area Code": "116",
        "Area": "Korea",
        "Element Code": "6121",
        "Element": "Value",
        "Item Code": "210041",
        "Year Code": "20172019",
        "Year": "2017-2019",
        "Unit": "%",
        "Value": value,
        "Flag": "E",
        **columns,
    }


def data(*rows: Mapping[str, Any]) -> bytes:
    return as_json({"metadata": {"processing_time": 1}, "data": rows})


def without(name: str) -> bytes:
    return data({key: value for key, value in row().items() if key != name})


def test_figures_are_read_with_the_update_of_the_dataset_as_their_vintage() -> None:
    rows = data(row(), row("<2.5", **{"Area Code": 117}), row(44, Year="2019", Note="annual"), row(None, Year="2021"))

    reading, asked = feed(FaostatApi(), QUERY, [DOMAINS, rows], CONFIG)

    north, south, year, empty = reading.observations
    assert (north.place, north.raw, north.label, north.flag) == ("PRK", "45.3", "2017-2019", "E")
    assert (north.period_start, north.period_end) == (date(2017, 1, 1), date(2019, 12, 31))
    assert (south.place, south.raw, south.qualifier) == ("KOR", "<2.5", "<")
    assert (year.raw, year.note, empty.value) == ("44", "annual", None)
    assert {each.vintage_on for each in reading.observations} == {date(2025, 7, 28)}
    assert asked[1].address == "https://api.example.org/api/v1/en/data/FS"
    parameters = dict(asked[1].parameters)
    assert (parameters["area"], parameters["item"], parameters["element"]) == ("117,116", "210041", "6121")


def test_the_key_travels_in_a_header_alone() -> None:
    _reading, asked = feed(FaostatApi(), QUERY, [DOMAINS, data()], CONFIG)

    assert all(("Authorization", "Bearer secret") in request.headers for request in asked)
    assert not any("secret" in f"{request.address}{request.parameters}" for request in asked)


def test_without_a_key_nothing_is_asked() -> None:
    error = refused(FaostatApi(), QUERY, [], SourceConfig(base="https://api.example.org"))

    assert (error.code, error.permanent) == ("no_key", True)


@pytest.mark.parametrize(
    ("bodies", "code", "permanent"),
    [
        ([b"<html>502</html>"], "html_instead", False),
        ([b'{"data": ['], "not_json", False),
        ([b""], "not_json", False),
        ([as_json("\u00e9").decode("unicode_escape").encode("cp1252")], "not_json", False),
        ([b'{"metadata": {}}'], "drift", True),
        ([b'{"data": []}'], "unknown_series", True),
        ([as_json({"data": [{"domain_code": "FS"}]})], "drift", True),
        ([as_json({"data": [{"domain_code": "FS", "date_update": "soon"}]})], "drift", True),
        ([DOMAINS, b"<html></html>"], "html_instead", False),
        ([DOMAINS, b'{"data": [{'], "not_json", False),
        ([DOMAINS, b'{"data": [{"Value": NaN}]}'], "not_json", False),
        ([DOMAINS, b"Index: 0, Size: 0"], "not_json", False),
        ([DOMAINS, b'{"message": "Too many rows"}'], "drift", True),
        ([DOMAINS, b'{"data": {}}'], "drift", True),
        ([DOMAINS, b'{"data": [5]}'], "drift", True),
        ([DOMAINS, without("Value")], "drift", True),
        ([DOMAINS, without("Flag")], "drift", True),
        ([DOMAINS, data(row(**{"Area Code": "9"}))], "drift", True),
        ([DOMAINS, data(row(**{"Item Code": "210011"}))], "drift", True),
        ([DOMAINS, data(row("NaN"))], "drift", True),
        ([DOMAINS, b'{"data": [' + as_json(row()).replace(b'"45.3"', b"1e999999999") + b"]}"], "drift", True),
        ([DOMAINS, data(row(Unit="millions"))], "drift", True),
        ([DOMAINS, data(row(), row("46"))], "drift", True),
    ],
)
def test_what_is_no_answer_gives_no_observation(bodies: list[bytes], code: str, permanent: bool) -> None:
    error = refused(FaostatApi(), QUERY, bodies, CONFIG)

    assert (error.code, error.permanent) == (code, permanent)
