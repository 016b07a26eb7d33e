"""The driver of connectors: gate, cache, door, snapshot; `storing` keeps the observations.

A connector yields requests and is sent responses; all that touches a socket or a row on its behalf stands
here. What was sent and what came back is kept before the connector reads it, so a run can be replayed from
stored bytes alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.models import Fetch, FetchStep, Gate, ReferenceTable, Series, Snapshot, Source
from claims.sources.http import Door, DoorConfig
from claims.sources.registry import connector
from claims.values import (
    Observed,
    Query,
    Reason,
    Request,
    Response,
    SourceConfig,
    SourceError,
    SourceReading,
)

IN_ROW = 1_000_000  # bytes of a body that stay in the row, compressed
FRESH = timedelta(hours=6)  # a request answered within this time is not sent again
PAUSE = timedelta(seconds=30)  # a host that could not be reached is left alone so long
CHUNK = 65_536
TABLE_SCHEME = "table:"
NEED_NO_ADDRESS = frozenset({"tables"})


class GateClosed(Exception):
    """The host asked for a pause, could not be reached a moment ago, or its budget of this minute is
    used: come back at `until`. No attempt was made."""

    def __init__(self, until: datetime, reason: Reason) -> None:
        super().__init__(until.isoformat())
        self.until = until
        self.reason = reason


def door(seconds: float | None = None) -> Door:
    """The one way out, as the settings have it; `seconds` is the deadline of an exchange, where not the usual."""
    config = _door_config()
    return Door(config if seconds is None else replace(config, total_seconds=seconds))


def _door_config() -> DoorConfig:
    return DoorConfig(user_agent=settings.USER_AGENT, outgoing_allow=frozenset(settings.OUTGOING_ALLOW))


def post(request: Request) -> Snapshot:
    """Send a body to its address, the only one that this door posts to, and keep what comes back whole.

    Whoever thinks before answering gets three quarters of a task's time. Raises SourceError and GateClosed.
    """
    patience = settings.TASK_TIME_LIMIT_SECONDS * 0.75
    key, text = request_key(request)
    return _fetch(request, key, text, Door(replace(_door_config(), posts_to=request.address, total_seconds=patience)))


def source_config(source: Source) -> SourceConfig:
    return config_of(source.connector)


def config_of(name: str) -> SourceConfig:
    """What the settings have under a name; no base where the desk does not know where to ask."""
    return SourceConfig(
        base=settings.SOURCE_BASES.get(name, ""), contact=settings.CONTACT, key=settings.SOURCE_KEYS.get(name, "")
    )


def is_set_up(source: Source) -> bool:
    """Whether the desk knows where to ask a source: one without an address is not asked."""
    return source.connector in NEED_NO_ADDRESS or bool(settings.SOURCE_BASES.get(source.connector))


def run(series: Series, query: Query) -> tuple[Fetch, SourceReading]:
    """Ask a series' source. The bytes are stored; the observations are still to be read and stored.

    Raises SourceError where the source gave no usable answer, GateClosed where it may not be asked now.
    """
    source = series.source
    provider = connector(source.connector)
    steps: list[Snapshot] = []
    with ExitStack() as opened:
        reading = _drive(provider.read(query, source_config(source)), steps, source, opened)
        fetch = _fetched(series, query, provider.version, reading, steps)
        bodies = opened.pop_all()
    reading = _dated(reading, fetch, steps)
    return fetch, replace(reading, observations=_closing(reading.observations, bodies))


def _closing(observations: Iterable[Observed], bodies: ExitStack) -> Iterator[Observed]:
    """The observations; the bodies that they may still be read from are closed behind them."""
    with bodies:
        yield from observations


def _fetched(series: Series, query: Query, version: str, reading: SourceReading, steps: Sequence[Snapshot]) -> Fetch:
    with transaction.atomic():
        fetch = Fetch.objects.create(
            source=series.source,
            series=series,
            query=query_text(query),
            connector_version=version,
            release=reading.release,
            at=min((step.seen_at for step in steps), default=timezone.now()),
        )
        FetchStep.objects.bulk_create(
            FetchStep(fetch=fetch, number=number, snapshot=step) for number, step in enumerate(steps)
        )
        Snapshot.objects.filter(pk__in=[step.pk for step in steps]).update(release=reading.release)
    return fetch


def _drive(
    generator: Generator[Request, Response, SourceReading], steps: list[Snapshot], source: Source, opened: ExitStack
) -> SourceReading:
    try:
        request = next(generator)
        while True:
            snapshot = _answer(request, source)
            steps.append(snapshot)
            response = response_of(snapshot)
            opened.callback(response.body.close)
            request = generator.send(response)
    except StopIteration as stop:
        reading: SourceReading = stop.value
        return reading


def _answer(request: Request, source: Source) -> Snapshot:
    if request.address.startswith(TABLE_SCHEME):
        return _table_snapshot(request.address.removeprefix(TABLE_SCHEME))
    key, text = request_key(request)
    known = Snapshot.objects.filter(
        request_key=key, seen_at__gte=timezone.now() - FRESH, status=200, release__gt=""
    ).order_by("-seen_at")[:1]
    return known[0] if known else _fetch(request, key, text, door(), licence=source.licence)


def _table_snapshot(slug: str) -> Snapshot:
    table = ReferenceTable.objects.select_related("snapshot").filter(slug=slug).first()
    if table is None:
        raise SourceError("no_table", permanent=True, numbers=(("table", slug),))
    return table.snapshot


def _fetch(request: Request, key: str, text: str, way: Door, *, licence: str = "") -> Snapshot:
    with passed(request, way) as response:
        return store_snapshot(key, text, response, licence=licence)


def ask(request: Request, *, secret: tuple[tuple[str, str], ...] = ()) -> Snapshot:
    """One request of the desk's own, its answer kept. `secret` are parameters that are sent and not kept."""
    key, text = request_key(request)
    return _fetch(replace(request, parameters=(*request.parameters, *secret)), key, text, door())


