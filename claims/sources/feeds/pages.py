"""A plain page that is watched: the articles that it links to, and the feeds that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html  # type: ignore[import-untyped]

from claims.values import FeedEntry

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
FEWEST_WORDS = 4  # of a link to an article: what has fewer leads about the site
LONGEST_TITLE = 500


def parsed(text: str) -> Any | None:
    try:
        return html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def feeds_of(page: Any, address: str) -> tuple[str, ...]:
    """The feeds that a page names in its head, the first its own choice."""
    links = (each for each in page.iter("link") if "alternate" in each.get("rel", "").lower().split())
    named = (each.get("href", "") for each in links if each.get("type", "").lower() in FEED_TYPES)
    return tuple(dict.fromkeys(filter(None, (_absolute(address, href) for href in named))))


def entries_of(page: Any, address: str) -> Iterator[FeedEntry]:
    """The links of a page that lead to another page of its host and have as many words as a headline."""
    own, host = urldefrag(address)[0], urlsplit(address).netloc.lower()
    seen: set[str] = set()
    for link in page.iter("a"):
        title = " ".join("".join(link.itertext()).split())
        target = urldefrag(_absolute(address, link.get("href", "").strip()))[0]
        if len(title.split()) < FEWEST_WORDS or target in seen | {own, ""} or _host(target) != host:
            continue
        seen.add(target)
        yield FeedEntry(target, title[:LONGEST_TITLE], mark=target)


def _absolute(address: str, href: str) -> str:
    try:
        return urljoin(address, href)
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
