"""Articles with what was pulled from them, and the claims that were put aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, prefetch_related_objects

from claims.extraction.sentences import split_sentences
from claims.models import (
    Appearance,
    Article,
    ArticleAddress,
    ArticleVersion,
    Claim,
    ClaimState,
    Finding,
    LeftAside,
    WorkState,
)
from claims.queries.paging import Page, page_of, position_of
from claims.queries.searching import with_words
from claims.queries.sorted_claims import sorting
from claims.queries.spans import Covered
from claims.values import Reason

SENTENCES = 60  # on one page
ADDRESSES = 5  # of one article; a text stands under one or two
WINDOW = 60_000  # code points of a text in which they are looked for


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
class SentenceLeft:
    """A sentence that is no claim, in code points of its text; `rule` says why, None where no rule did."""

    start: int
    end: int
    text: str
    rule: Reason | None


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's newest text with every claim that stands in it, in the order of the text, and one page of the
    sentences that are no claims. `gone` are claims of earlier versions of the text."""

    article: Article
    addresses: Sequence[ArticleAddress]
    version: ArticleVersion
    appearances: Sequence[Appearance]
    gone: Sequence[Claim]
    sentences: Sequence[SentenceLeft]
    more_from: int | None

    @property
    def standing(self) -> list[Appearance]:
        """Those of claims that were not put aside, the most check-worthy first."""
        rows = [each for each in self.appearances if each.claim.state != ClaimState.DISMISSED]
        return sorted(rows, key=lambda each: -each.claim.worthiness)

    @property
    def reading_waits(self) -> bool:
        """Whether nobody has read the text for claims yet."""
        return self.version.state == WorkState.PENDING

    @property
    def aside(self) -> list[Claim]:
        return [each.claim for each in self.appearances if each.claim.state == ClaimState.DISMISSED]


def article_for_page(article_id: int, *, begin: int = 0) -> ArticleView | None:
    """With the sentences from the code point `begin` on; None where there is no such article."""
    article = Article.objects.select_related("outlet", "added_by").filter(pk=article_id).first()
    version = article.versions.order_by("-number").first() if article else None
    if article is None or version is None:
        return None
    rows = version.appearances.select_related("claim__queue", "claim__indicator", "claim__claimant", "claim__article")
    appearances, gone = list(rows.order_by("start", "part")), _gone(article)
    prefetch_related_objects([*(each.claim for each in appearances), *gone], *sorting())
    left, more_from = _sentences_left(version, appearances, begin)
    addresses = list(article.addresses.order_by("pk")[:ADDRESSES])
    return ArticleView(article, addresses, version, appearances, gone, left, more_from)


def _gone(article: Article) -> list[Claim]:
    rows = Claim.objects.filter(article=article, appearances__status=Appearance.Status.GONE)
    return list(rows.select_related("queue", "indicator").order_by("pk"))


def _sentences_left(
    version: ArticleVersion, appearances: Sequence[Appearance], begin: int
) -> tuple[list[SentenceLeft], int | None]:
    """The sentences from `begin` on in which no claim stands, and where the next page begins."""
    spans, more_from = _sentence_spans(version, begin)
    covered = Covered((each.start, each.end) for each in appearances)
    left = [span for span in spans if not covered.touches(*span)]
    if len(left) > SENTENCES:
        left, more_from = left[:SENTENCES], left[SENTENCES][0]
    rules = _rules(version, begin, left[-1][1] if left else begin)
    return [SentenceLeft(*span, version.text[slice(*span)], rules.get(span)) for span in left], more_from


def _sentence_spans(version: ArticleVersion, begin: int) -> tuple[list[tuple[int, int]], int | None]:
    """Those of one window of the text; the one that the window's end may have cut is left to the next."""
    window = version.text[begin : begin + WINDOW]
    spans = [(begin + each.start, begin + each.end) for each in split_sentences(window, version.article.language)]
    if begin + WINDOW >= version.length:
        return spans, None
    last = spans.pop()[0] if len(spans) > 1 else begin + WINDOW
    return spans, last


def _rules(version: ArticleVersion, begin: int, end: int) -> dict[tuple[int, int], Reason]:
    rows = version.left_aside.filter(start__gte=begin, end__lte=end)
    return {(row.start, row.end): rule_of(row) for row in rows}


def rule_of(row: LeftAside) -> Reason:
    return Reason(row.rule, tuple((name, text) for name, text in row.numbers))


def sentences_left_aside(*, words: str = "", after: str = "") -> Page[LeftAside]:
    """Sentences of which no claim was made, the newest text first; with `words`, those that have all of them."""
    pulled_in = Appearance.objects.filter(version=OuterRef("version"), start=OuterRef("start"), end=OuterRef("end"))
    rows = LeftAside.objects.filter(~Exists(pulled_in)).select_related("version__article__outlet")
    rows = rows.defer("version__text")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(at__lte=moment).exclude(at=moment, pk__gte=pk)
    rows = with_words(rows, words, newest="at")
    return page_of(rows.order_by("-at", "-pk"), lambda row: row.at)


def put_aside(*, words: str = "", after: str = "", reason: str = "") -> Page[Claim]:
    """Claims that were put aside, the latest first; with `words`, those whose sentence has all of them, with a
    `reason`, those that were put aside for it."""
    rows = Claim.objects.filter(state=ClaimState.DISMISSED).select_related("article__outlet", "repeat_of")
    rows = rows.filter(reason=reason) if reason else rows
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(state_at__lte=moment).exclude(state_at=moment, pk__gte=pk)
    rows = with_words(rows, words, newest="state_at")
    return page_of(rows.order_by("-state_at", "-pk"), lambda claim: claim.state_at)


def findings_by_id(ids: Iterable[int]) -> dict[int, Finding]:
    """Findings with what a chart of them needs."""
    rows = Finding.objects.filter(pk__in=list(ids))
    joined = rows.select_related("series__source", "series__indicator", "observation", "claim", "reading")
    return {finding.pk: finding for finding in joined}
