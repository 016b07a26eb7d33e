"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from claims.sources.feeds.moments import moment_of
from claims.values import FeedEntry
from claims.values.charsets import NOT_IN_XML

LONGEST_TITLE = 500
LONGEST_MARK = 1000
LONGEST_ADDRESS = 4000  # what is longer is cut, and still too long for any address
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
        mark=(mark or title)[:LONGEST_MARK],
    )


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return address


def _text(value: object) -> str:
    return " ".join(NOT_IN_XML.sub("", str(value)).split())[:LONGEST_ADDRESS] if isinstance(value, str | int) else ""
