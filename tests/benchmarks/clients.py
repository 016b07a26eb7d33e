"""People at the desk: each has a log-in and a connection that stays open, and counts milliseconds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from claims.models import User

TOKEN = "b" * 32
KEPT = 1.0  # seconds without a question after which a connection is opened anew: the server closes it after two


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    body: bytes
    location: str
    milliseconds: float


class Person:
    """One user's browser. `user` is None for a stranger."""

    def __init__(self, port: int, user: User | None = None) -> None:
        self.user = user
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._asked_at = 0.0
        self._headers = {"X-CSRFToken": TOKEN, "Cookie": f"csrftoken={TOKEN}{_session(user) if user else ''}"}

    def get(self, address: str) -> Answered:
        answered = self._ask("GET", address)
        assert answered.status == 200, f"{address} answered {answered.status}"
        return answered

    def post(self, address: str, fields: Mapping[str, object] | None = None) -> Answered:
        answered = self._ask("POST", address, urlencode(fields or {}))
        assert answered.status in (200, 302), f"{address} answered {answered.status}"
        return answered

    def _ask(self, method: str, address: str, body: str = "") -> Answered:
        headers = {**self._headers, "Content-Type": "application/x-www-form-urlencoded"} if body else self._headers
        if time.perf_counter() - self._asked_at > KEPT:
            self._connection.close()
        began = time.perf_counter()
        self._connection.request(method, address, body, headers)
        response = self._connection.getresponse()
        content = response.read()
        self._asked_at = time.perf_counter()
        taken = (self._asked_at - began) * 1000
        return Answered(response.status, content, response.headers.get("Location", ""), taken)


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def claim_of(answered: Answered) -> int:
    """The claim to whose page an answer leads."""
    found = re.search(r"/desk/claims/(\d+)/", answered.location)
    assert found, f"led to {answered.location!r}, not to a claim"
    return int(found[1])


def together(people: Sequence[Person], turn: Callable[[Person], float], times: int) -> list[float]:
    """The milliseconds of every turn of all of them at once."""
    with ThreadPoolExecutor(len(people)) as pool:
        runs = pool.map(lambda person: [turn(person) for _each in range(times)], people)
        return [each for run in runs for each in run]
