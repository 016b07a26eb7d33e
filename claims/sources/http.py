"""The one door to the network.

Everything that leaves the desk goes through here: only public addresses are dialled, every redirect and
every DNS answer is checked, the whole exchange has one deadline, a body has a size. Nothing is read from
the environment: no proxy, no password file.

SourceError, by code
    bad_address, refused_address, too_many_redirects, too_large, not_decoded, tls_failed    permanent
    bad_status                              permanent for 4xx that asking again does not change
    rate_limited                            passing, with `retry_after` in seconds
    unreachable, timeout, truncated         passing
"""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError
from urllib3.util import Timeout

from claims.sources.addresses import PORTS, BadAddress, IPAddress, Target, is_public, target_of
from claims.values import Request, Response, SourceError

IN_MEMORY = 1_000_000  # bytes of a body beyond which it lies on disk
CHUNK = 65_536
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAY_PASS = frozenset({408, 425, 429})
LONGEST_PAUSE = 3600
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True)
class DoorConfig:
    """`outgoing_allow` names exact host:port pairs that are let through besides public ones."""

    user_agent: str = "Factcheck/1"
    outgoing_allow: frozenset[str] = frozenset()
    connect_timeout: float = 5.0
    total_seconds: float = 30.0


class _Refused(Exception):
    """The name leads to an address that is not public."""


class _Deadline:
    """One clock for the whole exchange. When it runs out the connection is shut down, so that a reader
    who waits for the next byte is woken whatever the protocol is at."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.guards: list[tuple[threading.Timer, socket.socket]] = []

    @property
    def left(self) -> float:
        return self.until - time.monotonic()

    @property
    def over(self) -> bool:
        return self.left <= 0

    def guard(self, connection: socket.socket) -> None:
        """Shut a connection down at the deadline. The descriptor is copied: TLS takes the first over."""
        copy = socket.socket(fileno=os.dup(connection.fileno()))
        timer = threading.Timer(max(self.left, 0), _shut, (copy,))
        timer.daemon = True
        timer.start()
        self.guards.append((timer, copy))

    def lift(self) -> None:
        for timer, copy in self.guards:
            timer.cancel()
            copy.close()


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already


Resolver = Callable[[str, int], Sequence[IPAddress]]


def resolve(host: str, port: int) -> Sequence[IPAddress]:
    """All addresses of a name."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


@dataclass(frozen=True, slots=True)
class _Dialler:
    """Resolves once, checks every answer, and dials the very address that was checked."""

    config: DoorConfig
    deadline: _Deadline

    def dial(self, target: Target) -> socket.socket:
        addresses = self._resolve(target)
        if target.netloc not in self.config.outgoing_allow and not all(map(is_public, addresses)):
            raise _Refused
        last: OSError = OSError("no address")
        for address in addresses:
            try:
                timeout = max(min(self.config.connect_timeout, self.deadline.left), 0.01)
                connection = socket.create_connection((str(address), target.port), timeout=timeout)
            except OSError as error:
                last = error
                continue
            connection.settimeout(max(self.deadline.left, 0.01))
            self.deadline.guard(connection)
            return connection
        raise last

    def _resolve(self, target: Target) -> Sequence[IPAddress]:
        """In a thread of its own: the system's resolver knows no deadline."""
        answer: Future[Sequence[IPAddress]] = Future()

        def ask() -> None:
            try:
                answer.set_result(resolve(target.host, target.port))
            except (OSError, ValueError, UnicodeError) as error:
                answer.set_exception(OSError(str(error)))

        threading.Thread(target=ask, daemon=True).start()
        return answer.result(timeout=max(min(self.config.connect_timeout, self.deadline.left), 0.01))


def _pools(dialler: _Dialler) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools with connections that dial through the check."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(Target("http", _bare(self.host), self.port or PORTS["http"]))

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(Target("https", _bare(self.host), self.port or PORTS["https"]))

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _bare(host: str) -> str:
    return host.strip("[]")


class Door:
    """Fetches what connectors and intake ask for. Holds no connection: safe across threads and forks."""

    def __init__(self, config: DoorConfig) -> None:
        self.config = config

    @contextmanager
    def fetch(self, request: Request) -> Iterator[Response]:
        """The response to a request, its body at the beginning; raises SourceError, never anything else."""
        deadline = _Deadline(self.config.total_seconds)
        adapter = HTTPAdapter(max_retries=0)
        try:
            adapter.poolmanager.pool_classes_by_scheme = _pools(_Dialler(self.config, deadline))
            with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
                yield self._follow(adapter, request, deadline, body)
        finally:
            deadline.lift()
            adapter.close()

    def _follow(
        self, adapter: HTTPAdapter, request: Request, deadline: _Deadline, body: IO[bytes]
    ) -> Response:
        address = _with_parameters(request)
        for _hop in range(MOST_REDIRECTS + 1):
            target = self._allowed(address)
            with _told(target, deadline):
                answer = adapter.send(
                    _prepared(request, address, self.config.user_agent),
                    stream=True,
                    timeout=Timeout(connect=self.config.connect_timeout, read=max(deadline.left, 0.01)),  # type: ignore[arg-type]
                    verify=True,
                )
                if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                    _read(answer, request.limit, target, body)
                    return _response(answer, address, target, body)
                answer.close()
            address = _next(address, answer.headers["location"], target)
        raise SourceError("too_many_redirects", permanent=True, numbers=_host(target))

    def _allowed(self, address: str) -> Target:
        try:
            target = target_of(address)
        except BadAddress as error:
            numbers = (("address", address[:200]),)
            raise SourceError("bad_address", permanent=True, numbers=numbers) from error
        usual = target.port == PORTS[target.scheme]
        if not usual and target.netloc not in self.config.outgoing_allow:
            raise SourceError("refused_address", permanent=True, numbers=_host(target))
        return target


