"""Reference tables of the house: a file is taken whole or refused whole, by line and reason.

Its bytes are its snapshot, so that a finding made from it can be computed again. A new file of the same
table replaces the one in force; the figures of the old one stay, as vintages.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from claims.fetching import TABLE_SCHEME, request_key, store_snapshot
from claims.models import Lookup, ReferenceTable, Series, Source, User, WorkState
from claims.packs import place_titles
from claims.services.steps import work
from claims.sources.tables import TableChecked, TableProblem, check_table, kind_of
from claims.values import Request, Response
from claims.workflow import record_event, step_work


class TableRefused(Exception):
    """The file has bad rows; nothing of it was stored. `problems` names each by line and reason."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        super().__init__(f"{len(problems)} bad rows")
        self.problems = tuple(problems)


def check(body: bytes) -> TableChecked:
    """What keeps a file from being put in force, by line, and how many rows it has."""
    return check_table(io.BytesIO(body), places=place_titles(), today=timezone.localdate())


def put_table(*, slug: str, name: str, body: bytes, actor: User | None) -> ReferenceTable:
    """Put a file, CSV or XLSX, in force as the table of that slug; raises TableRefused and stores nothing of a file
    with a bad row. Lookups of its series that were answered are asked again."""
    checked = check(body)
    if checked.problems:
        raise TableRefused(checked.problems)
    key, text = request_key(Request(f"{TABLE_SCHEME}{slug}"))
    response = Response(200, {"content-type": kind_of(body).content_type}, io.BytesIO(body), f"{TABLE_SCHEME}{slug}")
    with transaction.atomic():
        snapshot = store_snapshot(key, text, response)
        table, _made = ReferenceTable.objects.update_or_create(
            slug=slug, defaults={"name": name, "snapshot": snapshot, "rows": checked.rows}
        )
        _ask_again(table)
        record_event(actor, "table.put", table, {"sha256": hashlib.sha256(body).hexdigest()})
    return table


def _ask_again(table: ReferenceTable) -> None:
    """The sweep rings for what a new file may answer otherwise."""
    sources = Source.objects.filter(connector="tables")
    series = Series.objects.filter(source__in=sources, code__startswith=f"{table.slug}/")
    answered = Lookup.objects.filter(series__in=series, state__in=[WorkState.DONE, WorkState.MISSING])
    step_work(answered, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
