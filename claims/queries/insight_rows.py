"""The rows behind a number of the insight pages: found by the very facts that are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet

from claims.models import Claim, Queue
from claims.queries.facts import (
    ALL,
    ASKED,
    FACTS,
    JUDGED,
    LATENCY,
    LEFT,
    PAIRS,
    PERSON,
    PROPOSED,
    RATED,
    UNREAD,
    Fact,
    within,
)
from claims.queries.insight import late_claims
from claims.queries.paging import PAGE_SIZE, Page, page_of, position_of

UNSEEN = "unseen"  # both kinds of what nobody read
TOGETHER: Mapping[str, tuple[str, ...]] = {UNSEEN: (LEFT, UNREAD)}
WITH_VALUE = frozenset({RATED, PROPOSED, ASKED, JUDGED, PAIRS})
LISTED = frozenset({*FACTS, *TOGETHER})
FOR_EDITORS = frozenset({PAIRS, *(measure for measure, fact in FACTS.items() if fact.dimensions == (PERSON,))})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: of a measure, of one key of a dimension, from a day to a day; `value` a rating, an agreement or the
    like where one is asked."""

    measure: str
    dimension: str
    key: int
    first: date
    last: date
    value: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind a number: its measure, the row that was counted, the time by which it was, and its claim."""

    measure: str
    row: Any
    claim: Claim | None
    at: datetime


def dimensions_of(measure: str) -> tuple[str, ...]:
    return (ALL,) if measure in TOGETHER else tuple(FACTS[measure].dimensions)


def rows_behind(asked: Asked, *, after: str = "") -> Page[Behind]:
    """The latest first; of two kinds together, both in one order."""
    measures = _measures(asked)
    keys = sorted(chain.from_iterable(_keys(asked, place, after) for place in range(len(measures))), reverse=True)
    page = keys[:PAGE_SIZE]
    whole = {
        (place, pk): row
        for place, measure in enumerate(measures)
        for pk, row in _whole(measure, [pk for _moment, at, pk in page if at == place]).items()
    }
    # What went on to another state since its key was read is no row any more.
    rows = [Behind(measures[at], *whole[at, pk], at=moment) for moment, at, pk in page if (at, pk) in whole]
    return Page(rows, _position(page[-1]) if len(keys) > PAGE_SIZE else "")


Key = tuple[datetime, int, int]  # the time, the place of the measure, the id


def _measures(asked: Asked) -> tuple[str, ...]:
    return TOGETHER.get(asked.measure, (asked.measure,))


def _keys(asked: Asked, place: int, after: str) -> list[Key]:
    """Found by their keys alone and joined then, so that the index is read in its order."""
    fact = FACTS[_measures(asked)[place]]
    rows = within(fact, asked.first, asked.last).filter(fact.where(asked.dimension, asked.key))
    if asked.value:
        rows = rows.filter(fact.of_value(asked.value))
    rows = _after(rows, fact, place, after).order_by(f"-{fact.at}", "-pk")
    return [(moment, place, pk) for moment, pk in rows.values_list(fact.at, "pk")[: PAGE_SIZE + 1]]


def _position(key: Key) -> str:
    moment, place, pk = key
    return f"{place}.{moment.isoformat()}_{pk}"


def _after(rows: QuerySet[Any], fact: Fact, place: int, after: str) -> QuerySet[Any]:
    """The rows behind a position in the order of time, place and id, each downwards."""
    last, _, rest = after.partition(".")
    position = position_of(rest)
    if position is None or last not in ("0", "1"):
        return rows
    moment, pk = position
    rows = rows.filter(**{f"{fact.at}__lte": moment})
    if place == int(last):
        return rows.exclude(**{fact.at: moment, "pk__gte": pk})
    return rows if place < int(last) else rows.exclude(**{fact.at: moment})


RELATED: Mapping[str, tuple[str, ...]] = {
    LEFT: ("version__article__outlet",),
    JUDGED: ("version__article__outlet", "judged_by"),
    PROPOSED: ("evidence__finding__series__source", "check_of__rating"),
    ASKED: ("source",),
    LATENCY: ("source",),
    PAIRS: ("first_rating", "second_rating"),
}
TEXTS: Mapping[str, str] = {LEFT: "version__text", JUDGED: "version__text"}


def _whole(measure: str, ids: Sequence[int]) -> dict[int, tuple[Any, Claim | None]]:
    """The rows with what a page shows of them, and their claims."""
    fact = FACTS[measure]
    rows = fact.rows().filter(pk__in=ids).select_related(*RELATED.get(measure, ()))
    if measure in TEXTS:
        rows = rows.defer(TEXTS[measure])
    path = fact.claim_id or ("claim_id" if measure == JUDGED else "")
    found = list(rows.annotate(of_claim=F(path)) if path else rows)
    claims = Claim.objects.select_related("article__outlet", "claimant", "queue")
    of_claims = claims.in_bulk([row.of_claim for row in found if row.of_claim]) if path else {}
    return {row.pk: (row, of_claims.get(row.of_claim) if path else None) for row in found}


def late_behind(queue: Queue, *, after: str = "") -> Page[Claim]:
    """The claims of a queue that are beyond their target, the longest first."""
    rows = late_claims().filter(queue=queue).select_related("article__outlet", "claimant", "queue")
    position = position_of(after)
    if position is not None:
        moment, pk = position
        rows = rows.filter(due_at__gte=moment).exclude(due_at=moment, pk__lte=pk)
    return page_of(rows.order_by("due_at", "pk"), lambda claim: claim.due_at)
