"""A desk of ten thousand claims, written in bulk."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from claims.models import Appearance, ArticleVersion, Claim, ClaimState, Indicator, Queue, Reading
from tests.builders import SENTENCE, make_article, make_finding, make_indicator, make_lookup, make_series, structure

CLAIMS = 10_000
PER_ARTICLE = 100
BATCH = 1000


def fill(queues: list[Queue]) -> None:
    """Queued claims, a hundred to an article, each with its place in the text and its reading."""
    indicator = make_indicator()
    versions = [make_article("\n".join([SENTENCE] * PER_ARTICLE)) for _each in range(CLAIMS // PER_ARTICLE)]
    claims = Claim.objects.bulk_create(
        (_claim(number, versions, queues, indicator) for number in range(CLAIMS)), batch_size=BATCH
    )
    Reading.objects.bulk_create(
        (Reading(claim=claim, number=1, program="extraction-test", structure=structure()) for claim in claims),
        batch_size=BATCH,
    )
    Appearance.objects.bulk_create(
        (_appearance(number, claim, versions) for number, claim in enumerate(claims)), batch_size=BATCH
    )


def _claim(number: int, versions: list[ArticleVersion], queues: list[Queue], indicator: Indicator) -> Claim:
    now = timezone.now()
    return Claim(
        article_id=versions[number // PER_ARTICLE].article_id,
        sentence=SENTENCE,
        said_on=date(2018, 6, 11),
        indicator=indicator,
        place="FRD",
        unit="percent",
        low=40,
        high=40,
        comparator="equal",
        worthiness=0.8,
        state=ClaimState.QUEUED,
        queue=queues[number % len(queues)],
        rank_at=now + timedelta(seconds=number * 7919 % CLAIMS),
        due_at=now + timedelta(hours=24),
    )


def _appearance(number: int, claim: Claim, versions: list[ArticleVersion]) -> Appearance:
    version = versions[number // PER_ARTICLE]
    start = number % PER_ARTICLE * (len(SENTENCE) + 1)
    return Appearance(claim=claim, version=version, start=start, end=start + len(SENTENCE), length=version.length)


def claim_with_evidence() -> Claim:
    """One of the claims, with findings of two series and a lookup that waits."""
    claim = Claim.objects.order_by("pk")[CLAIMS // 2]
    for code in ("FIRST", "SECOND"):
        for as_of in ("then", "now"):
            make_finding(claim, as_of=as_of, series=make_series(code))
    make_lookup(claim, make_series("WAITING"))
    return claim
