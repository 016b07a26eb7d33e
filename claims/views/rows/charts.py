"""Charts of findings: every release of the series, the claim with its band, the figures compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.charts import COMPACT, WIDE, ChartLabels, YearsClaimed, YearsTold, draw_lives, draw_series
from claims.charts.labels import plain_number
from claims.comparison.bands import bands
from claims.models import Finding
from claims.queries import observations_for_chart
from claims.queries.observations import observed_of
from claims.services.steps.readings import statement_of
from claims.values import AsOf, Chart, Quantity
from claims.values.days import span_of_date
from claims.views.rows.bands import OnAxis, on_axis
from claims.views.rows.reading import number_words
from claims.wording.findings import DATED, UNITS, reason_sentences
from claims.wording.numbers import local
from claims.wording.places import place_name

Days = tuple[date, date]
Pair = tuple[Chart | None, Chart | None]


def charts_of(findings: Sequence[Finding], *, prefix: str, band: bool = True) -> Pair:
    """The chart of the findings of one origin of one claim, wide and for a phone; neither where no figure
    is stored. `band` draws what the wording of the claim allows. Each finding is loaded with its series, indicator,
    observation, claim and reading. The last one gives the title; a series in another unit is left out."""
    if not findings:
        return None, None
    first = findings[-1]
    if first.series.indicator.takes_person:
        return charts_of_lives(first, prefix=prefix, band=band)
    findings = [each for each in findings if _scale(each) == _scale(first)]
    observations = observations_for_chart(findings)
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
            low=claim.low if band else None,
            high=claim.high if band else None,
            claimed=said or (number_words(quantity) if quantity else ""),
            said_on=statement.said_on,
            used=used,
            labels=labels(),
            value=claim.value,
            stated=claim.stated if band else None,
            size=size,
            prefix=prefix,
        )
        for size in (WIDE, COMPACT)
    )
    return wide, compact


def _scale(finding: Finding) -> tuple[str, Decimal]:
    return finding.series.unit, finding.series.factor


def charts_of_lives(finding: Finding, *, prefix: str, band: bool = True) -> Pair:
    """The dates that a finding about somebody tells, wide and for a phone; neither where it tells none."""
    told = years_told(finding)
    if not told or finding.observation is None:
        return None, None
    statement = statement_of(finding.reading.structure, finding.series.indicator.unit)
    quantity = statement.quantity
    claim = years_claimed(quantity) if quantity and band else YearsClaimed("")
    wide, compact = (
        draw_lives(
            title=f"{finding.series.indicator.name}: {finding.observation.subject}",
            told=told,
            claim=claim,
            said_on=statement.said_on,
            vintage=finding.observation.vintage_label,
            labels=labels(),
            size=size,
            prefix=prefix,
        )
        for size in (WIDE, COMPACT)
    )
    return wide, compact


def years_claimed(quantity: Quantity) -> YearsClaimed:
    spans = bands(quantity)
    if spans is None:
        return YearsClaimed(number_words(quantity))
    ends = (spans.agrees.low, spans.agrees.high), (spans.close.low, spans.close.high)
    return YearsClaimed(number_words(quantity), *ends)


def years_told(finding: Finding) -> list[YearsTold]:
    """The pairs of dates in the reasons of a finding; of several terms in office one pair each."""
    found: list[YearsTold] = []
    for code, kept in finding.reasons:
        if code in DATED:
            numbers = dict(kept)
            [words] = reason_sentences([[code, kept]])
            found += [YearsTold(*pair, words, dates, numbers["years"]) for pair, dates in _pairs(numbers)]
    return found


def _pairs(numbers: Mapping[str, str]) -> Iterator[tuple[tuple[Days, Days], str]]:
    """First and last date of each time told, as the comparison writes them, with their words."""
    times = numbers["dates"].split(", ") if "dates" in numbers else [f"{numbers['born']} \u2013 {numbers['day']}"]
    for time in times:
        start, _dash, end = time.partition(" \u2013 ")
        yield (_days(start), _days(end)), time


def _days(text: str) -> Days:
    """A date as precise as it is written; "1990\u20131999" is a decade."""
    first, _dash, last = text.partition("\u2013")
    return span_of_date(first)[0], span_of_date(last or first)[1]


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
        stated=_("what its wording states: %(low)s to %(high)s"),
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
        figures_of_one_period=_("Figures: %(count)s, releases: %(releases)s, period: %(first)s."),
        no_figures=_("No figures."),
        broken=_("The vertical axis begins at %(base)s, not at zero."),
        thousand=_("thousand %(unit)s"),
        million=_("million %(unit)s"),
        billion=_("billion %(unit)s"),
        trillion=_("trillion %(unit)s"),
        span=_("the years that a figure stands for"),
        range=_("the range that the source gives for a figure"),
        missing=_("no figure"),
        between=_("the time between two dates"),
        would_end=_("the claim: %(claimed)s; where the time would end by what its wording states and allows"),
        not_exact=_("a date that is not known to the day"),
        number=lambda number: local(plain_number(number)),
        day=lambda day: date_format(day, "SHORT_DATE_FORMAT"),
        month=lambda day: date_format(day, pgettext("format of a month", "M Y")),
        written=local,
    )
