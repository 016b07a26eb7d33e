"""Pages by keyset: a page names where the next one begins, so that its cost does not grow with its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

PAGE_SIZE = 25
YEARS = range(1990, 2200)  # of what a list shows; a calendar's first and last day have none before or after them
COUNT_LIMIT = 100  # counts beside links: "99+" from here on

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of a list in order; `after` asks for the next page and is empty on the last."""

    rows: Sequence[Row]
    after: str = ""


def page_of(rows: QuerySet[Any], time_of: Callable[[Any], datetime], size: int = PAGE_SIZE) -> Page[Any]:
    found = list(rows[: size + 1])
    if len(found) <= size:
        return Page(found)
    last = found[size - 1]
    return Page(found[:size], f"{time_of(last).isoformat()}_{last.pk}")


def position_of(after: str) -> tuple[datetime, int] | None:
    """Where a page begins; None at the beginning and for what no page ever named."""
    time, _, number = after.rpartition("_")
    try:
        moment = datetime.fromisoformat(time)
        may = moment.tzinfo and moment.year in YEARS and number.isascii() and len(number) < 19
        return (moment, int(number)) if may else None
    except ValueError:
        return None


def bounded(rows: QuerySet[Any]) -> int:
    """How many rows, counted up to `COUNT_LIMIT` and no further."""
    return rows.order_by()[:COUNT_LIMIT].count()
