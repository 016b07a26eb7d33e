"""The rows of an XLSX workbook, each cell as it shows: ISO/IEC 29500, read by openpyxl.

A workbook comes from outside and is a zip of XML, so it is looked through before anything is built from it: what it
unpacks to is bounded in bytes, parts and elements, and it may hold no document type, no macros, no links to other
files, no merged cells and no formula without a stored result. Raises BadWorkbook(reason, line).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from claims.sources.cells import BadCell, shown

MAGIC = b"PK\x03\x04"
OLD_MAGIC = b"\xd0\xcf\x11\xe0"  # an .xls file, or a workbook with a password
MOST_PARTS = 500
MOST_UNPACKED = 100_000_000  # bytes of all parts
MOST_ELEMENTS = 3_000_000  # of all parts: a full table of a hundred thousand rows has two million
MOST_COLUMNS = 50
MOST_SHOWN = 20_000_000  # characters of all cells: one long text may stand in many of them
PIECE = 65_536
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, SyntaxError),
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, EOFError),
)


class BadWorkbook(ValueError):
    """A workbook that cannot be read as a table, with the reason and the row that shows it."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The texts of a row as they show; `problem` says which cell cannot be read."""

    line: int
    cells: Sequence[str]
    problem: str = ""


def rows_of(body: BinaryIO, *, most: int) -> Iterator[SheetRow]:
    """The rows of the only sheet that are not empty, at most `most` of its lines."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and most processes never open one
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    _look_through(body)
    body.seek(0)
    try:
        book = load_workbook(body, read_only=True, data_only=True, keep_links=False)
        yield from _rows(_only_sheet(book), most)
    except (*BROKEN, InvalidFileException) as error:
        raise error if isinstance(error, BadWorkbook) else BadWorkbook("the workbook is damaged") from error


def _only_sheet(book: Any) -> Any:
    if len(book.sheetnames) != 1 or len(book.worksheets) != 1:
        names = ", ".join(book.sheetnames)[:200]
        raise BadWorkbook(f"the workbook has other sheets ({names}): keep the figures alone in one")
    return book.worksheets[0]


def _rows(sheet: Any, most: int) -> Iterator[SheetRow]:
    sheet.reset_dimensions()  # what a file says of its size binds nobody
    left = MOST_SHOWN
    for line, cells in enumerate(sheet.iter_rows(max_row=most + 1, max_col=MOST_COLUMNS + 1), start=1):
        if all(cell.value is None for cell in cells):
            continue
        if line > most:
            raise BadWorkbook(f"the sheet has more than {most} lines: give it in parts", line)
        if cells[MOST_COLUMNS].value is not None:
            raise BadWorkbook(f"the sheet has more than {MOST_COLUMNS} columns", line)
        row = _row(line, cells)
        left -= sum(map(len, row.cells))
        if left < 0:
            raise BadWorkbook("the sheet has more than 20 million characters: give it in parts", line)
        yield row


def _row(line: int, cells: Sequence[Any]) -> SheetRow:
    texts, problem = [], ""
    for cell in cells:
        try:
            texts.append("" if cell.value is None else shown(cell.value, cell.number_format, cell.data_type))
        except BadCell as error:
            texts.append("")
            problem = problem or f"cell {cell.coordinate} {error}"
    return SheetRow(line, texts, problem)


# --- before anything is built from it -------------------------------------------------------------------


def _look_through(body: BinaryIO) -> None:
    body.seek(0)
    try:
        with zipfile.ZipFile(body) as archive:
            _bounded(archive.infolist())
            seen = _Seen()
            for part in archive.infolist():
                _look_into(archive, part, seen)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise BadWorkbook("the workbook is damaged") from error


def _bounded(parts: Sequence[zipfile.ZipInfo]) -> None:
    """By what the parts say of themselves: none is read further than that."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadWorkbook(f"the workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB: give the table in parts")
    for part in parts:
        name = part.filename.casefold()
        if part.flag_bits & 1 or part.compress_type not in PACKED:
            raise BadWorkbook("the workbook is locked or packed in an unusual way: save it again as .xlsx")
        if "vbaproject" in name:
            raise BadWorkbook("the workbook holds macros: save it as .xlsx without them")
        if "externallinks/" in name:
            raise BadWorkbook("the workbook takes figures from other files: paste them in as values")


@dataclass(slots=True)
class _Seen:
    """What was met in the parts so far, and of the cell that is being read."""

    elements: int = 0
    cell: str = ""
    inside: str = ""
    has: set[str] = field(default_factory=set)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise BadWorkbook("the workbook has too many cells: give the table in parts")
        local = name.rpartition(":")[2]
        if local == "mergeCell":
            merged = attributes.get("ref", "")[:40]
            raise BadWorkbook(f"cells {merged} are merged: give every row its own values", _line_of(merged))
        if local == "c":
            self.cell, self.has = attributes.get("r", "")[:20], set()
            if attributes.get("t") == "str":
                self.has.add("result")  # a text, which may be empty
        elif local == "f":
            self.has.add("formula")
        self.inside = local

    def text(self, _text: str) -> None:
        if self.inside == "v":
            self.has.add("result")

    def end(self, name: str) -> None:
        self.inside = ""
        if name.rpartition(":")[2] == "c" and self.has == {"formula"}:
            reason = f"cell {self.cell} holds a formula without a result: open the file, calculate it and save it again"
            raise BadWorkbook(reason, _line_of(self.cell))

    def refuse_type(self, *_declaration: Any) -> None:
        raise BadWorkbook("the workbook declares a document type, as none does that a spreadsheet program wrote")


def _line_of(coordinate: str) -> int:
    digits = "".join(sign for sign in coordinate.partition(":")[0] if sign.isdecimal())
    return int(digits[:7] or 1)


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo, seen: _Seen) -> None:
    """Parts that are no XML are pictures and the like, and never read."""
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = seen.begin, seen.end
    parser.CharacterDataHandler = seen.text
    parser.StartDoctypeDeclHandler = seen.refuse_type
    with archive.open(part) as file:
        try:
            while piece := file.read(PIECE):
                parser.Parse(piece, False)
        except expat.ExpatError:
            return


def is_workbook(body: BinaryIO) -> bool:
    body.seek(0)
    begins = body.read(len(MAGIC))
    body.seek(0)
    return begins == MAGIC


def is_old_workbook(body: bytes) -> bool:
    return body.startswith(OLD_MAGIC)
