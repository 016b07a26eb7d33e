"""The driver of connectors: cache, gate, door, snapshot; `storing` keeps the observations.

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
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from datetime import timedelta
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from claims import gating
from claims.models import Fetch, FetchStep, ReferenceTable, Series, Snapshot, Source, SourceAnswer
from claims.sources.caching import NOT_MODIFIED, conditional, stated_age
from claims.sources.http import Door, DoorConfig
from claims.sources.registry import connector
from claims.values import Observed, Query, Request, Response, SourceConfig, SourceError, SourceReading
from claims.values.stored import stored_query

IN_ROW = 1_000_000  # bytes of a body that stay in the row, compressed
LONGEST_HELD = timedelta(hours=12)  # an answer is not asked for again so long, nor longer than its source's cadence
LEAST_HELD = timedelta(minutes=10)  # even where its headers allow less: a hundred claims are one question
SHORTEST_PATIENCE = 2.0  # seconds: with less left no further request is begun
CHUNK = 65_536
TABLE_SCHEME = "table:"
NEED_NO_ADDRESS = frozenset({"tables"})
Given = TypeVar("Given")


def door(seconds: float | None = None) -> Door:
    """The one way out, as the settings have it; `seconds` is the deadline of an exchange, where not the usual."""
    config = _door_config()
    return Door(config if seconds is None else replace(config, total_seconds=seconds))


def posting_door(address: str) -> Door:
    """A way out that takes a POST to that address too; whoever uses it keeps nothing of what is said."""
    return Door(replace(_door_config(), posts_to=address))


def _door_config() -> DoorConfig:
    return DoorConfig(
        user_agent=settings.USER_AGENT,
        outgoing_allow=frozenset(settings.OUTGOING_ALLOW),
        connect_timeout=settings.DOOR_CONNECT_SECONDS,
        total_seconds=settings.DOOR_TOTAL_SECONDS,
    )


def post(request: Request) -> Snapshot:
    """Send a body to its address, the only one that this door posts to, and keep what comes back whole.

    Whoever thinks before answering gets three quarters of a task's time. Raises SourceError and GateClosed.
    """
    patience = settings.TASK_TIME_LIMIT_SECONDS * 0.75
    way = Door(replace(_door_config(), posts_to=request.address, total_seconds=patience))
    _await_turn(request)
    with ExitStack() as opened:
        return store_snapshot(*request_key(request), _through(way, request, opened))


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


def key_state(source: Source) -> str:
    """Whether the settings hold a key for a source: "set" or "missing", "" for one that takes none."""
    if source.connector not in settings.SOURCE_KEYS:
        return ""
    return "set" if settings.SOURCE_KEYS[source.connector] else "missing"


def run(series: Series, query: Query) -> tuple[Fetch, SourceReading]:
    """Ask a series' source. The bytes are stored; the observations are still to be read and stored.

    Raises SourceError where the source gave no usable answer, GateClosed where it may not be asked now.
    """
    source = series.source
    provider = connector(source.connector)
    steps: list[Snapshot] = []
    with ExitStack() as opened:

        def answer(request: Request) -> Response:
            steps.append(_answer(request, source))
            return _open(steps[-1], opened)

        reading = _drive(provider.read(query, source_config(source)), answer)
        fetch = _fetched(series, query, provider.version, reading, steps)
        bodies = opened.pop_all()
    reading = _dated(reading, fetch, steps)
    return fetch, replace(reading, observations=_closing(reading.observations, bodies))


def consult(source: Source, asking: Generator[Request, Response, Given], *, seconds: float) -> Given:
    """What a generator of a source's connector gives, asked through the same door and the same gate, of which
    nothing is kept. It ends after `seconds`, with what `run` raises."""
    until = time.monotonic() + seconds
    with ExitStack() as opened:

        def answer(request: Request) -> Response:
            if request.address.startswith(TABLE_SCHEME):
                return _open(_table_snapshot(request.address.removeprefix(TABLE_SCHEME)), opened)
            patience = until - time.monotonic()
            if patience < SHORTEST_PATIENCE:
                numbers = (("host", host_of(request.address)), ("seconds", f"{seconds:g}"))
                raise SourceError("too_slow", permanent=False, numbers=numbers)
            return _ask(request, source, opened, patience=patience)

        return _drive(asking, answer)


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


def _drive(generator: Generator[Request, Response, Given], answer: Callable[[Request], Response]) -> Given:
    try:
        request = next(generator)
        while True:
            request = _send(generator, answer(request), request)
    except StopIteration as stop:
        given: Given = stop.value
        return given


def _send(generator: Generator[Request, Response, Given], response: Response, request: Request) -> Request:
    """The next request. Where a connector reads in an answer that a quota is used, its host is left alone too."""
    try:
        return generator.send(response)
    except SourceError as error:
        gating.heed(host_of(request.address), error)
        raise


def host_of(address: str) -> str:
    """The host, with its port where one is named: what gates are kept by."""
    return urlsplit(address).netloc.lower()


def _open(snapshot: Snapshot, opened: ExitStack) -> Response:
    response = response_of(snapshot)
    opened.callback(response.body.close)
    return response


def _answer(request: Request, source: Source) -> Snapshot:
    if request.address.startswith(TABLE_SCHEME):
        return _table_snapshot(request.address.removeprefix(TABLE_SCHEME))
    key, text = request_key(request)
    # What has a release was read by its connector to the end.
    known = Snapshot.objects.filter(request_key=key, status=200, release__gt="").order_by("-seen_at").first()
    if known is not None and timezone.now() - known.seen_at <= _holds(known, source):
        return known
    return _fetch(request, key, text, source, known)


def _holds(snapshot: Snapshot, source: Source) -> timedelta:
    """How long an answer is taken without asking: by its headers, within the source's cadence and bounds."""
    longest = min(timedelta(days=source.cadence_days), LONGEST_HELD)
    stated = stated_age(json.loads(snapshot.headers))
    return longest if stated is None else min(max(stated, LEAST_HELD), longest)


