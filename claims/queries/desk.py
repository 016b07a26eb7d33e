"""Queues and lists of claims, as one member of the desk sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Now

from claims.models import Check, CheckState, Claim, ClaimState, Queue, User
from claims.queries.paging import COUNT_LIMIT, PAGE_SIZE, Page, bounded, page_of, position_of
from claims.queries.review import SIGNING, waiting_for_editor

CHECKING = "claims.check_claim"  # the permission of claims.workflow, which stands beside this package
HELD = Q(lease_until__gte=Now())


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue and how many of its claims are free, held by somebody, beyond their target, held by who
    asks; `oldest` is since when its oldest claim has waited."""

    queue: Queue
    waiting: int = 0
    held: int = 0
    overdue: int = 0
    oldest: datetime | None = None
    mine: int = 0


def open_queues(user: User) -> list[Queue]:
    """The queues that a checker works on, in their order."""
    rows = Queue.objects.filter(_of(user), active=True)
    return list(rows.order_by("position", "pk").distinct())


def _of(user: User) -> Q:
    """A queue without members is everybody's."""
    return Q(members=user) | Q(members__isnull=True)


def works_on(user: User, queue_id: int | None) -> bool:
    """Whether a checker works on the claims of a queue; on those of none everybody does."""
    return queue_id is None or Queue.objects.filter(_of(user), pk=queue_id).exists()


def queues_of(user: User) -> list[QueueRow]:
    queues = open_queues(user)
    counted = (
        Claim.objects.filter(state=ClaimState.QUEUED, queue__in=queues)
        .order_by()
        .values("queue_id")
        .annotate(
            waiting=Count("pk", filter=~HELD | Q(lease_until__isnull=True)),
            held=Count("pk", filter=HELD),
            overdue=Count("pk", filter=Q(due_at__lt=Now())),
            mine=Count("pk", filter=HELD & Q(lease_holder=user)),
            oldest=Min("state_at"),
        )
    )
    counts = {row["queue_id"]: row for row in counted}
    return [_queue_row(queue, counts.get(queue.pk)) for queue in queues]


def _queue_row(queue: Queue, counts: Mapping[str, Any] | None) -> QueueRow:
    if counts is None:
        return QueueRow(queue)
    return QueueRow(queue, counts["waiting"], counts["held"], counts["overdue"], counts["oldest"], counts["mine"])


def _claims_for_lists() -> QuerySet[Claim]:
    return Claim.objects.select_related("article__outlet", "indicator", "claimant", "queue", "lease_holder")


def waiting_claims(user: User, queue: Queue, *, after: str = "") -> Page[Claim]:
    """The claims of a queue in the order in which Next offers them; none of a queue that is not the
    user's."""
    if queue.pk not in {each.pk for each in open_queues(user)}:
        return Page([])
    rows = _claims_for_lists().filter(state=ClaimState.QUEUED, queue=queue).order_by("rank_at", "pk")
    position = position_of(after)
    if position:
        moment, pk = position
        rows = rows.filter(rank_at__gte=moment).exclude(rank_at=moment, pk__lte=pk)
    return page_of(rows, lambda claim: claim.rank_at)


def held_by(user: User) -> list[Claim]:
    """The claims that a user holds now, the first to end first."""
    return list(_claims_for_lists().filter(HELD, lease_holder=user).order_by("lease_until")[:PAGE_SIZE])


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
    waiting = Claim.objects.filter(state=ClaimState.QUEUED, queue__in=open_queues(user) if checks else [])
    return NavigationCounts(
        waiting=bounded(waiting) if checks else 0,
        returned=bounded(_given_back(user)) if checks else 0,
        submitted=bounded(waiting_for_editor()) if user.has_perm(SIGNING) else 0,
    )
