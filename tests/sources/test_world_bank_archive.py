"""The archive of releases: which releases are asked for, what they gave, and every fault of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.sources.world_bank_archive import PAGE, WorldBankArchive
from claims.values import Period, Query, Request
from tests.sources.archives import as_json, feed, refused

QUERY = Query(
    series="SN.ITK.DEFC.ZS",
    places=("PRK",),
    unit="percent",
    period_rule="three_year_mean",
    vintages=(date(2018, 6, 11),),
)
NONE: dict[str, Any] = {"page": 0, "pages": 0, "per_page": 0, "total": 0, "sourceid": None, "lastupdated": None}
RELEASES = ("201604", "201610", "201704", "201709", "201804", "201807", "202407")


def versions(*ids: str, **head: Any) -> bytes:
    variables = [{"id": each, "value": "as told"} for each in ids or RELEASES]
    source = [{"id": "57", "concept": [{"id": "version", "name": "version", "variable": variables}]}]
    return as_json({"page": 1, "pages": 1, "per_page": PAGE, "total": len(variables), "source": source, **head})


def row(version: str = "201709", value: Any = 41.6, year: str = "YR2015", place: str = "PRK") -> dict[str, Any]:
    return {
        "variable": [
            {"concept": "Time", "id": year, "value": year[2:]},
            {"concept": "Country", "id": place, "value": "Somewhere"},
            {"concept": "Series", "id": "SN.ITK.DEFC.ZS", "value": "Undernourishment"},
            {"concept": "Version", "id": version, "value": "as told"},
        ],
        "value": value,
    }


def data(rows: Sequence[Any], *, page: int = 1, pages: Any = 1) -> dict[str, Any]:
    source = {"id": "57", "name": "WDI Database Archives", "data": list(rows)}
    return {"page": page, "pages": pages, "per_page": PAGE, "total": len(rows), "source": source}


def part(request: Request, concept: str) -> list[str]:
    """What was asked for of a concept."""
    return request.address.partition(f"/{concept}/")[2].partition("/")[0].split(";")


def test_each_figure_comes_with_the_release_that_gave_it() -> None:
    rows = [row("202407", 43.3), row("201709"), row("201804", None)]

    reading, _asked = feed(WorldBankArchive(), QUERY, [versions(), as_json(data(rows))])

    first, withdrawn, last = reading.observations
    assert (first.raw, first.value, first.label) == ("41.6", Decimal("41.6"), "2014-2016")
    assert (first.period_start, first.period_end) == (date(2014, 1, 1), date(2016, 12, 31))
    assert (first.vintage_on, first.vintage_label) == (date(2017, 9, 30), "WDI 2017 Sep")
    assert (withdrawn.raw, withdrawn.vintage_label) == ("", "WDI 2018 Apr")
    assert (last.raw, last.vintage_on, last.unit) == ("43.3", date(2024, 7, 31), "percent")
    assert reading.release == "WDI 2024 Jul"


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ((), ["202407"]),
        ((date(2018, 6, 11),), ["201704", "201709", "201804", "202407"]),
        ((date(2018, 4, 29),), ["201610", "201704", "201709", "202407"]),
        ((date(2018, 4, 30),), ["201704", "201709", "201804", "202407"]),
        ((date(2016, 11, 1), date(2026, 1, 1)), ["201604", "201610", "201804", "201807", "202407"]),
        ((date(1999, 1, 1),), ["202407"]),
    ],
)
def test_the_newest_release_is_read_and_the_last_ones_before_each_day(days: tuple[date, ...], asked: list[str]) -> None:
    query = Query(series="SP.POP.TOTL", places=("PRK",), vintages=days)

    _reading, requests = feed(WorldBankArchive(), query, [versions(), as_json(data([]))])

    assert part(requests[1], "version") == asked
    assert part(requests[1], "time") == ["all"]


def test_two_requests_answer_many_places_and_days() -> None:
    places = tuple(f"A{first}{second}" for first in "ABCDEFGHIJ" for second in "ABCDEFGHIJ")
    query = Query(series="SP.POP.TOTL", places=places, vintages=tuple(date(year, 6, 1) for year in range(2016, 2026)))

    _reading, requests = feed(WorldBankArchive(), query, [versions(), as_json(data([]))])

    assert part(requests[1], "country") == list(places)


def test_more_places_than_a_path_takes_are_asked_in_parts() -> None:
    places = tuple(f"{first}{second}{second}" for first in "ABCDEFGHIJKLMNOPQRST" for second in "ABCDEFGHIJKLMNOPQRST")

    query = Query(series="SP.POP.TOTL", places=places)
    _reading, requests = feed(WorldBankArchive(), query, [versions(), as_json(data([])), as_json(data([]))])

    assert all(len(piece) <= 1500 for request in requests for piece in request.address.split("/"))
    assert [place for request in requests[1:] for place in part(request, "country")] == list(places)


def test_the_years_of_a_span_are_asked_alone() -> None:
    query = Query("SP.POP.TOTL", ("PRK",), span=Period(date(2014, 1, 1), date(2016, 12, 31), "2014-2016"))

    _reading, requests = feed(WorldBankArchive(), query, [versions(), as_json(data([]))])

    assert part(requests[1], "time") == ["YR2014", "YR2015", "YR2016"]


def test_both_outer_shapes_and_a_list_around_the_source_are_read() -> None:
    bare = data([row()])
    for shape in (bare, [bare], [{**bare, "source": [bare["source"]]}]):
        reading, _asked = feed(WorldBankArchive(), QUERY, [versions(), as_json(shape)])

        assert [each.raw for each in reading.observations] == ["41.6"]


def test_pages_are_followed_to_the_last() -> None:
    pages = [as_json(data([row(year=f"YR{year}")], page=number, pages="2")) for number, year in ((1, 2014), (2, 2015))]

    reading, asked = feed(WorldBankArchive(), QUERY, [versions(pages=1), *pages])

    assert [each.label for each in reading.observations] == ["2013-2015", "2014-2016"]
    assert dict(asked[2].parameters)["page"] == "2"


@pytest.mark.parametrize("empty", [as_json(data([])), as_json([NONE, None]), as_json(NONE)])
def test_a_release_without_the_series_has_no_figure(empty: bytes) -> None:
    reading, _asked = feed(WorldBankArchive(), QUERY, [versions(), empty])

    assert not tuple(reading.observations)


ERROR = b'<wb:error><wb:message id="160" key="Data not found.">Not valid or not found.</wb:message></wb:error>'
FAULTS: list[tuple[bytes, str, bool]] = [
    (b"<html>502</html>", "html_instead", False),
    (b'[{"page":1,"pages"', "not_json", False),
    (b"", "not_json", False),
    (b"[" * 100_000, "not_json", False),
    (as_json("\u00e9").decode("unicode_escape").encode("cp1252"), "not_json", False),
    (ERROR, "source_message", True),
    (as_json([{"message": [{"id": "120", "value": "Not valid"}]}]), "source_message", True),
    (as_json({"message": [{"id": "120", "value": "Not valid"}]}), "source_message", True),
    (as_json([{"message": [{"id": "175", "value": "Gone"}]}]), "unknown_series", True),
    (as_json([]), "drift", True),
    (as_json([5]), "drift", True),
    (as_json({"source": []}), "drift", True),
    (as_json({"pages": 1}), "drift", True),
    (as_json({"pages": 10**8, "source": []}), "drift", True),
    (b'{"pages": 1e999999999, "source": []}', "drift", True),
    (as_json({"pages": -1, "source": []}), "drift", True),
    (as_json({"pages": 1, "source": [{"id": "57"}]}), "drift", True),
]


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [*FAULTS, (versions("soon", "20181"), "drift", True), (as_json([NONE, None]), "drift", True)],
)
def test_a_list_of_releases_that_is_none_is_told_apart(body: bytes, code: str, permanent: bool) -> None:
    error = refused(WorldBankArchive(), QUERY, [body])

    assert (error.code, error.permanent) == (code, permanent)


def lacking(name: str) -> bytes:
    return as_json(data([{key: value for key, value in row().items() if key != name}]))


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [
        *FAULTS,
        (as_json(data([5])), "drift", True),
        (lacking("value"), "drift", True),
        (lacking("variable"), "drift", True),
        (as_json(data([row("2018")])), "drift", True),
        (as_json(data([row(place="KOR")])), "drift", True),
        (as_json(data([row(year="2015M1")])), "drift", True),
        (as_json(data([row(value="41.6")])), "drift", True),
        (as_json(data([row(value=10**30)])), "drift", True),
        (as_json(data([row(), row(value=41.7)])), "drift", True),
        (as_json(data([row(value=5)])).replace(b'"value": 5', b'"value": NaN'), "not_json", False),
        (as_json(data([row(value=5)])).replace(b'"value": 5', b'"value": 1e999999999'), "drift", True),
        (as_json(data([row(value=5)])).replace(b'"value": 5', b'"value": 1e-999999'), "drift", True),
    ],
)
def test_an_answer_that_is_none_gives_no_observation(body: bytes, code: str, permanent: bool) -> None:
    error = refused(WorldBankArchive(), QUERY, [versions(), body])

    assert (error.code, error.permanent) == (code, permanent)


@pytest.mark.parametrize(
    "body", [as_json([{"message": [{"value": "Not\x00 valid"}]}]), b"<wb:message id='1'>Not\x00 valid</wb:message>"]
)
def test_words_of_a_refusal_are_kept_without_signs_that_no_database_takes(body: bytes) -> None:
    assert dict(refused(WorldBankArchive(), QUERY, [body]).numbers) == {"message": "Not valid"}


def test_the_recorded_refusals_are_told_apart(shared_folder: Path) -> None:
    folder = shared_folder / "reference-data" / "worldbank"
    bodies = [folder / name for name in ("error_160_sources_api.xml", "error_120_http200.json", "error_175.json")]

    codes = [refused(WorldBankArchive(), QUERY, [body.read_bytes()]).code for body in bodies]

    assert codes == ["source_message", "source_message", "unknown_series"]
