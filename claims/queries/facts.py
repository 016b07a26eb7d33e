"""What is counted: for each measure the rows that it counts, at which time, and of whom.

Tallies are counted by these rows, and the page behind a number lists the very same. A row of a measure counts in
every dimension that it has: a claim without a claimant counts for all, and for no claimant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    DismissReason,
    Drawn,
    LeftAside,
    Publication,
    PublicationState,
    SourceAnswer,
    Verdict,
)
from claims.values import Attribution, Relation
from claims.values.spreads import bucket_of

ALL, QUEUE, OUTLET, QUOTED, INDICATOR = "all", "queue", "outlet", "outlet_quoted", "indicator"
CLAIMANT, GROUP, PERSON, SOURCE = "claimant", "group", "person", "source"
# Paths from a claim to what a dimension names. An outlet answers for what it says in its own voice alone: what it
# quotes or reports of others is a dimension of its own.
OF_CLAIM: Mapping[str, str] = {
    QUEUE: "queue_id",
    OUTLET: "article__outlet_id",
    QUOTED: "article__outlet_id",
    INDICATOR: "indicator_id",
    CLAIMANT: "claimant_id",
    GROUP: "claimant__tags",
}
CLAIM_DIMENSIONS = (ALL, *OF_CLAIM)
COUNTED = (CheckState.SUBMITTED, CheckState.RETURNED, CheckState.SIGNED)
MIDDLE = 3  # of ClaimReview's values, one to five
FINDING = "source_check__decisions__evidence__finding"
AGREED, DISAGREED, OPEN = "agreed", "disagreed", "open"


@dataclass(frozen=True, slots=True)
class Fact:
    """One measure. `at` is the column of the time that counts; `claim` the path to the claim (None: the rows are of no
    claim); `paths` those of further dimensions. `value` makes the value of a row out of its columns `told`; None takes
    the row out. `dimensions` are those in which it is counted."""

    rows: Callable[[], QuerySet[Any]]
    at: str
    claim: str | None = ""
    paths: Mapping[str, str] | None = None
    told: tuple[str, ...] = ()
    value: Callable[..., str | None] = lambda: ""
    dimensions: Sequence[str] = CLAIM_DIMENSIONS

    def path(self, dimension: str) -> str:
        """From a row to the id of what the dimension names; empty where the dimension is of all."""
        if self.paths and dimension in self.paths:
            return self.paths[dimension]
        return self.of_claim(OF_CLAIM[dimension]) if dimension in OF_CLAIM else ""

    def of_claim(self, path: str) -> str:
        return f"{self.claim}__{path}" if self.claim else path

    @property
    def claim_id(self) -> str:
        """The path to the claim's id; empty where rows are of no claim."""
        return "" if self.claim is None else self.of_claim("pk")

    def where(self, dimension: str, key: int) -> Q:
        """The rows that count for one key of a dimension."""
        if dimension == ALL:
            return Q()
        found = Q(**{self.path(dimension): key})
        if dimension not in (OUTLET, QUOTED):
            return found
        own = Q(**{self.of_claim("attribution"): Attribution.NONE.value})
        return found & (own if dimension == OUTLET else ~own)


