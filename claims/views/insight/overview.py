"""Over all: per day or week, how long it took, what is overdue, and what nobody read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.charts.counts import Row
from claims.models import Drawn
from claims.queries.facts import (
    ALL,
    ASIDE,
    CHECKED,
    CORRECTED,
    JUDGED,
    LEFT,
    PUBLISHED,
    PULLED,
    QUEUED,
    TO_CHECK,
    TO_PUBLISH,
    UNREAD,
)
from claims.queries.insight import DAY, MONTH, WEEK, Span, overdue_now, per_period, per_value
from claims.queries.insight_rows import UNSEEN
from claims.values.spreads import percentile
from claims.views.insight.drawing import lines
from claims.views.insight.tables import (
    MEASURES,
    NONE,
    Cell,
    Section,
    Table,
    count_cell,
    delay_cell,
    name_cell,
    rows_address,
    share_cell,
)

FLOW = (PULLED, QUEUED, CHECKED, PUBLISHED, CORRECTED, ASIDE)
DRAWN = (PULLED, CHECKED, PUBLISHED)
MISSED = str(Drawn.Judged.MISSED)
Counts = Mapping[str, Mapping[date, int]]


PER: Mapping[str, Any] = {
    DAY: gettext_lazy("Per day"),
    WEEK: gettext_lazy("Per week"),
    MONTH: gettext_lazy("Per month"),
}
HEADS: Mapping[str, Any] = {DAY: gettext_lazy("Day"), WEEK: gettext_lazy("Week of"), MONTH: gettext_lazy("Month")}


def sections(span: Span) -> list[Section]:
    counts = per_period(span, (*FLOW, UNREAD, LEFT))
    values = per_value(span, [ALL], [TO_CHECK, TO_PUBLISH, JUDGED])
    judged = values.get((ALL, JUDGED, 0), Counter())
    return [
        _flow(span, counts),
        _delays(span, values),
        _overdue(),
        _unread(span, counts, judged),
    ]


def _flow(span: Span, counts: Counts) -> Section:
    title = str(PER[span.grain])
    rows = [_period(span, counts, start) for start in reversed(span.starts)]
    whole = [count_cell(sum(counts[each].values()), rows_address(each, span.first, span.last)) for each in FLOW]
    table = Table([str(HEADS[span.grain]), *_names(FLOW)], [[name_cell(_("In all")), *whole], *rows], omit_idle=True)
    drawn = [Row(str(MEASURES[each]), [counts[each].get(start, 0) for start in span.starts]) for each in DRAWN]
    note = _(
        "Put aside counts what is put aside now, on the day it was. All else counts what happened that day. "
        "Days and weeks without anything stand in the CSV alone."
    )
    return Section("flow", title, table, lines(title, span, drawn, prefix="flow"), note)


def _names(measures: tuple[str, ...]) -> list[str]:
    return [str(MEASURES[each]) for each in measures]


def _period(span: Span, counts: Counts, start: date) -> list[Cell]:
    how = "YEAR_MONTH_FORMAT" if span.grain == MONTH else "SHORT_DATE_FORMAT"
    name = Cell(date_format(start, how), plain=start.isoformat(), numeric=False)
    last = span.last_of(start)
    return [name, *(count_cell(counts[each].get(start, 0), rows_address(each, start, last)) for each in FLOW)]


def _delays(span: Span, values: Mapping[tuple[str, str, int], Counter[str]]) -> Section:
    told = ((TO_CHECK, _("To the first check")), (TO_PUBLISH, _("To publication")))
    rows = []
    for measure, words in told:
        address = rows_address(measure, span.first, span.last)
        rows.append([name_cell(words), *spread_cells(values.get((ALL, measure, 0), Counter()), address)])
    table = Table([_("Time"), _("Claims"), _("Half within"), _("Nine in ten within")], rows)
    note = _("Since a claim was first queued. Times are within 5 percent.")
    return Section("delays", _("How long it took"), table, note=note)


def spread_cells(counted: Counter[str], address: str) -> list[Cell]:
    """How many, half of them within, nine in ten within, each with the way to what took that long."""
    counts = {int(bucket): number for bucket, number in counted.items()}
    times = [delay_cell(percentile(counts, share), address) for share in (0.5, 0.9)]
    return [count_cell(sum(counts.values()), address), *times]


def _overdue() -> Section:
    found = overdue_now()
    rows = []
    for queue, number in found.queues:
        address = reverse("claims:insight_overdue", args=[queue.slug])
        cell = Cell(f"{number}+", address) if found.more else count_cell(number, address)
        rows.append([name_cell(queue.name, reverse("claims:queue", args=[queue.slug])), cell])
    more = _("With +: there may be more, only the thousand that are latest were counted.") if found.more else ""
    empty = _("The desk has no queue yet.")
    return Section("overdue", _("Overdue now"), Table([_("Queue"), _("Overdue")], rows), note=more, empty=empty)


def _unread(span: Span, counts: Counts, judged: Counter[str]) -> Section:
    pulled, unread, left = (sum(counts[each].values()) for each in (PULLED, UNREAD, LEFT))
    read, looked, missed = pulled + left, sum(judged.values()), judged[MISSED]
    rows = [
        _part(_("Sentences left aside by the program"), left, read, _address(span, LEFT)),
        _part(_("Claims put aside as hardly worth it"), unread, read, _address(span, UNREAD)),
        _part(_("Put aside unread, both together"), left + unread, read, _address(span, UNSEEN)),
        [name_cell(_("Looked at by a person")), count_cell(looked, _address(span, JUDGED)), Cell(NONE, plain=" ")],
        _part(_("Missed, of those that a person looked at"), missed, looked, _address(span, JUDGED, MISSED)),
    ]
    table = Table([_("What"), _("Number"), _("Share")], rows)
    note = _("Shares are of all sentences that were read; of what was missed, of what a person looked at.")
    return Section("unread", _("What nobody read"), table, note=note)


def _part(name: str, part: int, whole: int, address: str) -> list[Cell]:
    return [name_cell(name), count_cell(part, address), share_cell(part, whole, address)]


def _address(span: Span, measure: str, value: str = "") -> str:
    return rows_address(measure, span.first, span.last, value=value)
