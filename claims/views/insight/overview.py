"""Over all: per day or week, how long it took, what is overdue, and what nobody read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.charts.counts import Row
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
from claims.queries.insight import WEEK, Span, overdue_now, per_period, per_value
from claims.values.spreads import percentile
from claims.views.insight.drawing import lines
from claims.views.insight.tables import (
    MEASURES,
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
Counts = Mapping[str, Mapping[date, int]]


def sections(span: Span, *, may_sign: bool) -> list[Section]:
    counts = per_period(span, (*FLOW, UNREAD, LEFT))
    values = per_value(span, [ALL], [TO_CHECK, TO_PUBLISH, JUDGED])
    judged = values.get((ALL, JUDGED, 0), Counter())
    return [
        _flow(span, counts),
        _delays(values),
        _overdue(may_sign=may_sign),
        _unread(span, counts, judged),
    ]


def _flow(span: Span, counts: Counts) -> Section:
    weekly = span.grain == WEEK
    title = _("Per week") if weekly else _("Per day")
    rows = [_period(span, counts, start) for start in reversed(span.starts)]
    whole = [count_cell(sum(counts[each].values()), rows_address(each, span.first, span.last)) for each in FLOW]
    table = Table([_("Week of") if weekly else _("Day"), *_names(FLOW)], [[name_cell(_("In all")), *whole], *rows])
    drawn = [Row(str(MEASURES[each]), [counts[each].get(start, 0) for start in span.starts]) for each in DRAWN]
    note = _("Put aside counts what is put aside now, on the day it was. All else counts what happened that day.")
    return Section("flow", title, table, lines(title, span, drawn, prefix="flow"), note)


def _names(measures: tuple[str, ...]) -> list[str]:
    return [str(MEASURES[each]) for each in measures]


def _period(span: Span, counts: Counts, start: date) -> list[Cell]:
    name = Cell(date_format(start, "SHORT_DATE_FORMAT"), plain=start.isoformat(), numeric=False)
    last = span.last_of(start)
    return [name, *(count_cell(counts[each].get(start, 0), rows_address(each, start, last)) for each in FLOW)]


def _delays(values: Mapping[tuple[str, str, int], Counter[str]]) -> Section:
    told = ((TO_CHECK, _("To the first check")), (TO_PUBLISH, _("To publication")))
    rows = [[name_cell(words), *spread_cells(values.get((ALL, measure, 0), Counter()))] for measure, words in told]
    table = Table([_("How long it took"), _("Claims"), _("Half within"), _("Nine in ten within")], rows)
    note = _("Since a claim was first queued. Times are within 5 percent.")
    return Section("delays", _("How long it took"), table, note=note)


def spread_cells(counted: Counter[str]) -> list[Cell]:
    """How many, half of them within, nine in ten within."""
    counts = {int(bucket): number for bucket, number in counted.items()}
    times = [delay_cell(percentile(counts, share)) for share in (0.5, 0.9)]
    return [count_cell(sum(counts.values())), *times]


def _overdue(*, may_sign: bool) -> Section:
    found = overdue_now()
    rows = []
    for queue, number in found.queues:
        query = urlencode({"view": "overdue", "queue": queue.slug})
        address = f"{reverse('claims:editor')}?{query}" if may_sign else ""
        rows.append([name_cell(queue.name, reverse("claims:queue", args=[queue.slug])), count_cell(number, address)])
    note = _("Of the thousand that are most overdue: there are more.") if found.more else ""
    empty = _("The desk has no queue yet.")
    return Section("overdue", _("Overdue now"), Table([_("Queue"), _("Overdue")], rows), note=note, empty=empty)


def _unread(span: Span, counts: Counts, judged: Counter[str]) -> Section:
    pulled, unread, left = (sum(counts[each].values()) for each in (PULLED, UNREAD, LEFT))
    read, looked = pulled + left, sum(judged.values())
    missed = count_cell(judged["missed"], reverse("claims:insight_drawn")), share_cell(judged["missed"], looked)
    rows = [
        [name_cell(_("Sentences left aside by the program")), _linked(LEFT, left, span), share_cell(left, read)],
        [name_cell(_("Claims put aside as hardly worth it")), _linked(UNREAD, unread, span), share_cell(unread, read)],
        [name_cell(_("Put aside unread, both together")), count_cell(left + unread), share_cell(left + unread, read)],
        [name_cell(_("Missed, of those that a person looked at")), *missed],
    ]
    table = Table([_("What nobody read"), _("Number"), _("Share")], rows)
    note = _("Shares are of all sentences that were read; of what was missed, of the %(number)s looked at.")
    return Section("unread", _("What nobody read"), table, note=note % {"number": looked})


def _linked(measure: str, number: int, span: Span) -> Cell:
    return count_cell(number, rows_address(measure, span.first, span.last))
