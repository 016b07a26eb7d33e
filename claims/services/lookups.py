"""Fetching reference data for claims: take, run, store, compare, finish.

All due lookups of one series, at most fifty, are answered by one run. The fetch happens outside any
transaction, observations are stored in batches, then one short transaction per claim finishes where the
token is still the taker's. A failed fetch is missing evidence: it writes no finding.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from claims import fetching, storing
from claims.comparison.comparatives import is_among_many, places_of, years_around
from claims.gating import GateClosed
from claims.models import Claim, Fetch, Lookup, Series, User, WorkState
from claims.services.steps import work
from claims.services.steps.findings import compare_with_series
from claims.services.steps.health import note_failure, note_success
from claims.services.steps.neighbours import claims_to_explain, explain_again, with_neighbours
from claims.services.steps.readings import person_of, statement_of
from claims.services.steps.settling import settle
from claims.services.steps.work import Taken
from claims.sources.codes import M49
from claims.values import Period, Query, SourceError, Statement
from claims.workflow import CHECKING, NotAllowed, record_event, step_work

PLACES = frozenset(M49) - {"WLD"} | {"XKX"}  # Kosovo has a code that the standard leaves to its users
TOGETHER = 50
PLACE_REFUSED = frozenset(
    {"unknown_place", "source_message", "asked_too_much", "bad_status"}
)  # may be a neighbour's doing
SHARE_APART = 0.5  # of a task's time in which a refused batch is asked apart: the last request needs the rest


@dataclass(frozen=True, slots=True)
class Worked:
    """What one turn on a series did: lookups answered, and lookups that stay due or are given up."""

    done: int
    missing: int


def work_series(series_id: int) -> Worked:
    """One turn on a series: take what is due, ask its source once, compare. Nothing due, nothing done."""
    taken = work.take(Lookup.objects.filter(series_id=series_id), limit=TOGETHER)
    if not taken:
        return Worked(0, 0)
    lookups = list(work.mine(Lookup, taken).select_related("claim", "reading"))
    series = Series.objects.select_related("source", "indicator").get(pk=series_id)
    worked = [_answer(series, each, _those(taken, each)) for each in _by_reach(series, lookups)]
    return Worked(sum(each.done for each in worked), sum(each.missing for each in worked))


def _by_reach(series: Series, lookups: Sequence[Lookup]) -> list[Sequence[Lookup]]:
    """Those that ask for a few places, and those that ask for many: of these a few years are read, of those all."""
    many = [each for each in lookups if is_among_many(_statement(series, each))]
    few = [each for each in lookups if each not in many]
    return [each for each in (few, many) if each]


def _statement(series: Series, lookup: Lookup) -> Statement:
    return statement_of(lookup.reading.structure, series.indicator.unit)


def _those(taken: Taken, lookups: Sequence[Lookup]) -> Taken:
    return Taken(taken.token, tuple(each.pk for each in lookups))


def _answer(series: Series, lookups: Sequence[Lookup], taken: Taken) -> Worked:
    query = _query(series, lookups)
    try:
        fetch, new = _run(series, query)
    except GateClosed as gate:
        work.postpone(Lookup, taken, gate.until, gate.reason)
        return Worked(0, len(lookups))
    except SourceError as error:
        return _failed(series, lookups, taken, error)
    note_success(series.source, fetch)
    done = sum(_finish(lookup, series, fetch, taken) for lookup in lookups)
    if new:
        _tell_readings(series, fetch, query)
    return Worked(done, len(lookups) - done)


def _run(series: Series, query: Query) -> tuple[Fetch, int]:
    """Ask and store, how many figures are new. Neighbours in name are asked for in the same request; a source that
    refuses the question with them is asked without."""
    wider = with_neighbours(series, query)
    try:
        return _run_once(series, wider)
    except SourceError as error:
        if error.code not in PLACE_REFUSED or wider == query:
            raise
    return _run_once(series, query)


def _run_once(series: Series, query: Query) -> tuple[Fetch, int]:
    fetch, reading = fetching.run(series, query)
    return fetch, storing.store_observations(fetch, series, query, reading)


def _tell_readings(series: Series, fetch: Fetch, query: Query) -> None:
    """New figures may explain findings of other claims that differ: each claim in a transaction of its own."""
    for claim_id in claims_to_explain(series, fetch, query.places):
        with transaction.atomic():
            claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
            explain_again(claim)
            settle(claim)


def _failed(series: Series, lookups: Sequence[Lookup], taken: Taken, error: SourceError) -> Worked:
    """One bad place must not cost the others their answer: a refused batch is asked apart, once, for as long
    as the lease is sure to hold; the rest is handed back and due at once."""
    note_failure(series.source, error)
    pairs = {_subject(series, lookup) for lookup in lookups}
    if not error.permanent or len(pairs) == 1:
        work.fail(Lookup, taken, error.reason, permanent=error.permanent, wait=error.retry_after)
        return Worked(0, len(lookups))
    done = missing = 0
    ends = time.monotonic() + settings.TASK_TIME_LIMIT_SECONDS * SHARE_APART
    for pair in sorted(pairs):
        if time.monotonic() > ends:
            break
        own = [each for each in lookups if _subject(series, each) == pair]
        worked = _answer(series, own, _those(taken, own))
        done, missing = done + worked.done, missing + worked.missing
    missing += work.hand_back(Lookup, taken)
    return Worked(done, missing)


def _subject(series: Series, lookup: Lookup) -> tuple[str, str]:
    """What is asked of a source: about somebody, or about a place and its counterpart."""
    if series.indicator.takes_person:
        return _name(lookup), ""
    return lookup.claim.place, lookup.claim.counterpart


def _name(lookup: Lookup) -> str:
    person = person_of(lookup.reading.structure)
    return person.asked if person else ""


def _query(series: Series, lookups: Iterable[Lookup]) -> Query:
    lookups = list(lookups)
    claims = [lookup.claim for lookup in lookups]
    pair, people = series.indicator.takes_counterpart, series.indicator.takes_person
    statements = [] if people else [_statement(series, lookup) for lookup in lookups]
    everywhere = any(map(is_among_many, statements))
    return Query(
        series=series.code,
        places=tuple(sorted(_places(claims, statements))) if statements else (),
        counterparts=tuple(sorted({claim.counterpart for claim in claims})) if pair else (),
        unit=series.unit,
        period_rule=series.period_rule,
        vintages=tuple(sorted({claim.said_on for claim in claims if claim.said_on})),
        people=tuple(sorted({_name(lookup) for lookup in lookups})) if people else (),
        span=_span(statements) if everywhere else None,
        everywhere=everywhere,
    )


def _places(claims: Sequence[Claim], statements: Sequence[Statement]) -> set[str]:
    """Those of the claims, and those that they compare them with."""
    asked = [places_of(statement) for statement in statements]
    return {claim.place for claim in claims}.union(*(PLACES if each is None else each for each in asked))


def _span(statements: Iterable[Statement]) -> Period | None:
    """The years that any of the statements may need; None where one may need all."""
    spans = [years_around(statement) for statement in statements]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    first, last = min(start for start, _ in known), max(end for _, end in known)
    return Period(date(first, 1, 1), date(last, 12, 31), f"{first}-{last}")


def _finish(lookup: Lookup, series: Series, fetch: Fetch, taken: Taken) -> int:
    """Compare and finish one lookup in one transaction, where it is still the taker's: 1, else 0."""
    own = Taken(taken.token, (lookup.pk,))
    with transaction.atomic():
        # The claim first, then its lookups: in the order in which a mend locks them.
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=lookup.claim_id)
        if not work.finish(Lookup, own, fetch=fetch):
            return 0
        # A person may have confirmed the reading while the source was asked: the row knows.
        lookup.refresh_from_db(fields=["reading"])
        compare_with_series(claim, lookup.reading, series, fetch)
        settle(claim, series)
    return 1


def retry_lookup(user: User, lookup_id: int) -> list[int]:
    """Ask again now for a lookup that is missing, or due later; the series that is due."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    rows = Lookup.objects.filter(pk=lookup_id)
    lookup = rows.first()
    if lookup is None or lookup.state not in (WorkState.MISSING, WorkState.PENDING):
        return []
    with transaction.atomic():
        step_work(rows, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
        rows.filter(state=WorkState.PENDING, lease_token="").update(due_at=work.in_seconds(0), rung_at=None)
        record_event(user, "lookup.retry", lookup)
    return [lookup.series_id]


def series_due(article_id: int) -> list[int]:
    """The series that claims of an article wait for."""
    waiting = Lookup.objects.filter(claim__article_id=article_id, state=WorkState.PENDING)
    return sorted(set(waiting.values_list("series_id", flat=True)))
