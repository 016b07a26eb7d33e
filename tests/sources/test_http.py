"""The door: what it lets through, what it refuses, and how every fault ends."""

from __future__ import annotations

import gzip
import ipaddress
from collections.abc import Iterator, Sequence

import pytest

from claims.sources import http
from claims.sources.addresses import IPAddress
from claims.sources.http import Door, DoorConfig
from claims.values import Request, SourceError
from tests.local_server import Answer, LocalServer

SECONDS = 1.0


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


def door(server: LocalServer | None = None) -> Door:
    allowed = frozenset({server.netloc}) if server else frozenset()
    return Door(DoorConfig(user_agent="Desk/1 (desk@example.org)", outgoing_allow=allowed, total_seconds=SECONDS))


def fetched(through: Door, address: str, limit: int = 100_000) -> bytes:
    with through.fetch(Request(address, limit=limit)) as response:
        return response.body.read()


def refused(through: Door, address: str, limit: int = 100_000) -> SourceError:
    with pytest.raises(SourceError) as raised:
        fetched(through, address, limit)
    return raised.value


def test_a_body_comes_back_with_its_headers_in_small_letters(server: LocalServer) -> None:
    server.add("/data", b"42", headers={"Content-Type": "text/plain", "X-Release": "7"})

    with door(server).fetch(Request(server.address("/data"), (("q", "a b"), ("q", "ä")))) as response:
        body, release, address = response.body.read(), response.headers["x-release"], response.address

    assert (body, release) == (b"42", "7")
    assert server.requests == ["/data?q=a+b&q=%C3%A4"]
    assert address.startswith(server.address("/data"))


def test_a_compressed_body_is_given_as_it_was_meant(server: LocalServer) -> None:
    server.add("/data", gzip.compress(b"figures"), headers={"Content-Encoding": "gzip"})

    assert fetched(door(server), server.address("/data")) == b"figures"


def test_a_redirect_is_followed(server: LocalServer) -> None:
    server.redirect("/old", "/new")
    server.add("/new", b"here")

    assert fetched(door(server), server.address("/old")) == b"here"


@pytest.mark.parametrize(
    ("answer", "code", "permanent"),
    [
        (Answer(b"x", 404), "bad_status", True),
        (Answer(b"x", 410), "bad_status", True),
        (Answer(b"x", 408), "bad_status", False),
        (Answer(b"x", 500), "bad_status", False),
        (Answer(b"x", 503), "bad_status", False),
        (Answer(b"x", 429), "rate_limited", False),
        (Answer(b"x", 503, {"Retry-After": "7"}), "rate_limited", False),
        (Answer(b"x", 304), "bad_status", True),
        (Answer(b"x", delay=3), "timeout", False),
        (Answer(b"x" * 50, drip=0.1), "timeout", False),
        (Answer(b"x", header_drip=0.1), "timeout", False),
        (Answer(b"x" * 50, cut=10), "truncated", False),
        (Answer(b"x" * 200_000), "too_large", True),
        (Answer(gzip.compress(b"0" * 50_000_000), headers={"Content-Encoding": "gzip"}), "too_large", True),
        (Answer(b"not gzip at all", headers={"Content-Encoding": "gzip"}), "not_decoded", False),
        (Answer(b"x", headers={"Content-Encoding": "br"}), "not_decoded", True),
    ],
)
def test_a_fault_ends_in_its_own_words(server: LocalServer, answer: Answer, code: str, permanent: bool) -> None:
    server.answers["/fault"] = answer

    error = refused(door(server), server.address("/fault"))

    assert (error.code, error.permanent) == (code, permanent)


def test_a_redirect_without_end_is_left(server: LocalServer) -> None:
    server.redirect("/loop", "/loop")

    assert refused(door(server), server.address("/loop")).code == "too_many_redirects"
    assert len(server.requests) < 10


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("30", 30), ("999999999", 3600), ("soon", 60), ("-5", 60), ("Fri, 01 Jan 2100 00:00:00 GMT", 3600)],
)
def test_a_pause_is_read_as_seconds_or_a_day_and_capped(server: LocalServer, said: str, seconds: int) -> None:
    server.add("/busy", status=429, headers={"Retry-After": said})

    assert refused(door(server), server.address("/busy")).retry_after == seconds


def test_a_host_that_nobody_answers_at_is_unreachable(server: LocalServer) -> None:
    allowed = Door(DoorConfig(outgoing_allow=frozenset({"127.0.0.1:9"}), total_seconds=SECONDS))

    error = refused(allowed, "http://127.0.0.1:9/")

    assert (error.code, error.permanent, dict(error.numbers)["host"]) == ("unreachable", False, "127.0.0.1")


