"""Reference tables of the house: files that curators keep, CSV or XLSX.

Columns: series, place, counterpart, period, value, unit, vintage, source_url, note. A period is a year, two
years (2014-2016), a month (2018-03), a quarter (2018-Q1) or two days apart by a slash. A vintage is a day, a
month or a year, from whose last day it counts, then a label. A value is a number, or one with "<" or ">"
before it. The code of a series in the desk is "<table>/<series>". Cells of a workbook count as they show.
"""

from __future__ import annotations

import calendar
import csv
import io
import re
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from claims.sources.workbooks import BadWorkbook, is_old_workbook, is_workbook, rows_of
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading

COLUMNS = ("series", "place", "counterpart", "period", "value", "unit", "vintage", "source_url", "note")
MOST_ROWS = 100_000
MOST_LINES_OF_SHEET = 20_000  # a workbook takes four times as long to read, and somebody waits for it
MOST_PROBLEMS = 50
LONGEST_LABEL = 200  # characters, as the table of observations has it

_VALUE = re.compile(r"([<>]=?)?\s*(-?\d{1,20}(?:\.\d{1,10})?)")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_VINTAGE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:\s+(\S.*))?")
_PLACE = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A line that cannot be taken, and why, in words for the curator."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class TableChecked:
    problems: Sequence[TableProblem]
    rows: int


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    observed: Observed


class BadRow(ValueError):
    """A row that cannot be taken; the text is the reason."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The fields of a row; `problem` says what keeps them from being read."""

    number: int
    fields: Mapping[str, str]
    problem: str = ""


class Tables:
    slug = "tables"
    version = "1"
    places_together = 100  # a file has them all

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        """The rows of one series, as the file in force has them."""
        table, _slash, series = query.series.partition("/")
        response = yield Request(f"table:{table}")
        rows = tuple(row.observed for row in parse_table(response.body))
        found = tuple(
            each
            for each in rows
            if each.series == series
            and each.place in query.places
            and (not query.counterparts or each.counterpart in query.counterparts)
        )
        newest = max((each.vintage_on for each in rows), default=None)
        return SourceReading(f"{table} {newest.isoformat()}" if newest else table, found, whole=True)


@dataclass(frozen=True, slots=True)
class FileKind:
    suffix: str
    content_type: str


CSV = FileKind(".csv", "text/csv; charset=utf-8")
XLSX = FileKind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def kind_of(body: bytes) -> FileKind:
    return XLSX if is_workbook(io.BytesIO(body)) else CSV


def parse_table(body: BinaryIO) -> Iterator[TableRow]:
    """The rows of a file that `check_table` found no problem in; raises SourceError at the first bad one."""
    for line in _lines(body):
        try:
            yield TableRow(line.number, _observed(line))
        except BadRow as error:
            numbers = (("line", str(line.number)), ("why", str(error)))
            raise SourceError("bad_table", permanent=True, numbers=numbers) from error


def check_table(body: BinaryIO, *, places: Container[str], today: date) -> TableChecked:
    """Every problem of a file by line, at most fifty; none where it can be taken. `places` are the codes that
    the desk knows; nothing can have been published after `today`."""
    known = _Known(places, today)
    problems: list[TableProblem] = []
    rows = 0
    seen: dict[tuple[object, ...], tuple[int, str]] = {}
    try:
        for line in _lines(body):
            rows += 1
            problems += _problems(line, seen, known)
            if len(problems) >= MOST_PROBLEMS:
                break
    except BadWorkbook as error:
        problems.append(TableProblem(error.line, str(error)))
    except BadRow as error:
        problems.append(TableProblem(1, str(error)))
    if not seen and not problems:
        problems.append(TableProblem(1, "the table has no figures"))
    return TableChecked(problems, rows)


@dataclass(frozen=True, slots=True)
class _Known:
    places: Container[str]
    today: date

    def check(self, row: Observed, vintage: str) -> None:
        """Raises BadRow for what no claim could ever be compared with."""
        for column, code in (("place", row.place), ("counterpart", row.counterpart)):
            if code and code not in self.places:
                raise BadRow(f"{column} is {code!r}: no place has this code, give its ISO 3166 code of three letters")
        begins = vintage.split(maxsplit=1)[0]
        if begins > self.today.isoformat()[: len(begins)]:
            raise BadRow(f"vintage {begins} lies in the future: give the day on which the figure was published")


def _problems(line: _Line, seen: dict[tuple[object, ...], tuple[int, str]], known: _Known) -> list[TableProblem]:
    try:
        row = _observed(line)
        known.check(row, line.fields["vintage"])
    except BadRow as error:
        return [TableProblem(line.number, str(error))]
    key = (
        row.series,
        row.place,
        row.counterpart,
        row.period_start,
        row.period_end,
        row.vintage_on,
        row.vintage_label,
    )
    first, raw = seen.setdefault(key, (line.number, row.raw))
    if first != line.number:
        same = "the same figure" if raw == row.raw else f"another value than {raw}"
        return [TableProblem(line.number, f"line {first} has this series, place, period and vintage with {same}")]
    return []


def _lines(body: BinaryIO) -> Iterator[_Line]:
    """The rows under the heading; raises BadRow or BadWorkbook where the file itself cannot be read as a table."""
    return _lines_of_workbook(body) if is_workbook(body) else _lines_of_csv(body)


