"""From the text of an article to claims in queues with their lookups written.

The extraction is work that waits in the version's row: taken by one conditional UPDATE, read outside any
transaction, stored in one. A version that somebody else reads, or that was read, is left alone, and so is a
text that a newer version of its article has taken the place of. Reading again, the same text or a new version
of it, carries over what stands on the desk (claims.services.steps.carrying).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction

from claims.extraction.languages import is_read
from claims.extraction.pipeline import extract
from claims.models import Appearance, Article, ArticleVersion, User
from claims.services.steps import work
from claims.services.steps.asking import ask_model
from claims.services.steps.carrying import WORDS_STAND, Occupied, carry_over, read_anew
from claims.services.steps.lexicon import lexicon_of_the_desk
from claims.services.steps.storing import (
    Desk,
    facts_of,
    keep_left_aside,
    locked_article,
    new_claim,
    newest_version,
    wait_to_be_read,
)
from claims.services.steps.triage import triage
from claims.values import ExtractedClaim, Extraction, Reason
from claims.workflow import record_event

ORDINARY_LENGTH = 60_000  # code points that a request reads at once; longer texts wait for a worker


def extract_version(version_id: int) -> list[int]:
    """Read a version's text and store its claims; the ids of the series whose lookups are due."""
    taken = work.take(ArticleVersion.objects.filter(pk=version_id), limit=1)
    if not taken:
        return []
    version = ArticleVersion.objects.select_related("article").get(pk=version_id)
    article = version.article
    found = extract(version.text, lexicon=lexicon_of_the_desk(article.language), published=article.published_on)
    with transaction.atomic():
        locked_article(version.article_id)
        if not work.finish(ArticleVersion, taken) or newest_version(version.article_id).pk != version.pk:
            return []
        return _store(version, found, Desk.now())


def unread(article: Article) -> Reason | None:
    """Why nothing was pulled from an article in a language that the desk does not read; None where it reads it."""
    return None if is_read(article.language) else Reason("language_unread", (("language", article.language),))


def _store(version: ArticleVersion, found: Extraction, desk: Desk) -> list[int]:
    occupied = carry_over(version)
    known, new = _sorted(found.claims, occupied)
    series: set[int] = set()
    for due in read_anew(version, known, desk):
        series.update(due)
    for each in new:
        claim, due = new_claim(version, each, desk)
        triage(claim, facts_of(claim, each, version.article), desk.rules)
        series.update(due)
    keep_left_aside(version, found.aside)
    ask_model(version)
    record_event(None, "article.extract", version.article, {"claims": len(found.claims), "new": len(new)})
    return sorted(series)


def _sorted(
    claims: Iterable[ExtractedClaim], occupied: Occupied
) -> tuple[list[tuple[Appearance, ExtractedClaim]], list[ExtractedClaim]]:
    """Those that stand on the desk with their words as they were, as many as a sentence has parts, and those that
    are new. What only shares words with a claim of the desk is neither: a person can pull it in or split it."""
    known: list[tuple[Appearance, ExtractedClaim]] = []
    new: list[ExtractedClaim] = []
    for span, group in groupby(claims, key=lambda each: (each.start, each.end)):
        parts = list(group)
        places = sorted(occupied.at(*span), key=lambda each: each.part)
        if len(places) in (1, len(parts)) and all(each.status in WORDS_STAND for each in places):
            known += zip(places, parts, strict=False)
        elif not occupied.touches(*span):
            new += parts
    return known, new


def read_again(actor: User | None, article_ids: Iterable[int]) -> list[int]:
    """Have the newest texts of these articles read again; the ids of the versions that wait for it. A text
    that waits already goes on waiting."""
    waiting: list[int] = []
    for article_id in sorted(set(article_ids)):
        with transaction.atomic():
            article = locked_article(article_id)
            version = newest_version(article_id)
            wait_to_be_read(version)
            record_event(actor, "article.read_again", article, {"version": version.pk})
        waiting.append(version.pk)
    return waiting