def test_plain_text_where_a_certificate_should_be_is_told(server: LocalServer) -> None:
    assert refused(door(server), f"https://{server.netloc}/").code in ("tls_failed", "unreachable")


def test_nothing_is_taken_from_the_environment(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.add("/data", b"direct")

    assert fetched(door(server), server.address("/data")) == b"direct"


# --- hostile addresses: none of them reaches the canary -------------------------------------------------

SPELLINGS = (
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.000.000.001:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://localhost.localdomain:{port}/",
    "http://[::1]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fc00::1]:{port}/",
    "http://[fec0::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://[::1%25eth0]:{port}/",
    "http://\u2460\u2461\u2466.0.0.1:{port}/",
    "http://127\u30020\u30020\u30021:{port}/",
    "http://\uff11\uff12\uff17.0.0.1:{port}/",
    "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:{port}/",
    "http://user@127.0.0.1:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
    "http://example.org@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@example.org/",
    "http://127.0.0.1:{port}\\@example.org/",
    "http://example.org\\@127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}\\",
    "http:/127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\t/",
    "http://127.0.0.1\n:{port}/",
    " http://127.0.0.1:{port}/",
    "http://127.0.0.1:{port} /",
    "http://127.0.0.1%00.example.org:{port}/",
    "http://127.0.0.1%2f.example.org:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "HTTP://127.0.0.1:{port}/",
    "https://127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "file:///etc/passwd",
    "dict://127.0.0.1:{port}/",
    "jar:http://127.0.0.1:{port}/!/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://198.18.0.1/",
    "http://192.0.2.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:-1/",
    "http://:{port}/",
    "http://[127.0.0.1]:{port}/",
    "http://[::1/",
    "http://.:{port}/",
    "http://..:{port}/",
    "",
)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_an_address_inside_the_house_reaches_it(server: LocalServer, spelling: str) -> None:
    port = server.netloc.rpartition(":")[2]

    error = refused(door(), spelling.format(port=port))

    assert error.code in ("bad_address", "refused_address")
    assert not server.requests


@pytest.mark.parametrize("spelling", [each for each in SPELLINGS if each.startswith("http://") and "{port}" in each])
def test_no_redirect_leads_inside_the_house(server: LocalServer, spelling: str) -> None:
    with LocalServer() as canary:
        port = canary.netloc.rpartition(":")[2]
        server.answers["/out"] = Answer(b"", 302, {"Location": spelling.format(port=port).encode().decode("latin-1")})

        error = refused(door(server), server.address("/out"))

        assert error.code in ("bad_address", "refused_address", "bad_status", "unreachable")
        assert not canary.requests


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["10.1.2.3"],
        ["8.8.8.8", "127.0.0.1"],
        ["2002:7f00:1::"],
        ["169.254.169.254"],
        ["0.0.0.0"],
    ],
)
def test_a_name_that_resolves_inside_the_house_is_refused_whatever_else_it_resolves_to(
    monkeypatch: pytest.MonkeyPatch, answers: Sequence[str]
) -> None:
    def resolve(host: str, port: int) -> Sequence[IPAddress]:
        return [ipaddress.ip_address(answer) for answer in answers]

    monkeypatch.setattr(http, "resolve", resolve)

    assert refused(door(), "http://news.example.org/").code == "refused_address"


def test_a_name_is_resolved_once_and_the_address_that_was_checked_is_dialled(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = iter([["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]])
    dialled: list[str] = []

    def resolve(host: str, port: int) -> Sequence[IPAddress]:
        return [ipaddress.ip_address(answer) for answer in next(turns)]

    def connect(address: tuple[str, int], timeout: float) -> None:
        dialled.append(address[0])
        raise OSError("no way out of a test")

    monkeypatch.setattr(http, "resolve", resolve)
    monkeypatch.setattr(http.socket, "create_connection", connect)

    refused(door(), "http://news.example.org/")

    assert dialled == ["8.8.8.8"]


def test_a_port_that_no_web_server_uses_is_refused_on_public_hosts_too() -> None:
    assert refused(door(), "http://example.org:22/").code == "refused_address"


def test_a_way_from_a_safe_line_to_an_open_one_is_not_taken() -> None:
    from claims.sources.addresses import target_of

    with pytest.raises(SourceError) as raised:
        http._next("https://example.org/a", "http://example.org/b", target_of("https://example.org/a"))

    assert raised.value.code == "insecure_redirect"
