"""Finding the chart of Our World in Data that has the figures of a measure, for a curator who makes a series of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims import fetching
from claims.gating import GateClosed
from claims.models import Series, Source, User
from claims.services.refusal import Refused
from claims.sources.owid import Chart, Owid, search_charts
from claims.values import SourceError
from claims.workflow import NotAllowed, record_event

CURATING = "claims.add_series"
PATIENCE = 20.0  # seconds: a person waits for the page
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class ChartFound:
    """A chart, and whether the desk has a series of it."""

    chart: Chart
    known: bool


@dataclass(frozen=True, slots=True)
class ChartsFound:
    source: Source
    charts: Sequence[ChartFound]


def find_charts(user: User, words: str) -> ChartsFound:
    """The charts that fit some words, best first, asked through the same door and gate as figures are; nothing is
    kept. Raises Refused with the reason where there is no answer."""
    if not user.has_perm(CURATING):
        raise NotAllowed
    source = Source.objects.filter(connector=Owid.slug).order_by("-active", "pk").first()
    if source is None or not fetching.is_set_up(source):
        raise Refused("address_unset")
    asking = search_charts(words[:LONGEST_WORDS], fetching.source_config(source))
    try:
        charts = fetching.consult(source, asking, seconds=PATIENCE)
    except (GateClosed, SourceError) as error:
        raise Refused(error.reason.code, numbers=error.reason.numbers) from error
    record_event(user, "source.search", source, {"found": len(charts)})
    codes = Series.objects.filter(source=source).values_list("code", flat=True)
    known = {code.partition("/")[0] for code in codes}
    return ChartsFound(source, [ChartFound(chart, chart.slug in known) for chart in charts])
