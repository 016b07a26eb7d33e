"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from claims.sources.feeds.moments import moment_of
from claims.sources.feeds.signs import NOT_IN_XML
from claims.values import FeedEntry

LONGEST_TITLE = 500
VERSION = "jsonfeed.org/version/"


def items_of(text: str) -> list[Any] | None:
    """The items of a JSON Feed as they stand; None for any other text."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or VERSION not in str(content.get("version")):
        return None
    items = content.get("items")
    return items if isinstance(items, list) else None


def entries_of(items: list[Any], base: str) -> Iterator[FeedEntry]:
    return (_entry(item if isinstance(item, dict) else {}, base) for item in items)


def _entry(item: Mapping[str, Any], base: str) -> FeedEntry:
    address, title, mark = (_text(item.get(name)) for name in ("url", "title", "id"))
    address = address or (mark if mark.startswith(("http://", "https://")) else "")
    return FeedEntry(
        address=_absolute(base, address),
        title=title[:LONGEST_TITLE],
        published=moment_of(item.get("date_published")) or moment_of(item.get("date_modified")),
        updated=moment_of(item.get("date_modified")),
        mark=mark or title,
    )


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def _text(value: object) -> str:
    return " ".join(NOT_IN_XML.sub("", str(value)).split())[:1000] if isinstance(value, str | int) else ""
