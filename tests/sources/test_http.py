"""The door: what it lets through, the redirects it follows, the statuses it tells apart."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from claims.sources import http
from claims.values import Request
from tests.local_server import LocalServer
from tests.sources.doors import door, fault, fetched

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