def _with_parameters(request: Request) -> str:
    if not request.parameters:
        return request.address
    try:
        prepared = requests.Request("GET", request.address, params=request.parameters).prepare()
    except requests.RequestException as error:
        numbers = (("address", request.address[:200]),)
        raise SourceError("bad_address", permanent=True, numbers=numbers) from error
    return prepared.url or request.address


def _prepared(request: Request, address: str, user_agent: str) -> requests.PreparedRequest:
    headers = {"User-Agent": user_agent, "Accept-Encoding": "gzip", **dict(request.headers)}
    try:
        return requests.Request(request.method, address, headers=headers).prepare()
    except requests.RequestException as error:
        raise SourceError("bad_address", permanent=True, numbers=(("address", address[:200]),)) from error


def _next(address: str, location: str, target: Target) -> str:
    """Where a redirect leads; a way out of TLS is not taken."""
    try:
        following = urljoin(address, location)
    except ValueError as error:
        raise SourceError("bad_address", permanent=True, numbers=(("address", location[:200]),)) from error
    if target.scheme == "https" and not following.lower().startswith("https:"):
        raise SourceError("refused_address", permanent=True, numbers=_host(target))
    return following


@contextmanager
def _told(target: Target, deadline: _Deadline) -> Iterator[None]:
    """Whatever goes wrong between here and the host, in the words of a SourceError."""
    try:
        yield
    except SourceError:
        raise
    except (requests.RequestException, HTTPError, OSError, _Refused, TimeoutError, ValueError) as error:
        raise _error(error, target, deadline) from error


def _error(error: Exception, target: Target, deadline: _Deadline) -> SourceError:
    causes = list(_causes(error))
    if any(isinstance(cause, _Refused) for cause in causes):
        return SourceError("refused_address", permanent=True, numbers=_host(target))
    if deadline.over or any(isinstance(cause, TimeoutError) for cause in causes):
        return SourceError("timeout", permanent=False, numbers=_host(target))
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return SourceError("tls_failed", permanent=True, numbers=_host(target))
    if any(isinstance(cause, IncompleteRead | ProtocolError) for cause in causes) and _had_answer(causes):
        return SourceError("truncated", permanent=False, numbers=_host(target))
    return SourceError("unreachable", permanent=False, numbers=_host(target))


def _had_answer(causes: Sequence[BaseException]) -> bool:
    return any(isinstance(cause, IncompleteRead) for cause in causes)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, what caused it, and what it carries as its reason, to the end of the chain."""
    waiting: list[Any] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args]


def _host(target: Target) -> tuple[tuple[str, str], ...]:
    return (("host", target.host),)


def _read(answer: requests.Response, limit: int, target: Target, body: IO[bytes]) -> None:
    """The body, decoded and counted; a bomb is cut where it passes the limit."""
    if answer.headers.get("content-encoding", "").strip().lower() not in ENCODINGS:
        raise SourceError("not_decoded", permanent=True, numbers=_host(target))
    size = 0
    while chunk := answer.raw.read(CHUNK, decode_content=True):
        size += len(chunk)
        if size > limit:
            numbers = (*_host(target), ("limit", str(limit)))
            raise SourceError("too_large", permanent=True, numbers=numbers)
        body.write(chunk)
    body.seek(0)


def _response(answer: requests.Response, address: str, target: Target, body: IO[bytes]) -> Response:
    status = answer.status_code
    if 200 <= status < 300:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Response(status, headers, body, address)  # type: ignore[arg-type]
    pause = _pause(answer.headers.get("retry-after", ""))
    numbers = (*_host(target), ("status", str(status)))
    if status == 429 or (status == 503 and pause is not None):
        raise SourceError("rate_limited", permanent=False, numbers=numbers, retry_after=pause or 60)
    raise SourceError("bad_status", permanent=status < 500 and status not in MAY_PASS, numbers=numbers)


def _pause(text: str) -> int | None:
    """Seconds of a Retry-After, given as seconds or as a date; absurd ones are capped at an hour."""
    text = text.strip()
    if text.isdecimal():
        return min(int(text[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return int(min(max((until - datetime.now(UTC)).total_seconds(), 0), LONGEST_PAUSE))
