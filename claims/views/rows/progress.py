"""One line per source: waiting, fetched, or missing and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from claims.models import Lookup, WorkState
from claims.services.steps.work import error_reason
from claims.wording import sentence

SOON = timedelta(seconds=15)
POLL_SOON, POLL_LATER = "2s", "15s"


@dataclass(frozen=True, slots=True)
class Progress:
    """`state` is waiting, done, failing (tried, asked again later) or missing."""

    lookup_id: int
    state: str
    sign: str
    source: str
    series: str
    words: str
    again_at: datetime | None
    may_retry: bool


SIGNS = {"waiting": "…", "done": "✓", "failing": "!", "missing": "×"}


def progress_of(lookups: Iterable[Lookup]) -> list[Progress]:
    return [_line(lookup) for lookup in lookups if lookup.state != WorkState.DROPPED]


def _line(lookup: Lookup) -> Progress:
    state = _state(lookup)
    reason = error_reason(lookup.last_error)
    why = sentence(reason) if reason else ""
    words = {
        "waiting": _("waiting for an answer"),
        "done": _("fetched"),
        "failing": _("missing so far: %(why)s, tried again at") % {"why": why},
        "missing": _("missing: %(why)s") % {"why": why},
    }[state]
    return Progress(
        lookup_id=lookup.pk,
        state=state,
        sign=SIGNS[state],
        source=lookup.series.source.name,
        series=lookup.series.name,
        words=words,
        again_at=lookup.due_at if state == "failing" else None,
        may_retry=state in ("failing", "missing"),
    )


def _state(lookup: Lookup) -> str:
    if lookup.state == WorkState.DONE:
        return "done"
    if lookup.state == WorkState.MISSING:
        return "missing"
    return "failing" if lookup.last_error else "waiting"


def poll_every(lookups: Iterable[Lookup], now: datetime) -> str:
    """How often the page asks again: soon while something is due, seldom while all wait for a later try,
    empty where nothing is pending. `now` is the database's clock."""
    pending = [lookup.due_at for lookup in lookups if lookup.state == WorkState.PENDING]
    if not pending:
        return ""
    return POLL_SOON if min(pending) < now + SOON else POLL_LATER
