"""The house of the tests: no way out, and real servers that are started once.

A skip whose reason begins with "component:" fails where FACTCHECK_NO_SKIP is set.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.environment import SCRATCH


def pytest_configure(config: pytest.Config) -> None:
    """The tests' flush must empty tables that are append only: it lifts their triggers, and the
    post_migrate handler that a flush sends makes them again."""
    from django.conf import settings
    from django.test import TransactionTestCase

    from claims.models.triggers import drop_triggers

    # A slow hash is right for people and wrong for hundreds of test users.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: TransactionTestCase) -> None:
        for using in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
            drop_triggers(using)
        flush(case)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("FACTCHECK_NO_SKIP") and "component:" in str(report.longrepr):
        report.outcome = "failed"


def _only_loopback(call: Callable[..., Any]) -> Callable[..., Any]:
    """The same call of a socket, whose last argument is an address, for this machine alone."""

    def checked(self: socket.socket, *arguments: Any) -> Any:
        host = arguments[-1][0] if isinstance(arguments[-1], tuple) else ""
        if host and not (host.startswith("127.") or host in ("::1", "localhost")):
            raise AssertionError(f"a test reached out to {host}")
        return call(self, *arguments)

    return checked


LOOPBACK_ONLY = {name: _only_loopback(getattr(socket.socket, name)) for name in ("connect", "connect_ex", "sendto")}


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test does, it stays on this machine."""
    for name, call in LOOPBACK_ONLY.items():
        monkeypatch.setattr(socket.socket, name, call)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Rows of one test have the ids of another's: what was kept of them goes."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A private Redis-protocol server on a socket; its address as REDIS_URL spells it."""
    from factcheck.broker import server_command, server_program
    from factcheck.supervisor import answers

    path = SCRATCH / "redis.sock"
    command = server_command(server_program(), socket=path, folder=SCRATCH / "broker")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while not answers(str(path)):
            assert process.poll() is None, f"the server ended with {process.returncode}: {' '.join(command)}"
            assert time.monotonic() < until, f"the server does not answer: {' '.join(command)}"
            time.sleep(0.05)
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def shared_folder() -> Path:
    """The folder of recorded bodies beside the checkout; what uses it is an addition and says so."""
    folder = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parent.parent.parent / "shared"))
    if not (folder / "reference-data").is_dir():
        pytest.skip("the recorded bodies do not lie beside this checkout")
    return folder
