"""The editor's board: claims by where they stand, filtered by what the address says, a page at a time.

Every view reads one index in its order, so that the thousandth page costs what the first does. The numbers
beside the views stop at a hundred.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimantName,
    ClaimState,
    ClaimTag,
    Outlet,
    Queue,
    Rating,
    Release,
    ReleaseState,
    Tag,
    User,
)
from claims.models.claim import UNDONE
from claims.models.intake import fold
from claims.queries.paging import COUNT_LIMIT, PAGE_SIZE, Page, page_of, position_of
from claims.queries.second_opinion import hidden_claims, same_ratings, waits_for_second
from claims.queries.sorted_claims import tags
from claims.queries.unattended import mark_unattended

SUBMITTED, OVERDUE = "submitted", "overdue"
STATES: Mapping[str, ClaimState] = {
    SUBMITTED: ClaimState.SUBMITTED,
    "returned": ClaimState.RETURNED,
    "published": ClaimState.PUBLISHED,
    "reopened": ClaimState.REOPENED,
    "waiting": ClaimState.QUEUED,
}
VIEWS = (SUBMITTED, "returned", "published", "reopened", OVERDUE, "waiting")
TWO = 2
NEWEST_FIRST = frozenset({"published"})
# The check that a claim in that state is about: its checker and its rating are what is filtered by.
STANDING = {
    ClaimState.SUBMITTED: (CheckState.SUBMITTED,),
    ClaimState.RETURNED: (CheckState.RETURNED, CheckState.DRAFT),
    ClaimState.PUBLISHED: (CheckState.SIGNED,),
    ClaimState.REOPENED: (CheckState.SIGNED,),
}
NAMES = ("username", "first_name", "last_name")
SHOWN = (CheckState.SUBMITTED, CheckState.RETURNED, CheckState.SIGNED)


# What a page shows of a claim and of its checks: of all their columns it would take twice as long.
CLAIM_SHOWN = (
    *("sentence", "state", "state_at", "due_at", "embargo_until", "claimant__name"),
    *("article__outlet__name", "queue__name", "queue__slug", "publication__public_id", "publication__slug"),
    *("publication__verdict__number", *(f"publication__verdict__signed_by__{name}" for name in NAMES)),
)
CHECK_SHOWN = (
    *("claim_id", "state", "wording", *(f"checker__{name}" for name in NAMES)),
    *("rating__slug", "rating__label", "attribution_rating__slug"),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; empty for everything. `outlet` and `claimant` are names as the desk knows
    them, `queue`, `rating` and `tag` slugs, `person` a user name; `days` is the least time that the claim has stood
    so, or is overdue."""

    person: str = ""
    queue: str = ""
    outlet: str = ""
    claimant: str = ""
    rating: str = ""
    tag: str = ""
    days: int = 0

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A claim with the checks that can be read, and the signature on it that waits. `agree` says whether two checks
    came to the same, None where there are not two."""

    claim: Claim
    checks: Sequence[Check]
    release: Release | None
    at: datetime
    agree: bool | None = None

    @property
    def half(self) -> bool:
        """Whether one of two checks is in, and it waits for the other."""
        return waits_for_second(self.claim)


@dataclass(frozen=True, slots=True)
class Board:
    page: Page[BoardRow]
    counts: Mapping[str, int] = field(default_factory=dict)


def board(user: User, view: str, filters: Filters, *, after: str = "") -> Board:
    """One page of a view, and how many claims stand in each view whatever the filters, up to a hundred. Of a claim
    that this user checks as the second, another's check is neither shown nor found."""
    return Board(board_rows(user, view, filters, after=after), _counts())


def board_rows(user: User, view: str, filters: Filters, *, after: str = "", size: int = PAGE_SIZE) -> Page[BoardRow]:
    rows = _paged(_filtered(_view(view), view, filters, user), view, after)
    found = page_of(rows, lambda claim: _time(claim, view), size)
    ids = [claim.pk for claim in found.rows]
    whole = _whole(ids)
    releases, apart = _releases(ids), set(hidden_claims(user).filter(pk__in=ids).values_list("pk", flat=True))
    shown = [_row(whole[pk], view, releases, None if pk not in apart else user) for pk in ids]
    return Page(shown, found.after)


def _counts() -> Mapping[str, int]:
    """How many claims stand in each view, read up to a hundred, in one statement."""
    connection = connections[Claim.objects.db]
    looks, parameters = [], []
    for number, view in enumerate(VIEWS):
        rows = _view(view).order_by().values("pk")[:COUNT_LIMIT]
        sql, own = rows.query.get_compiler(connection=connection).as_sql()
        looks.append(f"SELECT '{view}' FROM ({sql}) look_{number}")
        parameters.extend(own)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks), parameters)
        counted = Counter(view for (view,) in cursor.fetchall())
    return {view: counted[view] for view in VIEWS}


def _view(view: str) -> QuerySet[Claim]:
    if view == OVERDUE:
        return Claim.objects.filter(UNDONE, due_at__lt=Now())
    return Claim.objects.filter(state=STATES[view])


def _column(view: str) -> str:
    return "due_at" if view == OVERDUE else "state_at"


def _time(claim: Claim, view: str) -> datetime:
    at: datetime = getattr(claim, _column(view))
    return at


