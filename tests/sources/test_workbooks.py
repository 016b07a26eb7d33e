"""Reference tables as XLSX: the same rows and the same errors as in CSV, and nothing that a hostile file can do."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from claims.sources import workbooks as limits
from claims.sources.tables import MOST_LINES_OF_SHEET, TableProblem, check_table, kind_of, parse_table
from tests.sources.workbooks import HEAD, SHEET, good, packed, parts_of, saved, with_sheet, workbook

TODAY = date(2020, 6, 1)


def problems(body: io.BytesIO) -> list[TableProblem]:
    return list(check_table(body, places=frozenset({"PER", "CHN"}), today=TODAY).problems)


def only_problem(body: io.BytesIO) -> TableProblem:
    [problem] = problems(body)
    return problem


def test_a_workbook_gives_the_rows_that_the_same_table_gives_as_csv() -> None:
    as_csv = io.BytesIO((",".join(HEAD) + "\n" + ",".join(map(str, good())) + "\n").encode())

    [row] = parse_table(workbook(good()))

    assert problems(workbook(good())) == []
    assert [row] == list(parse_table(as_csv))
    assert kind_of(workbook(good()).getvalue()).suffix == ".xlsx"


def test_cells_count_as_they_show() -> None:
    rows = workbook(
        good(value=0.41638, vintage=datetime(2019, 3, 1), period=2018),
        good(value=28.449, vintage=datetime(2019, 3, 1), period=datetime(2018, 3, 1)),
        good(value="<2.5", period="2014-2016"),
        formats={"E2": "0.0%", "G2": "d/m/yy", "E3": "0.0", "G3": "yyyy", "D3": "mmm yyyy"},
    )

    share, rounded, bound = (row.observed for row in parse_table(rows))

    assert (share.raw, share.unit, share.label) == ("41.6", "percent", "2018")
    assert (share.vintage_on, share.vintage_label) == (date(2019, 3, 1), "2019-03-01")
    assert (rounded.raw, rounded.label, rounded.vintage_on) == ("28.4", "2018-03", date(2019, 12, 31))
    assert (bound.raw, bound.qualifier) == ("<2.5", "<")


def test_a_percentage_of_another_unit_is_refused() -> None:
    rows = workbook(good(value=0.416, unit="people"), formats={"E2": "0.0%"})

    assert only_problem(rows).reason == "value is '41.6%': give the number alone, with the unit percent"


def test_every_bad_row_is_told_by_its_row_in_the_sheet() -> None:
    rows = workbook(
        good(), [None] * 9, good(place="Peru"), good(period="2017", value=5), good(), formats={"E5": '0"m"'}
    )

    found = problems(rows)

    assert [each.line for each in found] == [4, 5, 6]
    assert "place is 'Peru'" in found[0].reason
    assert found[1].reason.startswith("cell E5 shows its number as")
    assert "line 2 has this series" in found[2].reason


def test_columns_may_stand_in_any_order_beside_others() -> None:
    book = Workbook()
    book.active.append(["our own", *reversed(HEAD)])
    book.active.append(["x", *reversed(good())])

    assert [row.observed.raw for row in parse_table(saved(book))] == ["28.4"]


def test_a_workbook_without_the_heading_is_refused() -> None:
    book = Workbook()
    book.active.append(good())

    assert only_problem(saved(book)).reason.startswith("the first line does not name the columns series")
    assert only_problem(saved(Workbook())).reason.startswith("the first line does not name the columns series")


def test_a_heading_alone_is_no_table() -> None:
    assert only_problem(workbook()).reason == "the table has no figures"


def test_a_formula_counts_by_its_stored_result() -> None:
    rows = with_sheet(workbook(good()), b"<v>28.4</v>", b"<f>20+8.4</f><v>28.4</v>")

    assert [row.observed.raw for row in parse_table(rows)] == ["28.4"]


def test_a_formula_without_a_result_is_refused() -> None:
    problem = only_problem(workbook(good(value="=20+8.4")))

    assert problem.line == 2
    assert problem.reason.startswith("cell E2 holds a formula without a result")


def test_an_error_in_a_cell_is_refused() -> None:
    rows = with_sheet(workbook(good()), b'<c r="E2" t="n"><v>28.4</v>', b'<c r="E2" t="e"><v>#DIV/0!</v>')

    assert only_problem(rows) == TableProblem(2, "cell E2 holds the error #DIV/0!")


def test_merged_cells_are_refused() -> None:
    book = Workbook()
    for row in (HEAD, good(), good(period="2017")):
        book.active.append(row)
    book.active.merge_cells("A2:A3")

    assert only_problem(saved(book)) == TableProblem(2, "cells A2:A3 are merged: give every row its own values")


def test_a_second_sheet_is_refused_even_a_hidden_one() -> None:
    book = Workbook()
    book.create_sheet("Notes").sheet_state = "hidden"

    assert "other sheets (Sheet, Notes)" in only_problem(saved(book)).reason


@pytest.mark.parametrize(
    ("part", "why"),
    [("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "figures from other files")],
)
def test_macros_and_links_to_other_files_are_refused(part: str, why: str) -> None:
    assert why in only_problem(packed({**parts_of(workbook(good())), part: b"<x/>"})).reason


# --- files that mean harm -------------------------------------------------------------------------------


def test_entities_are_refused_before_they_unfold() -> None:
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'

    assert "document type" in only_problem(with_sheet(workbook(good()), b"<worksheet", declared)).reason


def test_entities_are_refused_in_any_encoding() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    parts = {**parts_of(workbook(good())), "xl/sharedStrings.xml": hidden}

    assert "document type" in only_problem(packed(parts)).reason


def test_a_bomb_is_refused_by_what_it_unpacks_to() -> None:
    parts = {**parts_of(workbook(good())), "xl/media/a.bin": bytes(limits.MOST_UNPACKED)}

    assert "unpacks to more than 100 MB" in only_problem(packed(parts)).reason


def test_a_bomb_of_elements_is_refused() -> None:
    many = b"<sheetData>" + b"<row/>" * (limits.MOST_ELEMENTS + 1)

    assert "too many cells" in only_problem(with_sheet(workbook(good()), b"<sheetData>", many)).reason


def test_a_long_text_that_stands_in_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SHOWN", 1_000)

    assert (
        "million characters"
        in only_problem(workbook(*(good(note="x" * 300, period=str(2000 + n)) for n in range(5)))).reason
    )


def test_a_sheet_with_too_many_lines_or_columns_is_refused() -> None:
    far_down = with_sheet(workbook(good()), b'<row r="2"', f'<row r="{MOST_LINES_OF_SHEET + 1}"'.encode())
    out_of_reach = with_sheet(workbook(good()), b'<row r="2"', b'<row r="900000000"')

    assert "more than 20000 lines" in only_problem(far_down).reason
    assert only_problem(out_of_reach).reason == "the table has no figures"
    assert "more than 50 columns" in only_problem(workbook(good() + ["x"] * 60)).reason


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04 and no more",
        workbook(good()).getvalue()[:-200],
        workbook(good()).getvalue().replace(b"PK\x01\x02", b"PK\x01\x01"),
        packed({"a.txt": b"a zip file of something else"}).getvalue(),
        packed({**parts_of(workbook(good())), SHEET: b"<worksheet"}).getvalue(),
        packed({**parts_of(workbook(good())), "xl/workbook.xml": b"no xml"}).getvalue(),
    ],
)
def test_a_damaged_file_is_refused_in_words(body: bytes) -> None:
    assert "damaged" in only_problem(io.BytesIO(body)).reason


def test_an_old_or_locked_workbook_is_told_apart() -> None:
    assert "old or locked workbook" in only_problem(io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1")).reason
