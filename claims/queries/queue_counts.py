"""How full each queue is, without scanning it: the first claims of its line are read by its index, and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connections
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now

from claims.models import Claim, Interest, Queue, User
from claims.queries.offered import of_each, queued, reasons_against

COUNTED = 100  # claims of the line of each queue; where there are more, a count says "100+"
HELD = Q(lease_until__gte=Now())


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A queue as one member sees it. Of the first `COUNTED` claims in line: `waiting` are free for this member,
    `held` are held by somebody, `overdue` beyond their target, `passed` free but not for this member (skipped or
    postponed, checked by them, an interest of theirs); `oldest` is since when the oldest has waited. `more` says
    that the line goes on; `mine` are all that this member holds."""

    queue: Queue
    waiting: int = 0
    held: int = 0
    overdue: int = 0
    passed: int = 0
    oldest: datetime | None = None
    more: bool = False
    mine: int = 0


def count_queues(
    user: User, queues: Sequence[Queue], interests: Sequence[Interest], held: Sequence[Claim]
) -> list[QueueRow]:
    """One statement for all queues. `held` are the claims that the user holds."""
    counts = _counted(user, queues, interests) if queues else {}
    mine = [claim.queue_id for claim in held]
    return [_row(queue, counts.get(queue.pk), mine.count(queue.pk)) for queue in queues]


def _row(queue: Queue, counted: tuple[Any, ...] | None, mine: int) -> QueueRow:
    if counted is None:
        return QueueRow(queue, mine=mine)
    seen, oldest, *numbers = counted
    waiting, held, overdue, passed = (min(number, COUNTED) for number in numbers)
    return QueueRow(queue, waiting, held, overdue, passed, _moment(oldest), seen > COUNTED, mine)


def _moment(value: datetime | str) -> datetime:
    """A time as a plain cursor gives it: SQLite's is a text in UTC."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value).replace(tzinfo=UTC)


_GROUPED = """
SELECT queue_id, SUM(1), MIN(state_at),
  SUM((1 - held) * (1 - against)), SUM(held), SUM(late), SUM((1 - held) * against)
FROM ({looks}) line GROUP BY queue_id
"""


def _counted(user: User, queues: Sequence[Queue], interests: Sequence[Interest]) -> dict[int, tuple[Any, ...]]:
    against = reasons_against(user, interests)
    marks = {
        "held": _mark(HELD),
        "late": _mark(Q(due_at__lt=Now())),
        "against": _mark(reduce(or_, (Q(**{name: True}) for name in against))),
    }
    rows = queued(None).alias(**against).annotate(**marks).values("queue_id", "state_at", *marks)
    looks, parameters = of_each(queues, rows[: COUNTED + 1])
    connection = connections[Claim.objects.db]
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED.format(looks=looks), parameters)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _mark(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0))
