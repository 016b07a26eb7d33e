"""What a feed names, as rows: what is new, what was changed, what is left aside and why."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from claims.models import ArticleAddress, Feed, FeedItem, WebHost, WorkState
from claims.services.steps.addresses import is_web_address
from claims.services.steps.work import error_text, in_seconds
from claims.sources.addresses import address_key
from claims.values import FeedEntry, FeedKind, ReadFeed, Reason
from claims.workflow import step_work

MOST_NEW = 1000  # of one poll; the rest waits for the next one
OLDEST = timedelta(days=30)  # what was published before is no news, in whatever feed it is named
AHEAD = timedelta(days=1)  # a clock may be wrong by so much
AT_ONCE = 500  # keys of one question


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the entries of a poll. `waiting` are new ones that the next poll takes."""

    new: int = 0
    changed: int = 0
    aside: int = 0
    waiting: int = 0


def keep_entries(feed: Feed, read: ReadFeed) -> Kept:
    """Store what is new of a feed's entries, and have those fetched again that the feed says were changed. Runs in the
    transaction of the poll."""
    entries: dict[str, FeedEntry] = {}
    for each in read.entries:
        entries.setdefault(_key(each), each)  # of two with one address the first counts
    keys = list(entries)
    known = _known(feed, keys)
    fresh = [key for key in keys if key not in known]
    taken = fresh[:MOST_NEW]
    first_look = read.kind == FeedKind.PAGE and not feed.last_success_at
    desk = _addresses_of_the_desk(taken)
    items = [_item(feed, key, entries[key], desk.get(key), first_look=first_look) for key in taken]
    hosts = {each.host for each in items} - {""}
    WebHost.objects.bulk_create([WebHost(host=host) for host in sorted(hosts)], ignore_conflicts=True)
    FeedItem.objects.bulk_create(items, ignore_conflicts=True)
    aside = sum(each.state == WorkState.DROPPED for each in items)
    changed = _look_at_changed({known[key]: entries[key] for key in keys if key in known})
    return Kept(len(items) - aside, changed, aside, len(fresh) - len(taken))


def usable(read: ReadFeed) -> bool:
    """Whether any entry leads somewhere."""
    return any(is_web_address(each.address) for each in read.entries)


def _key(entry: FeedEntry) -> str:
    if is_web_address(entry.address):
        return address_key(entry.address)
    return hashlib.sha256(f"mark:{entry.mark or entry.title}".encode()).hexdigest()


def _known(feed: Feed, keys: Sequence[str]) -> dict[str, tuple[int, datetime | None]]:
    rows: dict[str, tuple[int, datetime | None]] = {}
    for part in _parts(keys):
        found = FeedItem.objects.filter(feed=feed, address_key__in=part)
        rows.update({key: (pk, at) for key, pk, at in found.values_list("address_key", "pk", "updated_at")})
    return rows


def _addresses_of_the_desk(keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _parts(keys):
        found.update(ArticleAddress.objects.filter(address_key__in=part).values_list("address_key", "article_id"))
    return found


def _parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def _item(feed: Feed, key: str, entry: FeedEntry, article_id: int | None, *, first_look: bool) -> FeedItem:
    now = timezone.now()
    usable_address = is_web_address(entry.address)
    ahead = entry.published is not None and entry.published > now + AHEAD
    item = FeedItem(
        feed=feed,
        outlet_id=feed.outlet_id,
        address=entry.address if usable_address else "",
        address_key=key,
        host=urlsplit(entry.address).netloc.lower() if usable_address else "",
        title=entry.title,
        published_at=None if ahead else entry.published,
        updated_at=None if entry.updated is None or entry.updated > now + AHEAD else entry.updated,
        article_id=article_id,
    )
    reason = _left_aside(entry, known=article_id is not None, first_look=first_look)
    if reason is not None:
        item.state, item.why = WorkState.DROPPED, error_text(reason)
    elif ahead and entry.published:
        item.why = error_text(Reason("item_ahead", (("date", entry.published.date().isoformat()),)))
    return item


def _left_aside(entry: FeedEntry, *, known: bool, first_look: bool) -> Reason | None:
    if not entry.address:
        return Reason("item_no_address")
    if not is_web_address(entry.address):
        return Reason("item_bad_address", (("address", entry.address[:200]),))
    if known:
        return Reason("item_known")
    if first_look:
        return Reason("item_first_look")
    if entry.published is not None and entry.published < timezone.now() - OLDEST:
        return Reason("item_old", (("date", entry.published.date().isoformat()), ("days", str(OLDEST.days))))
    return None


def _look_at_changed(found: Mapping[tuple[int, datetime | None], FeedEntry]) -> int:
    """Articles of the desk that the feed says were changed since it said so last: their pages are fetched again."""
    latest = timezone.now() + AHEAD
    changed = [
        FeedItem(pk=pk, updated_at=entry.updated)
        for (pk, before), entry in found.items()
        if entry.updated and before and before < entry.updated < latest
    ]
    FeedItem.objects.bulk_update(changed[:MOST_NEW], ["updated_at"], batch_size=AT_ONCE)
    return look_again([each.pk for each in changed[:MOST_NEW]])


def look_again(item_ids: Sequence[int], *, step: str = "retry", **columns: Any) -> int:
    """Have the pages of these items fetched again, whose articles the desk has or could not have: what their text was
    changed to becomes a new version of the article. How many."""
    rows = FeedItem.objects.filter(pk__in=item_ids).exclude(address="")
    return step_work(rows, step, due_at=in_seconds(0), attempts=0, rung_at=None, **columns)