@contextmanager
def passed(request: Request, way: Door) -> Iterator[Response]:
    """The answer to a request that passed its host's gate.

    Raises GateClosed, and SourceError, after which the host is left alone where that helps.
    """
    host = urlsplit(request.address).netloc.lower()
    _pass_gate(host)
    time.sleep(request.pause)
    try:
        with way.fetch(request) as response:
            yield response
    except SourceError as error:
        if error.retry_after is not None:
            _close_gate(host, timedelta(seconds=error.retry_after))
        elif not error.permanent and error.code in ("unreachable", "timeout"):
            _close_gate(host, PAUSE)
        raise


def _pass_gate(host: str) -> None:
    """Count one request of this minute, or say when to come back."""
    now = timezone.now()
    closed = Gate.objects.filter(host=host, closed_until__gt=now).order_by("-closed_until").first()
    if closed is not None and closed.closed_until is not None:
        raise GateClosed(closed.closed_until, Reason("host_paused", (("host", host),)))
    window = now.replace(second=0, microsecond=0)
    gate, _made = Gate.objects.get_or_create(host=host, window=window)
    allowed = Gate.objects.filter(pk=gate.pk, used__lt=settings.REQUESTS_PER_MINUTE)
    if not allowed.update(used=F("used") + 1):
        raise GateClosed(window + timedelta(minutes=1), Reason("host_budget", (("host", host),)))


def forget_old_gates() -> None:
    """Windows of before yesterday tell nothing any more."""
    Gate.objects.filter(window__lt=timezone.now() - timedelta(days=1)).delete()


def _close_gate(host: str, pause: timedelta) -> None:
    now = timezone.now()
    window = now.replace(second=0, microsecond=0)
    gate, _made = Gate.objects.get_or_create(host=host, window=window)
    later = Gate.objects.filter(pk=gate.pk).filter(Q(closed_until__isnull=True) | Q(closed_until__lt=now + pause))
    later.update(closed_until=now + pause)


