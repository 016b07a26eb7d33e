"""Watching over the sources: trying one with a question whose answer is known to exist."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date

from claims import fetching
from claims.gating import GateClosed
from claims.models import Source, User
from claims.packs import rows
from claims.services.steps.health import note_failure, note_success
from claims.services.steps.work import error_reason
from claims.sources.registry import connector
from claims.values import Observed, Period, Query, Reason, Request, Response, SourceError
from claims.wording import kept_sentence
from claims.workflow import WATCHING, NotAllowed, record_event

PATIENCE = 20.0  # seconds: a person waits for the page


@dataclass(frozen=True, slots=True)
class Tried:
    source: Source
    well: bool
    reason: Reason


def try_source(user: User, source_id: int) -> Tried:
    """Ask a source its known question now, for somebody who watches over them."""
    if not user.has_perm(WATCHING):
        raise NotAllowed
    return check_source(Source.objects.get(pk=source_id), actor=user)


def check_source(source: Source, *, actor: User | None = None) -> Tried:
    """Ask a source its known question and keep no evidence of it: only how it fares, and that it was tried."""
    try:
        reason = _asked(source)
    except GateClosed as gate:
        tried = Tried(source, False, gate.reason)
    except SourceError as error:
        note_failure(source, error)
        tried = Tried(source, False, error.reason)
    else:
        note_success(source)
        tried = Tried(source, True, reason)
    record_event(actor, "source.try", source, {"outcome": tried.reason.code})
    return tried


def _asked(source: Source) -> Reason:
    """What came back. Raises what a fetch raises."""
    if not fetching.is_set_up(source):
        raise SourceError("address_unset", permanent=True)
    query = _question(source)
    began = time.monotonic()
    release, last = fetching.consult(source, _last_figure(source, query), seconds=PATIENCE)
    numbers = (("seconds", f"{time.monotonic() - began:.1f}"), ("place", (*query.people, *query.places)[0]))
    if last is None:
        return Reason("tried_empty", (*numbers, ("year", str(query.span.start.year if query.span else ""))))
    told = (("period", last.label), ("figure", f"{last.raw} {last.unit}".strip()), ("release", release or "-"))
    return Reason("tried", (*numbers, *told))


def _last_figure(source: Source, query: Query) -> Generator[Request, Response, tuple[str, Observed | None]]:
    """The release and its last figure for the query, None where it has none."""
    reading = yield from connector(source.connector).read(query, fetching.source_config(source))
    last = None
    for each in reading.observations:
        last = each if each.raw else last
    return reading.release, last


def _question(source: Source) -> Query:
    row = next((row for row in rows("probes") if row["connector"] == source.connector), None)
    if row is None:
        raise SourceError("no_question", permanent=True)
    year = int(row["year"])
    return Query(
        series=row["series"],
        places=(row["place"],) if row["place"] else (),
        counterparts=(row["counterpart"],) if row["counterpart"] else (),
        span=Period(date(year, 1, 1), date(year, 12, 31), str(year)),
        people=(row["person"],) if row["person"] else (),
    )


def last_error_words(source: Source) -> str:
    reason = error_reason(source.last_error)
    return kept_sentence(reason) if reason else ""
