"""The door: what it lets through, what it refuses, and that every fault has its code and its sentence.

In `aimed` the usual port of both schemes is the canary's, so that a spelling that slips through really
reaches it. No test asks a clock: a deadline that did not hold would let the answer through in the end.
"""

from __future__ import annotations

import gzip
import ipaddress
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests.adapters
from urllib3.connection import port_by_scheme

from claims.sources import addresses, http
from claims.sources.addresses import IPAddress
from claims.sources.http import Door, DoorConfig
from claims.values import Request, SourceError
from claims.wording import sentence
from tests.local_server import LocalServer

PUBLIC = "93.184.216.34"


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture(scope="module")
def bird() -> Iterator[LocalServer]:
    with LocalServer() as running:
        running.add("*", b"the canary was reached")
        yield running


@pytest.fixture
def canary(bird: LocalServer) -> LocalServer:
    """One server for all tests, that has heard nothing yet."""
    bird.requests.clear()
    bird.headers.clear()
    return bird


@pytest.fixture
def aimed(canary: LocalServer, monkeypatch: pytest.MonkeyPatch) -> LocalServer:
    """The canary on the usual port, for the door and for the client below it."""
    for scheme in ("http", "https"):
        monkeypatch.setitem(addresses.PORTS, scheme, canary.port)
        monkeypatch.setitem(port_by_scheme, scheme, canary.port)
    return canary


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were dialled; those outside this machine do not answer."""
    seen: list[str] = []
    connect = socket.socket.connect

    def record(self: socket.socket, address: tuple[str, int]) -> None:
        seen.append(address[0])
        if not ipaddress.ip_address(address[0]).is_loopback:
            raise ConnectionRefusedError
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", record)
    return seen


def names(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[str]) -> list[str]:
    """Answers of the name server, one after the other, the last one again and again; what was asked."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[IPAddress]:
        asked.append(host)
        return [ipaddress.ip_address(each) for each in answers[min(len(asked), len(answers)) - 1]]

    monkeypatch.setattr(http, "resolve", resolve)
    return asked


def door(*allowed: str, seconds: float = 20.0, agent: str = "Factcheck/1") -> Door:
    return Door(DoorConfig(user_agent=agent, outgoing_allow=frozenset(allowed), total_seconds=seconds))


def fetched(server: LocalServer, path: str, *, limit: int = 5_000_000) -> bytes:
    with door(server.netloc).fetch(Request(server.address(path), limit=limit)) as response:
        return response.body.read()


def failure(door: Door, request: Request) -> SourceError:
    """The error of a fetch; each has a sentence that its numbers fill."""
    with pytest.raises(SourceError) as caught, door.fetch(request):
        pass
    assert "%(" not in sentence(caught.value.reason)
    return caught.value


def fault(server: LocalServer, path: str, *, limit: int = 5_000_000, seconds: float = 20.0) -> SourceError:
    return failure(door(server.netloc, seconds=seconds), Request(server.address(path), limit=limit))


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


# --- what comes through ---------------------------------------------------------------------------------


def test_a_response_has_its_status_lower_case_headers_its_body_and_its_address(server: LocalServer) -> None:
    server.add("/data", b"[1]", headers={"Content-Type": "application/json"})

    with door(server.netloc).fetch(Request(server.address("/data"))) as response:
        body = response.body.read()

    assert (response.status, body, response.address) == (200, b"[1]", server.address("/data"))
    assert response.headers["content-type"] == "application/json"


def test_parameters_are_sent_as_the_query(server: LocalServer) -> None:
    server.add("/data", b"[]")

    with door(server.netloc).fetch(Request(server.address("/data"), (("date", "2014:2016"), ("q", "a b"), ("q", "ä")))):
        pass

    assert server.requests == ["/data?date=2014%3A2016&q=a+b&q=%C3%A4"]


def test_the_desk_names_itself_and_asks_for_gzip_alone(server: LocalServer) -> None:
    server.add("/data", b"[]")
    own = (("Accept", "text/csv"), ("Accept-Encoding", "br"))

    with door(server.netloc, agent="Desk/2").fetch(Request(server.address("/data"), headers=own)):
        pass

    sent = server.headers[0]
    assert (sent["user-agent"], sent["accept"], sent["accept-encoding"]) == ("Desk/2", "text/csv", "gzip")


