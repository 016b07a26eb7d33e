"""The lines of a file that a curator brings, CSV or XLSX, and the file that one takes away.

Every cell is text. A workbook is read by `workbooks`, which looks it through before anything is built from it. Raises
BadFile(reason, line) where the file as a whole cannot be read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.sources.workbooks import BadWorkbook, is_old_workbook, is_workbook, rows_of
from claims.values import Reason
from claims.values.spreadsheets import safe_cell

MOST_LINES = 50_000
MOST_COLUMNS = 200  # no table of the desk has as many
LONGEST_CELL = 32_767  # characters that a cell of a workbook holds
DELIMITERS = ",;\t"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class BadFile(ValueError):
    def __init__(self, code: str, line: int = 1, **numbers: str) -> None:
        super().__init__(code)
        self.reason = Reason(code, tuple(numbers.items()))
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of a line by the names of their columns; `problem` says what keeps them from being read."""

    number: int
    cells: Mapping[str, str]
    problem: Reason | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    columns: Sequence[str]
    lines: Sequence[Line]


def read_lines(body: bytes) -> Lines:
    """The heading and the lines beneath it; lines with nothing in them are passed over."""
    rows = _rows_of_workbook(body) if is_workbook(io.BytesIO(body)) else _rows_of_csv(body)
    first = next(rows, None)
    if first is None:
        raise BadFile("file_empty")
    columns = _columns(first[1])
    return Lines(columns, [_line(columns, *row) for row in rows])


def _columns(heading: Sequence[str]) -> list[str]:
    columns = [name.strip().casefold() for name in heading]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MOST_COLUMNS or len(columns) != len(set(columns)) or "" in columns:
        raise BadFile("file_heading")
    return columns


def _line(columns: Sequence[str], number: int, cells: Sequence[str], problem: Reason | None) -> Line:
    if any(cells[len(columns) :]):
        problem = problem or Reason("line_too_long", (("columns", str(len(columns))),))
    padded = [*cells, *("" for _missing in columns[len(cells) :])]
    return Line(number, {name: plain(cell) for name, cell in zip(columns, padded, strict=False)}, problem)


def _rows_of_csv(body: bytes) -> Iterator[tuple[int, Sequence[str], Reason | None]]:
    text = _text(body)
    heading = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=max(DELIMITERS, key=heading.count))
    begins = 1
    try:
        for row in reader:
            if any(row):
                yield begins, row, None
            begins = reader.line_num + 1
            if begins > MOST_LINES + 1:
                raise BadFile("file_too_long", begins, most=str(MOST_LINES))
    except csv.Error as error:
        raise BadFile("file_no_csv", begins, why=str(error)) from error


def _text(body: bytes) -> str:
    if is_old_workbook(body):
        raise BadFile("file_old_workbook")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("file_not_utf8", body.count(b"\n", 0, error.start) + 1) from error
    if "\x00" in text:
        raise BadFile("file_binary", text.count("\n", 0, text.index("\x00")) + 1)
    return text


def _rows_of_workbook(body: bytes) -> Iterator[tuple[int, Sequence[str], Reason | None]]:
    try:
        for row in rows_of(io.BytesIO(body), most=MOST_LINES):
            yield row.line, row.cells, Reason("cell_unread", (("why", row.problem),)) if row.problem else None
    except BadWorkbook as error:
        raise BadFile("file_workbook", error.line, why=str(error)) from error


# --- cells ----------------------------------------------------------------------------------------------


def shown(value: str) -> str:
    """A text as a cell holds it, in CSV and XLSX alike: no signs that neither can carry, one kind of line break. A
    text that has an apostrophe before a formula itself gets one more, so that `plain` gives back what it was."""
    text = _CONTROL.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _kept_from_formula(text) else safe_cell(text)


def plain(cell: str) -> str:
    """What was meant by a cell: without the apostrophe that kept it from being a formula, and the space around it."""
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[1:] if _kept_from_formula(text) else text


def _kept_from_formula(text: str) -> bool:
    bare = text.lstrip("'")
    return bare != text and safe_cell(bare) != bare


def same_cell(cell: str, value: str) -> bool:
    """Whether a cell, as `plain` gives it, is what a value was exported as."""
    exported = shown(value)
    return cell in (plain(exported), plain(exported[:LONGEST_CELL]))


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Piece by piece, for an answer that is sent while the rows are read. Begins with the mark by which spreadsheet
    programs know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([shown(cell) for cell in row])
        if buffer.tell() > 65_536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_workbook(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Every cell is text: no program turns a code into a day or a number."""
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and most processes never write one

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.append(list(columns))
    for row in rows:
        sheet.append([shown(cell)[:LONGEST_CELL] for cell in row])
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()