def _paged(rows: QuerySet[Claim], view: str, after: str) -> QuerySet[Claim]:
    column, position = _column(view), position_of(after)
    down = view in NEWEST_FIRST
    if position:
        moment, pk = position
        beyond = {f"{column}__lte" if down else f"{column}__gte": moment}
        seen = {column: moment, "pk__gte" if down else "pk__lte": pk}
        rows = rows.filter(**beyond).exclude(**seen)
    bare = rows.only("pk", column)
    return bare.order_by(f"-{column}", "-pk") if down else bare.order_by(column, "pk")


def _whole(claim_ids: Sequence[int]) -> Mapping[int, Claim]:
    """The claims of a page with all that it shows of them. Found first and joined then: a page is found by an index
    and a filter, and joins before it would make PostgreSQL join everything."""
    standing = Check.objects.filter(state__in=SHOWN).only(*CHECK_SHOWN)
    checks = standing.select_related("checker", "rating", "attribution_rating")
    rows = Claim.objects.filter(pk__in=claim_ids).only(*CLAIM_SHOWN)
    joined = rows.select_related("article__outlet", "claimant", "queue", "publication__verdict__signed_by")
    shown = joined.prefetch_related(Prefetch("checks", checks.order_by("-number"), to_attr="shown_checks"), tags())
    return {claim.pk: claim for claim in shown}


def _filtered(rows: QuerySet[Claim], view: str, filters: Filters, user: User) -> QuerySet[Claim]:
    if filters.queue:
        rows = rows.filter(queue__in=_ids(Queue.objects.filter(slug=filters.queue)))
    if filters.claimant:
        known = ClaimantName.objects.filter(folded=fold(filters.claimant))
        rows = rows.filter(claimant__in=list(known.values_list("claimant_id", flat=True)))
    if filters.outlet:
        rows = rows.filter(article__outlet__in=_ids(Outlet.objects.filter(folded=fold(filters.outlet))))
    if filters.tag:
        asked = list(Tag.objects.filter(slug=filters.tag).values_list("pk", flat=True))
        rows = rows.filter(Exists(ClaimTag.objects.filter(claim=OuterRef("pk"), tag__in=asked)))
    if filters.days:
        rows = rows.filter(**{f"{_column(view)}__lte": timezone.now() - timedelta(days=filters.days)})
    return _of_checks(rows, view, filters, user)


def _ids(rows: QuerySet[Queue] | QuerySet[Outlet]) -> list[int]:
    """Read first: the planner then knows how many rows stand behind a filter."""
    return list(rows.values_list("pk", flat=True))


def _of_checks(rows: QuerySet[Claim], view: str, filters: Filters, user: User) -> QuerySet[Claim]:
    """Claims whose check that stands is by that person, or has that rating."""
    asked = Q()
    if filters.person:
        asked &= Q(checker__in=list(User.objects.filter(username=filters.person).values_list("pk", flat=True)))
    if filters.rating:
        asked &= Q(rating__in=list(Rating.objects.filter(slug=filters.rating).values_list("pk", flat=True)))
    if not asked:
        return rows
    checks = Check.objects.filter(asked, _standing(view), claim_id=OuterRef("pk"))
    return rows.exclude(Exists(hidden_claims(user).filter(pk=OuterRef("pk")))).filter(Exists(checks))


def _standing(view: str) -> Q:
    """The check that the claims of a view are about. Where all stand in one state, the claim need not be read again."""
    if view in STATES:
        return Q(state__in=STANDING.get(STATES[view], ()))
    standing = Q()
    for state, states in STANDING.items():
        standing |= Q(claim__state=state, state__in=states)
    return standing


def _releases(claim_ids: Sequence[int]) -> Mapping[int, Release]:
    rows = Release.objects.filter(check_of__claim__in=claim_ids, state=ReleaseState.WAITING)
    joined = rows.select_related("check_of", "signed_by").defer("check_of__record")
    return {release.check_of.claim_id: release for release in joined}


def _row(claim: Claim, view: str, releases: Mapping[int, Release], only: User | None) -> BoardRow:
    """`only` is whose checks alone are shown, None for everybody's."""
    every: list[Check] = claim.shown_checks  # type: ignore[attr-defined]
    wanted = STANDING.get(ClaimState(claim.state), ())
    checks = [each for each in every if each.state in wanted and (only is None or each.checker_id == only.pk)]
    both = same_ratings(*checks) if len(checks) == TWO and claim.state == ClaimState.SUBMITTED else None
    return BoardRow(claim, checks, releases.get(claim.pk), _time(claim, view), both)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the selects of the board offer."""

    people: Sequence[User]
    queues: Sequence[Queue]
    ratings: Sequence[tuple[str, str]]
    tags: Sequence[Tag]


def board_choices() -> Choices:
    """Everybody who can have checked, every queue, every rating that a scale ever had, by its newest label."""
    ratings = Rating.objects.order_by("version__number", "position").values_list("slug", "label")
    people = User.objects.filter(is_active=True).order_by("username")
    queues = mark_unattended(Queue.objects.order_by("position", "pk"))
    tags_known = Tag.objects.order_by("name", "pk")
    return Choices(list(people), list(queues), list(dict(ratings).items()), list(tags_known))
