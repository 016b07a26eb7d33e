"""How hard one host may be asked, by all workers together: its own file, because fetching and trying share it.

A budget per minute, a quota per day where the source has one, pauses that the host asked for, and a breaker:
a host that fails several times in a row is left alone, longer with each further failure, and is asked again
by itself when the pause is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Max, Q, Sum
from django.utils import timezone

from claims.models import Gate
from claims.values import Reason, SourceError

OPENS_AFTER = 3  # failures in a row after which a host is left alone
PAUSE = timedelta(seconds=30)  # after the third; twice as long after each further one
LONGEST_PAUSE = timedelta(hours=1)
MOST_DOUBLED = 10
HOST_FAILS = frozenset({"unreachable", "timeout", "tls_failed", "truncated"})


class GateClosed(Exception):
    """The host asked for a pause, has failed too often, or its budget is used: come back at `until`. No
    attempt was made."""

    def __init__(self, until: datetime, reason: Reason) -> None:
        super().__init__(until.isoformat())
        self.until = until
        self.reason = reason


def pass_gate(host: str, *, daily_quota: int = 0) -> None:
    """Count one request of this minute, or raise GateClosed. A quota of 0 is none."""
    now = timezone.now()
    if closed := closed_hosts(now, host=host):
        raise GateClosed(closed[host], Reason("host_paused", (("host", host),)))
    if daily_quota and calls_today(now, host=host).get(host, 0) >= daily_quota:
        raise GateClosed(_midnight(now) + timedelta(days=1), Reason("host_quota", (("host", host),)))
    gate = _gate(host, now)
    allowed = Gate.objects.filter(pk=gate.pk, used__lt=settings.REQUESTS_PER_MINUTE)
    if not allowed.update(used=F("used") + 1):
        raise GateClosed(gate.window + timedelta(minutes=1), Reason("host_budget", (("host", host),)))


@contextmanager
def watched(host: str) -> Iterator[None]:
    """Learn from how an exchange with a host ends: a failure counts, an answer of whatever kind forgives."""
    try:
        yield
    except SourceError as error:
        if _is_failure(error):
            _count_failure(host)
        elif not error.permanent or error.code == "bad_status":
            _forgive(host)
        heed(host, error)
        raise
    _forgive(host)


def heed(host: str, error: SourceError) -> None:
    """Leave a host alone for as long as it asked, by a header or in the words of its answer."""
    if error.retry_after is not None:
        _close(host, timedelta(seconds=error.retry_after))


def _is_failure(error: SourceError) -> bool:
    return error.code in HOST_FAILS or (error.code == "bad_status" and not error.permanent)


def _count_failure(host: str) -> None:
    """Requests that were under way when the breaker opened are no further failures: many workers at once
    must not add up to an hour."""
    now = timezone.now()
    if closed_hosts(now, host=host):
        return
    before = Gate.objects.filter(host=host).aggregate(most=Max("failures"))["most"] or 0
    failures = before + 1
    Gate.objects.filter(pk=_gate(host, now).pk).update(failures=failures)
    if failures >= OPENS_AFTER:
        _close(host, min(PAUSE * 2 ** min(failures - OPENS_AFTER, MOST_DOUBLED), LONGEST_PAUSE))


def _forgive(host: str) -> None:
    Gate.objects.filter(host=host, failures__gt=0).update(failures=0, closed_until=None)


def _close(host: str, pause: timedelta) -> None:
    now = timezone.now()
    later = Q(closed_until__isnull=True) | Q(closed_until__lt=now + pause)
    Gate.objects.filter(later, pk=_gate(host, now).pk).update(closed_until=now + pause)


def _gate(host: str, now: datetime) -> Gate:
    return Gate.objects.get_or_create(host=host, window=now.replace(second=0, microsecond=0))[0]


def closed_hosts(now: datetime, **only: str) -> Mapping[str, datetime]:
    """Hosts that are left alone, and until when."""
    rows = Gate.objects.filter(closed_until__gt=now, **only)
    return dict(rows.values_list("host").annotate(Max("closed_until")))


def calls_today(now: datetime, **only: str) -> Mapping[str, int]:
    """Requests sent to each host since midnight, UTC."""
    rows = Gate.objects.filter(window__gte=_midnight(now), **only)
    return dict(rows.values_list("host").annotate(Sum("used")))


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def forget_old_gates() -> None:
    """Windows of before yesterday tell nothing any more, but for a pause that still holds."""
    now = timezone.now()
    Gate.objects.filter(window__lt=now - timedelta(days=1)).exclude(closed_until__gt=now).delete()
