"""Doors for tests, and servers that speak the wire byte by byte."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

import pytest

from claims.sources import http
from claims.sources.addresses import IPAddress
from claims.sources.http import Door, DoorConfig
from claims.values import Request, SourceError
from claims.wording import sentence
from tests.local_server import LocalServer


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
