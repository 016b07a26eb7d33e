"""From the text of an article to claims in queues with their lookups written.

The extraction is work that waits in the version's row: taken by one conditional UPDATE, read outside any
transaction, stored in one. A version that somebody else reads, or that was read, is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db import IntegrityError, transaction

from claims.extraction.pipeline import EXTRACTOR_VERSION, extract
from claims.models import (
    Appearance,
    ArticleVersion,
    Claim,
    Claimant,
    ClaimantName,
    Indicator,
    Phrase,
    Queue,
    Reading,
)
from claims.models.intake import fold
from claims.packs import load_places
from claims.services.steps import work
from claims.services.steps.lookups import ask, series_for
from claims.services.steps.readings import claim_columns, structure_of
from claims.services.steps.triage import TriageFacts, published_repeat, queues_in_order, triage
from claims.values import Attribution, ClaimantKind, ExtractedClaim, IndicatorEntry, Lexicon
from claims.workflow import record_event

ORDINARY_LENGTH = 60_000  # code points that a request reads at once; longer texts wait for a worker
RECORD_REASONS = frozenset({"record"})


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one extraction asks of the tables, read once."""

    indicators: dict[str, Indicator]
    queues: list[Queue]


def lexicon_of_the_desk() -> Lexicon:
    """The curated words as the curators have them now. Places are a standard's and stand in the pack."""
    phrases: dict[int, list[str]] = {}
    for phrase in Phrase.objects.filter(language="en").order_by("pk"):
        phrases.setdefault(phrase.indicator_id, []).append(phrase.text)
    entries = tuple(
        IndicatorEntry(
            slug=each.slug,
            name=each.name,
            unit=each.unit,
            phrases=tuple(phrases.get(each.pk, ())),
            denominator=each.denominator,
            takes_counterpart=each.takes_counterpart,
            is_change=each.is_change,
        )
        for each in Indicator.objects.order_by("pk")
    )
    return _lexicon(entries)


@lru_cache(maxsize=2)
def _lexicon(entries: tuple[IndicatorEntry, ...]) -> Lexicon:
    return Lexicon(places=load_places(), indicators=entries)


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
        record_event(None, "article.extract", version.article, {"claims": len(found.claims)})
    return sorted(series)


def _store(version: ArticleVersion, found: ExtractedClaim, desk: _Desk) -> list[int]:
    structure = structure_of(found)
    indicator = desk.indicators.get(found.indicator or "")
    claim = Claim.objects.create(
        article=version.article,
        sentence=found.sentence,
        claimant=claimant_named(found.claimant, found.claimant_kind),
        **claim_columns(structure, indicator),
    )
    Appearance.objects.create(claim=claim, version=version, start=found.start, end=found.end, length=version.length)
    reading = Reading.objects.create(claim=claim, number=1, program=EXTRACTOR_VERSION, structure=structure)
    series = ask(claim, reading)
    triage(claim, _facts(claim, found), desk.queues)
    return series


def _facts(claim: Claim, found: ExtractedClaim) -> TriageFacts:
    return TriageFacts(
        sentence=found.sentence,
        worthiness=found.worthiness,
        kinds=frozenset(quantity.kind for quantity in found.quantities),
        has_series=bool(series_for(claim)),
        has_place=bool(claim.place),
        record=any(reason.code in RECORD_REASONS for reason in found.reasons),
        attributed=found.attribution != Attribution.NONE,
        repeat_of=published_repeat(claim),
    )


def claimant_named(name: str | None, kind: ClaimantKind) -> Claimant | None:
    """The claimant of that name, made where the desk has none yet."""
    if not name:
        return None
    name = name[:200]
    known = ClaimantName.objects.select_related("claimant").filter(folded=fold(name)).first()
    if known:
        return known.claimant
    try:
        with transaction.atomic():
            claimant = Claimant.objects.create(name=name, kind=kind.value)
            ClaimantName.objects.create(claimant=claimant, name=name)
    except IntegrityError:
        # Another extraction met the same new name a moment ago.
        return ClaimantName.objects.select_related("claimant").get(folded=fold(name)).claimant
    return claimant
