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
from claims.sources.tables import TableProblem, check_table, parse_table
from claims.values import Request, Response
from claims.workflow import record_event, step_work


class TableRefused(Exception):
    """The file has bad rows; nothing of it was stored. `problems` names each by line and reason."""

    def __init__(self, problems: Sequence[TableProblem]) -> None:
        super().__init__(f"{len(problems)} bad rows")
        self.problems = tuple(problems)


def problems_of(body: bytes) -> tuple[TableProblem, ...]:
    """What keeps a file from being put in force, by line; nothing where it can be."""
    return check_table(io.BytesIO(body), places=place_titles(), today=timezone.localdate())


def put_table(*, slug: str, name: str, body: bytes, actor: User | None) -> ReferenceTable:
    """Put a CSV file in force as the table of that slug; raises TableRefused and stores nothing of a file
    with a bad row. Lookups of its series that were answered are asked again."""
    problems = problems_of(body)
    if problems:
        raise TableRefused(problems)
    rows = sum(1 for _row in parse_table(io.BytesIO(body)))
    key, text = request_key(Request(f"{TABLE_SCHEME}{slug}"))
    response = Response(200, {"content-type": "text/csv; charset=utf-8"}, io.BytesIO(body), f"{TABLE_SCHEME}{slug}")
    with transaction.atomic():
        snapshot = store_snapshot(key, text, response)
        table, _made = ReferenceTable.objects.update_or_create(
            slug=slug, defaults={"name": name, "snapshot": snapshot, "rows": rows}
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
