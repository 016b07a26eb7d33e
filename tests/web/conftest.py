"""People of every role with their browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.builders import make_user

LogIn = Callable[[str], Client]


@pytest.fixture
def log_in(db: None) -> LogIn:
    """A browser of somebody of that group: "" for a stranger without one, "anonymous" for nobody."""

    def browser(role: str) -> Client:
        client = Client()
        if role != "anonymous":
            user = make_user("" if role == "stranger" else role, is_staff=role == "curator")
            client.force_login(user)
            client.user = user  # type: ignore[attr-defined]
        return client

    return browser


@pytest.fixture
def checker(log_in: LogIn) -> Client:
    return log_in("checker")


@pytest.fixture
def editor(log_in: LogIn) -> Client:
    return log_in("editor")
