"""Leases on claims: who works on which, for how long, by the database's clock.

A lease touches its own three columns and no other, and stands in no index. Next reads, per queue, the
first free claims by the index `claim_next`, and locks the best of them: other takers pass over a locked
row instead of waiting for it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Check, Claim, Interest, Queue, User
from claims.queries.offered import SIGNING, of_each, waiting, waiting_for
from claims.services.steps.actions import note_action
from claims.services.steps.work import in_seconds

LOOK = 24  # free claims that one look reads, of all queues together; others may hold locks on the first of them
LEAST = 3  # of each queue
FREED: dict[str, Any] = {"lease_holder": None, "lease_token": "", "lease_until": None}
LEASE_MINUTES = 30  # of a claim in no queue
LEFT_SECONDS = 120  # that a lease lasts once its page was left: a page that is loaded again keeps it

_LOCKED = """
SELECT claim.id, claim.queue_id FROM ({looks}) best JOIN claims_claim claim ON claim.id = best.id
WHERE claim.state IN ('queued', 'reopened')
  AND (claim.lease_until IS NULL OR claim.lease_until < STATEMENT_TIMESTAMP())
ORDER BY best.rank_at LIMIT 1 FOR UPDATE OF claim
"""
_LEASED = """
WITH best AS ({best}), leased AS (
  UPDATE claims_claim SET lease_holder_id = %s, lease_token = %s,
    lease_until = STATEMENT_TIMESTAMP() + queue.lease_minutes * INTERVAL '1 minute'
  FROM best JOIN claims_queue queue ON queue.id = best.queue_id
  WHERE claims_claim.id = best.id RETURNING claims_claim.id
)
INSERT INTO claims_deskaction (person_id, claim_id, kind, before, at)
SELECT %s, leased.id, %s, '{{}}', STATEMENT_TIMESTAMP() FROM leased RETURNING claim_id
"""
Declared = tuple[int | None, int | None, str]  # an interest: claimant, outlet, words
_BEST = "SELECT best.id, best.queue_id FROM ({looks}) best ORDER BY best.rank_at LIMIT 1"


def free() -> Q:
    """Claims that nobody holds now."""
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


def free_for(user: User) -> Q:
    """Claims that nobody but this user holds now."""
    return free() | Q(lease_holder=user)


def held_by_others(queue: Queue, user: User, interests: Sequence[Interest]) -> QuerySet[Claim]:
    return waiting(queue, user, interests).filter(lease_until__gte=Now()).exclude(lease_holder=user)


def best_statement(
    user: User, queues: Sequence[Queue], *, skip_locked: bool, interests: Sequence[Interest] = ()
) -> tuple[str, tuple[Any, ...]]:
    """The one statement behind Next, with its parameters: the best free claim of these queues, locked
    where the database locks rows. Each queue is read in the order of its index, and no further than its first few
    claims."""
    declared = tuple((each.claimant_id, each.outlet_id, each.words) for each in interests)
    signs = user.has_perm(SIGNING)
    return _best_statement(user.pk, tuple(queue.pk for queue in queues), declared, signs=signs, skip_locked=skip_locked)


@lru_cache(maxsize=256)
def _best_statement(
    user_id: int, queue_ids: tuple[int, ...], declared: tuple[Declared, ...], *, signs: bool, skip_locked: bool
) -> tuple[str, tuple[Any, ...]]:
    """Kept, since writing it takes the ORM longer than the database takes to answer it. It names no time: what is
    free is told by the database's own clock."""
    features = connections[Claim.objects.db].features
    each = max(LEAST, LOOK // len(queue_ids)) if features.has_select_for_update else 1
    interests = [Interest(claimant_id=claimant, outlet_id=outlet, words=words) for claimant, outlet, words in declared]
    rows = (
        waiting_for(None, User(pk=user_id), interests, signs=signs)
        .filter(free())
        .values("id", "rank_at", "queue_id")[:each]
    )
    looks, parameters = of_each([Queue(pk=pk) for pk in queue_ids], rows)
    statement = _LOCKED if features.has_select_for_update else _BEST
    if features.has_select_for_update_skip_locked and skip_locked:
        statement += "SKIP LOCKED"
    return statement.format(looks=looks), parameters


def lease_best(user: User, queues: Sequence[Queue], interests: Sequence[Interest], *, noted: str) -> int | None:
    """Lease the best free claim of these queues to a user and note that, as an action of the kind `noted`; None
    where none is free. That is said only after a look that waits for locked rows, and while it finds a free
    one the search goes on."""
    while queues:
        for skip_locked in (True, False):
            statement = best_statement(user, queues, skip_locked=skip_locked, interests=interests)
            claim_id = _lease_one(user, queues, statement, noted)
            if claim_id is not None:
                return claim_id
        if not any(waiting(queue, user, interests).filter(free()).exists() for queue in queues):
            return None
    return None


def _lease_one(user: User, queues: Sequence[Queue], statement: tuple[str, tuple[Any, ...]], noted: str) -> int | None:
    """One statement where a row that it locked can be written by it, else three of one transaction."""
    connection = connections[Claim.objects.db]
    with connection.cursor() as cursor:
        if connection.features.has_select_for_update:
            sql, parameters = statement
            given = (*parameters, user.pk, uuid.uuid4().hex, user.pk, noted)
            cursor.execute(_LEASED.format(best=sql), given)
            row = cursor.fetchone()
            return int(row[0]) if row else None
        return _lease_unlocked(cursor, user, queues, statement, noted)


@transaction.atomic
def _lease_unlocked(
    cursor: CursorWrapper, user: User, queues: Sequence[Queue], statement: tuple[str, tuple[Any, ...]], noted: str
) -> int | None:
    """On SQLite, whose transactions begin with the lock on writing."""
    cursor.execute(*statement)
    row = cursor.fetchone()
    if row is None:
        return None
    claim_id, queue_id = row
    minutes = next(queue.lease_minutes for queue in queues if queue.pk == queue_id)
    _lease(Claim.objects.filter(pk=claim_id), user, minutes)
    note_action(user, claim_id, noted)
    return int(claim_id)


def lease(claim: Claim, user: User) -> bool:
    """Lease one claim, or lengthen the user's own lease on it; False where somebody else holds it."""
    return _lease(Claim.objects.filter(pk=claim.pk).filter(free_for(user)), user, minutes_of(claim.queue))


def hand(claim: Claim, giver: User, taker: User) -> bool:
    """Pass one's own lease on, or that of a claim that nobody holds; False where somebody else holds it."""
    return _lease(Claim.objects.filter(pk=claim.pk).filter(free_for(giver)), taker, minutes_of(claim.queue))


def _lease(rows: QuerySet[Claim], user: User, minutes: int) -> bool:
    taken = rows.update(lease_holder=user, lease_token=uuid.uuid4().hex, lease_until=in_seconds(60 * minutes))
    return bool(taken)


def holds(user: User, claim_id: int) -> bool:
    return Claim.objects.filter(pk=claim_id, lease_holder=user, lease_until__gte=Now()).exists()


def minutes_of(queue: Queue | None) -> int:
    return queue.lease_minutes if queue else LEASE_MINUTES


def renew(user: User, claim_id: int) -> datetime | None:
    """Lengthen a user's lease from now on; its new end, None where it is not theirs any more."""
    mine = Claim.objects.filter(pk=claim_id, lease_holder=user)
    claim = mine.select_related("queue").first()
    if claim is None or not mine.update(lease_until=in_seconds(60 * minutes_of(claim.queue))):
        return None
    return mine.values_list("lease_until", flat=True).first()


def shorten(user: User, claim_id: int, known: datetime | None = None) -> bool:
    """Let a user's lease end soon: the page was left. Whoever comes back before renews it. A lease that was
    renewed beyond the `known` end stays as it is."""
    soon = in_seconds(LEFT_SECONDS)
    mine = Claim.objects.filter(pk=claim_id, lease_holder=user, lease_until__gt=soon)
    if known is not None:
        mine = mine.filter(lease_until__lte=known)
    return bool(mine.update(lease_until=soon))


def release(user: User, claim_id: int) -> bool:
    return bool(Claim.objects.filter(pk=claim_id, lease_holder=user).update(**FREED))


def other_holder(check: Check) -> User | None:
    """Who holds the claim of a check now, where it is not its checker."""
    rows = Claim.objects.filter(pk=check.claim_id, lease_until__gte=Now()).exclude(lease_holder_id=check.checker_id)
    claim = rows.select_related("lease_holder").first()
    return claim.lease_holder if claim else None


def holder_of(claim_id: int) -> tuple[tuple[str, str], ...]:
    """Who holds a claim and until when (in the zone of who asks), as a refusal words it; "" where the
    lease was just freed."""
    claim = Claim.objects.select_related("lease_holder").get(pk=claim_id)
    if claim.lease_holder is None or claim.lease_until is None:
        return (("holder", ""), ("until", ""))
    name = str(claim.lease_holder)
    if claim.checks_required > 1:
        name = _("Another checker")  # who gives a second opinion does not know who gave the first
    return (("holder", name), ("until", f"{timezone.localtime(claim.lease_until):%H:%M}"))
