"""What curators do with feeds: poll now, switch off and on, try an article again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from claims.models import Feed, FeedItem, User
from claims.services.refusal import Refused
from claims.services.steps import work
from claims.services.steps.feed_items import look_again
from claims.workflow import record_event, step_work


def poll_now(actor: User | None, feed_ids: Iterable[int]) -> list[str]:
    """Have these feeds polled at once, but for those that are off; the hosts that are due."""
    rows = Feed.objects.filter(pk__in=list(feed_ids), active=True)
    with transaction.atomic():
        step_work(rows, "retry", attempts=0)
        rows.filter(lease_token="").update(due_at=work.in_seconds(0))
        for feed in rows:
            record_event(actor, "feed.poll", feed)
    return sorted(set(rows.values_list("host", flat=True)))


def switch(actor: User | None, feed_ids: Iterable[int], *, on: bool) -> int:
    """Switch feeds on, due at once and with no failure held against them, or off; how many were changed."""
    with transaction.atomic():
        changed = list(Feed.objects.select_for_update().filter(pk__in=list(feed_ids)).exclude(active=on))
        for feed in changed:
            feed.active = on
            begin_anew(feed)
            feed.save()
            record_event(actor, "feed.switch_on" if on else "feed.switch_off", feed)
    return len(changed)


def begin_anew(feed: Feed) -> None:
    """Have a feed polled as if it never had been: in full, at once, with no failure held against it."""
    feed.etag = feed.last_modified = feed.sha256 = feed.found = feed.last_error = ""
    feed.failures, feed.failing_since, feed.quiet_from, feed.due_at = 0, None, None, timezone.now()


def retry_item(actor: User, item_id: int) -> str:
    """Have the page of an item fetched again that could not be had or was left aside; its host. Refused where there is
    nothing to try."""
    item = FeedItem.objects.get(pk=item_id)
    with transaction.atomic():
        if not any(look_again([item_id], step=step, why="", look_at=None) for step in ("retry", "take_up")):
            raise Refused("item_not_again")
        record_event(actor, "feeditem.retry", item)
    return item.host
