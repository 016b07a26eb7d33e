"""One take, one finish, one postponement for every kind of work that waits in rows.

All lease times are the database's clock, so that workers on machines whose clocks differ agree.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from claims.models import WorkState
from claims.values import Reason
from claims.workflow import step_work


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows that this taker alone works on until its lease ends."""

    token: str
    ids: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.ids)


def in_seconds(seconds: int) -> Combinable:
    """The database's time so many seconds from now."""
    if seconds == 0:
        return Now()  # SQLite's sum has other digits than its clock, and would lie in the future for a moment
    return ExpressionWrapper(Now() + Value(timedelta(seconds=seconds)), output_field=DateTimeField())


def due(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `rows` that are due and that nobody works on: never taken, or the taker's lease ran out."""
    free = Q(lease_token="") | Q(lease_until__lt=Now())
    found: QuerySet[Any] = rows.filter(free, state=WorkState.PENDING, due_at__lte=Now())
    return found


def take(rows: QuerySet[Any], *, limit: int) -> Taken:
    """Take up to `limit` of the due rows; taking counts as an attempt. Nothing taken means that somebody
    else has them."""
    token = uuid.uuid4().hex
    with transaction.atomic():
        free = due(rows).order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        ids = list(free.values_list("pk", flat=True)[:limit])
        if not ids:
            return Taken(token, ())
        due(rows.model._default_manager.filter(pk__in=ids)).update(
            lease_token=token,
            lease_until=in_seconds(settings.ROW_LEASE_SECONDS),
            attempts=F("attempts") + 1,
        )
    return Taken(token, tuple(ids))


def mine(model: type[Any], taken: Taken) -> QuerySet[Any]:
    """The rows of a take that are still its own."""
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=taken.ids, lease_token=taken.token)
    return rows


def finish(model: type[Any], taken: Taken, **columns: Any) -> int:
    """Mark done what is still the taker's; how many. Zero where the lease went to somebody else."""
    return step_work(mine(model, taken), "finish", last_error="", **columns)


def fail(model: type[Any], taken: Taken, reason: Reason, *, permanent: bool, wait: int | None = None) -> None:
    """Put rows back on the ladder of retries, or give them up where asking again is useless.

    `wait` is seconds that the other side asked for; it lengthens a rung of the ladder, never shortens it.
    """
    error = error_text(reason)
    ladder: Sequence[int] = settings.RETRY_LADDER_SECONDS
    rows = mine(model, taken)
    over = rows if permanent else rows.filter(attempts__gte=len(ladder))
    step_work(over, "give_up", last_error=error)
    for attempt in sorted(set(rows.values_list("attempts", flat=True))):
        rung = max(ladder[min(attempt, len(ladder) - 1)], wait or 0)
        rows.filter(attempts=attempt).update(
            due_at=in_seconds(rung), rung_at=None, last_error=error, lease_token="", lease_until=None
        )


def postpone(model: type[Any], taken: Taken, until: datetime, reason: Reason) -> None:
    """A gate said "not yet": due later, and no attempt was made."""
    mine(model, taken).update(
        due_at=until,
        rung_at=None,
        attempts=F("attempts") - 1,
        last_error=error_text(reason),
        lease_token="",
        lease_until=None,
    )


def hand_back(model: type[Any], taken: Taken) -> int:
    """Free what is still the taker's and was not tried: due at once, no attempt made; how many."""
    return mine(model, taken).update(
        due_at=in_seconds(0), rung_at=None, attempts=F("attempts") - 1, lease_token="", lease_until=None
    )


def give_up_spent(rows: QuerySet[Any]) -> int:
    """Give up rows whose takers died or failed untold, time after time: twice the ladder's attempts and
    nobody at work on them. What ends this way is told; without it such a row would be taken for ever."""
    spent = due(rows).filter(attempts__gte=2 * len(settings.RETRY_LADDER_SECONDS))
    return step_work(spent, "give_up", last_error=error_text(Reason("never_finished")))


def error_text(reason: Reason) -> str:
    """A reason as a row keeps it: code and numbers, never prose."""
    return json.dumps([reason.code, [list(pair) for pair in reason.numbers]])


def error_reason(text: str) -> Reason | None:
    """The reason that a row keeps, None where it keeps none."""
    if not text:
        return None
    code, numbers = json.loads(text)
    return Reason(code, tuple((name, value) for name, value in numbers))


def unrung(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Due rows for which nobody rang in the last two minutes: what the sweep rings for again."""
    return due(rows).filter(silent())


def silent() -> Q:
    """Whether nobody rang in the last two minutes."""
    before = ExpressionWrapper(
        Now() - Value(timedelta(seconds=settings.RING_AGAIN_SECONDS)), output_field=DateTimeField()
    )
    return Q(rung_at__isnull=True) | Q(rung_at__lt=before)
