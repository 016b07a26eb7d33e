"""The rows of UN Comtrade, what it says in place of them, and its codes of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from claims.sources.bodies import day_in, drift, number_of, read_json, rows_in, said, whole_in
from claims.sources.codes import M49
from claims.values import Response, SourceError

WORLD = 0
EUROPEAN_UNION = 97  # reports besides its members: counted with them it would count twice
OWN_CODES = {"WLD": WORLD, "CHE": 757, "FRA": 251, "IND": 699, "NOR": 579, "TWN": 490, "USA": 842}
TOTALS: Mapping[str, frozenset[str]] = {
    "partner2Code": frozenset({"0"}),
    "customsCode": frozenset({"C00"}),
    "motCode": frozenset({"0"}),
    "cmdCode": frozenset({"TOTAL"}),
}
IMPORTED, EXPORTED = "M", "X"
MESSAGES = ("message", "error", "errorObject")
REFUSALS = frozenset({400, 401, 403})
_REPLENISHED = re.compile(r"replenished in (\d{1,2}):(\d{2}):(\d{2})", re.ASCII)

Cell = tuple[int, int, int]  # reporter, partner, year
Released = Mapping[tuple[int, int], date]  # last release by reporter and year


@dataclass(slots=True)
class Declared:
    """US dollars by reporter, partner and year, then by flow as the reporter calls it; cells whose total the
    UN added up itself are `aggregated`."""

    values: dict[Cell, dict[str, Decimal]] = field(default_factory=dict)
    aggregated: set[Cell] = field(default_factory=set)


def code_of(place: str) -> int | None:
    return OWN_CODES.get(place, M49.get(place))


def released_in(response: Response) -> Released:
    """The last release of each data set, from a list of what there is."""
    released: dict[tuple[int, int], date] = {}
    for row in _rows(response):
        key = whole_in(row, "reporterCode"), whole_in(row, "period")
        day = day_in(row.get("lastReleased"), "lastReleased")
        released[key] = max(day, released.get(key, day))
    return released


def declare(declared: Declared, response: Response, most: int) -> None:
    """Take the rows of an answer up. One that holds as many as the service gives was cut off."""
    rows = _rows(response)
    if len(rows) >= most:
        raise SourceError("cut_off", permanent=True, numbers=(("limit", str(most)),))
    for row in rows:
        if _is_total(row):
            _take(declared, row)


def _rows(response: Response) -> Sequence[Mapping[str, Any]]:
    content = read_json(response)
    if not isinstance(content, dict):
        raise drift("data")
    words = said(next((content[name] for name in MESSAGES if content.get(name)), ""))
    if response.status in REFUSALS or (words and not content.get("data")):
        raise _refusal(response.status, words)
    return rows_in(content, "data")


def _refusal(status: int, words: str) -> SourceError:
    message = (("message", words),)
    if left := _REPLENISHED.search(words):
        hours, minutes, seconds = map(int, left.groups())
        wait = hours * 3600 + minutes * 60 + seconds
        return SourceError("quota_used", permanent=False, numbers=message, retry_after=wait)
    code = "key_refused" if status in (401, 403) else "source_message"
    return SourceError(code, permanent=True, numbers=message)


def _is_total(row: Mapping[str, Any]) -> bool:
    for name, wanted in TOTALS.items():
        if name not in row:
            raise drift(name)
        if str(row[name]) not in wanted:
            return False
    return True


def _take(declared: Declared, row: Mapping[str, Any]) -> None:
    cell = whole_in(row, "reporterCode"), whole_in(row, "partnerCode"), whole_in(row, "period")
    flow, value = row.get("flowCode"), row.get("primaryValue")
    if flow not in (IMPORTED, EXPORTED) or "primaryValue" not in row:
        raise drift("flowCode" if "primaryValue" in row else "primaryValue")
    values = declared.values.setdefault(cell, {})
    if value is None:
        return
    if flow in values:
        raise drift("one figure per pair of places")
    values[flow] = number_of(value, "primaryValue")[2]
    if row.get("isAggregate") is True:
        declared.aggregated.add(cell)


def reporters_of(values: Iterable[Cell], partner: int, year: int) -> list[int]:
    """Who declared trade with a partner in a year: countries, not the union of some of them."""
    return sorted(cell[0] for cell in values if cell[1:] == (partner, year) and cell[0] != EUROPEAN_UNION)
