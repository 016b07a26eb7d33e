"""The words of a chart, which the caller translates, and how numbers and days are written in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

LONGEST_PLAIN = 15


def plain_number(number: Decimal) -> str:
    """Digits without needless zeros; beyond fifteen digits in powers of ten."""
    if not number:
        return "0"
    if abs(number.adjusted()) > LONGEST_PLAIN:
        return f"{number:.2E}"
    written = format(number, ",f")
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace("-", "\u2212")


def plain_day(day: date) -> str:
    return day.isoformat()


def plain_month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


@dataclass(frozen=True, slots=True)
class ChartLabels:
    """Sentences and short labels with %(name)s placeholders, in English unless the caller gives others:
    plain strings, already translated.

    `claimed` takes claimed; `band` and `stated` low and high, `band_from` low, `band_to` high; `said` day; `figure`
    role, value, period and vintage; `newest`, `release` and `loose` vintage or nothing; `older` and
    `left_out` count; `would_end` claimed; `figures` count, releases, first and last; `broken` base; `thousand`
    to `trillion` unit. `then`, `now` and `both` are the short labels beside the marks;
    `written` takes a figure as its source wrote it.
    """

    claimed: str = "the claim: %(claimed)s"
    band: str = "what its wording allows: %(low)s to %(high)s"
    band_from: str = "what its wording allows: %(low)s and more"
    band_to: str = "what its wording allows: %(high)s and less"
    stated: str = "what its wording states: %(low)s to %(high)s"
    said: str = "said %(day)s"
    then: str = "known then"
    now: str = "known now"
    both: str = "known then and now"
    figure: str = "%(role)s: %(value)s for %(period)s, from %(vintage)s"
    newest: str = "newest release: %(vintage)s"
    release: str = "earlier release: %(vintage)s"
    older: str = "earlier releases: %(count)s, the older the fainter"
    left_out: str = "earlier releases that are in the table alone: %(count)s"
    loose: str = "figures that came one by one, each from a release of its own"
    below: str = "the source says only: less than this"
    above: str = "the source says only: more than this"
    figures: str = "Figures: %(count)s, releases: %(releases)s, periods: %(first)s to %(last)s."
    figures_of_one_period: str = "Figures: %(count)s, releases: %(releases)s, period: %(first)s."
    no_figures: str = "No figures."
    broken: str = "The vertical axis begins at %(base)s, not at zero."
    thousand: str = "thousand %(unit)s"
    million: str = "million %(unit)s"
    billion: str = "billion %(unit)s"
    trillion: str = "trillion %(unit)s"
    span: str = "the years that a figure stands for"
    range: str = "the range that the source gives for a figure"
    missing: str = "no figure"
    between: str = "the time between two dates"
    would_end: str = "the claim: %(claimed)s; where the time would end by what its wording states and allows"
    not_exact: str = "a date that is not known to the day"
    number: Callable[[Decimal], str] = plain_number
    day: Callable[[date], str] = plain_day
    month: Callable[[date], str] = plain_month
    written: Callable[[str], str] = str
