"""What a feed is read to: its kind and the addresses that it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedKind(StrEnum):
    RSS = "rss"
    ATOM = "atom"
    JSON = "json"
    SITEMAP = "sitemap"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article as a feed names it. `address` is absolute, as given where it is none that can be opened, and empty
    where none was given; `mark` is then what tells the entry from the others. Times know their zone."""

    address: str
    title: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed in its own order. `beyond` counts entries that were not read, because the desk reads so many at most;
    `feeds` are the addresses of feeds that a page names; `mended` says that its signs were not in the encoding that
    it claims."""

    kind: FeedKind
    entries: tuple[FeedEntry, ...]
    beyond: int = 0
    feeds: tuple[str, ...] = ()
    mended: bool = False