def _table_snapshot(slug: str) -> Snapshot:
    table = ReferenceTable.objects.select_related("snapshot").filter(slug=slug).first()
    if table is None:
        raise SourceError("no_table", permanent=True, numbers=(("table", slug),))
    return table.snapshot


def _fetch(request: Request, key: str, text: str, source: Source, known: Snapshot | None) -> Snapshot:
    """Ask over the network; where the host says that nothing changed, the bytes that are held are its answer.
    Their headers stay: a source that dates no figure is dated by the day on which the bytes first came."""
    asked = conditional(request, json.loads(known.headers)) if known else request
    with ExitStack() as opened:
        response = _ask(asked, source, opened)
        if known is not None and response.status == NOT_MODIFIED:
            return _seen_again(known)
        return store_snapshot(key, text, response, licence=source.licence)


def _ask(request: Request, source: Source, opened: ExitStack, *, patience: float | None = None) -> Response:
    """The answer of a source; how long it took is kept for whoever watches over it."""
    _await_turn(request, daily_quota=source.daily_quota)
    began, came = time.monotonic(), False
    usual = _door_config().total_seconds
    try:
        response = _through(door(None if patience is None else min(patience, usual)), request, opened)
        came = True
    finally:
        taken = round((time.monotonic() - began) * 1000)
        SourceAnswer.objects.create(source=source, at=timezone.now(), came=came, milliseconds=taken)
    Source.objects.filter(pk=source.pk).update(latency_ms=taken)
    return response


def _await_turn(request: Request, *, daily_quota: int = 0) -> None:
    """Past the gate of the host, and not sooner than its source wants."""
    gating.pass_gate(host_of(request.address), daily_quota=daily_quota)
    time.sleep(request.pause)


def ask(request: Request, *, secret: tuple[tuple[str, str], ...] = ()) -> Snapshot:
    """One request of the desk's own, its answer kept. `secret` are parameters that are sent and not kept."""
    key, text = request_key(request)
    with passed(replace(request, parameters=(*request.parameters, *secret)), door()) as response:
        return store_snapshot(key, text, response)


@contextmanager
def passed(request: Request, way: Door) -> Iterator[Response]:
    """The answer to a request that passed its host's gate.

    Raises GateClosed, and SourceError, after which the host is left alone where that helps.
    """
    _await_turn(request)
    with ExitStack() as opened:
        yield _through(way, request, opened)


def _through(way: Door, request: Request, opened: ExitStack) -> Response:
    """The answer as it comes over the network; its body is open as long as `opened`."""
    with gating.watched(host_of(request.address)):
        return opened.enter_context(way.fetch(request))


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
    return _seen_again(found)


def _seen_again(snapshot: Snapshot) -> Snapshot:
    snapshot.seen_at = timezone.now()
    snapshot.save(update_fields=["seen_at"])
    return snapshot


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
    generator, stored = provider.read(stored_query(fetch.query), source_config(fetch.source)), iter(steps)
    with ExitStack() as opened:
        try:
            next(generator)
            while True:
                snapshot = next(stored, None)
                if snapshot is None:
                    raise SourceError("replay_ran_out", permanent=True)
                generator.send(_open(snapshot, opened))
        except StopIteration as stop:
            yield from _dated(stop.value, fetch, steps).observations
