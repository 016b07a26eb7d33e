"""By queue, outlet, indicator, claimant, group of claimants, and person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.counts import Row
from claims.queries.facts import (
    ASIDE,
    CHECKED,
    CHECKED_BY,
    CLAIMANT,
    CORRECTED,
    GROUP,
    INDICATOR,
    OUTLET,
    PERSON,
    PUBLISHED,
    PULLED,
    QUEUE,
    QUEUED,
    QUOTED,
    TO_CHECK,
    TO_CHECK_BY,
)
from claims.queries.insight import IN_FILE, SHOWN, Column, Span, names_of, per_key, per_value
from claims.views.insight.drawing import bars
from claims.views.insight.overview import spread_cells
from claims.views.insight.tables import MEASURES, Section, Table, key_cells, name_cell, rows_address

TITLES = {
    QUEUE: gettext_lazy("By queue"),
    OUTLET: gettext_lazy("By outlet"),
    INDICATOR: gettext_lazy("By indicator"),
    CLAIMANT: gettext_lazy("By claimant"),
    GROUP: gettext_lazy("By group"),
    PERSON: gettext_lazy("By person"),
}
LEADS = {
    QUEUE: gettext_lazy("Each claim counts for the queue that it is in now, or was in last."),
    OUTLET: gettext_lazy("An outlet answers for what it says in its own voice. What it quotes is counted apart."),
    GROUP: gettext_lazy("Groups of claimants, such as parties or offices, as curators keep them."),
    PERSON: gettext_lazy(
        "For editors alone: what each person checked, signed and corrected. Where two check a claim apart, neither "
        "is counted before it is decided."
    ),
}
USUAL = (PULLED, QUEUED, CHECKED, PUBLISHED, CORRECTED, ASIDE)
TIMED = (QUEUE, OUTLET, INDICATOR, PERSON)
QUOTED_TOO = gettext_lazy("Quoted by it")


def sections(span: Span, dimension: str, *, whole: bool) -> list[Section]:
    columns = _columns(dimension)
    found = per_key(span, columns, limit=IN_FILE if whole else SHOWN)
    names = names_of(dimension, found)
    timed = TO_CHECK_BY if dimension == PERSON else TO_CHECK
    spreads = per_value(span, [dimension], [timed], found) if dimension in TIMED else {}
    rows = []
    for key, numbers in found.items():
        cells = [name_cell(names.get(key, _("no longer there"))), *key_cells(span, columns, numbers, key)]
        if dimension in TIMED:
            address = rows_address(timed, span.first, span.last, by=dimension, key=key)
            cells += spread_cells(spreads.get((dimension, timed, key), Counter()), address)[1:]
        rows.append(cells)
    table = Table([str(TITLES[dimension]), *_heads(dimension, columns)], rows)
    title = _("Over the whole span")
    drawn = bars(title, *_drawn(columns, [cells[0].text for cells in rows], list(found.values())), prefix="by")
    note = _("The %(number)s largest; the CSV has the others.") % {"number": SHOWN} if len(rows) == SHOWN else ""
    return [Section("by", title, table, drawn, note, _("Nothing was counted in this span yet."))]


def _columns(dimension: str) -> list[Column]:
    if dimension == PERSON:
        return [(dimension, measure) for measure in (CHECKED_BY, PUBLISHED, CORRECTED)]
    columns = [(dimension, measure) for measure in USUAL]
    return [*columns, (QUOTED, PULLED), (QUOTED, CHECKED)] if dimension == OUTLET else columns


def _heads(dimension: str, columns: list[Column]) -> list[str]:
    heads = []
    for of, measure in columns:
        words = _("Signed") if (of, measure) == (PERSON, PUBLISHED) else str(MEASURES[measure])
        heads.append(f"{words} ({QUOTED_TOO})" if of == QUOTED else words)
    if dimension in TIMED:
        heads += [_("First check: half within"), _("Nine in ten within")]
    return heads


def _drawn(
    columns: Sequence[Column], names: Sequence[str], numbers: Sequence[Mapping[Column, int]]
) -> tuple[Sequence[str], list[Row], list[list[str]]]:
    """What came in beside what was checked; of people what they checked."""
    shown = [column for column in columns if column[1] in (PULLED, CHECKED, CHECKED_BY) and column[0] != QUOTED]
    rows = [Row(str(MEASURES[column[1]]), [each[column] for each in numbers]) for column in shown]
    return names, rows, [[str(int(value)) for value in row.values] for row in rows]
