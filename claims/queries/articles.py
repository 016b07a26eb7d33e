"""Articles with what was pulled from them, and the claims that were put aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from claims.models import Appearance, Article, ArticleVersion, Claim, ClaimState, Finding, WorkState
from claims.queries.paging import Page, page_of, position_of

WORDS_READ = 8  # of a search; further ones narrow nothing that eight do not


def newest_articles(*, after: str = "") -> Page[Article]:
    """The newest first, each with the number of its claims (`found`) and of those that were not put aside
    (`open_claims`)."""
    rows = Article.objects.select_related("outlet", "added_by").order_by("-added_at", "-pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(added_at__lte=moment).exclude(added_at=moment, pk__gte=pk)
    shown = page_of(rows, lambda article: article.added_at)
    counts = _counts(shown.rows)
    for article in shown.rows:
        article.found, article.open_claims = counts.get(article.pk, (0, 0))
    return shown


def _counts(articles: Iterable[Article]) -> dict[int, tuple[int, int]]:
    rows = (
        Claim.objects.filter(article__in=[article.pk for article in articles])
        .order_by()
        .values_list("article_id")
        .annotate(found=Count("pk"), open_claims=Count("pk", filter=~Q(state=ClaimState.DISMISSED)))
    )
    return {article_id: (found, open_claims) for article_id, found, open_claims in rows}


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's newest text with every claim that stands in it, in the order of the text."""

    article: Article
    version: ArticleVersion
    appearances: Sequence[Appearance]

    @property
    def standing(self) -> list[Claim]:
        """The claims that were not put aside, the most check-worthy first."""
        claims = [each.claim for each in self.appearances if each.claim.state != ClaimState.DISMISSED]
        return sorted(claims, key=lambda claim: -claim.worthiness)

    @property
    def reading_waits(self) -> bool:
        """Whether nobody has read the text for claims yet."""
        return self.version.state == WorkState.PENDING

    @property
    def aside(self) -> list[Claim]:
        return [each.claim for each in self.appearances if each.claim.state == ClaimState.DISMISSED]


def article_for_page(article_id: int) -> ArticleView | None:
    """None where there is no such article."""
    article = Article.objects.select_related("outlet", "added_by").filter(pk=article_id).first()
    version = article.versions.order_by("-number").first() if article else None
    if article is None or version is None:
        return None
    rows = version.appearances.select_related("claim__queue", "claim__indicator", "claim__claimant")
    return ArticleView(article, version, list(rows.order_by("start", "part")))


def put_aside(*, words: str = "", after: str = "") -> Page[Claim]:
    """Claims that were put aside, the latest first; with `words`, those whose sentence has all of them."""
    rows: QuerySet[Claim] = Claim.objects.filter(state=ClaimState.DISMISSED).select_related(
        "article__outlet", "repeat_of"
    )
    for word in words.split()[:WORDS_READ]:
        rows = rows.filter(sentence__icontains=word)
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(state_at__lte=moment).exclude(state_at=moment, pk__gte=pk)
    return page_of(rows.order_by("-state_at", "-pk"), lambda claim: claim.state_at)


def findings_by_id(ids: Iterable[int]) -> dict[int, Finding]:
    """Findings with what a chart of them needs."""
    rows = Finding.objects.filter(pk__in=list(ids))
    joined = rows.select_related("series__source", "series__indicator", "observation", "claim", "reading")
    return {finding.pk: finding for finding in joined}
