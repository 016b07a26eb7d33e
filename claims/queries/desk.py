"""Queues and lists of claims, as one member of the desk sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Now
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimState, Deferral, DeskAction, HandOver, Queue, User
from claims.queries.offered import interests_of, offered, put_off_for, queued
from claims.queries.paging import COUNT_LIMIT, PAGE_SIZE, Page, bounded, page_of, position_of
from claims.queries.prepared import Prepared, given
from claims.queries.queue_counts import HELD, QueueRow, count_queues
from claims.queries.review import SIGNING, waiting_for_editor

CHECKING = "claims.check_claim"  # the permission of claims.workflow, which stands beside this package
LAST_ACTIONS = 200  # of one person, among which the claims that they hold are looked for
LISTED = ("article__outlet", "indicator", "claimant", "queue", "lease_holder")
UNDO_FOR = timedelta(hours=1)


def open_queues(user: User) -> list[Queue]:
    """The queues that a checker works on, in their order."""
    return _OPEN_QUEUES(user_id=user.pk)


def _of(user_id: Combinable | int) -> Q:
    """A queue without members is everybody's."""
    return Q(members=user_id) | Q(members__isnull=True)


_OPEN_QUEUES = Prepared(
    lambda: Queue.objects.filter(_of(given("user_id")), active=True).order_by("position", "pk").distinct()
)


def works_on(user: User, queue_id: int | None) -> bool:
    """Whether a checker works on the claims of a queue; on those of none everybody does."""
    return queue_id is None or Queue.objects.filter(_of(user.pk), pk=queue_id).exists()


def queues_of(user: User, held: Sequence[Claim] | None = None) -> list[QueueRow]:
    """The queues of a checker, counted; `held` are the claims that they hold, where the caller has them."""
    held = held_by(user) if held is None else held
    return count_queues(user, open_queues(user), interests_of(user), held)


def waiting_claims(user: User, queue: Queue, *, after: str = "") -> Page[Claim]:
    """The claims of a queue in the order in which Next offers them; none of a queue that is not the
    user's."""
    if queue.pk not in {each.pk for each in open_queues(user)}:
        return Page([])
    put_off = Subquery(put_off_for(user).order_by("-until").values("until")[:1])
    rows = queued(queue).select_related(*LISTED).annotate(put_off_until=put_off).order_by("rank_at", "pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(rank_at__gte=moment).exclude(rank_at=moment, pk__lte=pk)
    return page_of(rows, lambda claim: claim.rank_at)


def held_by(user: User) -> list[Claim]:
    """The claims that a user holds now, the first to end first: looked for among those that they took last, for
    no lease stands in an index. What was handed to them is told apart (`handed_to`)."""
    last = DeskAction.objects.filter(person=user).order_by("-pk").values_list("claim_id", flat=True)[:LAST_ACTIONS]
    rows = Claim.objects.select_related(*LISTED).filter(HELD, lease_holder=user, pk__in=set(last))
    return list(rows.exclude(Exists(_open_hand_overs(user).filter(claim_id=OuterRef("pk")))).order_by("lease_until"))


def handed_to(user: User) -> list[HandOver]:
    """What colleagues handed to a user and nobody has taken up since, the oldest first."""
    return list(_open_hand_overs(user).select_related("claim", "by").order_by("at")[:PAGE_SIZE])


def _open_hand_overs(user: User) -> QuerySet[HandOver]:
    open_claim = Q(claim__state__in=(ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED))
    nobody_else = Q(claim__lease_holder=user) | Q(claim__lease_until__isnull=True) | Q(claim__lease_until__lt=Now())
    return HandOver.objects.filter(open_claim, nobody_else, to=user, ended_at__isnull=True)


def last_claim_of(user: User, *, but: int = 0) -> int | None:
    """The claim that a user last did something with, other than the one they are at."""
    rows = DeskAction.objects.filter(person=user).exclude(claim_id=but)
    return rows.order_by("-pk").values_list("claim_id", flat=True).first()


def undoable(user: User) -> DeskAction | None:
    """The last thing that a user did, where it was lately and is not undone. What they were merely offered is
    no doing of theirs."""
    rows = DeskAction.objects.filter(person=user).exclude(kind=DeskAction.Kind.OFFERED)
    own = "person_id", "kind", "at", "undone_at", "claim__sentence"
    last = rows.select_related("claim").only(*own).order_by("-pk").first()
    fresh = last is not None and last.undone_at is None and last.at > timezone.now() - UNDO_FOR
    return last if fresh else None


def colleagues_for(user: User, queue_id: int | None) -> QuerySet[User]:
    """Who else may check the claims of a queue."""
    rows = User.objects.with_perm(CHECKING, backend="django.contrib.auth.backends.ModelBackend").exclude(pk=user.pk)
    members = Queue.members.through.objects.filter(queue_id=queue_id or 0)
    mine = Exists(members.filter(user_id=OuterRef("pk")))
    return rows.filter(mine | ~Exists(members)).order_by("username")


def deferrals_of(claim_id: int, user: User) -> list[Deferral]:
    """What puts a claim off for a user, or for everybody, now."""
    rows = Deferral.objects.filter(Q(person=user) | Q(person__isnull=True), claim_id=claim_id, until__gt=Now())
    return list(rows.select_related("by").order_by("-until"))


def my_returned(user: User) -> list[Check]:
    """The user's checks that an editor returned, or gave to them, and that wait for them, newest first."""
    rows = _given_back(user).select_related("claim__article__outlet", "returned_by")
    newest: dict[int, Check] = {}
    for check in rows.order_by("-started_at", "-pk")[:COUNT_LIMIT]:
        newest.setdefault(check.claim_id, check)
    return list(newest.values())


def _given_back(user: User) -> QuerySet[Check]:
    given = Q(state=CheckState.RETURNED) | Q(state=CheckState.DRAFT, returned_by__isnull=False)
    return Check.objects.filter(given, checker=user, claim__state=ClaimState.RETURNED)


@dataclass(frozen=True, slots=True)
class NavigationCounts:
    """Numbers beside the links of the navigation, none above `COUNT_LIMIT`."""

    waiting: int = 0
    returned: int = 0
    submitted: int = 0


def navigation_counts(user: User) -> NavigationCounts:
    checks = user.has_perm(CHECKING)
    waiting = offered().filter(queue__in=open_queues(user) if checks else [])
    return NavigationCounts(
        waiting=bounded(waiting) if checks else 0,
        returned=bounded(_given_back(user)) if checks else 0,
        submitted=bounded(waiting_for_editor()) if user.has_perm(SIGNING) else 0,
    )
