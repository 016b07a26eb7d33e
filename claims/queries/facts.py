"""What is counted: for each measure the rows that it counts, at which time, and of whom.

Tallies are counted by these rows, and the page behind a number lists the very same. A row of a measure counts in
every dimension that it has: a claim without a claimant counts for all, and for no claimant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    Decision,
    DismissReason,
    Drawn,
    LeftAside,
    OpinionPair,
    Publication,
    PublicationState,
    SourceAnswer,
    Verdict,
)
from claims.queries.second_opinion import UNDECIDED
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
FINDING = "evidence__finding"
AGREED, DISAGREED, OPEN = "agreed", "disagreed", "open"
CAME, FAILED = "came", "failed"
ANSWERS_KEPT = 400  # days: pages lead to the rows of a year and not quite a month


@dataclass(frozen=True, slots=True)
class Fact:
    """One measure. `at` is the column of the time that counts; `claim` the path to the claim (None: the rows are of no
    claim); `paths` those of further dimensions. `value` makes the value of a row out of its columns `told`,
    `of_value` finds the rows of a value. `dimensions` are those in which it is counted. `kept` is how
    many days its rows are kept, None for good; what was counted of them stays."""

    rows: Callable[[], QuerySet[Any]]
    at: str
    claim: str | None = ""
    paths: Mapping[str, str] | None = None
    told: tuple[str, ...] = ()
    value: Callable[..., str] = lambda: ""
    dimensions: Sequence[str] = CLAIM_DIMENSIONS
    of_value: Callable[[str], Q] = lambda _value: Q()
    kept: int | None = None

    def has_rows_of(self, day: date) -> bool:
        """Whether a day's rows are still there to be counted."""
        return self.kept is None or (timezone.localdate() - day).days <= self.kept

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


def _told_checks() -> QuerySet[Check]:
    """Without those of which not everybody may know whose they are: two checkers are still asked apart."""
    return _decided(_checks())


def _pairs() -> QuerySet[OpinionPair]:
    return _decided(OpinionPair.objects.all())


