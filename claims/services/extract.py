"""From the text of an article to claims in queues with their lookups written.

The extraction is work that waits in the version's row: taken by one conditional UPDATE, read outside any
transaction, stored in one. A version that somebody else reads, or that was read, is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from claims.extraction.pipeline import extract
from claims.models import ArticleVersion, Indicator, Queue
from claims.services.steps import work
from claims.services.steps.asking import ask_model
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.services.steps.storing import facts_of, store_claim
from claims.services.steps.triage import queues_in_order, triage
from claims.values import ExtractedClaim
from claims.workflow import record_event

ORDINARY_LENGTH = 60_000  # code points that a request reads at once; longer texts wait for a worker


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one extraction asks of the tables, read once."""

    indicators: dict[str, Indicator]
    queues: list[Queue]


def extract_version(version_id: int) -> list[int]:
    """Read a version's text and store its claims; the ids of the series whose lookups are due."""
    taken = work.take(ArticleVersion.objects.filter(pk=version_id), limit=1)
    if not taken:
        return []
    version = ArticleVersion.objects.select_related("article").get(pk=version_id)
    found = extract(version.text, lexicon=lexicon_of_the_desk(), published=version.article.published_on)
    desk = _Desk({each.slug: each for each in Indicator.objects.all()}, queues_in_order())
    series: set[int] = set()
    with transaction.atomic():
        if not work.finish(ArticleVersion, taken):
            return []
        for each in found.claims:
            series.update(_store(version, each, desk))
        ask_model(version)
        record_event(None, "article.extract", version.article, {"claims": len(found.claims)})
    return sorted(series)


def _store(version: ArticleVersion, found: ExtractedClaim, desk: _Desk) -> list[int]:
    claim, series = store_claim(version, found, desk.indicators.get(found.indicator or ""))
    triage(claim, facts_of(claim, found), desk.queues)
    return series
