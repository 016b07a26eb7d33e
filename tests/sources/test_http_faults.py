"""The door: every fault of the line, of size and of time has its code and its sentence.

No test asks a clock: a deadline that did not hold would let the answer through in the end.
"""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from claims.sources import http
from claims.sources.addresses import IPAddress
from claims.values import Request
from claims.wording import sentence
from tests.local_server import LocalServer
from tests.sources.doors import door, failure, fault, fetched, names


@contextmanager
def wire(sent: bytes, *, again: bytes = b"") -> Iterator[str]:
    """A peer that sends bytes as they are to whoever connects, then `again` until the other side has
    enough, or hangs up where there is none; its host and port."""

    def speak(connection: socket.socket) -> None:
        try:
            connection.recv(65_536)
            connection.sendall(sent)
            while again:
                connection.sendall(again)
        except OSError:
            return
        finally:
            connection.close()

    def listen() -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=speak, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=listen, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


# --- faults of the line ---------------------------------------------------------------------------------


def test_a_port_that_nobody_listens_on_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        netloc = f"127.0.0.1:{listener.getsockname()[1]}"

    error = failure(door(netloc), Request(f"http://{netloc}/"))

    assert (error.code, error.permanent, error.numbers) == ("unreachable", False, (("host", "127.0.0.1"),))
    assert sentence(error.reason) == "could not reach 127.0.0.1"


@pytest.mark.parametrize("answer", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_does_not_resolve_is_unreachable(monkeypatch: pytest.MonkeyPatch, answer: Exception) -> None:
    def resolve(host: str, port: int) -> Sequence[IPAddress]:
        raise answer

    monkeypatch.setattr(http, "resolve", resolve)

    assert failure(door(), Request("http://source.example/")).code == "unreachable"


def test_a_name_without_addresses_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [])

    assert failure(door(), Request("http://source.example/")).code == "unreachable"


@pytest.mark.parametrize("sent", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0" * 100])
def test_a_peer_that_speaks_no_http_is_unreachable(sent: bytes) -> None:
    with wire(sent) as netloc:
        error = failure(door(netloc), Request(f"http://{netloc}/"))

    assert (error.code, error.permanent) == ("unreachable", False)


@pytest.mark.parametrize(
    "sent",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/ht",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"figures" * 1000, mtime=0)[:-9],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"figures" * 1000, mtime=0)[:5],
    ],
)
def test_an_answer_that_breaks_off_is_truncated_however_it_is_framed(sent: bytes) -> None:
    with wire(sent) as netloc:
        error = failure(door(netloc), Request(f"http://{netloc}/"))

    assert (error.code, error.permanent) == ("truncated", False)


def test_a_body_that_is_cut_short_is_truncated(server: LocalServer) -> None:
    server.add("/cut", b"x" * 300_000, cut=200_000)

    assert fault(server, "/cut").code == "truncated"


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "x"])
def test_an_encoding_that_was_not_asked_for_is_refused(server: LocalServer, encoding: str) -> None:
    server.add("/data", b"anything", headers={"Content-Encoding": encoding})

    error = fault(server, "/data")

    assert (error.code, error.permanent) == ("not_decoded", True)


def test_bytes_that_are_no_gzip_are_not_decoded(server: LocalServer) -> None:
    server.add("/data", b"plain text", headers={"Content-Encoding": "gzip"})

    error = fault(server, "/data")

    assert (error.code, error.permanent) == ("not_decoded", False)


# --- size -----------------------------------------------------------------------------------------------


def test_a_body_at_its_limit_passes_and_one_byte_more_does_not(server: LocalServer) -> None:
    server.add("/data", b"x" * 1000)

    assert len(fetched(server, "/data", limit=1000)) == 1000
    error = fault(server, "/data", limit=999)

    assert (error.code, error.permanent) == ("too_large", True)
    assert error.numbers == (("host", "127.0.0.1"), ("limit", "999"))


def test_a_body_that_goes_on_for_ever_is_too_large() -> None:
    with wire(b"HTTP/1.1 200 OK\r\n\r\n", again=b"x" * 65_536) as netloc:
        error = failure(door(netloc), Request(f"http://{netloc}/"))

    assert error.code == "too_large"


