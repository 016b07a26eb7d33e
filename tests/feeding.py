"""Feeds and articles that a local server gives, and feeds of the desk that poll it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from typing import Any

from django.utils import timezone

from claims.models import Article, Feed, FeedItem, FeedPoll, Outlet
from claims.services.extract import extract_version
from claims.services.polling import work_host
from claims.services.steps.work import error_text
from claims.services.taking_in import take_in
from claims.sources.addresses import address_key
from claims.values import Reason
from tests.builders import make_outlet
from tests.local_server import LocalServer

RSS = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
BODY = (
    "In {place} {share} percent of the population is undernourished, a UN agency said on Monday. "
    "The report was presented in the capital, where ministers and aid groups had gathered for two days. "
    "The town of number {number} lies on a river, and its market is held twice a week in every season."
)


def item(link: str, title: str = "News of the day", *, more: str = "", age: timedelta = timedelta(hours=2)) -> str:
    day = format_datetime(datetime.now(UTC) - age)
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>{more}</item>"


def rss(items: Iterable[str], encoding: str = "utf-8") -> bytes:
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>A paper</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def page(number: int = 1, share: int = 40, place: str = "Kenya") -> bytes:
    text = BODY.format(place=place, share=share, number=number)
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.split(". "))
    head = f"<head><title>News of town {number}</title></head>"
    return f"<!doctype html><html lang=en>{head}<body><article>{paragraphs}</article></body></html>".encode()


def make_feed(server: LocalServer, path: str = "/feed", *, outlet: Outlet | None = None, **columns: object) -> Feed:
    return Feed.objects.create(outlet=outlet or make_outlet(), address=server.address(path), **columns)


def work(*hosts: str) -> None:
    """What workers do until nothing is due."""
    waiting = deque(hosts)
    while waiting:
        for told in work_host(waiting.popleft()):
            waiting.extend(told.hosts)
            for item_id in told.items:
                if version_id := take_in(item_id):
                    extract_version(version_id)


_serial = count(1)


def make_feed_item(*, feed: Feed | None = None, **columns: Any) -> FeedItem:
    """An article that a feed of its own named and that waits to be fetched."""
    number = next(_serial)
    feed = feed or Feed.objects.create(outlet=make_outlet(), address=f"https://paper{number}.example/feed")
    address = f"https://{feed.host}/{number}"
    own = {"address": address, "address_key": address_key(address), "host": feed.host, "title": f"News {number}"}
    return FeedItem.objects.create(feed=feed, outlet=feed.outlet, **{**own, **columns})


def make_poll(*, feed: Feed | None = None, **columns: Any) -> FeedPoll:
    return FeedPoll.objects.create(feed=feed or make_feed_item().feed, **columns)


def make_what_came_in(article: Article) -> None:
    """A feed of each kind of trouble, and articles in each state."""
    now = timezone.now()
    item = make_feed_item(state="done", article=article, title="Hunger falls in the west, a report says")
    make_feed_item(feed=item.feed, title="Ministers meet on the budget for the third day in a row")
    old = error_text(Reason("item_old", (("date", "2018-06-11"), ("days", "30"))))
    make_feed_item(feed=item.feed, state="dropped", title="From the archive: the harvest of 2018", why=old)
    wall = make_feed_item(state="missing", title="For subscribers", last_error=error_text(Reason("no_main_text")))
    became = error_text(Reason("feed_became_page", (("was", "RSS"),)))
    Feed.objects.filter(pk=wall.feed_id).update(failing_since=now - timedelta(days=2), last_error=became)
    make_poll(feed=item.feed, listed=40, new=2, aside=1, notes=[["feed_mended", []]])
    make_poll(feed=wall.feed, failed=True, notes=[["feed_became_page", [["was", "RSS"]]]])
