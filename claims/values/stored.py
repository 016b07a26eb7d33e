"""Queries as runs of connectors keep them."""

from __future__ import annotations

import json
from datetime import date

from claims.values import Period, Query


def stored_query(text: str) -> Query:
    """A query from the JSON under which its run is kept; older ones name no vintages and no people."""
    columns = json.loads(text)
    if (span := columns["span"]) is not None:
        start, end = map(date.fromisoformat, (span["start"], span["end"]))
        columns["span"] = Period(start, end, span["label"])
    columns["vintages"] = map(date.fromisoformat, columns.get("vintages", ()))
    lists = ("places", "counterparts", "vintages", "people")
    return Query(**columns | {name: tuple(columns.get(name, ())) for name in lists})
