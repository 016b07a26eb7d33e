"""Our World in Data: a chart's metadata, then its rows."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.sources.owid import Chart, Owid, search_charts
from claims.values import Period, Query, Response
from tests.sources.feeding import BASE, CONFIG, read, refusal

QUERY = Query(series="share-undernourished", places=("PRK", "WLD"), unit="percent", period_rule="three_year_mean")
ROWS = b"Entity,Code,Year,undernourished\nNorth Korea,PRK,2016,43.40\nWorld,OWID_WRL,2016,10.7\nAsia,,2016,11\n"


def metadata(**columns: dict[str, Any]) -> bytes:
    return json.dumps({"chart": {"title": "Hunger"}, "columns": columns, "dateDownloaded": "2026-11-24"}).encode()


ABOUT = metadata(undernourished={"shortName": "undernourished", "lastUpdated": "2018-09-11", "unit": "%"})


def test_figures_are_dated_by_the_update_of_their_column() -> None:
    reading, asked = read(Owid(), QUERY, [ABOUT, ROWS])

    korea, world = reading.observations
    assert (korea.place, korea.label, korea.raw, korea.value) == ("PRK", "2015-2017", "43.40", Decimal("43.40"))
    assert (korea.period_start, korea.period_end) == (date(2015, 1, 1), date(2017, 12, 31))
    assert (korea.vintage_on, reading.release) == (date(2018, 9, 11), "2018-09-11")
    assert (world.place, world.raw) == ("WLD", "10.7")
    assert [request.address for request in asked] == [
        f"{BASE}/grapher/share-undernourished.metadata.json",
        f"{BASE}/grapher/share-undernourished.csv",
    ]
    assert dict(asked[1].parameters)["country"] == "PRK~OWID_WRL"


def test_a_conversion_factor_was_applied_already() -> None:
    about = {"shortName": "undernourished", "lastUpdated": "2018-09-11", "display": {"conversionFactor": 100}}

    reading, _asked = read(Owid(), QUERY, [metadata(undernourished=about), ROWS])

    assert next(iter(reading.observations)).raw == "43.40"


def test_one_of_several_columns_is_named_in_the_code() -> None:
    columns = {name: {"shortName": name, "lastUpdated": "2018-09-11"} for name in ("a", "b")}
    rows = b"Entity,Code,Year,a,b\nNorth Korea,PRK,2016,1,2\n"

    reading, _asked = read(Owid(), Query(series="chart/b", places=("PRK",)), [metadata(**columns), rows])

    assert [each.raw for each in reading.observations] == ["2"]
    assert refusal(Owid(), Query(series="chart/c", places=("PRK",)), [metadata(**columns)]).code == "unknown_series"
    assert refusal(Owid(), Query(series="chart", places=("PRK",)), [metadata(**columns)]).code == "drift"


def test_days_spans_and_empty_cells() -> None:
    span = Period(date(2020, 1, 1), date(2020, 12, 31), "2020")
    query = Query(series="chart", places=("PRK",), span=span)
    heading = b'\xef\xbb\xbfEntity,Code,Day,"deaths, daily"\r\n'
    rows = heading + b"North Korea,PRK,2020-03-01,<2.5\r\nNorth Korea,PRK,2020-03-02,\r\n"

    reading, asked = read(Owid(), query, [metadata(deaths={"lastUpdated": "2021-01-01"}), rows])

    bound, empty = reading.observations
    assert (bound.label, bound.qualifier, bound.raw, bound.value) == ("2020-03-01", "<", "2.5", Decimal("2.5"))
    assert (empty.raw, empty.value) == ("", None)
    assert dict(asked[1].parameters)["time"] == "2020..2020"


@pytest.mark.parametrize(
    ("about", "code", "permanent"),
    [
        (b"<html></html>", "html_instead", False),
        (ABOUT[:-5], "not_json", False),
        (b"", "not_json", False),
        (b'{"chart": {}}', "drift", True),
        (ABOUT.replace(b"lastUpdated", b"updated"), "drift", True),
        (ABOUT.replace(b"2018-09-11", b"2018-19-11"), "drift", True),
        (metadata(), "drift", True),
    ],
)
def test_metadata_that_is_none_is_told_apart(about: bytes, code: str, permanent: bool) -> None:
    error = refusal(Owid(), QUERY, [about])

    assert (error.code, error.permanent) == (code, permanent)


@pytest.mark.parametrize(
    ("rows", "code", "permanent"),
    [
        (b"<!DOCTYPE html><html></html>", "html_instead", False),
        (b"", "not_csv", False),
        (ROWS[:-6], "not_csv", False),
        (b'Entity,Code,Year,undernourished\n"North Korea,PRK,2016,43.4', "not_csv", False),
        (ROWS.replace(b"North", b"N\xf6rd"), "not_text", False),
        (ROWS.replace(b"Code", b"Iso"), "drift", True),
        (ROWS.replace(b"Year", b"When"), "drift", True),
        (ROWS.replace(b",undernourished", b",a").replace(b"\n", b",1\n"), "drift", True),
        (ROWS.replace(b",2016,43", b",soon,43"), "drift", True),
        (ROWS.replace(b"43.40", b"NaN"), "drift", True),
        (ROWS.replace(b"43.40", b"1e99"), "absurd_number", True),
        (ROWS + b"North Korea,PRK,2016,43.4\n", "drift", True),
    ],
)
def test_rows_that_are_none_are_told_apart(rows: bytes, code: str, permanent: bool) -> None:
    error = refusal(Owid(), QUERY, [ABOUT, rows])

    assert (error.code, error.permanent) == (code, permanent)


def test_charts_are_found_by_words() -> None:
    row = {"title": "Hunger", "slug": "share-undernourished", "availableEntities": ["Chad"], "updatedAt": "2025-08-01"}
    search = search_charts("hunger", CONFIG)
    request = next(search)

    with pytest.raises(StopIteration) as stop:
        search.send(Response(200, {}, io.BytesIO(json.dumps({"results": [row, {}]}).encode()), request.address))

    assert request.address == f"{BASE}/api/search"
    assert stop.value.value[0] == Chart("share-undernourished", "Hunger", ("Chad",), "2025-08-01")


def test_the_published_samples_are_read(shared_folder: Path) -> None:
    folder = shared_folder / "reference-data" / "owid_api"
    answers = [
        (folder / f"life-expectancy.{name}").read_bytes() for name in ("metadata.sample.json", "filtered.sample.csv")
    ]

    reading, _asked = read(Owid(), Query(series="life-expectancy", places=("USA",), unit="years"), answers)

    assert [(each.label, each.raw) for each in reading.observations] == [
        *(("2000", "76.64"), ("2010", "78.54"), ("2020", "77.28"))
    ]
    assert reading.release == "2023-10-10"
