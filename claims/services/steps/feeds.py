"""What a poll leaves in its feed: each outcome is one transaction that sets the next poll."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.models import Feed, FeedPoll
from claims.services.steps import work
from claims.services.steps.addresses import is_web_address
from claims.services.steps.feed_items import Kept, keep_entries, usable
from claims.services.steps.rhythm import LEAST, back_off, next_rhythm, quiet_from, usual_gap
from claims.services.steps.work import Taken
from claims.sources.addresses import address_key
from claims.values import FeedKind, ReadFeed, Reason, SourceError
from claims.workflow import record_event

GONE = "410"


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back from a feed's address: the headers by which it is asked next time, and where it has moved to for
    good."""

    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    moved_to: str = ""


def unchanged(taken: Taken, answered: Answered) -> None:
    """Nothing changed: no row is left of that."""
    with transaction.atomic():
        feed = _mine(taken)
        if feed is not None:
            _settle(feed, taken, Kept(), _moved(feed, answered.moved_to))


def took(taken: Taken, read: ReadFeed, answered: Answered) -> None:
    """Keep what a feed named. Raises SourceError where it is not the feed that it was."""
    with transaction.atomic():
        feed = _mine(taken)
        if feed is None:
            return
        notes = [*_shape(feed, read), *_moved(feed, answered.moved_to)]
        kept = keep_entries(feed, read)
        notes += _told(feed, read, kept)
        # With a rest to take, the next poll has to be answered in full.
        feed.etag, feed.last_modified, feed.sha256 = (
            ("", "", "") if kept.waiting else (answered.etag, answered.last_modified, answered.sha256)
        )
        feed.found, feed.items_seen = read.kind.value, len(read.entries) + read.beyond
        if kept.new or kept.aside or kept.changed or notes:
            _note(feed, notes, listed=feed.items_seen, new=kept.new, changed=kept.changed, aside=kept.aside)
        _settle(feed, taken, kept, [])


def failed(taken: Taken, error: SourceError) -> None:
    """Ask again later, the later the longer it fails; what is gone for good is switched off."""
    with transaction.atomic():
        feed = _mine(taken)
        if feed is None:
            return
        gone = error.code == "bad_status" and dict(error.numbers).get("status") == GONE
        reason = Reason("feed_gone", error.numbers) if gone else error.reason
        feed.failures += 1
        feed.failing_since = feed.failing_since or timezone.now()
        feed.active = not gone
        _note(feed, [reason], failed=True)
        wait = max(back_off(feed.every, feed.failures), error.retry_after or 0)
        _again(feed, taken, wait, last_error=work.error_text(reason))


def follow(taken: Taken, address: str) -> None:
    """The page names its feed: that is polled from now on, at once."""
    with transaction.atomic():
        feed = _mine(taken)
        if feed is not None:
            notes = _to(feed, address, "feed_found")
            _note(feed, notes)
            _again(feed, taken, 0)


def _mine(taken: Taken) -> Feed | None:
    rows = work.mine(Feed, taken).select_related("outlet").select_for_update(of=("self",))
    found: Feed | None = rows.first()
    return found


def _shape(feed: Feed, read: ReadFeed) -> Iterable[Reason]:
    """What is to be told of another kind than before. A page where a feed was, and entries that lead nowhere, are no
    feed any more."""
    now = Feed.Kind(read.kind.value)
    if read.kind == FeedKind.PAGE and feed.kind != Feed.Kind.PAGE:
        if feed.found:
            raise SourceError("feed_became_page", permanent=True, numbers=(("was", _label(feed.found)),))
        raise SourceError("feed_is_page", permanent=True)
    if read.entries and not usable(read):
        raise SourceError("feed_no_addresses", permanent=True, numbers=(("number", str(len(read.entries))),))
    if feed.found and feed.found != now:
        return [Reason("feed_shape", (("was", _label(feed.found)), ("now", _label(now))))]
    return []


def _label(kind: str) -> str:
    """The name of a kind, which is the same in every language but for two of them."""
    return str(Feed.Kind(kind).label)


def _told(feed: Feed, read: ReadFeed, kept: Kept) -> Iterable[Reason]:
    if read.mended and not feed.sha256:
        yield Reason("feed_mended")
    if kept.waiting:
        yield Reason("feed_waiting", (("taken", str(kept.new + kept.aside)), ("number", str(kept.waiting))))
    if read.beyond:
        yield Reason("feed_beyond", (("number", str(read.beyond)),))
    if not read.entries and not feed.polls:
        yield Reason("feed_nothing")


def _moved(feed: Feed, address: str) -> list[Reason]:
    moved = is_web_address(address) and address_key(address) != feed.address_key
    return _to(feed, address, "feed_moved") if moved else []


def _to(feed: Feed, address: str, code: str) -> list[Reason]:
    """Take over another address, but for one that another feed has: then this one is one too many."""
    if Feed.objects.exclude(pk=feed.pk).filter(address_key=address_key(address)).exists():
        feed.active = False
        return [Reason("feed_double", (("address", address[:200]),))]
    feed.address = address
    record_event(None, "feed.move", feed)
    return [Reason(code, (("address", address[:200]),))]


def _settle(feed: Feed, taken: Taken, kept: Kept, notes: list[Reason]) -> None:
    """After an answer that was one: the rhythm follows what it brought."""
    now = timezone.now()
    if notes:
        _note(feed, notes)
    if kept.new:
        feed.gap = usual_gap(feed.gap, now - feed.last_new_at) if feed.last_new_at else feed.gap
        feed.last_new_at = now
    feed.quiet_from = quiet_from(feed.last_new_at or feed.added_at, feed.gap)
    feed.every = next_rhythm(feed.every, new=bool(kept.new))
    feed.failures, feed.failing_since, feed.last_success_at = 0, None, now
    _again(feed, taken, LEAST if kept.waiting else feed.every)


def _again(feed: Feed, taken: Taken, seconds: int, *, last_error: str = "") -> None:
    """Free the feed and set its next poll."""
    feed.polls += 1
    feed.save()
    work.mine(Feed, taken).update(
        due_at=work.in_seconds(seconds),
        rung_at=None,
        attempts=0,
        last_error=last_error,
        lease_token="",
        lease_until=None,
    )


def _note(feed: Feed, notes: Iterable[Reason], **columns: Any) -> None:
    told = [[each.code, [list(pair) for pair in each.numbers]] for each in notes]
    FeedPoll.objects.create(feed=feed, notes=told, **columns)