def request_key(request: Request) -> tuple[str, str]:
    """The sha256 by which a request is found again, and the request as it is kept: no headers, so no keys."""
    sent = {"body": request.body.decode()} if request.body else {}
    text = json.dumps(
        {"method": request.method, "address": request.address, "parameters": request.parameters, **sent},
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(text.encode()).hexdigest(), text


def store_snapshot(key: str, text: str, response: Response, *, licence: str = "") -> Snapshot:
    """Keep a response whole; the same bytes for the same request are one row, seen again."""
    now = timezone.now()
    body = response.body
    digest, size = _measured(body)
    columns: dict[str, Any] = {
        "request": text,
        "status": response.status,
        "headers": json.dumps(dict(response.headers), sort_keys=True),
        "size": size,
        "first_at": now,
        "seen_at": now,
        "licence": licence,
    }
    found = Snapshot.objects.filter(request_key=key, sha256=digest).first()
    if found is None:
        columns |= _place(body, size, digest)
        found, made = Snapshot.objects.get_or_create(request_key=key, sha256=digest, defaults=columns)
        if made:
            return found
    Snapshot.objects.filter(pk=found.pk).update(seen_at=now)
    found.seen_at = now
    return found


def _measured(body: BinaryIO) -> tuple[str, int]:
    """The sha256 of a body and its bytes; it stands at its beginning again."""
    digest, size = hashlib.sha256(), 0
    body.seek(0)
    while piece := body.read(CHUNK):
        digest.update(piece)
        size += len(piece)
    body.seek(0)
    return digest.hexdigest(), size


def _place(body: BinaryIO, size: int, digest: str) -> dict[str, Any]:
    """The columns that hold a body: in the row, or in the storage under its hash."""
    if size <= IN_ROW:
        return {"body": zlib.compress(body.read())}
    name = f"snapshots/{digest[:2]}/{digest}"
    if not default_storage.exists(name):
        with SpooledTemporaryFile(max_size=IN_ROW) as packed:
            packer = zlib.compressobj()
            while piece := body.read(CHUNK):
                packed.write(packer.compress(piece))
            packed.write(packer.flush())
            default_storage.save(name, File(cast(BinaryIO, packed)))
    return {"stored_as": name}


def body_of(snapshot: Snapshot) -> BinaryIO:
    """The bytes as they were received; a body from the storage is unpacked in pieces and lies on disk."""
    if not snapshot.stored_as:
        return io.BytesIO(zlib.decompress(snapshot.body))
    body = cast(BinaryIO, SpooledTemporaryFile(max_size=IN_ROW))  # noqa: SIM115
    unpacker = zlib.decompressobj()
    with default_storage.open(snapshot.stored_as) as stored:
        while piece := unpacker.unconsumed_tail or stored.read(CHUNK):
            body.write(unpacker.decompress(piece, CHUNK))
    body.write(unpacker.flush())
    body.seek(0)
    return body


def response_of(snapshot: Snapshot) -> Response:
    request = json.loads(snapshot.request)
    return Response(
        status=snapshot.status,
        headers=json.loads(snapshot.headers),
        body=body_of(snapshot),
        address=request["address"],
    )


def query_text(query: Query) -> str:
    return json.dumps(asdict(query), sort_keys=True, default=str)


def _dated(reading: SourceReading, fetch: Fetch, steps: Sequence[Snapshot]) -> SourceReading:
    """A run that read the publisher itself says so on its observations; a house table was compiled by
    people and says only its vintages."""
    if any(json.loads(step.request)["address"].startswith(TABLE_SCHEME) for step in steps):
        return reading
    read_on = fetch.at.date()
    return replace(reading, observations=(replace(each, read_on=read_on) for each in reading.observations))


def replay(fetch: Fetch) -> Iterator[Observed]:
    """The observations of a run, computed again from its stored bytes by the connector as it is now.

    Raises SourceError where the connector asks for another request than the run's next one.
    """
    provider = connector(fetch.source.connector)
    steps = [step.snapshot for step in fetch.steps.select_related("snapshot").order_by("number")]
    generator = provider.read(stored_query(fetch.query), source_config(fetch.source))
    stored = iter(steps)
    with ExitStack() as opened:
        try:
            next(generator)
            while True:
                snapshot = next(stored, None)
                if snapshot is None:
                    raise SourceError("replay_ran_out", permanent=True)
                response = response_of(snapshot)
                opened.callback(response.body.close)
                generator.send(response)
        except StopIteration as stop:
            yield from _dated(stop.value, fetch, steps).observations


def stored_query(text: str) -> Query:
    columns = json.loads(text)
    if columns["span"] is not None:
        raise SourceError("replay_query", permanent=True)
    columns["vintages"] = map(date.fromisoformat, columns.get("vintages", ()))
    return Query(**columns | {name: tuple(columns[name]) for name in ("places", "counterparts", "vintages")})
