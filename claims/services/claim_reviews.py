"""Reading the public feed of fact-checks, once a day: take, fetch to disk, read in batches, finish.

Every batch is a transaction of its own and nothing is stored twice, so a reading that was killed starts again
at the beginning and goes on where it was. A reading that would take longer than a task may is handed back in
time: the next turn skips quickly what is stored.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from claims import fetching
from claims.gating import GateClosed
from claims.models import FeedReading, Publisher
from claims.services.steps import work
from claims.services.steps.earlier import AllowList, allow_list, allowed, store
from claims.services.steps.work import Taken
from claims.sources.claim_reviews import feed_request, read_feed
from claims.values import FactCheck, SourceError
from claims.workflow import step_work

FEED = "claim_reviews"
BATCH = 500
CHUNK = 1_048_576
FETCHING, READING = 0.5, 0.8  # shares of a task's time by which the feed is fetched, and by which a turn ends


@dataclass(slots=True)
class Told:
    """What came of a reading; `whole` is false where its time was over before the end of the feed."""

    checks: int = 0
    new: int = 0
    changed: int = 0
    left_out: int = 0
    unusable: int = 0
    whole: bool = True


@dataclass(slots=True)
class _Reading:
    listed: AllowList
    told: Told = field(default_factory=Told)
    seen: set[str] = field(default_factory=set)  # a claim that stands twice counts as it stands first

    def take(self, checks: list[FactCheck]) -> None:
        kept, left_out = allowed(checks, self.listed)
        self.told.left_out += left_out
        fresh = {key: each for key, each in kept.items() if key not in self.seen}
        self.seen.update(fresh)
        stored = store(fresh, in_force=True)
        self.told.new += stored.new
        self.told.changed += stored.changed


def read_reviews(body: BinaryIO, *, until: float | None = None) -> Told:
    """Read a feed into the desk's table, up to the time `until` of the monotonic clock. Raises SourceError where
    it is none or breaks off; what stands before that is stored."""
    reading = _Reading(allow_list())
    told, batch = reading.told, list[FactCheck]()
    try:
        for each in read_feed(body):
            if isinstance(each, str):
                told.unusable += each != "no_review"
                continue
            told.checks += 1
            batch.append(each)
            if len(batch) == BATCH:
                reading.take(batch)
                batch = []
                if until is not None and time.monotonic() > until:
                    told.whole = False
                    return told
    finally:
        reading.take(batch)
    return told


def ask_today(*, again: bool = False) -> int | None:
    """Today's reading where it is due, made where there is none; with `again` one that is over is due once more.
    None where nothing is to be done."""
    if not fetching.config_of(FEED).base or not Publisher.objects.filter(active=True).exists():
        return None
    reading, _made = FeedReading.objects.get_or_create(day=timezone.localdate())
    rows = FeedReading.objects.filter(pk=reading.pk)
    if again:
        step_work(rows, "retry", attempts=0, due_at=work.in_seconds(0), rung_at=None)
        rows.filter(lease_token="").update(due_at=work.in_seconds(0))
    return reading.pk if work.due(rows).exists() else None


def work_feed(reading_id: int) -> bool:
    """One turn on a reading; whether another is due at once."""
    taken = work.take(FeedReading.objects.filter(pk=reading_id), limit=1)
    if not taken:
        return False
    limit = settings.TASK_TIME_LIMIT_SECONDS
    ends = time.monotonic() + limit * READING
    way = fetching.door(seconds=limit * FETCHING)
    try:
        with fetching.passed(feed_request(fetching.config_of(FEED)), way) as response:
            digest, size = _measured(response.body)
            told = read_reviews(response.body, until=ends)
    except GateClosed as gate:
        work.postpone(FeedReading, taken, gate.until, gate.reason)
        return False
    except SourceError as error:
        work.fail(FeedReading, taken, error.reason, permanent=error.permanent, wait=error.retry_after)
        return False
    return _told(taken, told, digest, size)


def _told(taken: Taken, told: Told, digest: str, size: int) -> bool:
    if not told.whole:
        work.hand_back(FeedReading, taken)
        return True
    counts = {name: getattr(told, name) for name in ("checks", "new", "changed", "left_out", "unusable")}
    work.finish(FeedReading, taken, finished_at=timezone.now(), sha256=digest, size=size, **counts)
    return False


def _measured(body: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := body.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    body.seek(0)
    return digest.hexdigest(), size
