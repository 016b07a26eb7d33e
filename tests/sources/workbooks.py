"""Workbooks as spreadsheet programs write them, and as somebody writes them who means harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

HEAD = ["series", "place", "counterpart", "period", "value", "unit", "vintage", "source_url", "note"]
SHEET = "xl/worksheets/sheet1.xml"


def good(**changed: Any) -> list[Any]:
    row: dict[str, Any] = {
        "series": "exports",
        "place": "PER",
        "counterpart": "CHN",
        "period": "2018",
        "value": 28.4,
        "unit": "percent",
        "vintage": "2019-03-01 Customs",
        "source_url": "https://example.org/a",
        "note": "fob",
    }
    return list((row | changed).values())


def workbook(*rows: Sequence[Any], formats: Mapping[str, str] | None = None) -> io.BytesIO:
    """A workbook of one sheet under the usual heading; `formats` are number formats of cells by their names."""
    book = Workbook()
    sheet = book.active
    for row in (HEAD, *rows):
        sheet.append(row)
    for name, code in (formats or {}).items():
        sheet[name].number_format = code
    return saved(book)


def saved(book: Workbook) -> io.BytesIO:
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    return body


def parts_of(body: io.BytesIO) -> dict[str, bytes]:
    """The parts of a workbook by their names, to be changed and packed again."""
    with zipfile.ZipFile(body) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    body.seek(0)
    return body


def with_sheet(body: io.BytesIO, old: bytes, new: bytes) -> io.BytesIO:
    """The workbook with some bytes of its sheet replaced by others."""
    parts = parts_of(body)
    assert old in parts[SHEET]
    return packed({**parts, SHEET: parts[SHEET].replace(old, new, 1)})
