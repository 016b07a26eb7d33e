"""What extraction read, as rows: claims with their readings, and the sentences that were left aside.

All of it runs inside its caller's transaction, the article's row locked by `locked_article`: two readings of
one article, or a reading and a person who pulls a sentence in, never write beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from claims.extraction.pipeline import EXTRACTOR_VERSION
from claims.models import (
    Appearance,
    Article,
    ArticleVersion,
    Claim,
    Indicator,
    LeftAside,
    Reading,
)
from claims.services.steps import work
from claims.services.steps.claimants import claimant_named
from claims.services.steps.conditions import TriageFacts
from claims.services.steps.dirty_days import mark_left_aside
from claims.services.steps.lookups import ask, series_for
from claims.services.steps.readings import claim_columns, structure_of
from claims.services.steps.rules import Asked, rules_in_order
from claims.services.steps.similar import keep_terms
from claims.services.steps.triage import published_repeat
from claims.values import AsideSentence, Attribution, ExtractedClaim
from claims.workflow import step_work

RECORD = "record"  # the reason of check-worthiness that tells of a first, a rank or a record


@dataclass(frozen=True, slots=True)
class Desk:
    """What storing asks of the tables, read once."""

    indicators: dict[str, Indicator]
    rules: list[Asked]

    @classmethod
    def now(cls) -> Desk:
        return cls({each.slug: each for each in Indicator.objects.all()}, rules_in_order())


def wait_to_be_read(version: ArticleVersion) -> None:
    """Have a version's text read (again), by whoever comes first; one that waits already goes on waiting."""
    rows = ArticleVersion.objects.filter(pk=version.pk)
    step_work(rows, "retry", due_at=work.in_seconds(0), attempts=0, rung_at=None)


def locked_article(article_id: int) -> Article:
    """Rows that only refer to the article may come in meanwhile."""
    return Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article_id)


def newest_version(article_id: int) -> ArticleVersion:
    return ArticleVersion.objects.filter(article_id=article_id).order_by("-number")[0]


def new_claim(version: ArticleVersion, found: ExtractedClaim, desk: Desk) -> tuple[Claim, list[int]]:
    """A detected claim with the program's reading, and the ids of the series that are due."""
    structure = structure_of(found)
    claim = Claim.objects.create(
        article=version.article, sentence=found.sentence, **columns_of(structure, desk.indicators)
    )
    stand(claim, version, found.start, found.end)
    keep_terms(claim)
    reading = Reading.objects.create(claim=claim, number=1, program=EXTRACTOR_VERSION, structure=structure)
    return claim, ask(claim, reading)


def columns_of(structure: dict[str, Any], indicators: dict[str, Indicator]) -> dict[str, Any]:
    """All columns of a claim that copy its reading."""
    indicator = indicators.get(structure["indicator"] or "")
    claimant = claimant_named(structure["claimant"], structure.get("claimant_kind") or "")
    return {"claimant": claimant, **claim_columns(structure, indicator)}


def stand(
    claim: Claim, version: ArticleVersion, start: int, end: int, status: str = Appearance.Status.STANDS
) -> Appearance:
    """The claim's place in a text, as the next part of what stands there already."""
    taken = version.appearances.filter(start=start, end=end).order_by("-part").values_list("part", flat=True).first()
    return Appearance.objects.create(
        claim=claim,
        version=version,
        start=start,
        end=end,
        part=0 if taken is None else taken + 1,
        length=version.length,
        status=status,
    )


def put_in_force(claim: Claim, reading: Reading) -> list[int]:
    """The claim's own columns follow a new reading, what was compared under the one before is out of force,
    and data are asked for anew; the ids of the series that are due."""
    claim.findings.filter(superseded_at__isnull=True).update(superseded_at=Now())
    slug = reading.structure["indicator"] or ""
    indicators = {each.slug: each for each in Indicator.objects.filter(slug=slug)}
    Claim.objects.filter(pk=claim.pk).update(**columns_of(reading.structure, indicators), summary="")
    claim.refresh_from_db()
    keep_terms(claim)
    return ask(claim, reading)


def facts_of(claim: Claim, found: ExtractedClaim, article: Article) -> TriageFacts:
    return TriageFacts(
        sentence=found.sentence,
        worthiness=found.worthiness,
        kinds=frozenset(quantity.kind for quantity in found.quantities),
        has_series=bool(series_for(claim)),
        has_place=bool(claim.place),
        record=any(reason.code == RECORD for reason in found.reasons),
        attributed=found.attribution != Attribution.NONE,
        repeat_of=published_repeat(claim),
        indicator_id=claim.indicator_id,
        claimant_id=claim.claimant_id,
        outlet_id=article.outlet_id,
        places=frozenset((claim.place, claim.counterpart)) - {""},
        language=article.language,
        said_on=claim.said_on or article.published_on,
    )


def keep_left_aside(version: ArticleVersion, aside: Iterable[AsideSentence]) -> None:
    """In place of those of any reading before. The last of the text comes in first, so that lists with the
    newest row first show them in the order of the text."""
    before = LeftAside.objects.filter(version__article=version.article_id)
    mark_left_aside(before)
    before.delete()
    at = timezone.now()
    rows = [
        LeftAside(
            version=version,
            start=each.start,
            end=each.end,
            sentence=each.sentence,
            rule=each.reason.code,
            numbers=[list(pair) for pair in each.reason.numbers],
            at=at,
        )
        for each in aside
    ]
    LeftAside.objects.bulk_create(rows[::-1])
