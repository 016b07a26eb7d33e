"""From the page of a feed's item to an article that waits to be read: cut, stored, finished in one transaction.

A page that the desk has already under this address becomes the article's next version where its text was changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from claims import fetching
from claims.extraction.page import PageError
from claims.models import FeedItem
from claims.services.refusal import Refused
from claims.services.steps import work
from claims.services.steps.looks import looked
from claims.services.steps.pdf import read_answer
from claims.services.steps.receiving import Incoming, Received, forget, of_page, store
from claims.values import Reason


def take_in(item_id: int) -> int | None:
    """Take in the page of an item; the id of the version that waits to be read, None where there is none."""
    taken = work.take(FeedItem.objects.filter(pk=item_id, snapshot__isnull=False), limit=1)
    if not taken:
        return None
    item = FeedItem.objects.select_related("snapshot", "outlet").get(pk=item_id)
    try:
        incoming = _cut(item)
    except (PageError, Refused) as error:
        _give_up(item, taken, Reason(error.code, getattr(error, "numbers", ())))
        return None
    with transaction.atomic():
        received = store(incoming, None)
        columns = looked(item) | {"article_id": received.article_id, "snapshot": None}
        if why := _told(item, received):
            columns["why"] = why
        return received.version_id if work.finish(FeedItem, taken, **columns) else None


def _give_up(item: FeedItem, taken: work.Taken, reason: Reason) -> None:
    """A page without an article in it stays so: it is not tried again by itself, and not kept."""
    snapshot = item.snapshot
    with transaction.atomic():
        work.mine(FeedItem, taken).update(snapshot=None)
        work.fail(FeedItem, taken, reason, permanent=True)
        if snapshot is not None:
            forget(snapshot)


def _cut(item: FeedItem) -> Incoming:
    snapshot = item.snapshot
    assert snapshot is not None  # taken as one that has it
    response = fetching.response_of(snapshot)
    with response.body:
        page = read_answer(response.body.read(), item.address, response.headers.get("content-type", ""))
    printed = page.published
    return of_page(
        replace(page, published=None),
        title=page.title or item.title,
        published_on=_day(item, printed),
        address=item.address,
        snapshot=snapshot,
        source=item.outlet,
    )


def _day(item: FeedItem, printed: date | None) -> date | None:
    """The day that the feed gives, else the one that the page prints; none that lies ahead."""
    given = timezone.localdate(item.published_at) if item.published_at else None
    today = timezone.localdate()
    return next((day for day in (given, printed) if day and day <= today), None)


def _told(item: FeedItem, received: Received) -> str:
    if received.new or item.article_id is not None:
        return ""
    return work.error_text(Reason("item_text_known"))
