"""All reference tables in one sheet: the columns of a table's own file behind the table's slug and name. A table that
the file has lines of is put in force as they stand, for a table is its file; one that it has none of stays."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError

from claims.fetching import body_of
from claims.models import ReferenceTable, User
from claims.services.bulk.plan import Change, Plan, Planned
from claims.services.bulk.sheet import Sheet
from claims.services.tables import check, put_table
from claims.sources.sheet_files import Line, Lines, read_lines
from claims.sources.tables import COLUMNS
from claims.values import Reason

TABLE, NAME = "table", "table_name"
Figures = tuple[str, ...]


@dataclass(frozen=True)
class FigureSheet(Sheet):
    @cached_property
    def heads(self) -> dict[str, str]:
        return {name: name for name in (TABLE, NAME, *COLUMNS)}

    @property
    def required(self) -> tuple[str, ...]:
        return (TABLE, *COLUMNS)

    def lines(self) -> Iterator[list[str]]:
        for table in ReferenceTable.objects.select_related("snapshot").order_by("slug"):
            for figures in _in_force(table):
                yield [table.slug, table.name, *figures]

    def title(self, cells: Mapping[str, str]) -> str:
        return " ".join(filter(None, (cells[TABLE], cells["series"], cells["place"], cells["period"])))

    def planned(self, given: Lines) -> list[Planned]:
        known = {table.slug: table for table in ReferenceTable.objects.select_related("snapshot")}
        in_force = {slug: Counter(_in_force(table)) for slug, table in known.items()}
        planned = []
        for line in given.lines:
            each = Planned(line.number, self.title(line.cells), row=line.cells)
            if line.problem is not None:
                each.refuse("", line.problem.code, **dict(line.problem.numbers))
            if line.cells[TABLE] not in known:
                _refuse_bad_table(line, each)
            figures = _figures(line.cells)
            if not in_force.get(line.cells[TABLE], Counter())[figures]:
                each.new = True
                each.changes = [Change(head, "", text) for head, text in zip(COLUMNS, figures, strict=True) if text]
            planned.append(each)
        _refuse_bad_figures(planned)
        return planned

    def plan(self, given: Lines) -> Plan:
        plan = super().plan(given)
        return plan if plan.bad else Plan(plan.lines, list(_left_out(plan.lines)))

    def save(self, plan: Plan, actor: User) -> None:
        for slug, own in _by_table(plan.lines):
            table = ReferenceTable.objects.filter(slug=slug).first()
            if table is None or any(each.new for each in own) or _missing(table, own):
                name = own[0].row.get(NAME) or (table.name if table else slug)
                put_table(slug=slug, name=name, body=_body(own), actor=actor)


def _in_force(table: ReferenceTable) -> list[Figures]:
    given = read_lines(body_of(table.snapshot).read())
    return [_figures(line.cells) for line in given.lines]


def _figures(cells: Mapping[str, str]) -> Figures:
    """As a table's file in CSV has them: of a share in percent the number alone, a note on one line."""
    texts = {name: " ".join(cells[name].split("\n")) for name in COLUMNS}
    if texts["unit"] == "percent":
        texts["value"] = texts["value"].removesuffix("%").rstrip()
    return tuple(texts.values())


def _by_table(lines: Sequence[Planned]) -> list[tuple[str, list[Planned]]]:
    ordered = sorted(lines, key=lambda each: (each.row[TABLE], each.line))
    return [(slug, list(own)) for slug, own in groupby(ordered, key=lambda each: str(each.row[TABLE]))]


def _body(lines: Sequence[Planned]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *(_figures(each.row) for each in lines)])
    return text.getvalue().encode()


def _refuse_bad_table(line: Line, planned: Planned) -> None:
    """A table that is new needs a slug that is one, and a name."""
    for head, name in ((TABLE, "slug"), (NAME, "name")):
        field: Any = ReferenceTable._meta.get_field(name)
        try:
            field.clean(line.cells.get(head, ""), None)
        except ValidationError as error:
            planned.refuse(head, "cell_refused", why=" ".join(error.messages))


def _refuse_bad_figures(planned: Sequence[Planned]) -> None:
    """What keeps the file of a table from being put in force, at the lines that it is about."""
    for _slug, own in _by_table(planned):
        for problem in check(_body(own)).problems:
            own[max(0, problem.line - 2)].refuse("", "cell_refused", why=problem.reason)


def _left_out(lines: Sequence[Planned]) -> Iterator[Reason]:
    known = {table.slug: table for table in ReferenceTable.objects.select_related("snapshot")}
    for slug, own in _by_table(lines):
        missing = _missing(known[slug], own) if slug in known else 0
        if missing:
            yield Reason("figures_left_out", (("table", slug), ("rows", str(missing))))


def _missing(table: ReferenceTable, own: Sequence[Planned]) -> int:
    given = Counter(_figures(each.row) for each in own)
    return (Counter(_in_force(table)) - given).total()
