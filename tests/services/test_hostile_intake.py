"""Feeds and pages that mean harm or are merely broken: each ends in a line that names the cause, and nothing hangs."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings

from claims.models import Article, Feed, FeedItem, FeedPoll, WebHost, WorkState
from claims.queries.feeds import kept_reason
from claims.services.feeds import poll_now
from claims.services.polling import work_host
from claims.wording import kept_sentence
from tests.builders import make_outlet
from tests.feeding import HTML, RSS, item, make_feed, page, rss, work
from tests.local_server import Answer, LocalServer
from tests.pdfs import make_pdf

pytestmark = pytest.mark.django_db
PROSE = "In Kenya 25 percent of the population is undernourished, the agency said on day {}."


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    settings.HOST_PAUSE_SECONDS = 0
    settings.REQUESTS_PER_MINUTE = 10_000
    settings.DOOR_TOTAL_SECONDS = 1
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        yield running


def poll(feed: Feed) -> list[str]:
    """Poll a feed and do all that comes of it; what its polls told. Each has its sentence."""
    work(*poll_now(None, [feed.pk]))
    feed.refresh_from_db()
    assert "%(" not in kept_sentence(kept_reason(feed.last_error)) if feed.last_error else True
    return [code for each in FeedPoll.objects.filter(feed=feed).order_by("pk") for code, _numbers in each.notes]


def told_of_items() -> list[str]:
    rows = FeedItem.objects.order_by("pk").values_list("last_error", "why")
    return [kept_reason(error or why).code if error or why else "" for error, why in rows]


ENDLESS = b"<rss>" + b"<item><title>More</title></item>" * 300_000
ANSWERS: dict[str, tuple[bytes, dict[str, Any], str]] = {
    "endless and fast": (ENDLESS, {}, "too_large"),
    "endless and slow": (ENDLESS, {"drip": 0.2}, "timeout"),
    "head without end": (b"", {"header_drip": 0.2}, "timeout"),
    "bomb": (gzip.compress(b"\0" * 20_000_000), {"headers": {"Content-Encoding": "gzip"}}, "too_large"),
    "bomb as a file": (gzip.compress(b" " * 20_000_000), {}, "feed_packed"),
    "brotli": (b"\x8b\x02\x80hello", {"headers": {"Content-Encoding": "br"}}, "not_decoded"),
    "loop": (b"", {"status": 301, "headers": {"Location": "/feed"}}, "too_many_redirects"),
    "inside": (b"", {"status": 302, "headers": {"Location": "http://169.254.169.254/"}}, "refused_address"),
    "file": (b"", {"status": 302, "headers": {"Location": "file:///etc/passwd"}}, "bad_address"),
    "nul": (b"", {"status": 301, "headers": {"Location": "http://a\x00.example/"}}, "bad_address"),
    "too far": (b"", {"status": 301, "headers": {"Location": "/" + "x" * 10_000}}, "bad_address"),
    "absurd pause": (
        b"",
        {"status": 503, "headers": {"Retry-After": "1 Jan 2020 0:0 +9999999999999999"}},
        "bad_status",
    ),
    "unasked": (b"", {"status": 304}, "bad_status"),
    "too many": (b"", {"status": 429, "headers": {"Retry-After": "9" * 30}}, "rate_limited"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_that_is_none_is_told_and_leaves_nothing(kind: str, server: LocalServer) -> None:
    body, how, code = ANSWERS[kind]
    server.add("/feed", body, **how)

    assert poll(make_feed(server)) == [code]
    assert not FeedItem.objects.exists()


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.1/feed", "bad_address"),
        ("http://2130706433/feed", "bad_address"),
        ("http://[::1]/feed", "refused_address"),
        ("http://169.254.169.254/feed", "refused_address"),
    ],
)
def test_a_feed_inside_the_house_is_not_asked_and_the_cause_is_its_address(address: str, code: str) -> None:
    assert poll(Feed.objects.create(outlet=make_outlet(), address=address)) == [code]


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        ({"status": 500}, "robots_unreadable"),
        ({"body": b"x", "headers": {"Content-Encoding": "br"}}, "robots_unreadable"),
        ({"delay": 2}, "timeout"),
        ({"body": b"User-agent: Factcheck\nDisallow: /"}, "robots_refused"),
        ({"body": b"User-agent: *\nAllow: /\n" + b"#" * 600_000}, ""),
        ({"body": b"\x00\xff\xfe" * 100}, ""),
    ],
)
def test_where_robots_txt_is_not_had_the_cause_is_told(robots: dict[str, Any], code: str, server: LocalServer) -> None:
    server.add("/robots.txt", **robots)
    server.add("/feed", rss([item("https://elsewhere.example/a")]), headers=RSS)
    feed = make_feed(server)
    poll_now(None, [feed.pk])
    list(work_host(feed.host))

    feed.refresh_from_db()
    assert (kept_reason(feed.last_error).code if feed.last_error else "") == code
    assert FeedItem.objects.exists() == (code == "")


def test_pages_that_name_one_another_as_feeds_are_not_followed_without_end(server: LocalServer) -> None:
    def led_on(asked: str) -> Answer:
        if asked == "/robots.txt":
            return Answer(b"", 404)
        link = f'<link rel="alternate" type="application/rss+xml" href="{asked}x">'
        return Answer(f"<html><head>{link}</head></html>".encode())

    server.add_handler("*", led_on)

    assert poll(make_feed(server, "/p")) == ["feed_found", "feed_is_page"]


def test_a_feed_that_moves_to_an_overlong_address_stays_where_it_is(server: LocalServer) -> None:
    long = "/" + "x" * 2500
    server.add("/feed", status=301, headers={"Location": long})
    server.add(long, rss([item("https://elsewhere.example/a")]), headers=RSS)
    feed = make_feed(server)
    before = feed.address
    poll_now(None, [feed.pk])
    list(work_host(feed.host))

    feed.refresh_from_db()
    assert (feed.address, feed.failures, FeedItem.objects.count()) == (before, 0, 1)


def test_a_validator_that_no_header_can_hold_keeps_no_feed_from_being_asked_again(server: LocalServer) -> None:
    server.add("/feed", rss([item("https://elsewhere.example/a")]), headers={**RSS, "ETag": '"a\r\n b"'})
    feed = make_feed(server)
    for _turn in range(2):
        poll_now(None, [feed.pk])
        list(work_host(feed.host))

    feed.refresh_from_db()
    assert (feed.failures, feed.polls) == (0, 2)


PAGES: dict[str, tuple[bytes, dict[str, str], str]] = {
    "pdf": (make_pdf([[PROSE.format(day) for day in range(4)]]), {"Content-Type": "application/pdf"}, ""),
    "broken pdf": (b"%PDF-1.4 x", {"Content-Type": "application/pdf"}, "pdf_broken"),
    "picture": (b"\x89PNG\r\n", {"Content-Type": "image/png"}, "not_text"),
    "empty": (b"", HTML, "empty_text"),
    "tags": (b"<html><body><article>" + b"<p>In Kenya 25 percent are poor.</p>" * 40_000, HTML, "page_too_much"),
    "deep": (b"<html><body>" + b"<div>" * 50_000 + b"x", HTML, "no_main_text"),
    "one word": (b"<html><body><article><p>" + b"a" * 3_000_000 + b"</p>", HTML, "text_too_long"),
    "huge": (b"x" * 6_000_000, HTML, "too_large"),
    "wall": (b"<html><body><p>Subscribe to read on.</p></body></html>", HTML, "no_main_text"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_that_is_no_article_is_told_and_leaves_nothing(kind: str, server: LocalServer) -> None:
    body, headers, code = PAGES[kind]
    server.add("/feed", rss([item("/a")]), headers=RSS)
    server.add("/a", body, headers=headers)
    poll(make_feed(server))

    assert told_of_items() == [code]
    assert Article.objects.count() == (code == "")


def test_an_article_that_is_withdrawn_stays_and_comes_back(server: LocalServer) -> None:
    server.add("/feed", rss([item("/a")]), headers=RSS)
    server.add("/a", page(), headers=HTML)
    feed = make_feed(server)
    poll(feed)

    for status, state in ((410, WorkState.MISSING), (200, WorkState.DONE)):
        server.add("/a", page() if status == 200 else b"", status=status, headers=HTML)
        FeedItem.objects.update(state=WorkState.PENDING, due_at=feed.added_at)
        work(*WebHost.objects.values_list("host", flat=True))
        assert FeedItem.objects.get().state == state
    assert Article.objects.count() == 1
