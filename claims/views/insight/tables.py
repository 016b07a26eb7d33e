"""Tables of the insight pages: for the page, with links to the rows behind each number, and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.queries.facts import (
    ASIDE,
    ASKED,
    CHECKED,
    CHECKED_BY,
    CORRECTED,
    JUDGED,
    LATENCY,
    LEFT,
    PAIRS,
    PROPOSED,
    PUBLISHED,
    PULLED,
    QUEUED,
    RATED,
    TO_CHECK,
    TO_CHECK_BY,
    TO_PUBLISH,
    UNREAD,
)
from claims.queries.insight import Span
from claims.queries.insight_rows import UNSEEN
from claims.values import Chart
from claims.values.spreadsheets import safe_cell

MEASURES: Mapping[str, Any] = {
    PULLED: gettext_lazy("Pulled"),
    QUEUED: gettext_lazy("Queued"),
    CHECKED: gettext_lazy("Checked"),
    PUBLISHED: gettext_lazy("Published"),
    CORRECTED: gettext_lazy("Corrected"),
    ASIDE: gettext_lazy("Put aside"),
    UNREAD: gettext_lazy("Put aside unread"),
    LEFT: gettext_lazy("Sentences left aside"),
    RATED: gettext_lazy("Rated"),
    CHECKED_BY: gettext_lazy("Checked"),
    TO_CHECK: gettext_lazy("Time to the first check"),
    TO_CHECK_BY: gettext_lazy("Time to the first check"),
    TO_PUBLISH: gettext_lazy("Time to publication"),
    JUDGED: gettext_lazy("Looked at by a person"),
    UNSEEN: gettext_lazy("Put aside unread, both together"),
    PROPOSED: gettext_lazy("Proposed findings"),
    PAIRS: gettext_lazy("Pairs of checks"),
    ASKED: gettext_lazy("Questions to sources"),
    LATENCY: gettext_lazy("Answers of sources"),
}
NONE = "\u2013"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and where the rows behind it are; `plain` is what its CSV says."""

    text: str
    address: str = ""
    plain: str = ""
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    omit_idle: bool = False

    @property
    def shown(self) -> Sequence[Sequence[Cell]]:
        """The rows for the page: the first, and of the others those that count anything where idle ones are omitted."""
        if not self.omit_idle:
            return self.rows
        return [*self.rows[:1], *(row for row in self.rows[1:] if any(cell.text != "0" for cell in row[1:]))]

    def as_csv(self) -> str:
        written = io.StringIO()
        out = csv.writer(written)
        out.writerow([safe_cell(str(head)) for head in self.heads])
        out.writerows([safe_cell(cell.plain or cell.text) for cell in row] for row in self.rows)
        return written.getvalue()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with a chart in two sizes and a table; `empty` is said where the table has no row, `note` beneath."""

    slug: str
    title: str
    table: Table
    charts: Sequence[Chart] = field(default_factory=tuple)
    note: str = ""
    empty: str = ""

    @property
    def csv_only(self) -> bool:
        return not self.table.rows


def count_cell(number: int, address: str = "") -> Cell:
    return Cell(str(number), address if number else "")


def name_cell(name: str, address: str = "") -> Cell:
    return Cell(name, address, numeric=False)


def share_cell(part: int, whole: int, address: str = "") -> Cell:
    """A share, with the way to the rows that are its part."""
    if not whole:
        return Cell(NONE, plain=" ")
    words = _("%(number)s%%") % {"number": round(100 * part / whole)}
    return Cell(words, address if part else "", plain=f"{100 * part / whole:.1f}")


def delay_cell(seconds: float | None, address: str = "") -> Cell:
    """A time to wait, in the unit that fits; its CSV says hours."""
    if seconds is None:
        return Cell(NONE, plain=" ")
    return Cell(delay_words(seconds), address, plain=f"{seconds / 3600:.2f}")


def delay_words(seconds: float) -> str:
    hours = seconds / 3600
    if hours < 1:
        return _("%(number)s min") % {"number": max(round(seconds / 60), 1)}
    if hours < 48:
        return _("%(number)s h") % {"number": round(hours, 1) if hours < 10 else round(hours)}
    return _("%(number)s days") % {"number": round(hours / 24, 1)}


def rows_address(measure: str, first: date, last: date, *, by: str = "", key: int = 0, value: str = "") -> str:
    """Where the rows behind a number are listed."""
    asked = {"from": first.isoformat(), "to": last.isoformat()}
    asked |= {"by": by, "key": str(key)} if by else {}
    asked |= {"value": value} if value else {}
    return f"{reverse('claims:insight_rows', args=[measure])}?{urlencode(asked)}"


def key_cells(
    span: Span, columns: Iterable[tuple[str, str]], numbers: Mapping[tuple[str, str], int], key: int
) -> list[Cell]:
    """The numbers of one key, each with the way to its rows."""
    cells = []
    for dimension, measure in columns:
        address = rows_address(measure, span.first, span.last, by=dimension, key=key)
        cells.append(count_cell(numbers.get((dimension, measure), 0), address))
    return cells


def csv_answer(name: str, table: Table) -> HttpResponse:
    answer = HttpResponse(table.as_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
