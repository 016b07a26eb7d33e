"""The one door to the network.

Everything that leaves the desk goes through here: only public addresses are dialled, every redirect and
every DNS answer is checked, the whole exchange has one deadline, a body has a size. Nothing is read from
the environment: no proxy, no password file. It reads; a door that may send a body sends it to one address
alone, and follows no redirect with it.

SourceError, by code
    bad_address, bad_method, refused_address, insecure_redirect, too_many_redirects, too_large  permanent
    bad_status      permanent for 4xx that asking again does not change
    not_decoded     permanent where the encoding is none that was asked for
    rate_limited    passing, with `retry_after` in seconds
    unreachable, tls_failed, timeout, truncated  passing
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from claims.sources.addresses import PORTS, BadAddress, IPAddress, Target, is_public, target_of
from claims.sources.pauses import USUAL_PAUSE, pause_of
from claims.values import Request, Response, SourceError

IN_MEMORY = 1_000_000  # bytes of a body beyond which it lies on disk
CHUNK = 65_536
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
MAY_PASS = frozenset({408, 425, 429})
GZIP = frozenset({"gzip", "x-gzip"})
PLAIN = frozenset({"", "identity"})
GZIP_WINDOW = 16 + zlib.MAX_WBITS
UNICODE_DOTS = frozenset("\u3002\uff0e\uff61")
FOR_EVERY_HOST = frozenset({"accept", "accept-language"})  # headers that may follow a redirect elsewhere
SHORTEST_WAIT = 0.01  # seconds: a socket takes 0 for "do not wait at all"
# Special blocks that not every supported Python's registry has (protocol assignments, the relays of 6to4,
# documentation), and the address at which a large cloud answers its own machines alone.
ALSO_REFUSED = [*map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20", "168.63.129.16/32"))]


@dataclass(frozen=True, slots=True)
class DoorConfig:
    """`outgoing_allow` names exact host:port pairs that are let through besides public ones; the times are
    in seconds, `total_seconds` from the first question to the name server to the last byte of the body.
    `posts_to` is the one address that takes a POST with a body, none where it is empty."""

    user_agent: str = "Factcheck/1"
    outgoing_allow: frozenset[str] = frozenset()
    connect_timeout: float = 5.0
    total_seconds: float = 30.0
    posts_to: str = ""


class Door:
    """Fetches what connectors and intake ask for. Holds no connection: safe across threads and forks."""

    def __init__(self, config: DoorConfig) -> None:
        self.config = config

    @contextmanager
    def fetch(self, request: Request) -> Iterator[Response]:
        """The response to a request, its body read to the end, decoded and at its beginning; the body is
        gone with the context. Raises SourceError for whatever the address or the host is to blame for."""
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            yield self._answer(request, cast(BinaryIO, body))

    def _answer(self, request: Request, body: BinaryIO) -> Response:
        deadline = _Deadline(self.config.total_seconds)
        adapter = HTTPAdapter(max_retries=0)
        try:
            adapter.poolmanager.pool_classes_by_scheme = _pools(_Dialler(self.config, deadline))
            return _Exchange(self.config, request, deadline, adapter).follow(body)
        finally:
            deadline.lift()
            adapter.close()


class _Refused(Exception):
    """What would be dialled is not public, or not one of the usual ports."""


class _Deadline:
    """One clock for the whole exchange. When it runs out the connection is shut down, so that a reader
    who waits for the next byte is woken whatever the protocol is at."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds
        self.lock = threading.Lock()
        self.guards: list[tuple[threading.Timer, socket.socket]] = []
        self.shut = False

    @property
    def left(self) -> float:
        """Seconds, as a socket may be told to wait."""
        return max(self.until - time.monotonic(), SHORTEST_WAIT)

    def check(self) -> None:
        """Raise TimeoutError where time is over: the end of file that a shut connection gives must not be
        taken for the end of an answer."""
        if self.over:
            raise TimeoutError

    @property
    def over(self) -> bool:
        return self.shut or time.monotonic() >= self.until

    def guard(self, connection: socket.socket) -> None:
        """Shut a connection down at the deadline. The descriptor is copied: TLS takes the first over."""
        copy = connection.dup()
        timer = threading.Timer(self.left, self._shut, (copy,))
        timer.daemon = True
        self.guards.append((timer, copy))
        timer.start()

    def _shut(self, connection: socket.socket) -> None:
        with self.lock, suppress(OSError):  # the other side may have closed it
            self.shut = True
            connection.shutdown(socket.SHUT_RDWR)

    def lift(self) -> None:
        with self.lock:
            for timer, copy in self.guards:
                timer.cancel()
                copy.close()


