"""A sentence that was read becomes a claim: its rows, and the figures it asks for."""

from __future__ import annotations

from claims.extraction.pipeline import EXTRACTOR_VERSION
from claims.models import Appearance, ArticleVersion, Claim, Indicator, Reading
from claims.services.steps.claimants import claimant_named
from claims.services.steps.lookups import ask, series_for
from claims.services.steps.readings import claim_columns, structure_of
from claims.services.steps.triage import TriageFacts, published_repeat
from claims.values import Attribution, ExtractedClaim

RECORD_REASONS = frozenset({"record"})


def store_claim(version: ArticleVersion, found: ExtractedClaim, indicator: Indicator | None) -> tuple[Claim, list[int]]:
    """The claim with its appearance, the program's reading and its lookups, not yet in a queue; the ids of the
    series that are due. Runs inside its caller's transaction."""
    structure = structure_of(found, version.article.published_on)
    claim = Claim.objects.create(
        article=version.article,
        sentence=found.sentence,
        claimant=claimant_named(found.claimant),
        **claim_columns(structure, indicator),
    )
    Appearance.objects.create(claim=claim, version=version, start=found.start, end=found.end, length=version.length)
    reading = Reading.objects.create(claim=claim, number=1, program=EXTRACTOR_VERSION, structure=structure)
    return claim, ask(claim, reading)


def facts_of(claim: Claim, found: ExtractedClaim) -> TriageFacts:
    """What the rules of triage may ask of a claim."""
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
