"""Feeds that are polled, and the articles that come in by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims.models import Article, ArticleAddress, ArticleVersion, Claim, Feed, FeedItem, FeedPoll, WebHost, WorkState
from claims.queries.feeds import kept_reason, troubles
from claims.services.feeds import poll_now, retry_item, switch
from claims.services.intake import receive_text
from claims.services.polling import work_host
from claims.services.refusal import Refused
from claims.services.starter import load_starter
from claims.services.steps.hosts import end_turn, take_turn, waiting_hosts
from claims.services.steps.looks import look_at_due
from claims.values import Reason
from tests.builders import make_outlet, make_user
from tests.feeding import HTML, RSS, item, make_feed, page, rss, work
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    settings.HOST_PAUSE_SECONDS = 0
    settings.REQUESTS_PER_MINUTE = 10_000
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        yield running


def poll(feed: Feed) -> Feed:
    """Poll a feed now, and do all that comes of it."""
    work(*poll_now(None, [feed.pk]))
    feed.refresh_from_db()
    return feed


def codes(feed: Feed) -> list[str]:
    """What the polls of a feed told, the latest last."""
    return [code for each in FeedPoll.objects.filter(feed=feed).order_by("pk") for code, _numbers in each.notes]


def whys() -> dict[str, str]:
    return {each.title: kept_reason(each.why).code for each in FeedItem.objects.exclude(why="")}


def test_a_feed_is_polled_its_articles_are_cut_read_and_queued_and_nothing_is_taken_twice(server: LocalServer) -> None:
    load_starter()
    outlet = make_outlet(name="The Paper")
    server.add("/feed", rss([item("/a1"), item("/a2#part"), item("/a1"), item("/a3")]), headers={**RSS, "ETag": '"1"'})
    for number in (1, 2, 3):
        server.add(f"/a{number}", page(number), headers=HTML)
    known = receive_text(text="Known before, word for word.", address=server.address("/a3"))
    feed = make_feed(server, outlet=outlet)

    poll(feed)
    again = poll(feed)

    came = Article.objects.exclude(pk=known.article_id)
    assert [each.outlet for each in came.select_related("outlet")] == [outlet, outlet]
    assert (
        Claim.objects.filter(
            article__in=came.values("pk"), sentence__startswith="In Kenya 40", queue__isnull=False
        ).count()
        == 2
    )
    assert whys() == {"News of the day": "item_known"}
    assert FeedItem.objects.get(state=WorkState.DROPPED).article_id == known.article_id
    assert sorted(server.requests) == ["/a1", "/a2", "/feed", "/feed", "/robots.txt"]
    assert server.headers[-1]["if-none-match"] == '"1"'
    assert (again.found, again.failures, again.polls) == ("rss", 0, 2)
    assert FeedPoll.objects.count() == 1


def test_the_rhythm_follows_what_a_feed_brings_and_backs_off_where_it_fails(server: LocalServer) -> None:
    server.add("/feed", rss([item("/a1")]), headers=RSS)
    feed = make_feed(server)

    rhythm = [poll(feed).every, poll(feed).every]
    server.add("/feed", b"", status=500)
    waits = [(poll(feed).due_at - timezone.now()).total_seconds() for _turn in range(2)]
    server.add("/feed", b"", status=503, headers={"Retry-After": "3000"})
    WebHost.objects.update(free_at=None)
    asked_to_wait = poll(feed)

    assert rhythm == [1800, 2700]
    assert [round(each, -2) for each in waits] == [5400, 10800]
    assert asked_to_wait.failures == 3
    assert not waiting_hosts(limit=10)
    assert troubles() == []
    Feed.objects.update(failing_since=timezone.now() - timedelta(days=8))
    assert [each.reason.code for each in troubles()] == ["rate_limited"]


BAD = {
    "text": (b"hello", {}, "feed_unknown"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), {}, "feed_unknown"),
    "nothing": (b"", {}, "feed_empty"),
    "json": (b'{"items": []}', {}, "feed_unknown"),
    "laughs": (b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel/></rss>', {}, "unsafe_xml"),
    "page": (page(), {}, "feed_is_page"),
    "index": (
        b"<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap></sitemapindex>",
        {},
        "feed_is_index",
    ),
    "no addresses": (rss(["<item><title>A</title></item>"]), {}, "feed_no_addresses"),
    "gone": (b"", {"status": 410}, "feed_gone"),
    "cut off": (rss([item("/a1")]), {"cut": 50}, "truncated"),
    "too large": (b" " * 9_000_000, {}, "too_large"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_feed_ends_in_one_clear_line(kind: str, server: LocalServer) -> None:
    body, how, code = BAD[kind]
    server.add("/feed", body, **how)  # type: ignore[arg-type]

    feed = poll(make_feed(server))

    assert codes(feed) == [code]
    assert not FeedItem.objects.exists()
    assert feed.active == (code != "feed_gone")
    assert [each.reason.code for each in troubles()] == ([code] if code.startswith("feed_") else [])


def test_what_is_odd_about_an_entry_is_said_of_it(server: LocalServer) -> None:
    ahead = timedelta(days=-90)
    entries = [
        item("javascript:alert(1)", "script"),
        item("", "none"),
        item("/old", "old", age=timedelta(days=40)),
        item("/ahead", "ahead", age=ahead),
        item("/forbidden/a", "robots"),
        item("/wall", "wall"),
        item("http://169.254.169.254/a", "inside"),
        item("/gone", "away"),
    ]
    server.add("/feed", rss(entries, encoding="us-ascii").replace(b"none", b"na\xefve"), headers=RSS)
    server.add("/robots.txt", b"User-agent: *\nDisallow: /forbidden/\nCrawl-delay: 0.01")
    server.add("/ahead", page(), headers=HTML)
    server.add("/wall", b"<html><body><p>Log in.</p></body></html>", headers=HTML)

    feed = poll(make_feed(server))
    work("169.254.169.254")

    assert whys() == {
        "script": "item_bad_address",
        "na\xefve": "item_no_address",
        "old": "item_old",
        "ahead": "item_ahead",
        "robots": "robots_refused",
    }
    failed = {each.title: kept_reason(each.last_error).code for each in FeedItem.objects.exclude(last_error="")}
    assert failed == {"wall": "no_main_text", "inside": "refused_address", "away": "bad_status"}
    assert Article.objects.get().published_on is None
    assert codes(feed) == ["feed_mended"]
    assert "/forbidden/a" not in server.requests


def test_ten_thousand_articles_at_once_come_in_a_thousand_at_a_time(server: LocalServer) -> None:
    server.add(
        "/feed", rss(item(f"https://elsewhere.example/{n}") for n in range(2100)), headers={**RSS, "ETag": '"1"'}
    )
    feed = make_feed(server)

    come = []
    for _turn in range(4):
        poll_now(None, [feed.pk])
        list(work_host(feed.host))
        come.append(FeedItem.objects.count())

    assert come == [1000, 2000, 2100, 2100]
    assert codes(feed) == ["feed_waiting", "feed_waiting"]
    assert server.count("/feed") == 4
    assert "if-none-match" in server.headers[-1]


def test_a_feed_that_moves_is_followed_and_one_that_changes_its_shape_is_told(server: LocalServer) -> None:
    server.add("/old", b"", status=301, headers={"Location": "/new"})
    server.redirect("/for-now", server.address("/new"))
    server.add("/new", rss([item("/a1")]), headers=RSS)
    server.add("/", b'<html><head><link rel="alternate" type="application/rss+xml" href="/new"></head></html>')

    moved, double, for_now = (poll(make_feed(server, path)) for path in ("/old", "/", "/for-now"))
    server.add("/new", page(), headers=HTML)
    poll(moved)

    addresses = [(each.address, each.active) for each in Feed.objects.order_by("pk")]
    assert addresses == [
        (server.address("/new"), True),
        (server.address("/"), False),
        (server.address("/for-now"), True),
    ]
    assert codes(moved) == ["feed_moved", "feed_became_page"]
    assert codes(double) == ["feed_double"]
    assert [(each.feed, each.reason) for each in troubles()] == [(moved, Reason("feed_became_page", (("was", "RSS"),)))]


def test_of_a_page_to_watch_only_what_comes_later_is_taken_in(server: LocalServer) -> None:
    link = '<a href="/{0}">The news of town number {0}</a><a href="/sports">Sports</a>'
    server.add("/list", f"<html><body>{link.format(1)}</body></html>".encode(), headers=HTML)
    server.add("/2", page(2), headers=HTML)
    feed = make_feed(server, "/list", kind=Feed.Kind.PAGE)

    poll(feed)
    server.add("/list", f"<html><body>{link.format(2)}{link.format(1)}</body></html>".encode(), headers=HTML)
    poll(feed)

    assert whys() == {"The news of town number 1": "item_first_look"}
    assert FeedItem.objects.get(article__isnull=False).address == server.address("/2")


def test_a_page_that_was_changed_becomes_the_next_version_of_its_article(server: LocalServer) -> None:
    load_starter()
    changed = "<updated>2026-11-0{}T10:00:00Z</updated>"
    server.add("/feed", rss([item("/a1", more=changed.format(1))]), headers=RSS)
    server.add("/a1", page(share=40), headers={**HTML, "ETag": '"40"'})
    feed = poll(make_feed(server))

    server.add("/feed", rss([item("/a1", more=changed.format(2))]), headers=RSS)
    server.add("/a1", page(share=14), headers=HTML)
    poll(feed)
    FeedItem.objects.update(look_at=timezone.now() - timedelta(hours=1))
    looking = look_at_due()
    work(feed.host)

    assert [each.number for each in ArticleVersion.objects.order_by("pk")] == [1, 2]
    assert Claim.objects.filter(appearances__status="changed").count() == 1
    assert server.count("/a1") == 3
    assert server.headers[4]["if-none-match"] == '"40"'
    assert looking == 1
    assert FeedItem.objects.get().looks == 3
    assert FeedPoll.objects.get(changed=1).new == 0


def test_one_asks_a_host_at_a_time_and_not_sooner_than_it_wants(server: LocalServer, settings: LazySettings) -> None:
    server.add("/feed", rss([item("/a1")]), headers=RSS)
    feed = make_feed(server)
    mine = take_turn(feed.host)

    assert mine is not None
    assert take_turn(feed.host) is None
    work(feed.host)
    assert not server.requests
    assert waiting_hosts(limit=5) == []
    end_turn(mine)
    assert waiting_hosts(limit=5) == [feed.host]
    server.add("/robots.txt", b"User-agent: Factcheck\nCrawl-delay: 60")
    work(feed.host)
    assert server.requests == ["/robots.txt"]
    assert take_turn(feed.host) is None


def test_a_host_that_does_not_say_what_may_be_read_is_not_read(server: LocalServer) -> None:
    server.add("/robots.txt", b"", status=500)
    server.add("/feed", rss([item("/a1")]), headers=RSS)

    feed = poll(make_feed(server))
    poll(feed)

    assert server.requests == ["/robots.txt"]
    assert codes(feed) == ["robots_unreadable"] * 2


def test_curators_switch_feeds_and_try_articles_again(server: LocalServer) -> None:
    user = make_user("curator")
    server.add("/feed", rss([item("/a1"), item("", "none")]), headers=RSS)
    server.add("/a1", b"", status=404)
    feed = poll(make_feed(server))
    failed, aside = FeedItem.objects.get(state=WorkState.MISSING), FeedItem.objects.get(state=WorkState.DROPPED)

    server.add("/a1", page(), headers=HTML)
    work(retry_item(user, failed.pk))
    with pytest.raises(Refused):
        retry_item(user, aside.pk)
    assert switch(user, [feed.pk], on=False) == 1
    assert poll_now(user, [feed.pk]) == []
    assert switch(user, [feed.pk], on=True) == 1

    assert ArticleAddress.objects.get().address == server.address("/a1")
    assert waiting_hosts(limit=5) == [feed.host]