def resolve(host: str, port: int) -> Sequence[IPAddress]:
    """All addresses of a name; raises OSError or UnicodeError where it has none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ipaddress.ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]


@dataclass(frozen=True, slots=True)
class _Dialler:
    """Resolves once, checks every answer, and dials the very address that was checked."""

    config: DoorConfig
    deadline: _Deadline

    def dial(self, target: Target) -> socket.socket:
        """Whatever was read from the address before, the port and the addresses here are those dialled."""
        free = target.netloc in self.config.outgoing_allow
        if not free and target.port != PORTS[target.scheme]:
            raise _Refused
        addresses = self._resolve(target)
        if not free and not all(map(_may_be_dialled, addresses)):
            raise _Refused
        last: OSError = OSError("no address")
        for address in addresses:
            self.deadline.check()
            try:
                return self._connected(address, target.port)
            except OSError as error:
                last = error
        raise last

    def _connected(self, address: IPAddress, port: int) -> socket.socket:
        patience = min(self.config.connect_timeout, self.deadline.left)
        connection = socket.create_connection((str(address), port), timeout=patience)
        connection.settimeout(self.deadline.left)
        self.deadline.guard(connection)
        return connection

    def _resolve(self, target: Target) -> Sequence[IPAddress]:
        """In a thread of its own: the system's resolver knows no deadline."""
        answer: Future[Sequence[IPAddress]] = Future()

        def ask() -> None:
            try:
                answer.set_result(resolve(target.host, target.port))
            except (OSError, ValueError) as error:
                answer.set_exception(OSError(str(error)))

        threading.Thread(target=ask, daemon=True).start()
        return answer.result(timeout=min(self.config.connect_timeout, self.deadline.left))


def _may_be_dialled(address: IPAddress) -> bool:
    return is_public(address) and not any(address in network for network in ALSO_REFUSED)


def _pools(dialler: _Dialler) -> dict[str, type[HTTPConnectionPool]]:
    """urllib3's pools with connections that dial through the check."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(Target("http", self.host.strip("[]"), self.port or PORTS["http"]))

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dialler.dial(Target("https", self.host.strip("[]"), self.port or PORTS["https"]))

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One request, and what it is redirected to."""

    config: DoorConfig
    request: Request
    deadline: _Deadline
    adapter: HTTPAdapter

    def follow(self, body: BinaryIO) -> Response:
        if not self._may_be_sent():
            raise SourceError("bad_method", permanent=True, numbers=(("method", self.request.method),))
        first = target = target_at(self.request.address)
        address = self.request.address
        if self.request.parameters:
            whole = requests.Request("GET", address, params=self.request.parameters)
            address = _prepared(whole, address).url or address
        moved, whole_way = "", True
        for _hop in range(MOST_REDIRECTS + 1):
            with self._sent(address, target, first) as answer:
                if self.request.body or answer.status_code not in REDIRECTS or "location" not in answer.headers:
                    return replace(self._received(answer, address, target, body), moved_to=moved)
                whole_way = whole_way and answer.status_code in FOR_GOOD
                address = _next(address, answer.headers["location"], target)
            moved = address if whole_way else moved
            target = target_at(address)
        raise _fault("too_many_redirects", target, permanent=True)

    def _may_be_sent(self) -> bool:
        if self.request.method == "POST":
            return bool(self.request.body) and self.request.address == self.config.posts_to
        return self.request.method == "GET" and not self.request.body

    def _sent(self, address: str, target: Target, first: Target) -> requests.Response:
        headers = self._headers(to_first=target == first)
        whole = requests.Request(self.request.method, address, headers=headers, data=self.request.body)
        prepared = _prepared(whole, address)
        patience = (self.config.connect_timeout, self.deadline.left)
        with self._told(target, "unreachable"):
            answer = self.adapter.send(prepared, stream=True, timeout=patience, verify=True)
            self.deadline.check()
        return answer

    def _headers(self, *, to_first: bool) -> dict[str, str]:
        """What a connector sends may hold a key: no host but the one that was meant gets it."""
        own = {name: value for name, value in self.request.headers if to_first or name.lower() in FOR_EVERY_HOST}
        return {"User-Agent": self.config.user_agent, **own, "Accept-Encoding": "gzip"}

    def _received(self, answer: requests.Response, address: str, target: Target, body: BinaryIO) -> Response:
        if not 200 <= answer.status_code < 300 and answer.status_code not in self.request.statuses:
            raise _bad_status(answer, target)
        self._read(answer, target, body)
        return Response(answer.status_code, dict(answer.headers.lower_items()), body, address)

    def _read(self, answer: requests.Response, target: Target, body: BinaryIO) -> None:
        """The body, decoded and counted; a bomb is cut where it passes the limit."""
        encoding = answer.headers.get("content-encoding", "").strip().lower()
        if encoding not in GZIP | PLAIN:
            raise _fault("not_decoded", target, permanent=True)
        pieces = self._pieces(answer, target)
        size = 0
        for piece in _unzipped(pieces, target) if encoding in GZIP else pieces:
            size += len(piece)
            if size > self.request.limit:
                raise _fault("too_large", target, ("limit", str(self.request.limit)), permanent=True)
            body.write(piece)
        body.seek(0)

    def _pieces(self, answer: requests.Response, target: Target) -> Iterator[bytes]:
        """The body as it was sent. Headers that break off look like an answer of no bytes and no length."""
        framed = "content-length" in answer.headers or "transfer-encoding" in answer.headers
        whole = framed or answer.status_code in (204, 205, 304)
        while True:
            with self._told(target, "truncated"):
                piece = answer.raw.read(CHUNK, decode_content=False)
                self.deadline.check()
            if not piece:
                break
            whole = True
            yield piece
        if not whole:
            raise _fault("truncated", target)

    @contextmanager
    def _told(self, target: Target, otherwise: str) -> Iterator[None]:
        """Whatever goes wrong between here and the host, in the words of a SourceError."""
        try:
            yield
        except (requests.RequestException, HTTPError, OSError, _Refused, ValueError) as error:
            code = "timeout" if self.deadline.over else _code(tuple(_causes(error)), otherwise)
            raise _fault(code, target, permanent=code == "refused_address") from error


