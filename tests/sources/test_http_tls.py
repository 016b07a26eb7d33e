"""The door behind TLS: who is greeted, whose certificate holds, what is not trusted."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests.adapters

from claims.values import Request
from tests.local_server import LocalServer
from tests.sources.doors import door, failure, names

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
