"""The rows behind a number of the insight pages: found by the very facts that are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from claims.models import Claim, LeftAside, User
from claims.queries.facts import FACTS, LEFT, PERSON, RATED, Fact, within
from claims.queries.paging import Page, page_of, position_of
from claims.queries.second_opinion import hidden_claims

LISTED = frozenset({LEFT}) | frozenset(
    measure for measure, fact in FACTS.items() if fact.claim is not None and (not fact.told or measure == RATED)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: of a measure, of one key of a dimension, from a day to a day; `value` a rating where one is asked."""

    measure: str
    dimension: str
    key: int
    first: date
    last: date
    value: str = ""


def rows_behind(user: User, asked: Asked, *, after: str = "") -> Page[tuple[Any, Claim | LeftAside]]:
    """The claims behind a number, or the sentences left aside, the latest first, each with the time that counts. Where
    the number is a person's, without claims of which this user may not know who checks them."""
    fact = FACTS[asked.measure]
    rows = within(fact, asked.first, asked.last).filter(fact.where(asked.dimension, asked.key))
    if asked.value:
        rows = rows.filter(**{fact.told[0]: asked.value})
    if asked.dimension == PERSON:
        rows = rows.exclude(**{f"{fact.of_claim('pk')}__in": hidden_claims(user)})
    rows = _after(rows, fact, after).order_by(f"-{fact.at}", "-pk").annotate(counted_at=F(fact.at))
    return _sentences(rows) if fact.claim is None else _claims(rows, fact)


def _sentences(rows: QuerySet[Any]) -> Page[tuple[Any, Claim | LeftAside]]:
    shown = rows.select_related("version__article__outlet").defer("version__text")
    found = page_of(shown, lambda row: row.counted_at)
    return Page([(row.counted_at, row) for row in found.rows], found.after)


def _claims(rows: QuerySet[Any], fact: Fact) -> Page[tuple[Any, Claim | LeftAside]]:
    """Found first and joined then, so that the index is read in its order."""
    found = page_of(rows.annotate(of_claim=F(fact.claim_id)).only("pk"), lambda row: row.counted_at)
    claims = Claim.objects.select_related("article__outlet", "claimant", "queue")
    whole = claims.in_bulk([row.of_claim for row in found.rows])
    return Page([(row.counted_at, whole[row.of_claim]) for row in found.rows], found.after)


def _after(rows: QuerySet[Any], fact: Fact, after: str) -> QuerySet[Any]:
    position = position_of(after)
    if position is None:
        return rows
    moment, pk = position
    return rows.filter(**{f"{fact.at}__lte": moment}).exclude(**{fact.at: moment, "pk__gte": pk})