@pytest.mark.parametrize(("size", "on_disk"), [(900_000, False), (1_500_000, True)])
def test_a_body_of_more_than_a_megabyte_lies_on_disk(server: LocalServer, size: int, on_disk: bool) -> None:
    server.add("/large", b"x" * size)

    with door(server.netloc).fetch(Request(server.address("/large"))) as response:
        assert (response.body.name is not None, len(response.body.read())) == (on_disk, size)


def test_nothing_is_left_running_after_a_fetch(server: LocalServer) -> None:
    server.redirect("/old", "/new")
    server.add("/new", b"[]")

    fetched(server, "/old")
    fault(server, "/none")

    timers = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    assert [each for each in timers if not each.finished.is_set()] == []


@pytest.mark.parametrize("members", [1, 2])
def test_a_compressed_body_comes_unpacked(server: LocalServer, members: int) -> None:
    packed = b"".join(gzip.compress(b"figures " * 50_000, mtime=0) for _member in range(members))
    server.add("/packed", packed, headers={"Content-Encoding": "gzip"})

    assert fetched(server, "/packed") == b"figures " * 50_000 * members


def test_padding_after_a_compressed_body_does_no_harm(server: LocalServer) -> None:
    server.add("/padded", gzip.compress(b"[]", mtime=0) + b"\0" * 100, headers={"Content-Encoding": "gzip"})

    assert fetched(server, "/padded") == b"[]"


def test_a_body_in_chunks_comes_whole(server: LocalServer) -> None:
    server.add("/chunks", b"3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n", headers={"Transfer-Encoding": "chunked"})

    assert fetched(server, "/chunks") == b"[1,2]"


def test_a_body_without_a_length_comes_whole(server: LocalServer) -> None:
    server.add("/long", b"[1, 2, 3]", headers={"Content-Length": ""})

    assert fetched(server, "/long") == b"[1, 2, 3]"


def test_an_empty_answer_is_no_fault(server: LocalServer) -> None:
    server.add("/empty", b"", headers={"Content-Encoding": "gzip"})

    assert fetched(server, "/empty") == b""


