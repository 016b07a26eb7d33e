"""Curated rows as files: looked at line by line, put in whole or not at all, and the same when they come back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from claims.models import (
    AuditEvent,
    BroughtFile,
    Claimant,
    ClaimantName,
    Indicator,
    Outlet,
    Phrase,
    Rating,
    ReferenceTable,
    ScaleVersion,
)
from claims.services.bulk.bringing import keep_file, plan_of, put_in
from claims.services.bulk.plan import Outcome, Problem
from claims.services.bulk.sheet import Sheet
from claims.services.bulk.sheets import BY_NAME, PHRASES, SHEETS
from claims.services.refusal import Refused
from claims.services.starter import load_starter
from claims.sources.sheet_files import write_csv
from claims.values import Reason
from claims.values.spreadsheets import safe_cell
from tests.builders import make_claim, make_claimant, make_draft, make_indicator, make_scale, make_user
from tests.sources.workbooks import packed, parts_of, saved

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\"'"
NOTHING = Problem("", Reason(""))


def csv_of(*rows: Sequence[str]) -> bytes:
    return "".join(write_csv(rows[0], rows[1:])).encode()


def xlsx_of(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book).getvalue()


def told(sheet: Sheet, body: bytes) -> list[tuple[int, str, str, str]]:
    """Line, outcome, column and code of what a file would do."""
    plan = plan_of(keep_file(make_user("curator"), sheet, name="rows.csv", body=body))
    return [
        (each.line, each.outcome, problem.column, problem.reason.code)
        for each in plan.lines
        for problem in (each.problems or [NOTHING])
    ]


def brought(sheet: Sheet, body: bytes) -> dict[Outcome, int]:
    curator = make_user("curator")
    file = keep_file(curator, sheet, name="rows.csv", body=body)
    return put_in(curator, sheet, file.pk, digest=plan_of(file).digest).counts


def logged_in(group: str, **columns: Any) -> Client:
    client = Client()
    client.force_login(make_user(group, is_staff=True, **columns))
    return client


def page(sheet: Sheet, name: str, *args: Any) -> str:
    return reverse(f"admin:claims_{sheet.name}_{name}", args=args)


def test_a_file_is_looked_at_first_and_then_put_in() -> None:
    make_indicator()
    curator = logged_in("curator")
    body = csv_of(["indicator", "language", "text"], ["undernourishment", "en", "hungry people"])

    looked = curator.post(page(PHRASES, "bring"), {"file": SimpleUploadedFile("<b>p.csv", body)}, follow=True)
    none_yet = not Phrase.objects.filter(text="hungry people").exists()
    digest = looked.context["plan"].digest
    done = curator.post(looked.redirect_chain[0][0], {"digest": digest}, follow=True)

    phrase = Phrase.objects.get(text="hungry people")
    assert none_yet
    assert "1 made" in looked.content.decode()
    assert "<b>p.csv" not in looked.content.decode()
    assert "Put in: 1 made" in done.content.decode()
    assert AuditEvent.objects.filter(action="phrase.add", object_id=phrase.pk).exists()
    assert AuditEvent.objects.filter(action="import.put_in").exists()
    assert "From a file." in curator.get(page(PHRASES, "history", phrase.pk)).content.decode()
    assert bytes(BroughtFile.objects.get().body) == b""


def test_what_is_wrong_is_told_by_line_and_column_and_nothing_is_stored() -> None:
    load_starter()
    series = ["source", "code", "indicator", "name", "origin", "unit", "factor", "headline"]
    body = csv_of(
        series,
        ["world_bank", "NEW.1", "gdp", "New", "bank", "USD", "1", "yes"],
        ["world_bank", "NEW.2", "gdp", "", "bank", "USD", "many", "perhaps"],
        ["nobody", "NEW.3", "gdp", "New", "bank", "USD", "1", "yes"],
        ["world_bank", "NEW.1", "gdp", "New", "bank", "USD", "1", "yes"],
        ["world_bank", "", "gdp", "New", "bank", "USD", "1", "yes"],
    )
    curator = make_user("curator")
    file = keep_file(curator, BY_NAME["series"], name="s.csv", body=body)
    plan = plan_of(file)

    with pytest.raises(Refused, match="import_bad"):
        put_in(curator, BY_NAME["series"], file.pk, digest=plan.digest)

    wrong = {(each.line, problem.column) for each in plan.lines for problem in each.problems}
    assert wrong == {(3, "name"), (3, "factor"), (3, "headline"), (4, "source"), (5, ""), (6, "code")}
    assert not BY_NAME["series"].model._default_manager.filter(code__startswith="NEW").exists()


@pytest.mark.parametrize(
    ("body", "line", "code"),
    [
        (b"", 1, "file_empty"),
        (b"indicator,language,text\n", 1, "file_no_lines"),
        ("indicator,language,text\nundernourishment,en,h\xfcngrig\n".encode("latin-1"), 2, "file_not_utf8"),
        ("indicator,language,text\n".encode("utf-16"), 1, "file_not_utf8"),
        (b"indicator,language,text\nx,en,a\x00b\n", 2, "file_binary"),
        (b"indicator,text\nundernourishment,hungry\n", 1, "column_missing"),
        (b"indicator,language,text,colour\nundernourishment,en,hungry,red\n", 1, "column_unknown"),
        (b"indicator,language,text,text\n", 1, "file_heading"),
        (b"indicator,language,text\nundernourishment,en,hungry,more\n", 2, "line_too_long"),
        (b'indicator,language,text\nundernourishment,en,"open\n', 2, "file_no_csv"),
        (b"\xd0\xcf\x11\xe0rest", 1, "file_old_workbook"),
        (b"PK\x03\x04no zip", 1, "file_workbook"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_line(body: bytes, line: int, code: str) -> None:
    make_indicator()

    assert (line, "bad", code) in [(each[0], each[1], each[3]) for each in told(PHRASES, body)]


def test_workbooks_that_mean_harm_are_refused_and_formulas_read_as_they_show() -> None:
    make_indicator()
    head = ["indicator", "language", "text"]
    good = xlsx_of(head, ["undernourishment", "en", "hungry people"])
    bomb = parts_of(io.BytesIO(good)) | {"xl/worksheets/sheet9.xml": b"<a/>" + b" " * 101_000_000}
    formula = xlsx_of(head, ["undernourishment", "en", '="hungry"&" people"'])

    assert told(PHRASES, good) == [(2, "made", "", "")]
    assert told(PHRASES, packed(bomb).getvalue())[0][3] == "file_workbook"
    assert told(PHRASES, formula)[0][3] == "file_workbook"


def test_a_file_that_is_too_large_or_was_overtaken_is_refused() -> None:
    make_indicator()
    curator = make_user("curator")
    body = csv_of(["indicator", "language", "text"], ["undernourishment", "en", "hungry people"])
    file = keep_file(curator, PHRASES, name="p.csv", body=body)
    digest = plan_of(file).digest
    Phrase.objects.create(indicator=Indicator.objects.get(), text="hungry people")

    with pytest.raises(Refused, match="import_moved"):
        put_in(curator, PHRASES, file.pk, digest=digest)
    with pytest.raises(Refused, match="file_too_large"):
        keep_file(curator, PHRASES, name="p.csv", body=b"x" * 10_000_001)
    keep_file(curator, PHRASES, name="p.csv", body=body)
    with pytest.raises(Refused, match="import_gone"):
        put_in(curator, PHRASES, file.pk, digest=digest)


def test_what_is_taken_away_changes_nothing_when_it_comes_back(curator_sees: Client) -> None:
    load_starter()
    Outlet.objects.create(name="=cmd|' /C calc'!A0", domain="a.example", note=f"{HOSTILE}\r\n\x01second, line")
    Outlet.objects.create(name="'=quoted", note="+1")
    person = make_claimant("Ada Moor", note="-2", wikidata_id="Q1")
    ClaimantName.objects.get_or_create(claimant=person, name="Ada Moor", folded="ada moor")
    ClaimantName.objects.create(claimant=person, name="A. Moor")

    for sheet in SHEETS:
        text = b"".join(curator_sees.get(page(sheet, "take", "csv")))
        book = curator_sees.get(page(sheet, "take", "xlsx")).content
        cells = [cell for row in load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True) for cell in row]
        for body in (text, book):
            counts = plan_of(keep_file(make_user("curator"), sheet, name="back", body=body)).counts
            assert counts[Outcome.LEFT] >= 1, sheet.name
            assert sum(counts.values()) == counts[Outcome.LEFT], sheet.name
        assert all(cell is None or safe_cell(cell) == cell for cell in cells), sheet.name


@pytest.fixture
def curator_sees() -> Client:
    return logged_in("curator")


def test_outlets_and_claimants_are_found_by_their_folded_names() -> None:
    outlet = Outlet.objects.create(name="The Herald", domain="herald.example")
    person = make_claimant("Ada Moor")
    ClaimantName.objects.get_or_create(claimant=person, name="Ada Moor", folded="ada moor")
    ClaimantName.objects.create(claimant=person, name="Minister Moor")
    outlets, claimants = BY_NAME["outlet"], BY_NAME["claimant"]

    changed = brought(outlets, csv_of(["name", "note", "ours"], ["the  herald", "a daily", "yes"], ["Post", "", ""]))
    named = brought(claimants, csv_of(["name", "names"], ["ADA MOOR", "A. Moor|Minister Moor"], ["Bo Lind", "B. Lind"]))
    taken = told(outlets, csv_of(["name", "domain"], ["New", "herald.example"]))
    other = told(claimants, csv_of(["name", "names"], ["minister moor", ""], ["Cy", "a. moor"]))

    outlet.refresh_from_db()
    assert (changed[Outcome.CHANGED], changed[Outcome.MADE]) == (1, 1)
    assert (outlet.folded, outlet.note, outlet.ours) == ("the herald", "a daily", True)
    assert (named[Outcome.CHANGED], named[Outcome.MADE]) == (1, 1)
    assert Claimant.objects.get(names__folded="a. moor") == person
    assert set(ClaimantName.objects.filter(claimant__name="Bo Lind").values_list("name", flat=True)) == {
        "Bo Lind",
        "B. Lind",
    }
    assert taken == [(2, "bad", "domain", "cell_shared")]
    assert [(each[0], each[3]) for each in other] == [(2, "name_of_other"), (3, "name_of_other")]


def test_ratings_that_were_used_make_the_next_version() -> None:
    rating = next(iter(make_scale().values()))
    make_draft(make_claim(), make_user("checker"), rating)
    before = list(Rating.objects.filter(pk=rating.pk).values())
    body = csv_of(["scale", "slug", "label"], [rating.version.scale.slug, rating.slug, "Borne out"])

    counts = brought(BY_NAME["rating"], body)

    newest = ScaleVersion.objects.order_by("-number")[0]
    assert counts[Outcome.CHANGED] == 1
    assert newest.number == rating.version.number + 1
    assert newest.ratings.get(slug=rating.slug).label == "Borne out"
    assert newest.ratings.count() == rating.version.ratings.count()
    assert list(Rating.objects.filter(pk=rating.pk).values()) == before


def test_reference_tables_are_put_in_force_by_a_file_of_all() -> None:
    head = ["table", "table_name", "series", "place", "counterpart", "period", "value", "unit", "vintage"]
    head += ["source_url", "note"]
    row = [
        "trade",
        "Trade",
        "exports",
        "PER",
        "CHN",
        "2018",
        "28.4",
        "percent",
        "2019-03-01 Customs",
        "https://example.org/a",
        "fob",
    ]
    tables = BY_NAME["referencetable"]

    first = brought(tables, csv_of(head, row, [*row[:5], "2019", *row[6:]]))
    fewer = plan_of(keep_file(make_user("curator"), tables, name="t", body=csv_of(head, row)))
    bad = told(tables, csv_of(head, row, [*row[:3], "Peru", *row[4:]]))

    assert first[Outcome.MADE] == 2
    assert ReferenceTable.objects.get().rows == 2
    assert [note.code for note in fewer.notes] == ["figures_left_out"]
    assert [(each[0], each[1]) for each in bad] == [(2, "left"), (3, "bad")]


def test_only_curators_bring_in_and_take_away() -> None:
    strangers = [logged_in(group) for group in ("checker", "editor")]

    for sheet in SHEETS:
        for address in (page(sheet, "bring"), page(sheet, "tried", 1), page(sheet, "take", "csv")):
            assert {client.get(address).status_code for client in strangers} == {403}
            assert Client().get(address).status_code == 302
    assert logged_in("curator").get(page(PHRASES, "take", "exe")).status_code == 404


def test_the_file_of_another_curator_is_not_mine() -> None:
    make_indicator()
    body = csv_of(["indicator", "language", "text"], ["undernourishment", "en", "hungry people"])
    file = keep_file(make_user("curator"), PHRASES, name="p.csv", body=body)

    answer = logged_in("curator").get(page(PHRASES, "tried", file.pk))

    assert answer.status_code == 302
    assert not LogEntry.objects.exists()