def test_a_bomb_is_cut_at_the_limit_and_never_unpacked_whole(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _each in range(200)) + packer.flush()
    server.add("/bomb", bomb, headers={"Content-Encoding": "gzip"})
    pieces: list[int] = []
    unzipped = http._unzipped

    def measured(*args: object) -> Iterator[bytes]:
        for piece in unzipped(*args):  # type: ignore[arg-type]
            pieces.append(len(piece))
            yield piece

    monkeypatch.setattr(http, "_unzipped", measured)

    error = fault(server, "/bomb", limit=500_000)

    assert (error.code, max(pieces)) == ("too_large", http.CHUNK)
    assert sum(pieces) <= 500_000 + http.CHUNK


def test_compressed_members_of_nothing_end_with_the_deadline() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    with wire(head, again=gzip.compress(b"", mtime=0) * 100) as netloc:
        error = failure(door(netloc, seconds=0.5), Request(f"http://{netloc}/"))

    assert error.code == "timeout"


# --- the deadline ---------------------------------------------------------------------------------------


def test_an_answer_that_comes_too_late_is_a_timeout(server: LocalServer) -> None:
    server.add("/late", b"[]", delay=3)

    error = fault(server, "/late", seconds=0.3)

    assert (error.code, error.permanent, error.numbers) == ("timeout", False, (("host", "127.0.0.1"),))


def test_headers_that_trickle_end_at_the_deadline(server: LocalServer) -> None:
    server.add("/slow", b"[]", headers={"X-Filler": "x" * 40}, header_drip=0.05)

    assert fault(server, "/slow", seconds=0.5).code == "timeout"


@pytest.mark.parametrize("headers", [{}, {"Content-Length": ""}])
def test_a_body_that_trickles_ends_at_the_deadline(server: LocalServer, headers: dict[str, str]) -> None:
    server.add("/slow", b"x" * 60, headers=headers, drip=0.05)

    assert fault(server, "/slow", seconds=0.5).code == "timeout"


@pytest.mark.parametrize("again", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n"])
def test_a_peer_that_says_go_on_for_ever_ends_at_the_deadline(again: bytes) -> None:
    with wire(b"", again=again) as netloc:
        error = failure(door(netloc, seconds=0.5), Request(f"http://{netloc}/"))

    assert error.code == "timeout"


def test_the_deadline_counts_all_redirects_together(server: LocalServer) -> None:
    for hop in range(5):
        server.add(f"/{hop}", status=302, headers={"Location": f"/{hop + 1}"}, delay=0.3)
    server.add("/5", b"here", delay=0.3)

    assert fault(server, "/0", seconds=0.8).code == "timeout"


def test_a_name_server_that_does_not_answer_is_a_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    waited_for: list[str] = []

    def resolve(host: str, port: int) -> Sequence[IPAddress]:
        let_go.wait(10)
        waited_for.append(host)
        return []

    monkeypatch.setattr(http, "resolve", resolve)

    error = failure(door(seconds=0.2), Request("http://source.example/"))

    assert (error.code, waited_for) == ("timeout", [])
    let_go.set()


def test_a_handshake_that_never_comes_is_a_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        netloc = f"127.0.0.1:{silent.getsockname()[1]}"

        error = failure(door(netloc, seconds=0.3), Request(f"https://{netloc}/"))

    assert error.code == "timeout"


def test_many_addresses_that_do_not_answer_share_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, [f"93.184.216.{low}" for low in range(1, 100)])
    tried: list[object] = []

    def silent(address: object, timeout: float) -> socket.socket:
        tried.append(address)
        threading.Event().wait(timeout)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", silent)

    error = failure(door(seconds=0.3), Request("http://source.example/"))

    assert (error.code, len(tried)) == ("timeout", 1)


def test_a_body_may_be_read_after_the_deadline_of_its_fetch(server: LocalServer) -> None:
    server.add("/data", b"[1]")

    with door(server.netloc, seconds=1).fetch(Request(server.address("/data"))) as response:
        threading.Event().wait(1.1)
        body = response.body.read()

    assert body == b"[1]"
