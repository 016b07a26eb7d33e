"""FAOSTAT's bulk files: both shapes of the table, its figures, and every fault that a file can have."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.sources.faostat import CHUNK, LIMIT, Faostat
from claims.values import Observed, Period, Query, SourceConfig
from tests.sources.archives import NEW, OLD, TABLE, archive, feed, manifest, refused, table

PRK = '"116","Korea","210041","Undernourishment","6121","Value","20152017","2015-2017","%","45.9","F"'
KOR = '"117","Korea","210041","Undernourishment","6121","Value","20152017","2015-2017","%","<2.5","F"'
WORLD = '"5000","World","210041","Undernourishment","6121","Value","20152017","2015-2017","%","10.6","F"'
NO_FIGURE = '"116","Korea","210041","Undernourishment","6121","Value","20162018","2016-2018","%","","NV"'
OTHER_ITEM = '"116","Korea","21010","Adequacy","6121","Value","20152017","2015-2017","%","89","F"'
QUERY = Query(series="FS/210041", places=("KOR", "PRK"), unit="percent", period_rule="three_year_mean")


def read(text: str, query: Query = QUERY) -> tuple[Observed, ...]:
    return tuple(feed(Faostat(), query, [manifest(), archive(text)])[0].observations)


def places(text: str, *asked: str) -> dict[str, str]:
    return {each.place: each.raw for each in read(text, Query(series="FS/210041", places=asked, unit="percent"))}


def test_figures_of_the_item_and_the_places_asked_are_read_with_their_true_span() -> None:
    observations = read(table(PRK, KOR, WORLD, NO_FIGURE, OTHER_ITEM))

    north, south, empty = observations
    assert (north.place, north.raw, north.value, north.flag) == ("PRK", "45.9", Decimal("45.9"), "F")
    assert (north.period_start, north.period_end, north.label) == (date(2015, 1, 1), date(2017, 12, 31), "2015-2017")
    assert (south.place, south.raw, south.value, south.qualifier) == ("KOR", "<2.5", Decimal("2.5"), "<")
    assert (empty.raw, empty.value, empty.flag) == ("", None, "NV")
    assert {each.unit for each in observations} == {"percent"}


def test_signs_that_no_database_takes_are_left_out_of_words() -> None:
    row = '"116","408","Korea","210041","Undernourishment","6121","Value","2017","2017","\x00%","45.3","E\x00","a\x00b"'

    [observed] = read(table(row, head=NEW), Query(series="FS/210041", places=("PRK",)))

    assert (observed.unit, observed.flag, observed.note) == ("%", "E", "ab")


def test_the_file_is_looked_for_beside_the_manifest_and_may_be_large() -> None:
    _reading, asked = feed(Faostat(), QUERY, [manifest(), archive(table(PRK))], SourceConfig("http://mirror.example/b"))

    quoted = TABLE.replace("(", "%28").replace(")", "%29")
    assert [each.address for each in asked] == [
        "http://mirror.example/b/datasets_E.json",
        f"http://mirror.example/b/{quoted}.zip",
    ]
    assert [each.limit for each in asked] == [5_000_000, LIMIT]


@pytest.mark.parametrize(
    ("updated", "modified", "published"),
    [
        ("2019-10-09", "", date(2019, 10, 9)),
        ("2025-11-14T00:00:00", "", date(2025, 11, 14)),
        ("2019-10-09", "Tue, 26 Nov 2019 12:18:00 GMT", date(2019, 11, 26)),
        ("2019-10-09", "Mon, 07 Oct 2019 12:18:00 GMT", date(2019, 10, 9)),
        ("2019-10-09", "yesterday", date(2019, 10, 9)),
    ],
)
def test_a_release_counts_from_the_later_of_its_two_dates(updated: str, modified: str, published: date) -> None:
    body = (archive(table(PRK)), {"last-modified": modified})

    reading, _asked = feed(Faostat(), QUERY, [manifest(updated), body])

    [observed] = reading.observations
    assert (observed.vintage_on, observed.vintage_label) == (published, f"FAOSTAT {published}")
    assert reading.release == f"FAOSTAT {published}"


def test_newer_files_name_two_more_columns() -> None:
    row = '116,\'408,Korea,210041,Undernourishment,6121,Value,20172019,2017-2019,%,45.3,E,"two\r\nlines, ""so"""'

    [observed] = read(table(row, head=NEW))

    assert (observed.place, observed.raw, observed.flag, observed.note) == ("PRK", "45.3", "E", 'two\r\nlines, "so"')


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_older_files_come_in_another_charset(encoding: str) -> None:
    ivory = '107,\'384,Côte d’Ivoire,210041,x,6121,Value,20152017,2015-2017,%,20.7,F,"Côte"'
    body = archive(table(ivory, head=NEW), encoding=encoding)

    reading, _asked = feed(Faostat(), Query("FS/210041", ("CIV",)), [manifest(), body])

    assert [(each.raw, each.note) for each in reading.observations] == [("20.7", "Côte")]


def test_china_is_the_mainland_and_groups_stand_under_the_number_that_fao_gives_them() -> None:
    rows = [PRK.replace('"116"', f'"{area}"').replace("45.9", area) for area in ("41", "351", "96", "5000", "5100")]

    found = places(table(*rows), "CHN", "HKG", "WLD", "F351", "F5100", "USA")

    assert found == {"CHN": "41", "F351": "351", "HKG": "96", "WLD": "5000", "F5100": "5100"}