def target_at(address: str) -> Target:
    """What an address leads to; raises SourceError where it may not be fetched. Digits and dots in other signs than the
    usual ones, which a client would read as such, are a disguise."""
    try:
        foreign = [sign for sign in urlsplit(address).hostname or "" if not sign.isascii()]
        if any(sign in UNICODE_DOTS or unicodedata.category(sign)[0] == "N" for sign in foreign):
            raise BadAddress(address[:200])
        return target_of(address)
    except ValueError as error:
        raise _bad_address(address) from error


def _prepared(request: requests.Request, address: str) -> requests.PreparedRequest:
    try:
        return request.prepare()
    except requests.RequestException as error:
        raise _bad_address(address) from error


def _next(address: str, location: str, target: Target) -> str:
    """Where a redirect leads; a way out of TLS is not taken. Headers come as Latin-1, whatever was meant."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        following = urljoin(address, location)
    except ValueError as error:
        raise _bad_address(location) from error
    if target.scheme == "https" and following.lower().startswith("http:"):
        raise _fault("insecure_redirect", target, permanent=True)
    return following


def _unzipped(pieces: Iterable[bytes], target: Target) -> Iterator[bytes]:
    """A gzip stream of one or more members, in pieces of bounded size whatever a byte of it stands for."""
    decoder, started = zlib.decompressobj(GZIP_WINDOW), False
    for piece in pieces:
        started, rest = True, piece
        while rest:
            if decoder.eof:
                if not rest.startswith(b"\x1f"):
                    return  # padding after the last member
                decoder = zlib.decompressobj(GZIP_WINDOW)
            try:
                yield decoder.decompress(rest, CHUNK)
            except zlib.error as error:
                raise _fault("not_decoded", target) from error
            rest = decoder.unconsumed_tail or decoder.unused_data
    if started and not decoder.eof:
        raise _fault("truncated", target)


def _code(causes: Sequence[BaseException], otherwise: str) -> str:
    kinds = ((_Refused, "refused_address"), (TimeoutError, "timeout"), (ssl.SSLError, "tls_failed"))
    return next((code for kind, code in kinds if any(isinstance(cause, kind) for cause in causes)), otherwise)


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


def _fault(code: str, target: Target, *more: tuple[str, str], permanent: bool = False) -> SourceError:
    return SourceError(code, permanent=permanent, numbers=(("host", target.host), *more))


def _bad_address(address: str) -> SourceError:
    shown = "".join(filter(str.isprintable, address[:200]))  # a header may hold what no database keeps
    return SourceError("bad_address", permanent=True, numbers=(("address", shown),))


def _bad_status(answer: requests.Response, target: Target) -> SourceError:
    status = answer.status_code
    pause = pause_of(answer.headers.get("retry-after", ""))
    if status == 429 or (status == 503 and pause is not None):
        numbers = (("host", target.host), ("status", str(status)))
        return SourceError("rate_limited", permanent=False, numbers=numbers, retry_after=pause or USUAL_PAUSE)
    permanent = status < 500 and status not in MAY_PASS
    return _fault("bad_status", target, ("status", str(status)), permanent=permanent)
