"""What to trust: proposed findings against signed verdicts, and sources by how they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from claims.charts.counts import Row
from claims.queries.facts import (
    AGREED,
    ANSWERS_KEPT,
    ASKED,
    CAME,
    DISAGREED,
    FAILED,
    INDICATOR,
    LATENCY,
    OPEN,
    PROPOSED,
    SOURCE,
)
from claims.queries.insight import Span, names_of, per_value
from claims.values.spreads import percentile
from claims.views.insight.drawing import bars
from claims.views.insight.tables import NONE, Cell, Section, Table, count_cell, name_cell, rows_address, share_cell

Values = Mapping[tuple[str, str, int], Counter[str]]


def proposals(span: Span) -> list[Section]:
    values = per_value(span, [SOURCE, INDICATOR], [PROPOSED])
    return [
        _proposals(span, values, SOURCE, _("By source")),
        _proposals(span, values, INDICATOR, _("By indicator")),
    ]


def _proposals(span: Span, values: Values, dimension: str, title: str) -> Section:
    found = {key: counts for (of, _measure, key), counts in values.items() if of == dimension}
    ordered = sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    names = names_of(dimension, found)
    rows = []
    for key, counts in ordered:
        told = counts[AGREED] + counts[DISAGREED]
        ways = {each: _way(span, PROPOSED, dimension, key, each) for each in (AGREED, DISAGREED, OPEN)}
        numbers = [count_cell(counts[each], ways[each]) for each in (AGREED, DISAGREED, OPEN)]
        name = name_cell(names.get(key, _("no longer there")))
        rows.append([name, *numbers, share_cell(counts[AGREED], told, ways[AGREED])])
    heads = [title, _("Agreed"), _("Disagreed"), _("Undecided"), _("Agreement")]
    shares = [counts[AGREED] / ((counts[AGREED] + counts[DISAGREED]) or 1) for _key, counts in ordered]
    drawn = [Row(_("Agreement"), shares)]
    charts = bars(title, [row[0].text for row in rows], drawn, [[row[4].text for row in rows]], prefix=dimension)
    note = _(
        "Findings of claims whose first verdict was signed in this span. A figure that agrees or is close stands for "
        "the upper half of the scale, one that differs for the lower. Undecided is what points nowhere, or a rating in "
        "the middle or off the scale; it is in no share."
    )
    return Section(
        dimension, title, Table(heads, rows), charts, note, _("No verdict with a finding was signed in this span.")
    )


def sources(span: Span) -> list[Section]:
    values = per_value(span, [SOURCE], [ASKED, LATENCY])
    found = {key: counts for (_of, measure, key), counts in values.items() if measure == ASKED}
    ordered = sorted(found.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    names = names_of(SOURCE, found)
    rows = []
    for key, counts in ordered:
        asked, latency = counts[CAME] + counts[FAILED], _way(span, LATENCY, SOURCE, key)
        delays = {int(bucket): number for bucket, number in values.get((SOURCE, LATENCY, key), Counter()).items()}
        rows.append(
            [
                name_cell(names.get(key, _("no longer there"))),
                count_cell(asked, _way(span, ASKED, SOURCE, key)),
                count_cell(counts[FAILED], _way(span, ASKED, SOURCE, key, FAILED)),
                share_cell(counts[CAME], asked, _way(span, ASKED, SOURCE, key, CAME)),
                *(_milliseconds(percentile(delays, share), latency) for share in (0.5, 0.9)),
            ]
        )
    heads = [_("Source"), _("Asked"), _("No answer"), _("Success"), _("Half within"), _("Nine in ten within")]
    shares = [Row(_("Success"), [counts[CAME] / sum(counts.values()) for _key, counts in ordered])]
    title = _("Success and latency")
    charts = bars(title, [row[0].text for row in rows], shares, [[row[3].text for row in rows]], prefix="sources")
    note = _(
        "What was held already is not asked again, and is not counted. Times are within 5 percent. Each question is "
        "kept for %(days)s days."
    ) % {"days": ANSWERS_KEPT}
    empty = _("No source was asked in this span.")
    return [Section("sources", title, Table(heads, rows), charts, note, empty)]


def _way(span: Span, measure: str, dimension: str, key: int, value: str = "") -> str:
    return rows_address(measure, span.first, span.last, by=dimension, key=key, value=value)


def _milliseconds(amount: float | None, address: str) -> Cell:
    if amount is None:
        return Cell(NONE, plain=" ")
    return Cell(_("%(number)s ms") % {"number": round(amount)}, address, plain=f"{amount:.0f}")
