"""Reading bodies: JSON, CSV and XML with their numbers as texts, and what is none of them told apart.

SourceError, by code
    html_instead, not_json, not_csv, not_xml, not_text  passing: what was sent is no data, or broke off
    unsafe_xml                                          permanent: it declares entities
    absurd_number                                       permanent: no measure has that size
    drift                                               permanent: a field is gone or has another shape
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from email.utils import parsedate_to_datetime
from io import StringIO
from typing import Any, NoReturn
from xml.parsers import expat

from claims.values import Observed, Response, SourceError

HTML_STARTS = (b"<!doctype html", b"<html")
LARGEST = 20  # digits before the point
FINEST = 30  # digits after it
LONGEST_WORDS = 200
LONGEST_FLAG = 20
_NUMBER = re.compile(r"\s*(<|>)?\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,4})?)\s*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def drift(field: str) -> SourceError:
    return SourceError("drift", permanent=True, numbers=(("field", said(field)),))


def read_json(response: Response) -> Any:
    """The body as JSON, its numbers as Decimal of the very text."""
    body = response.body.read()
    if body.lstrip()[:1] == b"<":
        raise SourceError("html_instead", permanent=False)
    try:
        return json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise SourceError("not_json", permanent=False) from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def read_csv(response: Response, columns: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    """The heading and the rows of a CSV file in UTF-8 that has these columns."""
    body = response.body.read()
    if _is_html(body):
        raise SourceError("html_instead", permanent=False)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("not_text", permanent=False) from error
    try:
        heading, *rows = [row for row in csv.reader(StringIO(text, newline=""), strict=True) if row]
    except (ValueError, csv.Error) as error:
        raise SourceError("not_csv", permanent=False) from error
    for column in columns:
        if column not in heading:
            raise drift(column)
    if any(len(row) != len(heading) for row in rows):
        raise SourceError("not_csv", permanent=False)
    return heading, rows


def _is_html(body: bytes) -> bool:
    return body.lstrip()[:20].lower().startswith(HTML_STARTS)


@dataclass(slots=True)
class Element:
    """An element of an XML file: its name without prefix, its attributes, its own text."""

    name: str
    attributes: Mapping[str, str]
    text: str = ""


def read_xml(response: Response) -> list[Element]:
    """The elements of an XML file in the order in which they begin. A file with a document type is not read:
    that is where entities are declared, that grow without end or name files elsewhere."""
    body = response.body.read()
    if _is_html(body):
        raise SourceError("html_instead", permanent=False)
    reader = _Elements()
    try:
        reader.parser.Parse(body, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise SourceError("not_xml", permanent=False) from error
    return reader.found


class _Elements:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.found: list[Element] = []
        self.open: list[Element] = []

    def _refuse(self, *_declared: object) -> None:
        raise SourceError("unsafe_xml", permanent=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(":")[2], attributes)
        self.found.append(element)
        self.open.append(element)

    def _end(self, _name: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].text += text


def number_of(value: object, field: str) -> tuple[str, str, Decimal]:
    """Qualifier, text and number of a figure, given as a JSON number or as a text like "<2.5"."""
    match = _NUMBER.fullmatch(str(value)) if isinstance(value, Decimal | str) else None
    if match is None:
        raise drift(field)
    number = Decimal(match[2])
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or number.adjusted() >= LARGEST or exponent < -FINEST:
        raise SourceError("absurd_number", permanent=True, numbers=(("number", match[2][:40]),))
    return match[1] or "", format(number, "f"), number


def text_in(row: Mapping[str, Any], field: str) -> str:
    """A text that has to be there."""
    value = row.get(field)
    if not isinstance(value, str) or not value:
        raise drift(field)
    return value


def said(value: object, most: int = LONGEST_WORDS) -> str:
    """Words of a source as they can be kept: no control signs, of which a database takes not all."""
    return "".join(sign for sign in str(value or "") if sign.isprintable())[:most].strip()


def rows_in(content: Any, field: str) -> list[Mapping[str, Any]]:
    """A list of objects under a field of an object."""
    rows = content.get(field) if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise drift(field)
    return rows


def whole_in(row: Mapping[str, Any], field: str) -> int:
    """A whole number that has to be there, as a number or as a text, with zeros after the point at most."""
    try:
        number = Decimal(str(row.get(field)))
        if number != int(number) or abs(number) > 10**9:
            raise drift(field)
        return int(number)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise drift(field) from error


def day_in(text: object, field: str) -> date:
    """The day of a time as ISO 8601 writes it."""
    match = _DAY.match(text) if isinstance(text, str) else None
    try:
        return date.fromisoformat(match[0] if match else "")
    except ValueError as error:
        raise drift(field) from error


def day_read(response: Response) -> date:
    """The day on which a body came, by the clock of who sent it: it was public then, for a source that does
    not date its figures."""
    try:
        return parsedate_to_datetime(response.headers.get("date", "")).date()
    except (TypeError, ValueError) as error:
        raise drift("the date of the answer") from error


def once_each(observations: Sequence[Observed]) -> None:
    """Several figures of a place for one period are parts (by sex, by source) of which none is meant more than
    another: the question was too wide, or the source has a new dimension."""
    if len({(each.place, each.period_start, each.period_end) for each in observations}) != len(observations):
        raise drift("one figure per period")
