"""One feed, of whatever kind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from claims.sources.feeds import json_feed, markup, pages
from claims.sources.feeds.signs import text_of, unpacked
from claims.values import FeedEntry, FeedKind, ReadFeed, SourceError

LIMIT = 8_000_000  # bytes of a feed, unpacked
MOST_ENTRIES = 20_000
PAGE_STARTS = ("<!doctype html", "<html")


def read_feed(body: bytes, *, address: str, content_type: str = "") -> ReadFeed:
    """The articles that a feed names. Raises SourceError where the bytes are none."""
    text, mended = text_of(unpacked(body, LIMIT), content_type)
    start = text.lstrip()
    if not start:
        raise SourceError("feed_empty", permanent=False)
    if start.startswith("{"):
        return _read_json(start, address, mended)
    root = None if _is_page(start) else markup.parsed(start, address)
    kind = markup.kind_of(root) if root is not None else None
    if kind is not None:
        return _read(kind, markup.entries_of(root, kind), mended)
    return _read_page(start, address, mended)


def _is_page(start: str) -> bool:
    return start[:20].lower().startswith(PAGE_STARTS)


def _read_json(text: str, address: str, mended: bool) -> ReadFeed:
    items = json_feed.items_of(text)
    if items is None:
        raise SourceError("feed_unknown", permanent=True)
    return _read(FeedKind.JSON, json_feed.entries_of(items, address), mended)


def _read_page(text: str, address: str, mended: bool) -> ReadFeed:
    page = pages.parsed(text) if "<html" in text[:5000].lower() or "<body" in text[:20_000].lower() else None
    if page is None:
        raise SourceError("feed_unknown", permanent=True)
    return _read(FeedKind.PAGE, pages.entries_of(page, address), mended, pages.feeds_of(page, address))


def _read(kind: FeedKind, entries: Iterator[FeedEntry], mended: bool, feeds: tuple[str, ...] = ()) -> ReadFeed:
    read = tuple(islice(entries, MOST_ENTRIES))
    return ReadFeed(kind, read, beyond=sum(1 for _each in entries), feeds=feeds, mended=mended)
