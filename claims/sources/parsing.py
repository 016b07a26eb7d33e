"""What connectors share when they read an answer: JSON, numbers, periods, and the SourceError of each fault."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from claims.values import Response, SourceError

LARGEST = 27  # the exponent beyond which the desk's columns hold no number
LONGEST_NUMBER = 60  # characters


def drift(field: str) -> SourceError:
    """The answer has another shape than is documented: the field says where."""
    return SourceError("drift", permanent=True, numbers=(("field", field),))


def json_of(response: Response) -> Any:
    """The body as JSON, its numbers as Decimal; HTML and XML are told apart from broken JSON."""
    body = response.body.read()
    if body.lstrip()[:1] == b"<":
        raise SourceError("html_instead", permanent=False)
    try:
        return json.loads(body, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise SourceError("not_json", permanent=False) from error


def _no_number(text: str) -> Decimal:
    raise ValueError(f"{text} is no number")


def host_of(response: Response) -> str:
    return urlsplit(response.address).hostname or response.address


def rows_of(content: Any, *names: str) -> Sequence[dict[str, Any]]:
    """The list of objects under nested names; the last name is what a drift is told by."""
    for name in names:
        if not isinstance(content, dict) or name not in content:
            raise drift(name)
        content = content[name]
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise drift(names[-1])
    return content


def raw_of(value: Decimal, field: str = "value") -> str:
    """A number as digits; raises drift for one of a size that no statistic has."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -LONGEST_NUMBER or value.adjusted() > LARGEST:
        raise drift(field)
    text = format(value, "f")
    if len(text) > LONGEST_NUMBER:
        raise drift(field)
    return text


def day_of(text: Any, field: str) -> date:
    """The day of an ISO date or moment."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise drift(field) from error


def span_of_year(label: str, rule: str, field: str) -> tuple[date, date, str]:
    """The true span of a year's label; of a three-year mean the label is the middle year."""
    if not (label.isascii() and label.isdecimal() and len(label) == 4 and 1 < int(label) < 9999):
        raise drift(field)
    year = int(label)
    if rule == "three_year_mean":
        return date(year - 1, 1, 1), date(year + 1, 12, 31), f"{year - 1}-{year + 1}"
    return date(year, 1, 1), date(year, 12, 31), label


def groups(items: Sequence[str], longest: int) -> Iterator[Sequence[str]]:
    """The items in parts that are no longer than so many characters when joined by a sign."""
    part: list[str] = []
    for item in items:
        if part and sum(map(len, part)) + len(part) + len(item) > longest:
            yield part
            part = []
        part.append(item)
    if part:
        yield part
