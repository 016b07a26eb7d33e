"""Sealing audit events into a hash chain, and walking it.

Writers never wait for the chain: an event is written with a row in `AuditPending`, one sealer at a time
locks `AuditHead` and seals what waits. A seal is the sha256 of the seal before it and of every column of
its event, so that no row can be altered, taken out or slipped in unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from django.db.models import Exists, OuterRef

from claims.models import AuditEvent, AuditHead, AuditPending, AuditSeal
from claims.models.triggers import missing_triggers

CHUNK = 1000
START = "0" * 64


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk along the chain found. `broken` is the number of the first seal that does not hold,
    or, for the faults that concern events outside the chain, the id of the event; `fault` says which:
    seal_missing, seal_altered, event_missing, event_altered, head_altered, event_not_sealed (in no seal
    and not waiting for one), waiting_missing (waits for its seal and is gone). `event` is the id of the
    event that the fault concerns, where it concerns one."""

    sealed: int
    waiting: int
    broken: int | None
    missing_triggers: tuple[str, ...]
    fault: str = ""
    event: int | None = None


def seal_events(limit: int = 500) -> int:
    """Seal up to `limit` of the events that wait; how many were sealed."""
    with transaction.atomic():
        head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
        waiting = list(AuditPending.objects.order_by("pk").values_list("event_id", flat=True)[:limit])
        events = AuditEvent.objects.in_bulk(waiting)
        seals = list(_links(head, [events[pk] for pk in waiting if pk in events]))
        if not seals:
            return 0
        AuditSeal.objects.bulk_create(seals)
        AuditHead.objects.filter(pk=head.pk).update(number=seals[-1].number, sha256=seals[-1].sha256)
        AuditPending.objects.filter(event_id__in=[seal.event_id for seal in seals]).delete()
    return len(seals)


def _links(head: AuditHead, events: list[AuditEvent]) -> Iterator[AuditSeal]:
    previous = head.sha256
    for number, event in enumerate(events, start=head.number + 1):
        sha256 = link(previous, number, event)
        yield AuditSeal(number=number, event_id=event.pk, previous=previous, sha256=sha256)
        previous = sha256


def link(previous: str, number: int, event: AuditEvent) -> str:
    """The hash of one link: sha256 of the JSON list of the seal before it, its number and the event's
    columns, the time in UTC to the microsecond."""
    columns = [
        previous,
        number,
        event.pk,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.action,
        event.object_type,
        event.object_id,
        event.payload,
    ]
    return hashlib.sha256(json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def verify_chain() -> ChainReport:
    """Walk the whole chain and tell the first fault."""
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    found = _walk(head) or _outside()
    return ChainReport(
        sealed=AuditSeal.objects.count(),
        waiting=AuditPending.objects.count(),
        broken=found.number if found else None,
        missing_triggers=missing_triggers(AuditEvent.objects.db),
        fault=found.fault if found else "",
        event=found.event if found else None,
    )


@dataclass(frozen=True, slots=True)
class _Fault:
    fault: str
    number: int
    event: int | None = None


def _walk(head: AuditHead) -> _Fault | None:
    """Seals up to the head as it was when the walk began; later ones are the sealer's at work."""
    number, previous = 0, START
    while number < head.number:
        rows = AuditSeal.objects.filter(number__gt=number, number__lte=head.number)
        seals = list(rows.order_by("number")[:CHUNK])
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            fault = _fault(seal, number + 1, previous, events.get(seal.event_id), head)
            if fault:
                return fault
            number, previous = seal.number, seal.sha256
        if not seals:
            return _Fault("seal_missing", number + 1)
    return None if previous == head.sha256 else _Fault("head_altered", number)


def _fault(seal: AuditSeal, number: int, previous: str, event: AuditEvent | None, head: AuditHead) -> _Fault | None:
    if seal.number != number:
        return _Fault("seal_missing", number)
    if event is None:
        return _Fault("event_missing", number, seal.event_id)
    if seal.previous != previous:
        return _Fault("seal_altered", number, event.pk)
    computed = link(previous, number, event)
    if seal.sha256 == computed:
        return None
    # The link after it remembers the hash that was right: it tells which of the two rows was touched.
    after = AuditSeal.objects.filter(number=number + 1).values_list("previous", flat=True).first()
    touched = "seal_altered" if computed == (after or head.sha256) else "event_altered"
    return _Fault(touched, number, event.pk)


def _outside() -> _Fault | None:
    """Events that no seal and no waiting row knows, and waiting rows whose event is gone."""
    events = AuditEvent.objects.filter(
        ~Exists(AuditSeal.objects.filter(event_id=OuterRef("pk"))),
        ~Exists(AuditPending.objects.filter(event_id=OuterRef("pk"))),
    )
    stray = events.order_by("pk").values_list("pk", flat=True).first()
    if stray is not None:
        return _Fault("event_not_sealed", stray, stray)
    gone = AuditPending.objects.filter(~Exists(AuditEvent.objects.filter(pk=OuterRef("event_id"))))
    lost = gone.order_by("event_id").values_list("event_id", flat=True).first()
    return _Fault("waiting_missing", lost, lost) if lost is not None else None
