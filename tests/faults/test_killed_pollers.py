"""Workers die in the middle of polling, fetching and reading: every article comes in once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.models import Count

from claims.models import Article, ArticleVersion, Claim, Feed, FeedItem, WebHost, WorkState
from claims.services.starter import load_starter
from tests.faults.processes import Processes, until
from tests.feeding import HTML, RSS, item, make_feed, page, rss
from tests.local_server import LocalServer

ITEMS = 12


@pytest.fixture
def paper() -> Iterator[LocalServer]:
    with LocalServer() as server:
        server.add("/feed", rss(item(f"/{number}") for number in range(ITEMS)), headers=RSS, delay=0.3)
        for number in range(ITEMS):
            server.add(f"/{number}", page(number, 20 + number), headers=HTML, delay=0.2)
        yield server


@pytest.fixture
def pollers(transactional_db: None, redis_server: str, paper: LocalServer) -> Iterator[Processes]:
    """Processes that reach the paper and no source of figures."""
    started = Processes({"REDIS_URL": redis_server, "OUTGOING_ALLOW": paper.netloc, "HOST_PAUSE_SECONDS": "0"})
    yield started
    started.end()


def test_three_kills_between_a_feed_and_its_claims_lose_nothing_and_double_nothing(
    pollers: Processes, paper: LocalServer
) -> None:
    load_starter()
    feed = make_feed(paper)
    pollers.beat()
    steps = {
        "the feed is asked": lambda: paper.count("/feed") > 0,
        "a page is fetched": lambda: FeedItem.objects.exclude(lease_token="").filter(snapshot__isnull=True).exists(),
        "an article is stored": Article.objects.exists,
    }

    for what, reached in steps.items():
        worker = pollers.worker()
        until(reached, what)
        pollers.kill(worker)
    pollers.worker()
    until(lambda: FeedItem.objects.filter(state=WorkState.DONE).count() == ITEMS, "every article came in")
    until(lambda: not ArticleVersion.objects.exclude(state=WorkState.DONE).exists(), "every article is read")

    assert FeedItem.objects.count() == Article.objects.count() == ArticleVersion.objects.count() == ITEMS
    said = Claim.objects.filter(sentence__startswith="In Kenya").values("article").annotate(rows=Count("pk"))
    assert [each["rows"] for each in said] == [1] * ITEMS
    assert Feed.objects.get(pk=feed.pk).failures == 0
    assert WebHost.objects.get().host == paper.netloc
