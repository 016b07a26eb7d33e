"""Feeding connectors with bodies in place of a network."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from claims.values import Connector, Query, Request, Response, SourceConfig, SourceError, SourceReading

BASE = "https://figures.example.org"
CONFIG = SourceConfig(base=BASE)


@dataclass(frozen=True)
class Answer:
    body: bytes
    status: int = 200
    date: str = "Tue, 24 Nov 2026 10:00:00 GMT"


def read(
    connector: Connector, query: Query, answers: Sequence[bytes | Answer], config: SourceConfig = CONFIG
) -> tuple[SourceReading, list[Request]]:
    """What a connector makes of these answers, all of which it has to ask for, and what it asked."""
    generator = connector.read(query, config)
    waiting, asked = list(answers), []
    request = next(generator)
    try:
        while True:
            asked.append(request)
            given = waiting.pop(0)
            answer = given if isinstance(given, Answer) else Answer(given)
            headers = {"date": answer.date} if answer.date else {}
            request = generator.send(Response(answer.status, headers, io.BytesIO(answer.body), request.address))
    except StopIteration as stop:
        assert not waiting
        return stop.value, asked


def refusal(
    connector: Connector, query: Query, answers: Sequence[bytes | Answer], config: SourceConfig = CONFIG
) -> SourceError:
    """The error that these answers end in: no observation comes of them."""
    with pytest.raises(SourceError) as raised:
        read(connector, query, answers, config)
    return raised.value
