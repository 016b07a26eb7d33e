"""The chart of findings as a page shows it, drawn once and kept: it says the same until its figures change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.models import Finding, Series
from claims.queries.observations import state_for_chart
from claims.views.rows.charts import charts_of

KEPT_SECONDS = 86_400


def figure_of(findings: Sequence[Finding], *, prefix: str, band: bool = True) -> SafeString:
    """As `charts_of`, with the same figures as a table; empty where no figure is stored."""
    if not findings:
        return SafeString("")
    key = _key(findings, prefix, band)
    figure: str | None = cache.get(key)
    if figure is None:
        chart, small = charts_of(findings, prefix=prefix, band=band)
        figure = render_to_string("_partials/chart.html", {"chart": chart, "small": small})
        cache.set(key, figure, KEPT_SECONDS)
    return mark_safe(figure)


def _key(findings: Sequence[Finding], prefix: str, band: bool) -> str:
    """Of all that the drawing shows. A finding and its reading never change; a series is renamed by curators."""
    shown = [(each.pk, each.reading_id, each.observation_id, *_of_series(each.series)) for each in findings]
    drawn = (get_language(), prefix, band, shown, state_for_chart(findings))
    return f"figure-{hashlib.sha256(repr(drawn).encode()).hexdigest()}"


def _of_series(series: Series) -> tuple[Any, ...]:
    measure = series.indicator
    bands = measure.agrees_factor, measure.close_factor
    return series.code, series.name, series.unit, series.factor, measure.name, measure.unit, *bands