def test_nothing_is_taken_from_the_environment(
    server: LocalServer, canary: LocalServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server.add("/data", b"[]")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{canary.netloc}")

    fetched(server, "/data")

    assert (server.requests, canary.requests) == (["/data"], [])
    assert "authorization" not in server.headers[0]


def test_another_process_may_serve_a_file(tmp_path: Path) -> None:
    (tmp_path / "body.json").write_bytes(b"[7]")
    command = [sys.executable, "-m", "tests.local_server", "--file", f"/a=b={tmp_path / 'body.json'}"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        word, netloc = process.stdout.readline().split()
        with door(netloc).fetch(Request(f"http://{netloc}/a=b")) as response:
            body = response.body.read()
        process.terminate()

    assert (word, body) == ("ready", b"[7]")


# --- redirects ------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_the_last_address_is_told(server: LocalServer) -> None:
    server.redirect("/old", "middle?a=1")
    server.redirect("/middle", server.address("/new"))
    server.add("/new", b"here")

    with door(server.netloc).fetch(Request(server.address("/old"))) as response:
        body = response.body.read()

    assert (body, response.address) == (b"here", server.address("/new"))
    assert server.requests == ["/old", "/middle?a=1", "/new"]


def test_five_redirects_are_followed_and_a_sixth_is_not(server: LocalServer) -> None:
    for hop in range(6):
        server.redirect(f"/{hop}", f"/{hop + 1}")
    server.add("/6", b"here")

    assert fetched(server, "/1") == b"here"
    error = fault(server, "/0")

    assert (error.code, error.permanent, server.count("/6")) == ("too_many_redirects", True, 1)


def test_a_redirect_to_itself_is_left(server: LocalServer) -> None:
    server.redirect("/loop", "/loop")

    assert fault(server, "/loop").code == "too_many_redirects"
    assert server.count("/loop") == http.MOST_REDIRECTS + 1


def test_a_redirect_in_utf_8_is_followed(server: LocalServer) -> None:
    server.redirect("/old", "/größe".encode().decode("latin-1"))
    server.add("/gr%C3%B6%C3%9Fe", b"here")

    assert fetched(server, "/old") == b"here"


@pytest.mark.parametrize(
    "location", ["http://[", "http://a b/", "ftp://127.0.0.1/", "file:///etc/passwd", "javascript:1"]
)
def test_a_redirect_to_no_web_address_is_a_bad_address(server: LocalServer, location: str) -> None:
    server.redirect("/old", location)

    assert fault(server, "/old").code == "bad_address"


def test_a_key_in_the_headers_stays_with_the_host_that_it_is_for(server: LocalServer, canary: LocalServer) -> None:
    server.redirect("/within", "/away")
    server.redirect("/away", canary.address("/"))
    own = (("Authorization", "Bearer key"), ("X-Api-Key", "key"), ("Accept", "text/csv"))

    with door(server.netloc, canary.netloc).fetch(Request(server.address("/within"), headers=own)):
        pass

    assert [each.get("authorization") for each in server.headers] == ["Bearer key"] * 2
    assert not {"authorization", "x-api-key"} & set(canary.headers[0])
    assert canary.headers[0]["accept"] == "text/csv"


# --- statuses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "permanent"),
    [
        (400, True),
        (401, True),
        (404, True),
        (410, True),
        (304, True),
        (408, False),
        (425, False),
        (500, False),
        (503, False),
    ],
)
def test_a_bad_status_says_whether_asking_again_may_help(server: LocalServer, status: int, permanent: bool) -> None:
    server.add("/data", b"x" * 1000, status=status)

    error = fault(server, "/data", limit=10)

    assert (error.code, error.permanent) == ("bad_status", permanent)
    assert error.numbers == (("host", "127.0.0.1"), ("status", str(status)))


def test_a_status_that_the_connector_reads_itself_comes_with_its_body(server: LocalServer) -> None:
    server.add("/data", b'{"message": "quota"}', status=403)
    request = Request(server.address("/data"), statuses=frozenset({403}))

    with door(server.netloc).fetch(request) as response:
        assert (response.status, response.body.read()) == (403, b'{"message": "quota"}')
    assert fault(server, "/data").code == "bad_status"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("asked", "kept"), [("120", 120), ("999999999999", 3600), (" 7 ", 7)])
def test_a_pause_in_seconds_is_kept_up_to_an_hour(server: LocalServer, status: int, asked: str, kept: int) -> None:
    server.add("/data", status=status, headers={"Retry-After": asked})

    error = fault(server, "/data")

    assert (error.code, error.permanent, error.retry_after) == ("rate_limited", False, kept)


@pytest.mark.parametrize(("ahead", "kept"), [(timedelta(days=2), 3600), (timedelta(days=-2), 60)])
def test_a_pause_until_a_date_is_kept_up_to_an_hour(server: LocalServer, ahead: timedelta, kept: int) -> None:
    until = format_datetime(datetime.now(UTC) + ahead, usegmt=True)
    server.add("/data", status=429, headers={"Retry-After": until})

    assert fault(server, "/data").retry_after == kept


@pytest.mark.parametrize(
    "pause", ["", "soon", "-5", "1.5", "Fri, 99 Foo 2020 99:99:99 GMT", "Mon, 1 Jan 9999 00:00:00 -9959"]
)
def test_a_pause_that_cannot_be_read_is_still_a_pause(server: LocalServer, pause: str) -> None:
    server.add("/data", status=429, headers={"Retry-After": pause})

    error = fault(server, "/data")

    assert error.code == "rate_limited"
    assert error.retry_after in (60, 3600)


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


# --- TLS ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for source.example that signs itself, and its key, in one file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("the program openssl, which makes the certificate, is not on this machine")
    folder = tmp_path_factory.mktemp("tls")
    subject = ["-subj", "/CN=source.example", "-addext", "subjectAltName=DNS:source.example"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "cert.pem").read_text() + (folder / "key.pem").read_text())
    return both


@pytest.fixture
def hosts_named() -> list[str | None]:
    return []


