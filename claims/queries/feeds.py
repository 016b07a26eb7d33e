"""What feeds brought in, and the feeds that somebody has to look after."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from claims.models import Claim, ClaimState, Feed, FeedItem, FeedPoll, Outlet, WorkState
from claims.queries.paging import PAGE_SIZE, Page
from claims.values import Reason

FAILS_FOR = timedelta(days=7)
TROUBLES = 50  # that are listed
NO_FEED = '["feed_'  # how the codes of what is no feed begin in a row
GONE = Q(active=False, last_error__startswith='["feed_gone"')


class Shown(StrEnum):
    """What the page of what came in can be narrowed to."""

    ALL = ""
    IN = "in"
    WAITING = "waiting"
    ASIDE = "aside"
    FAILED = "failed"


_FILTERS: Mapping[Shown, Q] = {
    Shown.ALL: Q(),
    Shown.IN: Q(article__isnull=False) & ~Q(state=WorkState.DROPPED),
    Shown.WAITING: Q(state=WorkState.PENDING, article__isnull=True),
    Shown.ASIDE: Q(state=WorkState.DROPPED),
    Shown.FAILED: Q(state=WorkState.MISSING),
}


def items_of_feeds(
    *, shown: Shown = Shown.ALL, outlet_id: int | None = None, after: int | None = None
) -> Page[FeedItem]:
    """The newest first, each with the number of claims that were pulled (`pulled`) and of those that were not put aside
    (`open_claims`)."""
    rows = FeedItem.objects.filter(_FILTERS[shown]).select_related("feed", "outlet", "article").order_by("-pk")
    page = _page(rows if outlet_id is None else rows.filter(outlet=outlet_id), after)
    counts = _claims_of([item.article_id for item in page.rows if item.article_id])
    for item in page.rows:
        item.pulled, item.open_claims = counts.get(item.article_id or 0, (0, 0))
    return page


def polls_of_feeds(*, failed: bool = False, outlet_id: int | None = None, after: int | None = None) -> Page[FeedPoll]:
    """Polls that have something to tell, the newest first."""
    rows = FeedPoll.objects.select_related("feed__outlet").order_by("-pk")
    rows = rows.filter(failed=True) if failed else rows
    return _page(rows if outlet_id is None else rows.filter(feed__outlet=outlet_id), after)


def _page(rows: QuerySet[Any], after: int | None) -> Page[Any]:
    """Rows by their number: they come in ascending order and stay where they are."""
    found = list((rows if after is None else rows.filter(pk__lt=after))[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return Page(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if more else "")


def _claims_of(article_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = Claim.objects.filter(article__in=article_ids).order_by().values_list("article_id")
    counted = rows.annotate(pulled=Count("pk"), open_claims=Count("pk", filter=~Q(state=ClaimState.DISMISSED)))
    return {article_id: (pulled, open_claims) for article_id, pulled, open_claims in counted}


def outlets_with_feeds() -> list[Outlet]:
    return list(Outlet.objects.filter(pk__in=Feed.objects.values("outlet")).order_by("name"))


@dataclass(frozen=True, slots=True)
class Trouble:
    """A feed that somebody has to look after, and why."""

    feed: Feed
    reason: Reason


def troubles(limit: int = TROUBLES) -> list[Trouble]:
    """Feeds that are not what they were, that have failed for a week, that were given up or switched off because they
    are gone, and those that name nothing new for long against their own rhythm; the longest standing first."""
    now = timezone.now()
    failing = Q(failing_since__lte=now - FAILS_FOR)
    no_feed = Q(failing_since__isnull=False, last_error__startswith=NO_FEED)
    quiet = Q(quiet_from__lte=now)
    rows = Feed.objects.filter(Q(active=True) & (failing | no_feed | quiet | Q(state=WorkState.MISSING)) | GONE)
    ordered = rows.select_related("outlet").order_by(F("failing_since").asc(nulls_last=True), "pk")
    return [Trouble(feed, _reason(feed)) for feed in ordered[:limit]]


def _reason(feed: Feed) -> Reason:
    if feed.last_error:
        return kept_reason(feed.last_error)
    return Reason("feed_quiet")


def kept_reason(text: str) -> Reason:
    """The reason that a row keeps as JSON text."""
    code, numbers = json.loads(text)
    return Reason(code, tuple((name, value) for name, value in numbers))
