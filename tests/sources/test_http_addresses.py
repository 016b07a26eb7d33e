"""The door and hostile addresses: what may be dialled, and what is refused before.

In `aimed` the usual port of both schemes is the canary's, so that a spelling that slips through really reaches it.
"""

from __future__ import annotations

import json

import pytest
from urllib3.connection import port_by_scheme

from claims.sources import addresses
from claims.values import Request
from tests.local_server import LocalServer
from tests.sources.doors import door, failure, fault, names

PUBLIC = "93.184.216.34"


@pytest.fixture
def aimed(canary: LocalServer, monkeypatch: pytest.MonkeyPatch) -> LocalServer:
    """The canary on the usual port, for the door and for the client below it."""
    for scheme in ("http", "https"):
        monkeypatch.setitem(addresses.PORTS, scheme, canary.port)
        monkeypatch.setitem(port_by_scheme, scheme, canary.port)
    return canary


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