def test_a_series_can_name_its_element_and_a_span() -> None:
    low = PRK.replace('"6121","Value"', '"61210","Lower bound"').replace("45.9", "40.0")
    early = PRK.replace("2015", "2010").replace("2017", "2012")
    span = Period(date(2015, 1, 1), date(2015, 12, 31), "2015")

    assert [each.raw for each in read(table(PRK, low))] == ["45.9"]
    assert [each.raw for each in read(table(PRK, low), Query("FS/210041/61210", ("PRK",)))] == ["40.0"]
    assert [each.label for each in read(table(early, PRK), Query("FS/210041", ("PRK",), span=span))] == ["2015-2017"]


def test_a_row_that_is_there_twice_counts_once_and_two_figures_for_one_year_are_a_drift() -> None:
    twice = [manifest(), archive(table(PRK, PRK))]
    two = [manifest(), archive(table(PRK, PRK.replace("45.9", "46.0")))]

    assert len(tuple(feed(Faostat(), QUERY, twice)[0].observations)) == 1
    assert refused(Faostat(), QUERY, two).code == "drift"


def test_a_place_that_has_no_row_has_no_figure() -> None:
    assert read(table(WORLD)) == ()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        (Query("210041", ("PRK",)), "unknown_series"),
        (Query("FS/", ("PRK",)), "unknown_series"),
        (Query("FS/210041", ("ZZZ",)), "unknown_place"),
    ],
)
def test_what_fao_cannot_know_is_not_asked(query: Query, code: str) -> None:
    assert refused(Faostat(), query, []).code == code


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [
        (b"<html>403</html>", "html_instead", False),
        (b'{"Datasets":{"Dataset":[{"Dat', "not_json", False),
        (b"", "not_json", False),
        (b"[" * 100_000, "not_json", False),
        (b'{"Datasets":[]}', "drift", True),
        (b'{"Datasets":{"Dataset":{}}}', "drift", True),
        (b'{"Datasets":{"Dataset":[5]}}', "drift", True),
        (b'{"Datasets":{"Dataset":[]}}', "unknown_series", True),
        (manifest("soon"), "drift", True),
        (manifest(FileLocation=""), "drift", True),
        (manifest(FileLocation="https://files.example.org/FS.exe"), "drift", True),
        (manifest(FileLocation="https://files.example.org/..%2f..%2fx?a=.zip"), "drift", True),
    ],
)
def test_a_manifest_that_is_none_is_told_apart(body: bytes, code: str, permanent: bool) -> None:
    error = refused(Faostat(), QUERY, [body])

    assert (error.code, error.permanent) == (code, permanent)


WHOLE = archive(table(PRK))
BENT = bytearray(archive(table(*[PRK] * 500)))
BENT[200] ^= 0xFF


def bomb(piece: bytes, times: int) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
        made.open(f"{TABLE}.csv", "w", force_zip64=True) as member,
    ):
        for _turn in range(times):
            member.write(piece)
    return packed.getvalue()


def lying() -> bytes:
    """An archive whose table says that it is smaller than it is."""
    real, said = len(table(*[PRK] * 500).encode()), 700
    body = archive(table(*[PRK] * 500))
    return body.replace(real.to_bytes(4, "little"), said.to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("body", "code", "permanent"),
    [
        (b"<html>404</html>", "html_instead", False),
        (b"", "not_decoded", False),
        (WHOLE[:-30], "not_decoded", False),
        (WHOLE[: len(WHOLE) // 2], "not_decoded", False),
        (bytes(BENT), "not_decoded", False),
        (lying(), "not_decoded", False),
        (bomb(b"\r\n" * 500_000, 20), "too_large", True),
        (bomb(b"0" * 1_000_000, 20), "too_large", True),
        (archive(table(PRK), name="readme.csv"), "drift", True),
        (archive(table(PRK), name=f"{TABLE}.xls"), "drift", True),
        (archive(""), "drift", True),
        (archive(table(PRK), encoding="utf-16"), "drift", True),
        (archive(table(OTHER_ITEM)), "unknown_series", True),
        (archive(table(PRK, head=OLD.replace(",Value,", ",Amount,"))), "drift", True),
        (archive(table(PRK, head=OLD.replace(",Flag", ""))), "drift", True),
        (archive(table(PRK, '"116","Korea","210041"')), "drift", True),
        (archive(table(PRK) + '"116","Korea","2100'), "drift", True),
        (archive(table(PRK + " " + "".join(map(str, range(CHUNK // 2))))), "drift", True),
        (archive(table(PRK.replace("45.9", "NaN"))), "drift", True),
        (archive(table(PRK.replace("45.9", "inf"))), "drift", True),
        (archive(table(PRK.replace("45.9", "1e99"))), "drift", True),
        (archive(table(PRK.replace("45.9", "9" * 30))), "drift", True),
        (archive(table(PRK.replace("45.9", "many"))), "drift", True),
        (archive(table(PRK.replace('"%"', '"millions"'))), "drift", True),
        (archive(table(PRK.replace("2015-2017", "2017-2015"))), "drift", True),
        (archive(table(PRK.replace("2015-2017", "lately"))), "drift", True),
    ],
)
def test_an_archive_that_is_none_gives_no_observation(body: bytes, code: str, permanent: bool) -> None:
    error = refused(Faostat(), QUERY, [manifest(), body])

    assert (error.code, error.permanent) == (code, permanent)


def test_the_recorded_file_is_read(shared_folder: Path) -> None:
    [recorded] = (shared_folder / "reference-data" / "faostat").glob("*.zip")

    reading, _asked = feed(Faostat(), QUERY, [manifest(), recorded.read_bytes()])

    figures = {(each.place, each.label): each.raw for each in reading.observations}
    assert (figures["PRK", "2015-2017"], figures["PRK", "2016-2018"]) == ("45.9", "47.8")
    assert figures["KOR", "2016-2018"] == "<2.5"
