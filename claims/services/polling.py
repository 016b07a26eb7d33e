"""Asking a host for what is due there: its feeds, then the pages of articles that feeds named.

What a poll read is kept in one transaction: the items are there and the feed's next poll is set, or neither is. A page
is kept whole before anybody reads it. A worker that dies loses its lease and nothing else: what it held is due again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Now

from claims import fetching
from claims.gating import GateClosed
from claims.models import ArticleAddress, Feed, FeedItem, Snapshot
from claims.services.steps import feeds, work
from claims.services.steps.addresses import is_web_address
from claims.services.steps.feeds import Answered
from claims.services.steps.hosts import Turn, end_turn, take_turn
from claims.services.steps.looks import looked
from claims.services.steps.receiving import PAGE_LIMIT
from claims.services.steps.work import Taken
from claims.sources.caching import NOT_MODIFIED, conditional
from claims.sources.feeds import LIMIT, read_feed
from claims.values import FeedKind, ReadFeed, Request, Response, SourceError
from claims.workflow import step_work

FEED_TYPES = "application/rss+xml, application/atom+xml, application/feed+json, application/xml, text/xml, text/html"
PAGE_TYPES = "text/html,application/xhtml+xml,text/plain,application/pdf"


@dataclass(frozen=True, slots=True)
class Due:
    """What somebody is to be told of: hosts that are to be asked, items whose page is there to be read."""

    hosts: tuple[str, ...] = ()
    items: tuple[int, ...] = ()


def feeds_of(host: str) -> QuerySet[Feed]:
    return Feed.objects.filter(host=host, active=True)


def items_of(host: str) -> QuerySet[FeedItem]:
    """Those whose pages are still to be fetched."""
    return FeedItem.objects.filter(host=host, snapshot__isnull=True)


def work_host(host: str) -> Iterator[Due]:
    """One turn at a host; what is due elsewhere is told as it comes about. Nothing where somebody else has the turn."""
    turn = take_turn(host)
    if turn is None:
        return
    try:
        while turn.goes_on and (told := _next(turn)) is not None:
            yield told
    finally:
        end_turn(turn)
    if turn.closed_until is None and (work.due(feeds_of(host)).exists() or work.due(items_of(host)).exists()):
        yield Due(hosts=(host,))


def _next(turn: Turn) -> Due | None:
    """Ask for one thing; None where nothing is due."""
    if taken := work.take(feeds_of(turn.host), limit=1):
        return _poll(turn, taken)
    if taken := work.take(items_of(turn.host), limit=1):
        return _fetch(turn, taken)
    return None


def _poll(turn: Turn, taken: Taken) -> Due:
    feed = Feed.objects.get(pk=taken.ids[0])
    try:
        _read(turn, taken, feed)
    except GateClosed as gate:
        turn.closed_until = gate.until
        work.postpone(Feed, taken, gate.until, gate.reason)
    except SourceError as error:
        feeds.failed(taken, error)
    waiting = FeedItem.objects.filter(feed=feed, snapshot__isnull=True, rung_at__isnull=True).exclude(host=turn.host)
    return Due(hosts=tuple(work.due(waiting).order_by().values_list("host", flat=True).distinct()[:100]))


def _read(turn: Turn, taken: Taken, feed: Feed) -> None:
    """Ask a feed and keep what it names. Raises SourceError and GateClosed."""
    turn.ask(feed.address)
    before = {"etag": feed.etag, "last-modified": feed.last_modified}
    request = conditional(Request(feed.address, headers=(("Accept", FEED_TYPES),), limit=LIMIT), before)
    try:
        with fetching.passed(request, fetching.door()) as response:
            body = response.body.read()
            answered = _answered(response, body)
            if response.status == NOT_MODIFIED or answered.sha256 == feed.sha256:
                feeds.unchanged(taken, answered)
                return
            read = read_feed(body, address=response.address, content_type=response.headers.get("content-type", ""))
    finally:
        turn.asked()
    if named := _named(feed, read):
        feeds.follow(taken, named)
    else:
        feeds.took(taken, read, answered)


def _answered(response: Response, body: bytes) -> Answered:
    etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    return Answered(
        etag=etag if len(etag) <= 1000 else "",
        last_modified=modified if len(modified) <= 200 else "",
        sha256=hashlib.sha256(body).hexdigest(),
        moved_to=response.moved_to,
    )


def _named(feed: Feed, read: ReadFeed) -> str:
    """The feed that a page names, where the curator left it open what the address is and it never was a feed."""
    if read.kind != FeedKind.PAGE or feed.kind or feed.found or _was_led(feed):
        return ""
    return next((each for each in read.feeds if each != feed.address and is_web_address(each)), "")


def _was_led(feed: Feed) -> bool:
    """Whether the last poll was led here by a page: pages that name one another would lead on without end."""
    notes = feed.readings.order_by("-pk").values_list("notes", flat=True).first()
    return any(code == "feed_found" for code, _numbers in notes or ())


def _fetch(turn: Turn, taken: Taken) -> Due:
    item = FeedItem.objects.get(pk=taken.ids[0])
    try:
        snapshot = _page(turn, item)
    except GateClosed as gate:
        turn.closed_until = gate.until
        work.postpone(FeedItem, taken, gate.until, gate.reason)
    except SourceError as error:
        _not_had(taken, error)
    else:
        if snapshot is not None:
            ready = {"due_at": Now(), "rung_at": Now(), "attempts": 0, "lease_token": "", "lease_until": None}
            work.mine(FeedItem, taken).update(snapshot=snapshot, **ready)
            return Due(items=taken.ids)
        work.finish(FeedItem, taken, **looked(item))
    return Due()


def _not_had(taken: Taken, error: SourceError) -> None:
    """What a host does not want to be read is left aside; what fails is asked for again for a while."""
    if error.code == "robots_refused":
        step_work(work.mine(FeedItem, taken), "drop", last_error="", why=work.error_text(error.reason))
        return
    work.fail(FeedItem, taken, error.reason, permanent=error.permanent, wait=error.retry_after)


def _page(turn: Turn, item: FeedItem) -> Snapshot | None:
    """The page as it came, kept whole; None where the host says that it is as it was."""
    turn.ask(item.address)
    request = Request(item.address, headers=(("Accept", PAGE_TYPES),), limit=PAGE_LIMIT)
    try:
        with fetching.passed(_asked_again(request, item), fetching.door()) as response:
            if response.status == NOT_MODIFIED:
                return None
            return fetching.store_snapshot(*fetching.request_key(request), response)
    finally:
        turn.asked()


def _asked_again(request: Request, item: FeedItem) -> Request:
    """Of a page that the desk has, only what changed since is asked for."""
    if item.article_id is None:
        return request
    known = ArticleAddress.objects.filter(address_key=item.address_key, snapshot__isnull=False)
    headers = known.values_list("snapshot__headers", flat=True).first()
    return conditional(request, json.loads(headers)) if headers else request
