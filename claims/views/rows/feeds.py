"""What the page of what came in says of an item, of a poll and of a feed in trouble."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Feed, FeedItem, FeedPoll, WorkState
from claims.queries.feeds import Trouble, kept_reason
from claims.values import Reason
from claims.wording import kept_sentence


@dataclass(frozen=True, slots=True)
class ItemRow:
    """`state` in words, `tone` for its mark; `next_at` is when a failed attempt is made again; `again` are the words of
    the button that tries it, empty where there is nothing to try."""

    item: FeedItem
    state: str
    tone: str
    why: str
    pulled: str
    next_at: datetime | None
    again: str


def item_row(item: FeedItem) -> ItemRow:
    waits_after_failure = item.state == WorkState.PENDING and bool(item.last_error)
    return ItemRow(
        item=item,
        state=_state(item),
        tone="tag-late" if item.state == WorkState.MISSING else "",
        why=_words(item.last_error or item.why),
        pulled=_pulled(item),
        next_at=item.due_at if waits_after_failure else None,
        again=_again(item),
    )


def _state(item: FeedItem) -> str:
    if item.state == WorkState.DROPPED:
        return _("left aside")
    if item.state == WorkState.MISSING:
        return _("could not be looked at again") if item.article_id else _("failed")
    if item.article_id:
        return _("came in")
    return _("being read") if item.snapshot_id else _("waiting")


def _pulled(item: FeedItem) -> str:
    if item.article_id is None or item.state == WorkState.DROPPED:
        return ""
    number: int = item.pulled  # type: ignore[attr-defined]
    waiting: int = item.open_claims  # type: ignore[attr-defined]
    words = ngettext("%(number)d claim pulled", "%(number)d claims pulled", number) % {"number": number}
    if number == waiting:
        return words
    return _("%(pulled)s, %(number)d of them put aside") % {"pulled": words, "number": number - waiting}


def _again(item: FeedItem) -> str:
    if not item.address:
        return ""
    if item.state == WorkState.MISSING:
        return _("Try again")
    return _("Take it in") if item.state == WorkState.DROPPED and item.article_id is None else ""


@dataclass(frozen=True, slots=True)
class PollRow:
    poll: FeedPoll
    counts: str
    notes: list[str]


def poll_row(poll: FeedPoll) -> PollRow:
    notes = [Reason(code, tuple((name, value) for name, value in numbers)) for code, numbers in poll.notes]
    return PollRow(poll, "" if poll.failed else _counts(poll), [kept_sentence(each) for each in notes])


def _counts(poll: FeedPoll) -> str:
    parts = [ngettext("%(number)d new article", "%(number)d new articles", poll.new) % {"number": poll.new}]
    if poll.changed:
        parts.append(_("%(number)d changed") % {"number": poll.changed})
    if poll.aside:
        parts.append(_("%(number)d left aside") % {"number": poll.aside})
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class TroubleRow:
    feed: Feed
    words: str


def trouble_row(trouble: Trouble) -> TroubleRow:
    return TroubleRow(trouble.feed, kept_sentence(trouble.reason))


def _words(text: str) -> str:
    return kept_sentence(kept_reason(text)) if text else ""
