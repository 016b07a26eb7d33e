"""The IMF's trade by partner: values, and shares computed from the parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.sources.imf import MOST_SERIES, Imf
from claims.values import Period, Query
from tests.sources.feeding import BASE, read, refusal

QUERY = Query(series="IMTS/export_share", places=("PRK",), counterparts=("CHN",), unit="percent")
TRADE = Query(series="IMTS/trade_share", places=("PRK",), counterparts=("CHN",), unit="percent")
PREPARED = "<message:Header><message:Prepared>2025-12-16T05:16:36.306Z</message:Prepared></message:Header>"


def series(indicator: str, partner: str, *rows: str, country: str = "PRK") -> str:
    head = f'COUNTRY="{country}" INDICATOR="{indicator}" COUNTERPART_COUNTRY="{partner}" FREQUENCY="A" SCALE="6"'
    return f"<Series {head}>{''.join(rows)}</Series>"


def row(year: int, value: str, kind: str = "E") -> str:
    return f'<Obs OBS_VALUE="{value}" DERIVATION_TYPE="{kind}" TIME_PERIOD="{year}"/>'


def message(*parts: str, header: str = PREPARED, attributes: str = "", before: str = "") -> bytes:
    data = f"<message:DataSet {attributes}>{''.join(parts)}</message:DataSet>"
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}"
        f'<message:StructureSpecificData xmlns:message="m">{header}{data}</message:StructureSpecificData>'
    ).encode()


EXPORTS = (
    series("XG_FOB_USD", "CHN", row(2016, "2634000000"), row(2017, "1720000000", "M")),
    series("XG_FOB_USD", "G001", row(2016, "2985000000"), row(2017, "1945000000")),
)
IMPORTS = (
    series("MG_CIF_USD", "CHN", row(2016, "3422000000")),
    series("MG_CIF_USD", "G001", row(2016, "3752000000")),
)


def test_a_share_is_computed_from_its_parts_and_the_sum_is_shown() -> None:
    reading, asked = read(Imf(), QUERY, [message(*EXPORTS)])

    first, second = reading.observations
    assert (first.label, first.raw, first.value) == ("2016", "88.24", Decimal("88.24"))
    assert (first.place, first.counterpart, first.unit) == ("PRK", "CHN", "percent")
    assert first.note == "exports to CHN 2,634,000,000 of exports to the world 2,985,000,000 USD"
    assert (second.raw, second.flag) == ("88.43", "E/M")
    assert (second.period_start, second.period_end) == (date(2017, 1, 1), date(2017, 12, 31))
    assert asked[0].address == f"{BASE}/data/dataflow/IMF.STA/IMTS/+/PRK.XG_FOB_USD.CHN+G001.A"


def test_the_answer_is_dated_by_its_preparation_or_by_the_update_that_it_names() -> None:
    prepared, _asked = read(Imf(), QUERY, [message(*EXPORTS)])
    updated, _asked = read(Imf(), QUERY, [message(*EXPORTS, attributes='UPDATE_DATE="2025-11-19T21:00:00Z"')])

    assert (prepared.release, updated.release) == ("2025-12-16", "2025-11-19")
    assert {each.vintage_on for each in updated.observations} == {date(2025, 11, 19)}


def test_trade_is_exports_and_imports_together_and_none_where_one_is_missing() -> None:
    reading, _asked = read(Imf(), TRADE, [message(*EXPORTS, *IMPORTS)])

    whole, half = reading.observations
    assert (whole.label, whole.raw) == ("2016", "89.89")
    assert whole.note == (
        "exports to CHN 2,634,000,000 + imports from CHN 3,422,000,000 of "
        "exports to the world 2,985,000,000 + imports from the world 3,752,000,000 USD"
    )
    assert (half.label, half.raw, half.value, half.note) == ("2017", "", None, "")


def test_values_are_in_dollars_whatever_the_scale_says() -> None:
    query = Query(series="IMTS/exports", places=("PRK",), unit="USD")
    reading, _asked = read(Imf(), query, [message(*EXPORTS)])

    assert [(each.counterpart, each.raw) for each in reading.observations] == [("", "2985000000"), ("", "1945000000")]


@pytest.mark.parametrize(("part", "whole"), [("2000", "1000"), ("-5", "1000"), ("0", "0"), ("5", "NaN"), ("", "7")])
def test_a_part_that_is_none_of_its_whole_gives_no_share(part: str, whole: str) -> None:
    rows = series("XG_FOB_USD", "CHN", row(2016, part)), series("XG_FOB_USD", "G001", row(2016, whole))

    reading, _asked = read(Imf(), QUERY, [message(*rows)])

    assert [each.value for each in reading.observations] == [None]


def test_only_the_pairs_that_were_asked_for_are_given() -> None:
    other = series("XG_FOB_USD", "CHN", row(2016, "1"), country="USA"), series("XG_FOB_USD", "G998", row(2016, "1"))

    reading, _asked = read(Imf(), QUERY, [message(*EXPORTS, *other)])

    assert {(each.place, each.counterpart) for each in reading.observations} == {("PRK", "CHN")}


def test_many_pairs_are_asked_in_answers_of_bounded_size() -> None:
    letters = "ABCDEFGHIJKLMNOPQRST"
    places = tuple(f"A{first}{second}" for first in letters for second in letters)
    query = Query(series="IMTS/trade_share", places=places, counterparts=("CHN",))

    _reading, asked = read(Imf(), query, [message()] * (len(places) * 4 // MOST_SERIES))

    assert sum(request.address.count("+A") + 1 for request in asked) >= len(places)


def test_a_span_bounds_the_years() -> None:
    span = Period(date(2010, 1, 1), date(2018, 12, 31), "2010-2018")
    query = Query(series=QUERY.series, places=("PRK",), counterparts=("CHN",), span=span)

    _reading, asked = read(Imf(), query, [message()])

    assert dict(asked[0].parameters)["c[TIME_PERIOD]"] == "ge:2010-01-01+le:2018-12-31"


def test_no_rows_is_an_answer() -> None:
    nothing = b'<Error><ErrorMessage code="100"><Text>No data</Text></ErrorMessage></Error>'

    assert not read(Imf(), QUERY, [message()])[0].observations
    assert not read(Imf(), QUERY, [nothing])[0].observations


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
WHOLE = message(*EXPORTS)


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [
        (b"<!DOCTYPE html><html><body>Service unavailable</body></html>", "html_instead", False),
        (b"<html><body>Service unavailable</body></html>", "html_instead", False),
        (b'{"data": {"dataSets": []}}', "not_xml", False),
        (b"", "not_xml", False),
        (WHOLE[:-40], "not_xml", False),
        (WHOLE.replace(b"CHN", b"CH\xff"), "not_xml", False),
        (WHOLE.replace(b"UTF-8", b"UTF-99"), "not_xml", False),
        (message(*EXPORTS, before=BOMB), "unsafe_xml", True),
        (message(*EXPORTS, before=FOREIGN), "unsafe_xml", True),
        (b"<other/>", "drift", True),
        (message(*EXPORTS, header=""), "drift", True),
        (message(*EXPORTS, attributes='UPDATE_DATE="soon"'), "drift", True),
        (WHOLE.replace(b"OBS_VALUE", b"VALUE"), "drift", True),
        (WHOLE.replace(b"TIME_PERIOD", b"YEAR"), "drift", True),
        (WHOLE.replace(b"COUNTERPART_COUNTRY", b"PARTNER"), "drift", True),
        (WHOLE.replace(b'"2016"', b'"last year"'), "drift", True),
        (WHOLE.replace(b'"2634000000"', b'"much"'), "drift", True),
        (message(*EXPORTS, EXPORTS[0]), "drift", True),
        (message(row(2016, "1")), "drift", True),
        (WHOLE.replace(b'"2634000000"', b'"1e999"'), "absurd_number", True),
        (WHOLE.replace(b'"2634000000"', b'"' + b"9" * 5000 + b'"'), "absurd_number", True),
        (message('<Message code="413"><Text>Too large</Text></Message>'), "source_message", True),
        (b'<Error><ErrorMessage code="140"><Text>Bad key</Text></ErrorMessage></Error>', "source_message", True),
    ],
)
def test_what_is_no_answer_is_told_apart(body: bytes, code: str, permanent: bool) -> None:
    error = refusal(Imf(), QUERY, [body])

    assert (error.code, error.permanent) == (code, permanent)


def test_a_measure_that_is_none_is_not_asked_for() -> None:
    assert refusal(Imf(), Query(series="IMTS/debt", places=("PRK",)), []).code == "unknown_series"


def test_the_recorded_answer_is_read(shared_folder: Path) -> None:
    [recorded] = (shared_folder / "reference-data" / "imf").glob("IMTS*.xml")
    query = Query(series="IMTS/exports", places=("USA",), unit="USD")

    reading, _asked = read(Imf(), query, [recorded.read_bytes()])

    assert [(each.label, each.raw) for each in reading.observations] == [
        ("2023", "2019551635133"),
        ("2024", "2065411250609"),
    ]
