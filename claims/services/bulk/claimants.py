"""Claimants as a sheet: each line with the further names under which the claimant is found, apart by bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from claims.models import ClaimantName, User
from claims.models.intake import fold
from claims.services.bulk.plan import Change, Plan, Planned
from claims.services.bulk.sheet import AT_ONCE, Key, Sheet, in_batches
from claims.sources.sheet_files import Line, same_cell

NAMES = "names"
BAR = "|"


@dataclass(frozen=True)
class ClaimantSheet(Sheet):
    """Names are only added: one that the file leaves out stays, for claims are found by it."""

    def rows(self) -> models.QuerySet[Any]:
        return super().rows().prefetch_related("names")

    @cached_property
    def heads(self) -> dict[str, str]:
        return {**super().heads, NAMES: NAMES}

    def text(self, row: Any, head: str) -> str:
        if head != NAMES:
            return super().text(row, head)
        own = fold(row.name)
        names = row.names.all() if row.pk else ()
        return BAR.join(sorted(each.name for each in names if each.folded != own))

    def known(self, lines: Sequence[Line]) -> dict[Key, Any]:
        """By every name: one that is not the claimant's own is refused by `look_at`."""
        wanted = sorted({fold(line.cells["name"]) for line in lines})
        rows: dict[Key, Any] = {}
        for some in in_batches(wanted):
            for row in self.rows().filter(names__folded__in=some).distinct():
                rows |= {(name.folded,): row for name in row.names.all()}
        return rows

    def put(self, head: str, cell: str, planned: Planned, targets: Mapping[str, Mapping[str, Any]]) -> None:
        if head != NAMES:
            if head == "name" and not planned.new and fold(cell) != fold(planned.row.name):
                planned.refuse("name", "name_of_other", other=planned.row.name)
                return
            super().put(head, cell, planned, targets)
            return
        before = "" if planned.new else self.text(planned.row, NAMES)
        if planned.new or not same_cell(cell, before):
            self._add_names(cell, before, planned)

    def _add_names(self, cell: str, before: str, planned: Planned) -> None:
        have = {fold(name) for name in before.split(BAR)} | {fold(planned.row.name)}
        new = {fold(name): " ".join(name.split()) for name in cell.split(BAR) if name.strip()}
        added = {key: name for key, name in new.items() if key not in have}
        if any(len(key) > 200 for key in new):
            planned.refuse(NAMES, "name_too_long")
        elif added:
            after = BAR.join(sorted([*filter(None, before.split(BAR)), *added.values()]))
            planned.changes.append(Change(NAMES, before, after))

    def look_at(self, planned: Sequence[Planned]) -> None:
        """A name belongs to one claimant, in the file and at the desk."""
        owners: dict[str, Planned] = {}
        for each in planned:
            for name in _names(each) if each.row is not None else ():
                first = owners.setdefault(fold(name), each)
                if first is not each:
                    each.refuse(NAMES, "cell_shared_in_file", first=str(first.line))
        for some in in_batches(sorted(owners)):
            for kept in ClaimantName.objects.filter(folded__in=some).select_related("claimant"):
                owner = owners[kept.folded]
                if owner.new or kept.claimant_id != owner.row.pk:
                    owner.refuse(NAMES, "name_of_other", other=kept.claimant.name)

    def save(self, plan: Plan, actor: User) -> None:
        super().save(plan, actor)
        rows = [
            ClaimantName(claimant=each.row, name=name, folded=fold(name))
            for each in plan.stored
            for name in _names(each)
        ]
        ClaimantName.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def _names(planned: Planned) -> list[str]:
    """The names that a line gives its claimant, its own among them."""
    added = next((each.after for each in planned.changes if each.column == NAMES), "")
    return [planned.row.name, *filter(None, added.split(BAR))]
