"""One curated table as a sheet: which row a line is of, what its cells would change, and the rows as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from claims.models import User
from claims.models.intake import fold
from claims.services.bulk.plan import Change, Outcome, Plan, Planned, rows_of
from claims.sources.sheet_files import Line, Lines, same_cell
from claims.values import Reason
from claims.wording.curating import NO_SUCH, YES_OR_NO

AT_ONCE = 500
YES, NO = "yes", "no"
SWITCH = {YES: True, NO: False, "true": True, "false": False, "1": True, "0": False}
Cells = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """`columns` name fields of the model, and "indicator.slug" a relation by a field of its target; the head of such
    a column is "indicator". `key` names the columns that say which row a line is of: a name that is kept folded
    counts whatever its capitals. `unique` are fields that no two rows share, besides the key."""

    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    unique: tuple[str, ...] = ()
    folded: bool = False

    @property
    def name(self) -> str:
        return self.model._meta.model_name or ""

    @cached_property
    def heads(self) -> dict[str, str]:
        """The names of the file's columns, and of each its path in the model."""
        return {path.partition(".")[0]: path for path in self.columns}

    @property
    def keeps_folded(self) -> bool:
        return hasattr(self.model, "folded")

    @property
    def required(self) -> tuple[str, ...]:
        return self.key

    # --- out ----------------------------------------------------------------------------------------

    def lines(self) -> Iterator[list[str]]:
        """The rows as texts, in the order of the heads."""
        order = (path.replace(".", "__") for head, path in self.heads.items() if head in self.key)
        rows = self.rows().order_by(*order, "pk")
        for row in rows.iterator(chunk_size=1000):
            yield [self.text(row, head) for head in self.heads]

    def rows(self) -> models.QuerySet[Any]:
        relations = [path.partition(".")[0] for path in self.columns if "." in path]
        return self.model._default_manager.select_related(*relations)

    def text(self, row: Any, head: str) -> str:
        """A value as its cell shows it."""
        value = row
        for name in self.heads[head].split("."):
            value = getattr(value, name) if value is not None else None
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        return "" if value is None else str(value)

    # --- in -----------------------------------------------------------------------------------------

    def plan(self, given: Lines) -> Plan:
        """What the lines would do; of a file whose columns are wrong one bad line says so."""
        wrong = [Reason("column_missing", (("column", name),)) for name in self.required if name not in given.columns]
        wrong += [Reason("column_unknown", (("column", name),)) for name in given.columns if name not in self.heads]
        if wrong:
            heading = Planned(1, "")
            for reason in wrong:
                heading.refuse(reason.numbers[0][1], reason.code, columns=", ".join(self.heads))
            return Plan([heading])
        planned = self.planned(given)
        self._refuse_shared(planned)
        self.look_at(planned)
        return Plan(planned)

    def planned(self, given: Lines) -> list[Planned]:
        known = self.known(given.lines)
        targets = self.targets()
        seen: dict[Key, int] = {}
        result = []
        for line in given.lines:
            planned = Planned(line.number, self.title(line.cells))
            result.append(planned)
            if self._readable(line, planned, seen):
                self.apply(line.cells, planned, known, targets)
        return result

    def title(self, cells: Cells) -> str:
        return ", ".join(cells[name] for name in self.key)

    def key_of(self, cells: Cells) -> Key:
        texts = tuple(cells[name] for name in self.key)
        return tuple(map(fold, texts)) if self.folded else texts

    def _readable(self, line: Line, planned: Planned, seen: dict[Key, int]) -> bool:
        if line.problem is not None:
            planned.refuse("", line.problem.code, **dict(line.problem.numbers))
            return False
        for name in self.key:
            if not line.cells[name]:
                planned.refuse(name, "cell_needed")
        first = seen.setdefault(self.key_of(line.cells), line.number)
        if first != line.number and not planned.problems:
            planned.refuse("", "line_twice", first=str(first))
        return not planned.problems

    def known(self, lines: Sequence[Line]) -> dict[Key, Any]:
        """The rows that lines of a file are of, by their keys."""
        rows = self.rows()
        if not self.folded:
            return {tuple(self.text(row, name) for name in self.key): row for row in rows}
        wanted = sorted({fold(line.cells[self.key[0]]) for line in lines})
        return {(row.folded,): row for some in in_batches(wanted) for row in rows.filter(folded__in=some)}

    def targets(self) -> dict[str, dict[str, Any]]:
        """The rows that relations can name, by head and the name."""
        found: dict[str, dict[str, Any]] = {}
        for head, path in self.heads.items():
            if "." in path:
                target: Any = self.model._meta.get_field(head).related_model
                named = path.partition(".")[2]
                found[head] = {str(getattr(row, named)): row for row in target._default_manager.all()}
        return found

    def apply(
        self, cells: Cells, planned: Planned, known: Mapping[Key, Any], targets: Mapping[str, Mapping[str, Any]]
    ) -> None:
        row = known.get(self.key_of(cells))
        planned.row, planned.new = row or self.model(), row is None
        for head in self.heads:
            if head in cells:
                self.put(head, cells[head], planned, targets)
        if planned.new:
            self.complete(planned)

    def put(self, head: str, cell: str, planned: Planned, targets: Mapping[str, Mapping[str, Any]]) -> None:
        before = "" if planned.new else self.text(planned.row, head)
        if not planned.new and same_cell(cell, before):
            return
        try:
            setattr(planned.row, head, self._value(head, cell, targets))
        except ValidationError as error:
            planned.refuse(head, "cell_refused", why=" ".join(error.messages))
            return
        after = self.text(planned.row, head)
        if planned.new or after != before:
            planned.changes.append(Change(head, before, after))

    def _value(self, head: str, cell: str, targets: Mapping[str, Mapping[str, Any]]) -> Any:
        field: Any = self.model._meta.get_field(head)
        if head in targets:
            return _target(field, cell, targets[head])
        if not cell and not _is_text(field) and (field.null or field.has_default()):
            return field.get_default()
        if isinstance(field, models.BooleanField):
            return _switch(cell)
        return field.clean(cell if cell or not field.null else None, None)

    def complete(self, planned: Planned) -> None:
        """A new row needs what has no default."""
        given = {change.column for change in planned.changes} | {problem.column for problem in planned.problems}
        for head in (path.partition(".")[0] for path in self.columns):
            field: Any = self.model._meta.get_field(head)
            if head not in given and not (field.has_default() or field.null or field.blank):
                planned.refuse(head, "cell_needed")

    def _refuse_shared(self, planned: Sequence[Planned]) -> None:
        """Values that no two rows may share: within the file, and with rows that it does not name."""
        for name in self.unique:
            own: dict[str, Planned] = {}
            for each in (each for each in planned if each.row is not None and getattr(each.row, name)):
                first = own.setdefault(getattr(each.row, name), each)
                if first is not each:
                    each.refuse(name, "cell_shared_in_file", first=str(first.line))
            here = {each.row.pk for each in own.values()}
            for some in in_batches(sorted(own)):
                for row in self.model._default_manager.filter(**{f"{name}__in": some}).exclude(pk__in=here):
                    own[getattr(row, name)].refuse(name, "cell_shared", other=str(row)[:200])

    def look_at(self, planned: Sequence[Planned]) -> None:
        """What a table asks of its lines besides; a sheet with such rules refuses here."""

    # --- stored -------------------------------------------------------------------------------------

    def save(self, plan: Plan, actor: User) -> None:
        """Store what a plan without problems says. Inside its caller's transaction."""
        made, changed = plan.of(Outcome.MADE), plan.of(Outcome.CHANGED)
        for each in (*made, *changed):
            self.prepare(each.row)
        self.model._default_manager.bulk_create(rows_of(made), batch_size=AT_ONCE)
        own = {path.partition(".")[0] for path in self.columns}
        fields = {change.column for each in changed for change in each.changes} & own
        if fields:
            stored = [*fields, *(["folded"] if self.keeps_folded else [])]
            self.model._default_manager.bulk_update(rows_of(changed), stored, batch_size=AT_ONCE)

    def prepare(self, row: Any) -> None:
        """What the model's own `save` would fill in."""
        if self.keeps_folded:
            row.folded = fold(row.name)


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField)


def _target(field: Any, cell: str, rows: Mapping[str, Any]) -> Any:
    if not cell and field.null:
        return None
    if cell not in rows:
        raise ValidationError(NO_SUCH % {"name": cell[:100]})
    return rows[cell]


def _switch(cell: str) -> bool:
    value = SWITCH.get(cell.casefold())
    if value is None:
        raise ValidationError(YES_OR_NO)
    return value


def in_batches(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[at : at + AT_ONCE] for at in range(0, len(values), AT_ONCE))