def _decided(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.exclude(claim__checks_required__gt=1, claim__state__in=UNDECIDED)


def _published() -> QuerySet[Verdict]:
    return Verdict.objects.filter(number=1)


def _in_force() -> QuerySet[Publication]:
    return Publication.objects.filter(state=PublicationState.LIVE, verdict__source_check__rating__isnull=False)


def _corrections() -> QuerySet[Verdict]:
    return Verdict.objects.filter(number__gt=1)


def _answers() -> QuerySet[SourceAnswer]:
    return SourceAnswer.objects.all()


def _came_answers() -> QuerySet[SourceAnswer]:
    return SourceAnswer.objects.filter(came=True)


def _proposals() -> QuerySet[Decision]:
    """What was decided on a finding in the check that the first verdict rests on, `first`."""
    of_first = FilteredRelation("check_of__verdicts", condition=Q(check_of__verdicts__number=1))
    return Decision.objects.alias(first=of_first).filter(evidence__finding__isnull=False)


def _since(rows: QuerySet[Any], claim: str) -> QuerySet[Any]:
    """With the time from which a claim waited: since it was first queued, else since it came in."""
    waited: QuerySet[Any] = rows.annotate(since=Coalesce(f"{claim}__queued_at", f"{claim}__added_at"))
    return waited


# --- their values -------------------------------------------------------------------------------------------


def _waited(since: datetime, at: datetime) -> str:
    return str(bucket_of((at - since).total_seconds()))


def _as_is(value: str) -> str:
    return value


def _agreement(relation: str, rating: int | None) -> str:
    """Whether a finding and the rating point the same way: a figure that agrees or is close to the upper half of the
    scale, one that differs to the lower. Where either points nowhere, it is open."""
    up = {Relation.AGREES: True, Relation.CLOSE: True, Relation.DIFFERS: False}.get(Relation(relation))
    if up is None or rating is None or rating == MIDDLE:
        return OPEN
    return AGREED if up == (rating > MIDDLE) else DISAGREED


def _of_agreement(value: str) -> Q:
    """The same, asked of the database."""
    up = Q(**{f"{FINDING}__relation__in": [Relation.AGREES.value, Relation.CLOSE.value]})
    down = Q(**{f"{FINDING}__relation": Relation.DIFFERS.value})
    high, low = Q(**{f"{RATED_AS}__gt": MIDDLE}), Q(**{f"{RATED_AS}__lt": MIDDLE})
    agreed, disagreed = up & high | down & low, up & low | down & high
    nowhere = Q(**{f"{RATED_AS}__isnull": True}) | Q(**{RATED_AS: MIDDLE}) | ~(up | down)
    told = {AGREED: agreed, DISAGREED: disagreed, OPEN: nowhere}
    return told.get(value, Q(pk__in=()))


def _of_judged(value: str) -> Q:
    return Q(judged=value)


def _came(came: bool) -> str:
    return CAME if came else FAILED


def _of_came(value: str) -> Q:
    return Q(came=value == CAME)


def _of_rating(value: str) -> Q:
    return Q(**{RATING: value})


def _pair(first: int, second: int) -> str:
    return f"{first} {second}"


def _of_pair(value: str) -> Q:
    """Pairs of a scale, by its id: all, those that are the `same`, and either of one rating by its slug."""
    scale, _, rest = value.partition(":")
    same, _, slug = rest.rpartition(":")
    if not (scale.isascii() and scale.isdigit() and len(scale) < 19) or same not in ("", SAME):
        return Q(pk__in=())
    found = Q(first_rating__version__scale=int(scale))
    if same:
        found &= Q(second_rating__slug=F("first_rating__slug"))
    return found & (Q(first_rating__slug=slug) | Q(second_rating__slug=slug)) if slug else found


def _delay(milliseconds: int) -> str:
    return str(bucket_of(milliseconds))


BY_PERSON = (*CLAIM_DIMENSIONS, PERSON)
SPREAD = (ALL, QUEUE, OUTLET, INDICATOR)
RATED_AS = "check_of__rating__value"
SAME = "same"
RATING = "verdict__source_check__rating__slug"
PULLED, QUEUED, CHECKED, PUBLISHED, CORRECTED = "pulled", "queued", "checked", "published", "corrected"
ASIDE, UNREAD, LEFT, JUDGED = "aside", "unread", "left", "judged"
RATED, PROPOSED, TO_CHECK, TO_PUBLISH = "rated", "proposed", "to_check", "to_publish"
ASKED, LATENCY, PAIRS = "asked", "latency", "pairs"
CHECKED_BY, TO_CHECK_BY = "checked_by", "to_check_by"  # as CHECKED and TO_CHECK, once everybody may know by whom
_BY_SOURCE = {SOURCE: "source_id"}

FACTS: Mapping[str, Fact] = {
    PULLED: Fact(_claims, "added_at"),
    QUEUED: Fact(_claims, "queued_at"),
    CHECKED: Fact(_checks, "submitted_at", "claim"),
    CHECKED_BY: Fact(_told_checks, "submitted_at", "claim", {PERSON: "checker_id"}, dimensions=(PERSON,)),
    PUBLISHED: Fact(
        _published, "publication__published_at", "publication__claim", {PERSON: "signed_by_id"}, dimensions=BY_PERSON
    ),
    CORRECTED: Fact(_corrections, "signed_at", "publication__claim", {PERSON: "signed_by_id"}, dimensions=BY_PERSON),
    ASIDE: Fact(_aside, "state_at"),
    UNREAD: Fact(_unread, "state_at"),
    LEFT: Fact(LeftAside.objects.all, "at", None, dimensions=(ALL,)),
    JUDGED: Fact(Drawn.objects.all, "judged_at", None, None, ("judged",), _as_is, (ALL,), _of_judged),
    RATED: Fact(_in_force, "published_at", "claim", None, (RATING,), _as_is, of_value=_of_rating),
    PROPOSED: Fact(
        _proposals,
        "first__signed_at",
        "check_of__claim",
        {SOURCE: f"{FINDING}__series__source_id"},
        (f"{FINDING}__relation", RATED_AS),
        _agreement,
        (ALL, INDICATOR, SOURCE),
        _of_agreement,
    ),
    PAIRS: Fact(
        _pairs,
        "at",
        "claim",
        {QUEUE: "queue_id"},
        ("first_rating_id", "second_rating_id"),
        _pair,
        (ALL, QUEUE),
        _of_pair,
    ),
    TO_CHECK: Fact(_first_checks, "submitted_at", "claim", None, ("since", "submitted_at"), _waited, SPREAD),
    TO_CHECK_BY: Fact(
        lambda: _decided(_first_checks()),
        "submitted_at",
        "claim",
        {PERSON: "checker_id"},
        ("since", "submitted_at"),
        _waited,
        (PERSON,),
    ),
    TO_PUBLISH: Fact(
        lambda: _since(_published(), "publication__claim"),
        "publication__published_at",
        "publication__claim",
        None,
        ("since", "publication__published_at"),
        _waited,
        SPREAD,
    ),
    ASKED: Fact(_answers, "at", None, _BY_SOURCE, ("came",), _came, (ALL, SOURCE), _of_came, ANSWERS_KEPT),
    LATENCY: Fact(_came_answers, "at", None, _BY_SOURCE, ("milliseconds",), _delay, (ALL, SOURCE), kept=ANSWERS_KEPT),
}
