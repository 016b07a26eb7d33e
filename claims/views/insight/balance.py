"""What was checked and how it was rated, set against what came in: so that the desk sees its own tilt."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.counts import Row
from claims.queries.facts import CHECKED, CLAIMANT, GROUP, OUTLET, PULLED, QUOTED, RATED
from claims.queries.insight import IN_FILE, SHOWN, Span, names_of, per_key, per_value, ratings_of, sums
from claims.views.insight.drawing import bars
from claims.views.insight.tables import Cell, Section, Table, count_cell, key_cells, name_cell, rows_address, share_cell

TITLES = {
    CLAIMANT: gettext_lazy("Balance by claimant"),
    GROUP: gettext_lazy("Balance by group"),
    OUTLET: gettext_lazy("Balance by outlet"),
}
_TILT = gettext_lazy("Where a share of what was checked is far from the share of what came in, the desk leans.")
LEADS = {
    CLAIMANT: _TILT,
    GROUP: _TILT,
    OUTLET: gettext_lazy("What outlets say in their own voice. What they quote of others is counted below, apart."),
}


def sections(span: Span, dimension: str, *, whole: bool) -> list[Section]:
    first = _section(span, dimension, str(_TITLE[dimension]), whole=whole)
    if dimension != OUTLET:
        return [first]
    return [first, _section(span, QUOTED, str(_TITLE[QUOTED]), whole=whole)]


_TITLE = {
    CLAIMANT: gettext_lazy("What came in, and what was checked"),
    GROUP: gettext_lazy("What came in, and what was checked"),
    OUTLET: gettext_lazy("In its own voice"),
    QUOTED: gettext_lazy("Quoted or reported of others"),
}


def _section(span: Span, dimension: str, title: str, *, whole: bool) -> Section:
    columns = [(dimension, PULLED), (dimension, CHECKED)]
    found = per_key(span, columns, limit=IN_FILE if whole else SHOWN)
    every = sums(span, columns)
    names, rated = names_of(dimension, found), per_value(span, [dimension], [RATED], found)
    ratings = ratings_of({slug for counts in rated.values() for slug in counts})
    rows: list[list[Cell]] = []
    for key, numbers in found.items():
        came, checked = key_cells(span, columns, numbers, key)
        shares = [
            share_cell(numbers[column], every[column], cell.address)
            for column, cell in zip(columns, (came, checked), strict=True)
        ]
        counts = rated.get((dimension, RATED, key), Counter())
        given = [
            count_cell(counts[slug], rows_address(RATED, span.first, span.last, by=dimension, key=key, value=slug))
            for slug, _label in ratings
        ]
        rows.append([name_cell(names.get(key, _("no longer there"))), came, shares[0], checked, shares[1], *given])
    heads = ["", _("Came in"), _("Share of what came in"), _("Checked"), _("Share of what was checked")]
    table = Table([_("Name"), *heads[1:], *(label for _slug, label in ratings)], rows)
    words = [[row[2].text for row in rows], [row[4].text for row in rows]]
    drawn = [
        Row(head, [numbers[column] / (every[column] or 1) for numbers in found.values()])
        for head, column in zip((heads[2], heads[4]), columns, strict=True)
    ]
    note = _("Ratings are those in force of what was published in this span.")
    slug = "quoted" if dimension == QUOTED else "balance"
    charts = bars(title, [row[0].text for row in rows], drawn, words, prefix=slug)
    return Section(slug, title, table, charts, note, _("Nothing was counted in this span yet."))
