"""Servers that the door is tried on."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator

import pytest

from tests.local_server import LocalServer


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
