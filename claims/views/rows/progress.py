"""How the lookups of a claim fare: one line per state, each source with its own words behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


@dataclass(frozen=True, slots=True)
class ProgressGroup:
    """The lookups in one state; `only` is the one where there are no others, and needs no details."""

    state: str
    sign: str
    words: str
    lines: Sequence[Progress]

    @property
    def only(self) -> Progress | None:
        return self.lines[0] if len(self.lines) == 1 else None


SIGNS = {"done": "✓", "waiting": "…", "failing": "!", "missing": "×"}


def progress_of(lookups: Iterable[Lookup]) -> list[ProgressGroup]:
    """One group per state that occurs, what is fetched first."""
    lines = [_line(lookup) for lookup in lookups if lookup.state != WorkState.DROPPED]
    groups = ((state, [each for each in lines if each.state == state]) for state in SIGNS)
    return [ProgressGroup(state, SIGNS[state], _in_sum(state, own), own) for state, own in groups if own]


def _in_sum(state: str, lines: Sequence[Progress]) -> str:
    words = {
        "done": _("%(count)s series fetched from %(sources)s"),
        "waiting": _("%(count)s series waited for from %(sources)s"),
        "failing": _("%(count)s series missing so far, tried again, from %(sources)s"),
        "missing": _("%(count)s series missing from %(sources)s"),
    }[state]
    sources = dict.fromkeys(each.source for each in lines)
    return words % {"count": len(lines), "sources": "; ".join(sources)}


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
