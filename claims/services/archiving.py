"""Finding the archived copy of an address that is nearest to its day, and having one made where there is none.

A copy is asked for only with the credentials of an account. It is made while nobody waits: its job is asked
after so many times and then given up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from claims import fetching
from claims.gating import GateClosed
from claims.models import ArchiveLookup, ArticleAddress, Evidence, Snapshot
from claims.services.steps import work
from claims.services.steps.archive import ARCHIVE
from claims.services.steps.work import Taken
from claims.sources import wayback
from claims.values import Reason, Response, SourceError

SAVING = "wayback_save"
POLL_AFTER = timedelta(seconds=30)
POLLS = 20
Answer = TypeVar("Answer")


def work_archive(lookup_id: int) -> None:
    """One turn on a lookup: the nearest capture, or how far the job is that makes one."""
    taken = work.take(ArchiveLookup.objects.filter(pk=lookup_id), limit=1)
    if not taken:
        return
    lookup = ArchiveLookup.objects.select_related("article_address", "evidence").get(pk=lookup_id)
    try:
        copy = _made(lookup) if lookup.job else _nearest(lookup)
        if copy is None:
            _wait(lookup, taken)
            return
    except GateClosed as gate:
        work.postpone(ArchiveLookup, taken, gate.until, gate.reason)
        return
    except SourceError as error:
        work.fail(ArchiveLookup, taken, error.reason, permanent=error.permanent, wait=error.retry_after)
        return
    _keep(lookup, taken, copy)


def _nearest(lookup: ArchiveLookup) -> str | None:
    """The address of the copy, empty where there is none and none can be made, None where one is being made."""
    request = wayback.capture_request(fetching.config_of(ARCHIVE), lookup.address, lookup.day)
    copy = _read(fetching.ask(request), wayback.read_capture)
    saving = fetching.config_of(SAVING)
    if copy or not (saving.key and saving.base):
        return copy
    job = _read(fetching.post(wayback.save_request(saving, lookup.address)), wayback.read_job)
    ArchiveLookup.objects.filter(pk=lookup.pk).update(job=job)
    return None


def _read(snapshot: Snapshot, reader: Callable[[Response], Answer]) -> Answer:
    response = fetching.response_of(snapshot)
    with response.body:
        return reader(response)


def _made(lookup: ArchiveLookup) -> str | None:
    request = wayback.status_request(fetching.config_of(SAVING), lookup.job)
    return _read(fetching.ask(request), wayback.read_status)


def _wait(lookup: ArchiveLookup, taken: Taken) -> None:
    """An unknown job waits for ever: the number of questions is bounded."""
    if lookup.polls >= POLLS:
        work.fail(ArchiveLookup, taken, Reason("capture_not_made"), permanent=True)
        return
    work.mine(ArchiveLookup, taken).update(polls=lookup.polls + 1)
    work.postpone(ArchiveLookup, taken, timezone.now() + POLL_AFTER, Reason("capture_waits"))


def _keep(lookup: ArchiveLookup, taken: Taken, copy: str) -> None:
    with transaction.atomic():
        if not work.finish(ArchiveLookup, taken):
            return
        # What a curator gave by hand stays.
        ArticleAddress.objects.filter(lookups=lookup, archive="").update(archive=copy)
        Evidence.objects.filter(lookups=lookup, archive="").update(archive=copy)
