"""Charts of the insight pages, each in two sizes, with the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.charts import COMPACT, WIDE
from claims.charts.counts import Row, draw_bars, draw_lines
from claims.queries.insight import MONTH, WEEK, Span
from claims.values import Chart

BARS = 10  # names that a drawing shows; the table has the rest


def lines(title: str, span: Span, rows: Sequence[Row], *, prefix: str) -> list[Chart]:
    """Counts of each day, week or month of a span."""
    periods = [
        date_format(start, "YEAR_MONTH_FORMAT" if span.grain == MONTH else "MONTH_DAY_FORMAT") for start in span.starts
    ]
    said = " ".join(_said(row, periods, span.grain) for row in rows)
    return [
        draw_lines(title=title, said=said, periods=periods, rows=rows, size=size, prefix=prefix)
        for size in (WIDE, COMPACT)
    ]


def _said(row: Row, periods: Sequence[str], grain: str) -> str:
    whole, most = int(sum(row.values)), int(max(row.values, default=0))
    if not whole:
        return _("%(name)s: none.") % {"name": row.name}
    told = {"name": row.name, "whole": whole, "most": most, "period": periods[list(row.values).index(most)]}
    if grain == MONTH:
        return _("%(name)s: %(whole)s in all, most in %(period)s (%(most)s).") % told
    if grain == WEEK:
        return _("%(name)s: %(whole)s in all, most in the week of %(period)s (%(most)s).") % told
    return _("%(name)s: %(whole)s in all, most on %(period)s (%(most)s).") % told


def bars(
    title: str, names: Sequence[str], rows: Sequence[Row], words: Sequence[Sequence[str]], *, prefix: str
) -> list[Chart]:
    """The first few names side by side; none where there is no name."""
    if not names:
        return []
    names, rows = names[:BARS], [Row(row.name, row.values[:BARS]) for row in rows]
    said = " ".join(
        f"{name}: " + ", ".join(f"{row.name} {words[at][place]}" for at, row in enumerate(rows)) + "."
        for place, name in enumerate(names)
    )
    return [
        draw_bars(title=title, said=said, names=names, rows=rows, words=words, size=size, prefix=prefix)
        for size in (WIDE, COMPACT)
    ]
