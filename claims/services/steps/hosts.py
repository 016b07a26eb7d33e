"""One request at a time to each host, by all workers together, as its robots.txt allows.

Who takes a host's turn asks it for all that is due there, one after the other, for as long as a turn may last.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from protego import Protego

from claims import fetching
from claims.gating import GateClosed
from claims.models import Feed, FeedItem, WebHost
from claims.services.steps import work
from claims.sources.feeds.signs import text_of
from claims.sources.http import target_at
from claims.values import Reason, Request, SourceError

TURN = 0.25  # of a task's time: within the rest the last request of a turn comes to its end
LONGEST_SLEEP = 5.0  # seconds that a worker waits for a host; where it wants longer, the turn ends
LONGEST_PAUSE = 3600
ROBOTS_HOLD = timedelta(days=1)
ROBOTS_FAILED_HOLD = timedelta(hours=1)
ROBOTS_LIMIT = 8_000_000  # bytes that are taken
ROBOTS_READ = 512 * 1024  # of them that are read, as RFC 9309 asks for
OF_THE_HOST = frozenset({"unreachable", "tls_failed", "timeout"})  # codes of what keeps everything from being read
ROBOT = "Factcheck"


@dataclass(slots=True)
class Turn:
    """The right to ask a host, until `ends` of the monotonic clock; `pause` seconds lie between two requests. Where the
    host wants to be left alone, `closed_until` says for how long."""

    host: str
    token: str
    ends: float
    ready: float = 0.0
    pause: float = 0.0
    closed_until: datetime | None = None
    rules: Protego | None = None

    @property
    def goes_on(self) -> bool:
        wait = self.ready - time.monotonic()
        return self.closed_until is None and wait <= LONGEST_SLEEP and time.monotonic() < self.ends

    def ask(self, address: str) -> None:
        """Wait until the address may be asked for. Raises SourceError where it is none, where robots.txt forbids it or
        cannot be read, and GateClosed."""
        target_at(address)
        rules = self.rules or self._learned(urlsplit(address).scheme)
        if not rules.can_fetch(address, ROBOT):
            raise SourceError("robots_refused", permanent=True, numbers=(("host", self.host),))
        self._wait()

    def _learned(self, scheme: str) -> Protego:
        """The rules of robots.txt, from its row where it is not too old."""
        row = WebHost.objects.get(pk=self.host)
        was_old = _is_old(row)
        if was_old:
            self._wait()
            _read_robots(row, scheme)
        if row.robots_error:
            raise _unread(row)
        self.rules = rules = Protego.parse(row.robots)
        self.pause = min(max(settings.HOST_PAUSE_SECONDS, rules.crawl_delay(ROBOT) or 0), LONGEST_PAUSE)
        if was_old:
            self.asked()
        return rules

    def _wait(self) -> None:
        """Raises GateClosed where that would take too long."""
        wait = self.ready - time.monotonic()
        if wait > LONGEST_SLEEP:
            until = timezone.now() + timedelta(seconds=wait)
            raise GateClosed(until, Reason("host_paused", (("host", self.host),)))
        time.sleep(max(wait, 0))

    def asked(self) -> None:
        self.ready = time.monotonic() + self.pause


def take_turn(host: str) -> Turn | None:
    """None where somebody else asks the host, or where it is to be left alone for longer than a worker waits."""
    WebHost.objects.get_or_create(host=host)
    token = uuid.uuid4().hex
    free = Q(lease_token="") | Q(lease_until__lt=Now())
    lease = {"lease_token": token, "lease_until": work.in_seconds(settings.ROW_LEASE_SECONDS)}
    if not WebHost.objects.filter(free, pk=host).update(**lease):
        return None
    free_at = WebHost.objects.values_list("free_at", flat=True).get(pk=host)
    wait = (free_at - timezone.now()).total_seconds() if free_at else 0
    now = time.monotonic()
    turn = Turn(host, token, ends=now + settings.TASK_TIME_LIMIT_SECONDS * TURN, ready=now + wait)
    if turn.goes_on:
        return turn
    _release(turn)
    return None


def end_turn(turn: Turn) -> None:
    """Leave the host to the next one, who waits as long as this one would have."""
    later = timezone.now() + timedelta(seconds=max(turn.ready - time.monotonic(), 0))
    _release(turn, free_at=max(filter(None, (later, turn.closed_until))), rung_at=None)


def _release(turn: Turn, **columns: datetime | None) -> None:
    WebHost.objects.filter(pk=turn.host, lease_token=turn.token).update(lease_token="", lease_until=None, **columns)


def _is_old(row: WebHost) -> bool:
    hold = ROBOTS_FAILED_HOLD if row.robots_error else ROBOTS_HOLD
    return row.robots_at is None or timezone.now() - row.robots_at > hold


def _left(row: WebHost) -> int:
    """Seconds until robots.txt is asked for again."""
    assert row.robots_at is not None  # it was read, in vain
    return max(int((row.robots_at + ROBOTS_FAILED_HOLD - timezone.now()).total_seconds()), 1)


def _unread(row: WebHost) -> SourceError:
    """Why nothing is read at a host for now: the host cannot be reached, or its robots.txt cannot be read."""
    kept = work.error_reason(row.robots_error)
    if kept is None or kept.code not in OF_THE_HOST:
        kept = Reason("robots_unreadable", (("host", row.host),))
    return SourceError(kept.code, permanent=False, numbers=kept.numbers, retry_after=_left(row))


def _read_robots(row: WebHost, scheme: str) -> None:
    """Keep what the host says. Where it has no such file everything is allowed; where it fails nothing is, until it
    answers. Raises SourceError for a host that is not asked at all."""
    request = Request(f"{scheme}://{row.host}/robots.txt", headers=(("Accept", "text/plain"),), limit=ROBOTS_LIMIT)
    row.robots, row.robots_error, row.robots_at = "", "", timezone.now()
    try:
        with fetching.passed(request, fetching.door()) as response:
            row.robots = text_of(response.body.read(ROBOTS_READ), response.headers.get("content-type", ""))[0]
    except SourceError as error:
        if error.code == "refused_address":
            raise
        if error.code != "bad_status" or not error.permanent:
            row.robots_error = work.error_text(error.reason)
    row.save(update_fields=["robots", "robots_error", "robots_at"])


def waiting_hosts(*, limit: int) -> list[str]:
    """Hosts where something is due, that nobody asks and for which nobody rang lately; the one that was never rung for
    first."""
    free = Q(lease_token="") | Q(lease_until__lt=Now())
    ready = Q(free_at__isnull=True) | Q(free_at__lte=Now())
    feeds = work.due(Feed.objects.filter(active=True))
    items = work.due(FeedItem.objects.filter(snapshot__isnull=True))
    rows = WebHost.objects.filter(free, ready, work.silent()).filter(
        Q(pk__in=feeds.values("host")) | Q(pk__in=items.values("host"))
    )
    return list(rows.order_by(F("rung_at").asc(nulls_first=True)).values_list("pk", flat=True)[:limit])