def _lines_of_csv(body: BinaryIO) -> Iterator[_Line]:
    text = _text(body)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_heading(list(reader.fieldnames or ()))
        for number, fields in enumerate(reader):
            if number >= MOST_ROWS:
                raise BadRow(f"the table has more than {MOST_ROWS} rows: give it in parts")
            yield _Line(reader.line_num, {name: (fields[name] or "").strip() for name in COLUMNS})
    except csv.Error as error:
        raise BadRow(f"line {reader.line_num} is no CSV: {error}") from error


def _lines_of_workbook(body: BinaryIO) -> Iterator[_Line]:
    rows = rows_of(body, most=MOST_LINES_OF_SHEET)
    heading = next(rows, None)
    named = [text.strip() for text in heading.cells] if heading and heading.line == 1 else []
    _check_heading([name for name in named if name])
    places = {name: named.index(name) for name in COLUMNS}
    for row in rows:
        fields = {name: row.cells[place].strip() for name, place in places.items()}
        if fields["value"].endswith("%") and fields["unit"] == "percent":
            fields["value"] = fields["value"].removesuffix("%").rstrip()
        yield _Line(row.line, fields, row.problem)


def _check_heading(named: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in named]
    if missing:
        raise BadRow(f"the first line does not name the columns {', '.join(missing)}")
    if len(named) != len(set(named)):
        raise BadRow("the first line names a column twice")


def _text(body: BinaryIO) -> str:
    content = body.read()
    if is_old_workbook(content):
        raise BadRow("the file is an old or locked workbook: save the table as .xlsx, or as CSV in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRow("the file is not UTF-8: save the table as CSV in UTF-8, or as .xlsx") from error
    if "\x00" in text:
        raise BadRow("the file is binary: save the table as CSV in UTF-8, or as .xlsx")
    return text


def _observed(line: _Line) -> Observed:
    if line.problem:
        raise BadRow(line.problem)
    fields = line.fields
    start, end, label = period_of(fields["period"])
    vintage_on, vintage_label = vintage_of(fields["vintage"])
    qualifier, raw = number_of(fields["value"])
    return Observed(
        series=_matching(_CODE, fields["series"], "series", "small letters, digits, _ . -"),
        place=_matching(_PLACE, fields["place"], "place", "an ISO 3166 code of three letters"),
        counterpart=_counterpart(fields["counterpart"]),
        period_start=start,
        period_end=end,
        label=label,
        vintage_on=vintage_on,
        vintage_label=vintage_label,
        raw=f"{qualifier}{raw}",
        value=Decimal(raw),
        qualifier=qualifier,
        unit=_unit(fields["unit"]),
        note=fields["note"],
        address=_matching(_ADDRESS, fields["source_url"], "source_url", "an http(s) address"),
    )


def _matching(pattern: re.Pattern[str], text: str, column: str, form: str) -> str:
    if not pattern.fullmatch(text):
        raise BadRow(f"{column} is {text[:60]!r}: it has to be {form}" if text else f"{column} is empty")
    return text


def _counterpart(text: str) -> str:
    return _matching(_PLACE, text, "counterpart", "an ISO 3166 code of three letters or empty") if text else ""


def _unit(text: str) -> str:
    if not text:
        raise BadRow("unit is empty")
    return text[:40]


def number_of(text: str) -> tuple[str, str]:
    """The qualifier ("<" or "") and the digits of a value; raises BadRow for what is none."""
    match = _VALUE.fullmatch(text)
    if match is None and text.endswith("%"):
        raise BadRow(f"value is {text[:60]!r}: give the number alone, with the unit percent")
    if match is None:
        raise BadRow(f"value is {text[:60]!r}: it has to be a number like 41.6 or <2.5" if text else "value is empty")
    return match[1] or "", match[2]


def period_of(text: str) -> tuple[date, date, str]:
    """The span of days of a period as written, and its label; raises BadRow for what is none."""
    if days := _DAYS.fullmatch(text):
        start, end = _day(days[1]), _day(days[2])
    elif quarter := _QUARTER.fullmatch(text):
        last = int(quarter[2]) * 3
        start, end = _day(f"{quarter[1]}-{last - 2:02}-01"), _month_end(int(quarter[1]), last)
    elif years := _YEARS.fullmatch(text):
        start, end = _day(f"{years[1]}-01-01"), _day(f"{years[2] or years[1]}-12-31")
    elif month := _MONTH.fullmatch(text):
        start, end = _day(f"{text}-01"), _month_end(int(month[1]), int(month[2]))
    else:
        raise BadRow(f"period is {text[:60]!r}: it has to be 2018, 2014-2016, 2018-03, 2018-Q1 or two days")
    if end < start:
        raise BadRow(f"period {text} ends before it begins")
    return start, end, text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadRow(f"{text} is no day of the calendar") from error


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12 or year < 1:
        raise BadRow(f"{year}-{month:02} is no month")
    return date(year, month, calendar.monthrange(year, month)[1])


def vintage_of(text: str) -> tuple[date, str]:
    """The first day on which a vintage is sure to have been public, and its label; raises BadRow for none."""
    match = _VINTAGE.fullmatch(text)
    if match is None:
        raise BadRow(f"vintage is {text[:60]!r}: it has to be a day, a month or a year, then a label")
    year, month, day, label = match.groups()
    if label and len(label) > LONGEST_LABEL:
        raise BadRow(f"the label of the vintage is longer than {LONGEST_LABEL} characters")
    if day:
        return _day(f"{year}-{month}-{day}"), label or f"{year}-{month}-{day}"
    if month:
        return _month_end(int(year), int(month)), label or f"{year}-{month}"
    return _day(f"{year}-12-31"), label or year