@pytest.fixture
def secure(certificate: Path, hosts_named: list[str | None], monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    """A server that every name leads to; the names that clients gave in their greeting are noted."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: hosts_named.append(name)
    names(monkeypatch, ["127.0.0.1"])
    with LocalServer(tls=context) as running:
        running.add("/data", b"[1]")
        yield running


def trust(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))


def test_the_name_is_greeted_and_certified_while_its_address_is_dialled(
    secure: LocalServer,
    certificate: Path,
    hosts_named: list[str | None],
    dialled: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust(monkeypatch, certificate)
    netloc = f"source.example:{secure.port}"

    with door(netloc).fetch(Request(f"https://{netloc}/data")) as response:
        body = response.body.read()

    assert (body, hosts_named, dialled) == (b"[1]", ["source.example"], ["127.0.0.1"])
    assert secure.headers[0]["host"] == netloc


def test_a_certificate_for_another_name_is_refused(
    secure: LocalServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, certificate)
    netloc = f"other.example:{secure.port}"

    error = failure(door(netloc), Request(f"https://{netloc}/data"))

    assert (error.code, secure.requests) == ("tls_failed", [])


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: LocalServer) -> None:
    netloc = f"source.example:{secure.port}"

    error = failure(door(netloc), Request(f"https://{netloc}/data"))

    assert (error.code, secure.requests) == ("tls_failed", [])


def test_a_bundle_of_certificates_in_the_environment_is_not_trusted(
    secure: LocalServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(certificate))
    netloc = f"source.example:{secure.port}"

    assert failure(door(netloc), Request(f"https://{netloc}/data")).code == "tls_failed"


def test_a_server_that_speaks_no_tls_fails_the_handshake(server: LocalServer) -> None:
    error = failure(door(server.netloc), Request(f"https://{server.netloc}/"))

    assert (error.code, server.requests) == ("tls_failed", [])


def test_a_redirect_out_of_tls_is_not_taken(
    secure: LocalServer, certificate: Path, canary: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(monkeypatch, certificate)
    secure.redirect("/out", f"HTTP://{canary.netloc}/")
    netloc = f"source.example:{secure.port}"

    error = failure(door(netloc, canary.netloc), Request(f"https://{netloc}/out"))

    assert (error.code, error.permanent, canary.requests) == ("insecure_redirect", True, [])


@pytest.mark.parametrize("fault", [{"drip": 0.05}, {"header_drip": 0.05}])
def test_the_deadline_holds_within_tls(
    secure: LocalServer, certificate: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, float]
) -> None:
    trust(monkeypatch, certificate)
    secure.add("/slow", b"x" * 60, headers={"Content-Length": ""}, **fault)  # type: ignore[arg-type]
    netloc = f"source.example:{secure.port}"

    assert failure(door(netloc, seconds=0.7), Request(f"https://{netloc}/slow")).code == "timeout"


# --- hostile addresses ----------------------------------------------------------------------------------

NO_ADDRESSES = [
    "",
    "127.0.0.1",
    "//127.0.0.1/",
    "http:127.0.0.1",
    "http:/127.0.0.1/",
    "http:///127.0.0.1/",
    "http://",
    "http://:80/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1/_GET",
    "dict://127.0.0.1/",
    "unix:///var/run/docker.sock",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-80/",
    "http://127.0.0.1:eighty/",
    "http://[::1/",
    "http://::1/",
    "http://[127.0.0.1]/",
    "http://a..b/",
    "http://.127.0.0.1/",
    "http://127.0.0.1%00.example.org/",
    "http://127%2e0%2e0%2e1/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%2f.example.org/",
    "http:\\\\127.0.0.1\\",
    "jar:http://127.0.0.1/!/",
    "http://./",
    "http://../",
]
DISGUISED_USERS = [
    "http://user@127.0.0.1/",
    "http://user:word@127.0.0.1/",
    "http://@127.0.0.1/",
    "http://127.0.0.1:80@example.org/",
    "http://example.org@127.0.0.1/",
    "http://127.0.0.1\\@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org&@127.0.0.1#@example.com/",
]
DISGUISED_SIGNS = [
    " http://127.0.0.1/",
    "http://127.0.0.1/ ",
    "http://127.0.0.1/a b",
    "http://127.0.0.1\t/",
    "http://127.0.\n0.1/",
    "http://127.0.0.1/\r\nX-Injected: yes",
    "http://127.0.0.1/\0",
    "ht\ntp://127.0.0.1/",
    "http://127.0.0.1\u200b/",
    "http://127.0.0.1\u00a0/",
    "http://127\u30020\u30020\u30021/",
    "http://127\uff0e0\uff0e0\uff0e1/",
    "http://127\uff610\uff610\uff611/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460/",
    "http://\u0661\u0662\u0667.\u0660.\u0660.\u0661/",
    "http://\U0001d7cf\U0001d7d0\U0001d7d5.0.0.1/",
    "http://12\u00ad7.0.0.1/",
    "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
]
SPELLINGS = [
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7F.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://0177.0.0.01/",
    "http://127.0.0.0x1/",
    "http://0x7f.1/",
    "http://127.000.000.001/",
    "http://4294967297/",
    "http://127.0.0.1.0/",
    "http://256.0.0.1/",
    "http://00000127.0.0.1/",
]
LITERALS = [
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "HTTP://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.1../",
    "http://127.0.0.1?@example.org/",
    "http://127.0.0.1#@example.org/",
    "http://127.255.255.254/",
    "http://0.0.0.0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:FFFF:7F00:0001]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[::1%25lo]/",
]
HOSTILE = [*NO_ADDRESSES, *DISGUISED_USERS, *DISGUISED_SIGNS, *SPELLINGS, *LITERALS]

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:8.8.8.8",
    "64:ff9b::10.0.0.1",
    "64:ff9b::8.8.8.8",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:0a00:1::1",
    "2002:0808:0808::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


def test_the_hostile_addresses_are_many_and_each_another_one() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) >= 60


def test_the_canary_can_be_reached_by_who_is_let_through(aimed: LocalServer) -> None:
    with door(aimed.netloc).fetch(Request("http://127.0.0.1/")) as response:
        body = response.body.read()

    assert (body, aimed.requests) == (b"the canary was reached", ["/"])


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_a_hostile_address_is_refused_before_anything_is_dialled(
    aimed: LocalServer, dialled: list[str], address: str
) -> None:
    error = failure(door(), Request(address))

    assert (error.code in ("bad_address", "refused_address"), error.permanent) == (True, True)
    assert (dialled, aimed.requests) == ([], [])


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_a_hostile_address_is_refused_with_parameters_too(aimed: LocalServer, dialled: list[str], address: str) -> None:
    error = failure(door(), Request(address, (("a", "b"),)))

    assert error.code in ("bad_address", "refused_address")
    assert (dialled, aimed.requests) == ([], [])


@pytest.mark.parametrize(
    "address",
    [
        "http://\uff18.\uff18.\uff18.\uff18/",
        "http://source\u3002example/",
        "http://source\uff61example/",
        "http://source\u2460.example/",
        " http://source.example/",
        "http://source.example/\n",
        "http://source.example/a\tb",
        "http://source.example/\u2028",
        "http://source.example/\x7f",
        "http://someone@source.example/",
    ],
    ids=ascii,
)
def test_a_spelling_in_disguise_is_refused_wherever_it_leads(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str], address: str
) -> None:
    asked = names(monkeypatch, [PUBLIC])

    error = failure(door(), Request(address))

    assert (error.code, error.permanent, asked, dialled) == ("bad_address", True, [], [])


@pytest.mark.parametrize("address", [*SPELLINGS, *LITERALS], ids=ascii)
def test_a_redirect_to_a_hostile_address_is_refused(
    server: LocalServer, aimed: LocalServer, dialled: list[str], address: str
) -> None:
    server.redirect("/old", address)

    error = fault(server, "/old")

    assert (error.code in ("bad_address", "refused_address"), error.permanent) == (True, True)
    assert (dialled, aimed.requests) == (["127.0.0.1"], [])


@pytest.mark.parametrize("address", NOT_PUBLIC)
@pytest.mark.parametrize("others", [[], [PUBLIC]], ids=["alone", "after a public one"])
def test_a_name_that_leads_to_an_address_that_is_not_public_is_refused(
    aimed: LocalServer, dialled: list[str], monkeypatch: pytest.MonkeyPatch, address: str, others: list[str]
) -> None:
    names(monkeypatch, [*others, address])

    error = failure(door(), Request("http://source.example/"))

    assert (error.code, error.permanent) == ("refused_address", True)
    assert error.numbers == (("host", "source.example"),)
    assert (dialled, aimed.requests) == ([], [])


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111"])
def test_a_public_address_is_dialled(monkeypatch: pytest.MonkeyPatch, dialled: list[str], address: str) -> None:
    names(monkeypatch, [address])

    error = failure(door(), Request("http://source.example/"))

    assert (error.code, dialled) == ("unreachable", [address])


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_dialled(
    aimed: LocalServer, monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    asked = names(monkeypatch, [PUBLIC], ["127.0.0.1"])

    failure(door(), Request("http://source.example/"))

    assert (asked, dialled, aimed.requests) == (["source.example"], [PUBLIC], [])


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    names(monkeypatch, ["2606:4700:4700::1111", PUBLIC])

    failure(door(), Request("http://source.example/"))

    assert dialled == ["2606:4700:4700::1111", PUBLIC]


def test_a_trailing_dot_leads_to_the_same_name(monkeypatch: pytest.MonkeyPatch, dialled: list[str]) -> None:
    asked = names(monkeypatch, ["10.0.0.1"])

    error = failure(door(), Request("http://Source.Example./"))

    assert (error.code, asked, dialled) == ("refused_address", ["source.example"], [])


def test_a_name_in_another_script_is_resolved_in_its_ascii_form(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str]
) -> None:
    asked = names(monkeypatch, [PUBLIC])

    failure(door(), Request("http://bücher.example/"))

    assert (asked, dialled) == (["xn--bcher-kva.example"], [PUBLIC])


@pytest.mark.parametrize("port", [1, 22, 25, 81, 443, 6379, 8000, 8080])
def test_a_port_that_is_not_the_usual_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, dialled: list[str], port: int
) -> None:
    names(monkeypatch, [PUBLIC])

    error = failure(door(), Request(f"http://source.example:{port}/"))

    assert (error.code, error.permanent, dialled) == ("refused_address", True, [])


def test_what_is_let_through_is_the_exact_host_and_port(server: LocalServer, canary: LocalServer) -> None:
    server.add("*", b"[]")
    others = [
        f"http://127.0.0.1:{canary.port}/",
        f"http://localhost:{server.port}/",
        f"http://127.1:{server.port}/",
        f"http://[::ffff:127.0.0.1]:{server.port}/",
        f"http://127.0.0.2:{server.port}/",
        "http://127.0.0.1/",
    ]

    codes = {failure(door(server.netloc), Request(each)).code for each in others}

    assert codes <= {"refused_address", "bad_address"}
    assert (server.requests, canary.requests) == ([], [])


def test_a_redirect_to_another_port_of_a_host_that_is_let_through_is_refused(
    server: LocalServer, canary: LocalServer
) -> None:
    server.redirect("/old", canary.address("/"))

    error = fault(server, "/old")

    assert (error.code, canary.requests) == ("refused_address", [])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "get", "GET / HTTP/1.1\r\nX: y"])
def test_nothing_but_a_get_is_sent(server: LocalServer, method: str) -> None:
    error = failure(door(server.netloc), Request(server.address("/"), method=method))

    assert (error.code, error.permanent, server.requests) == ("bad_method", True, [])


def test_a_header_with_a_line_break_is_not_sent(server: LocalServer) -> None:
    request = Request(server.address("/"), headers=(("Accept", "a\r\nX-Injected: yes"),))

    failure(door(server.netloc), request)

    assert server.requests == []


def test_a_long_address_is_refused_and_told_short(server: LocalServer) -> None:
    error = failure(door(server.netloc), Request(server.address("/" + "a" * 10_000)))

    assert (error.code, server.requests) == ("bad_address", [])
    assert len(json.dumps(error.numbers)) < 300
