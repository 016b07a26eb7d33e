"""An article with its claims and what was found, as the command line and programs are told it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from claims.extraction.contract import claim_as_json
from claims.models import Appearance, Article, Claim, Finding, Lookup, WorkState
from claims.services.steps.readings import extracted_of
from claims.services.steps.work import error_reason
from claims.values import Reason
from claims.wording import sentence
from claims.wording.findings import finding_words, reading_sentences, reason_sentences


def present_article(article_id: int) -> dict[str, Any]:
    """The contract of `pull --json`; a bounded number of queries whatever the number of claims."""
    article = Article.objects.get(pk=article_id)
    return {"article": article.pk, "claims": [_claim(claim) for claim in _claims(article)]}


def _claims(article: Article) -> Iterable[Claim]:
    findings = Finding.objects.filter(superseded_at__isnull=True).select_related("series__source", "observation")
    places = Appearance.objects.exclude(status=Appearance.Status.CHANGED)
    unanswered = Lookup.objects.filter(state__in=[WorkState.PENDING, WorkState.MISSING]).select_related(
        "series__source"
    )
    return (
        Claim.objects.filter(article=article)
        .select_related("queue")
        .prefetch_related(
            Prefetch("appearances", places.order_by("-version__number", "part"), to_attr="places_in_text"),
            Prefetch("readings", to_attr="all_readings"),
            Prefetch("findings", findings.order_by("series_id", "-as_of"), to_attr="in_force"),
            Prefetch("lookups", unanswered.order_by("series_id"), to_attr="unanswered"),
        )
        .order_by("pk")
    )


def _claim(claim: Any) -> dict[str, Any]:
    """`claim` carries the prefetched lists of `_claims`."""
    reading = max(claim.all_readings, key=lambda each: each.number)
    place = claim.places_in_text[0]
    extracted = extracted_of(reading, sentence=claim.sentence, start=place.start, end=place.end)
    return {
        **claim_as_json(extracted, sentence),
        "id": claim.pk,
        "queue": claim.queue.slug if claim.queue else None,
        "findings": [_finding(finding) for finding in claim.in_force],
        "summary": claim.summary or None,
        "missing": [_missing(lookup) for lookup in claim.unanswered],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    observation = finding.observation
    return {
        "source": finding.series.source.slug,
        "series": finding.series.code,
        "place": finding.place,
        "counterpart": finding.counterpart or None,
        "period": observation.label if observation else "",
        "vintage": observation.vintage_on.isoformat() if observation else "",
        "value": _number(observation.value) if observation else None,
        "unit": (observation.unit if observation else "") or finding.series.unit,
        "relation": finding.relation,
        "as_of": finding.as_of,
        "summary": finding_words(finding),
        "definition": finding.series.definition,
        "reasons": reason_sentences(finding.reasons),
        "readings": reading_sentences(finding.other_readings),
        "url": (observation.address if observation else "") or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _missing(lookup: Lookup) -> dict[str, str]:
    reason = error_reason(lookup.last_error) or Reason("not_asked_yet")
    return {"source": lookup.series.source.slug, "reason": sentence(reason)}
