"""FAOSTAT's service: the rows of one item for a few areas. It wants a token that its operator signs up for.

The update of a dataset is told apart, in the list of groups and domains, and is the vintage; its shape is
taken from clients of the service and was not seen recorded. What is not found is answered with the status
500, which the door tells as a fault of the host.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from datetime import date
from typing import Any

from claims.sources.faostat_rows import Asked, Row, asked_of, observations_of
from claims.sources.parsing import day_of, drift, json_of, rows_of
from claims.values import Query, Request, Response, SourceConfig, SourceError, SourceReading

LIMIT = 20_000_000  # bytes of an answer
SHOWN = (
    ("show_codes", "true"),
    ("show_unit", "true"),
    ("show_flags", "true"),
    ("show_notes", "true"),
    ("null_values", "false"),
    ("limit", "-1"),
    ("output_type", "objects"),
)


class FaostatApi:
    slug = "faostat_api"
    version = "1"
    places_together = 20

    def read(self, query: Query, config: SourceConfig) -> Generator[Request, Response, SourceReading]:
        if not config.key:
            raise SourceError("no_key", permanent=True, numbers=(("source", "FAOSTAT"),))
        asked = asked_of(query)
        headers = (("Authorization", f"Bearer {config.key}"), ("Accept", "application/json"))
        domains = yield Request(f"{config.base}/en/groupsanddomains", headers=headers)
        published = _updated(domains, asked)
        address = f"{config.base}/en/data/{asked.dataset}"
        answer = yield Request(address, _parameters(asked), headers=headers, limit=LIMIT)
        found = [_row(row, asked) for row in rows_of(json_of(answer), "data")]
        return SourceReading(f"FAOSTAT {published}", observations_of(found, asked, published))


def _parameters(asked: Asked) -> tuple[tuple[str, str], ...]:
    element = (("element", asked.element),) if asked.element else ()
    return (("area", ",".join(asked.areas)), ("area_cs", "FAO"), ("item", asked.item), *element, *SHOWN)


def _updated(response: Response, asked: Asked) -> date:
    for row in rows_of(json_of(response), "data"):
        if row.get("domain_code") == asked.dataset:
            return day_of(row.get("date_update"), "date_update")
    raise SourceError("unknown_series", permanent=True, numbers=(("series", asked.query.series),))


def _row(row: Mapping[str, Any], asked: Asked) -> Row:
    """A row; codes and figures come as texts or as numbers."""
    try:
        area, item = str(row["Area Code"]), str(row["Item Code"])
        names = ("Element", "Element Code", "Year", "Unit", "Value", "Flag")
        element, code, year, unit, value, flag = ("" if row[name] is None else str(row[name]) for name in names)
    except KeyError as error:
        raise drift(str(error.args[0])) from error
    if area not in asked.areas or item != asked.item:
        raise drift("a row that was not asked for")
    return Row(area, element, code, year, unit, value.strip(), flag, str(row.get("Note") or ""))