def start_of(day: date) -> datetime:
    """Midnight of the desk's own zone."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def within(fact: Fact, first: date, last: date) -> QuerySet[Any]:
    """The rows of a measure from a day to a day, both included."""
    span = {f"{fact.at}__gte": start_of(first), f"{fact.at}__lt": start_of(last + timedelta(days=1))}
    return fact.rows().filter(**span)


# --- the rows -----------------------------------------------------------------------------------------------


def _claims() -> QuerySet[Claim]:
    return Claim.objects.all()


def _aside() -> QuerySet[Claim]:
    return Claim.objects.filter(state=ClaimState.DISMISSED)


def _unread() -> QuerySet[Claim]:
    return _aside().filter(reason=DismissReason.LOW)


def _checks() -> QuerySet[Check]:
    return Check.objects.filter(state__in=COUNTED)


def _first_checks() -> QuerySet[Check]:
    """The first check of each claim that came in."""
    of_claim = _checks().filter(claim=OuterRef("claim"))
    same = Q(submitted_at=OuterRef("submitted_at"), pk__lt=OuterRef("pk"))
    earlier = of_claim.filter(Q(submitted_at__lt=OuterRef("submitted_at")) | same)
    return _since(_checks().exclude(Exists(earlier)), "claim")


def _published() -> QuerySet[Verdict]:
    return Verdict.objects.filter(number=1)


def _in_force() -> QuerySet[Publication]:
    return Publication.objects.filter(state=PublicationState.LIVE)


def _corrections() -> QuerySet[Verdict]:
    return Verdict.objects.filter(number__gt=1)


def _proposals() -> QuerySet[Verdict]:
    return Verdict.objects.filter(number=1, **{f"{FINDING}__isnull": False})


def _since(rows: QuerySet[Any], claim: str) -> QuerySet[Any]:
    """With the time from which a claim waited: since it was first queued, else since it came in."""
    waited: QuerySet[Any] = rows.annotate(since=Coalesce(f"{claim}__queued_at", f"{claim}__added_at"))
    return waited


# --- their values -------------------------------------------------------------------------------------------


def _waited(since: datetime, at: datetime) -> str:
    return str(bucket_of((at - since).total_seconds()))


def _as_is(value: str | None) -> str | None:
    return value


def _agreement(relation: str, rating: int | None) -> str:
    """Whether a finding and the rating point the same way: a figure that agrees or is close to the upper half of the
    scale, one that differs to the lower. Where either points nowhere, it is open."""
    up = {Relation.AGREES: True, Relation.CLOSE: True, Relation.DIFFERS: False}.get(Relation(relation))
    if up is None or rating is None or rating == MIDDLE:
        return OPEN
    return AGREED if up == (rating > MIDDLE) else DISAGREED


def _judged(judged: str) -> str | None:
    return judged or None


def _came(came: bool) -> str:
    return "came" if came else "failed"


def _delay(came: bool, milliseconds: int) -> str | None:
    return str(bucket_of(milliseconds)) if came else None


BY_PERSON = (*CLAIM_DIMENSIONS, PERSON)
SPREAD = (ALL, QUEUE, OUTLET, INDICATOR, PERSON)
RATING = "verdict__source_check__rating__slug"
PULLED, QUEUED, CHECKED, PUBLISHED, CORRECTED = "pulled", "queued", "checked", "published", "corrected"
ASIDE, UNREAD, LEFT, JUDGED = "aside", "unread", "left", "judged"
RATED, PROPOSED, TO_CHECK, TO_PUBLISH = "rated", "proposed", "to_check", "to_publish"
ASKED, LATENCY = "asked", "latency"

FACTS: Mapping[str, Fact] = {
    PULLED: Fact(_claims, "added_at"),
    QUEUED: Fact(_claims, "queued_at"),
    CHECKED: Fact(_checks, "submitted_at", "claim", {PERSON: "checker_id"}, dimensions=BY_PERSON),
    PUBLISHED: Fact(
        _published, "publication__published_at", "publication__claim", {PERSON: "signed_by_id"}, dimensions=BY_PERSON
    ),
    CORRECTED: Fact(_corrections, "signed_at", "publication__claim", {PERSON: "signed_by_id"}, dimensions=BY_PERSON),
    ASIDE: Fact(_aside, "state_at"),
    UNREAD: Fact(_unread, "state_at"),
    LEFT: Fact(LeftAside.objects.all, "at", None, dimensions=(ALL,)),
    JUDGED: Fact(Drawn.objects.all, "judged_at", None, None, ("judged",), _judged, (ALL,)),
    RATED: Fact(_in_force, "published_at", "claim", None, (RATING,), _as_is),
    PROPOSED: Fact(
        _proposals,
        "signed_at",
        "publication__claim",
        {SOURCE: f"{FINDING}__series__source_id"},
        (f"{FINDING}__relation", "source_check__rating__value"),
        _agreement,
        (ALL, INDICATOR, SOURCE),
    ),
    TO_CHECK: Fact(
        _first_checks, "submitted_at", "claim", {PERSON: "checker_id"}, ("since", "submitted_at"), _waited, SPREAD
    ),
    TO_PUBLISH: Fact(
        lambda: _since(_published(), "publication__claim"),
        "publication__published_at",
        "publication__claim",
        {PERSON: "signed_by_id"},
        ("since", "publication__published_at"),
        _waited,
        SPREAD,
    ),
    ASKED: Fact(SourceAnswer.objects.all, "at", None, {SOURCE: "source_id"}, ("came",), _came, (ALL, SOURCE)),
    LATENCY: Fact(
        SourceAnswer.objects.all,
        "at",
        None,
        {SOURCE: "source_id"},
        ("came", "milliseconds"),
        _delay,
        (ALL, SOURCE),
    ),
}
