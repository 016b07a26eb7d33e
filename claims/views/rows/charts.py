"""Charts of findings: every release of the series, the claim with its band, the figures compared."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims.charts import COMPACT, WIDE, ChartLabels, draw_series
from claims.models import Finding
from claims.queries import observations_for_chart
from claims.queries.observations import observed_of
from claims.services.steps.readings import statement_of
from claims.values import AsOf, Chart
from claims.views.rows.bands import OnAxis, on_axis
from claims.views.rows.reading import number_words, place_name
from claims.wording.findings import UNITS

Pair = tuple[Chart | None, Chart | None]


def charts_of(findings: Sequence[Finding], *, prefix: str) -> Pair:
    """The chart of the findings of one series of one claim, wide and for a phone; neither where no figure
    is stored. Each finding is loaded with its series, indicator, observation, claim and reading."""
    if not findings:
        return None, None
    first = findings[0]
    observations = observations_for_chart(first)
    if not observations:
        return None, None
    unit = first.series.unit
    statement = statement_of(first.reading.structure, first.series.indicator.unit)
    quantity = statement.quantity
    told = statement.comparative
    compares = told is not None and not told.beside
    claim = OnAxis() if compares else on_axis(quantity, first.series)
    said = told.text if told is not None and compares else ""
    used = [(AsOf(each.as_of), observed_of(each.observation)) for each in findings if each.observation is not None]
    wide, compact = (
        draw_series(
            title=_title(first),
            unit=_(UNITS.get(unit, unit)),
            observations=observations,
            low=claim.low,
            high=claim.high,
            claimed=said or (number_words(quantity) if quantity else ""),
            said_on=statement.said_on,
            used=used,
            labels=labels(),
            value=claim.value,
            size=size,
            prefix=prefix,
        )
        for size in (WIDE, COMPACT)
    )
    return wide, compact


def _title(finding: Finding) -> str:
    parts = {"series": finding.series.name, "place": place_name(finding.place)}
    if not finding.counterpart:
        return _("%(series)s: %(place)s") % parts
    return _("%(series)s: %(place)s with %(other)s") % {**parts, "other": place_name(finding.counterpart)}


def labels() -> ChartLabels:
    """The words of a chart in the reader's language."""
    return ChartLabels(
        claimed=_("the claim: %(claimed)s"),
        band=_("what its wording allows: %(low)s to %(high)s"),
        band_from=_("what its wording allows: %(low)s and more"),
        band_to=_("what its wording allows: %(high)s and less"),
        said=_("said %(day)s"),
        then=_("known then"),
        now=_("known now"),
        both=_("known then and now"),
        figure=_("%(role)s: %(value)s for %(period)s, from %(vintage)s"),
        newest=_("newest release: %(vintage)s"),
        release=_("earlier release: %(vintage)s"),
        older=_("earlier releases: %(count)s, the older the fainter"),
        left_out=_("earlier releases that are in the table alone: %(count)s"),
        loose=_("figures that came one by one, each from a release of its own"),
        below=_("the source says only: less than this"),
        above=_("the source says only: more than this"),
        figures=_("Figures: %(count)s, releases: %(releases)s, periods: %(first)s to %(last)s."),
        no_figures=_("No figures."),
        broken=_("The vertical axis begins at %(base)s, not at zero."),
        thousand=_("thousand %(unit)s"),
        million=_("million %(unit)s"),
        billion=_("billion %(unit)s"),
        trillion=_("trillion %(unit)s"),
        missing=_("no figure"),
        day=lambda day: date_format(day, "j M Y"),
        month=lambda day: f"{MONTHS_3[day.month]} {day.year}",
    )
