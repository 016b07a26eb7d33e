"""When the page of an article that a feed named is looked at again: news is changed most in its first days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils import timezone

from claims.models import FeedItem
from claims.services.steps.feed_items import look_again

AFTER = (timedelta(hours=6), timedelta(days=1), timedelta(days=3))  # each counted from the look before
AT_ONCE = 500


def looked(item: FeedItem) -> dict[str, Any]:
    """The columns of an item whose page was just read or found unchanged."""
    wait = AFTER[item.looks] if item.looks < len(AFTER) else None
    return {"looks": item.looks + 1, "look_at": timezone.now() + wait if wait else None}


def look_at_due() -> int:
    """Have the pages fetched again whose time has come; how many."""
    rows = FeedItem.objects.filter(look_at__lte=Now()).order_by("look_at")
    due = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    looking = look_again(due) if due else 0
    FeedItem.objects.filter(pk__in=due).update(look_at=None)
    return looking
