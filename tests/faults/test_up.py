"""One command starts the whole desk, and its end is the end of all of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tests.faults.processes import ROOT, until

COMMAND = [sys.executable, "manage.py", "up", "--demo"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up under /proc")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """A desk of its own folder and port, with a private broker and a SQLite file, as a newcomer starts it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = _free_port()
        given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        # Every child inherits it, so that what belongs to this desk can be told from everything else.
        self.mark = f"FACTCHECK_VAR={var}"
        self.environment: Mapping[str, str] = {
            **given,
            "FACTCHECK_VAR": str(var),
            "PORT": str(self.port),
            "WORLD_BANK_BASE": "http://127.0.0.1:9",  # where nobody listens
            "OUTGOING_ALLOW": "127.0.0.1:9",
        }
        self.log = var.parent / f"{var.name[:40]}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(COMMAND, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        until(lambda: "Ctrl-C closes it." in self.said(), "the desk greets")

    def said(self) -> str:
        return self.log.read_text()

    def end(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(30)

    def living(self) -> dict[int, str]:
        """The processes of this desk and their command lines."""
        mark = self.mark.encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found

    def refusal(self, **changes: str) -> str:
        """What a start that is to fail says."""
        given = {**self.environment, **changes}
        done = subprocess.run(COMMAND, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode != 0
        return done.stderr.strip()


@pytest.fixture
def desk() -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="desk-"))
    made = Desk(folder / "var")
    yield made
    for pid in made.living():
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(folder)


def _states(desk: Desk) -> dict[str, set[str]]:
    """The states of the demo's lookups, by connector."""
    query = (
        "SELECT source.connector, lookup.state, lookup.last_error <> '' FROM claims_lookup lookup "
        "JOIN claims_series series ON series.id = lookup.series_id "
        "JOIN claims_source source ON source.id = series.source_id"
    )
    states: dict[str, set[str]] = {}
    with closing(sqlite3.connect(desk.var / "factcheck.sqlite3")) as connection:
        for connector, state, failed in connection.execute(query):
            states.setdefault(connector, set()).add(f"{state} with a reason" if failed else state)
    return states


def test_one_command_opens_the_desk_and_an_interrupt_leaves_nothing(desk: Desk) -> None:
    desk.start()
    page = requests.get(f"http://127.0.0.1:{desk.port}/", timeout=20)
    until(lambda: _states(desk).get("tables") == {"done"}, "the figures of the house table are fetched")
    until(lambda: "pending with a reason" in _states(desk)["world_bank"], "the page can say why the bank is missing")
    desk.end(signal.SIGINT)

    assert page.status_code == 200
    assert re.findall(r"^(checker|editor|curator) (?=\S{10,}$)", desk.said(), re.MULTILINE) == [
        "checker",
        "editor",
        "curator",
    ]
    assert (desk.var / "demo-logins.txt").stat().st_mode & 0o777 == 0o600
    assert desk.living() == {}


def test_a_second_desk_is_refused_with_the_way_out(desk: Desk) -> None:
    desk.start()

    same_folder = desk.refusal(PORT=str(_free_port()))
    same_port = desk.refusal(FACTCHECK_VAR=str(desk.var.with_name("other")))
    desk.end(signal.SIGTERM)

    assert same_folder.endswith(f"A desk runs on {desk.var} already: end it, or give FACTCHECK_VAR another folder.")
    assert f"127.0.0.1:{desk.port} cannot be had" in same_port
    assert "set PORT" in same_port


def test_children_that_are_killed_come_back_and_a_killed_desk_leaves_no_orphan(desk: Desk) -> None:
    desk.start()
    first = desk.living()
    for pid, command in first.items():
        if "supervisor.py" not in command and ("gunicorn" in command or "factcheck.beat" in command):
            os.kill(pid, signal.SIGKILL)

    until(lambda: _answers(desk), "the web server is back")
    until(lambda: any("factcheck.beat" in command for command in desk.living().values()), "the clock is back")
    desk.end(signal.SIGKILL)
    until(lambda: not desk.living(), "the last process is gone")


def _answers(desk: Desk) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{desk.port}/", timeout=5).ok
    except requests.ConnectionError:
        time.sleep(0.1)
        return False


def test_a_folder_with_a_path_too_long_for_a_socket_moves_the_socket(desk: Desk) -> None:
    long = Desk(desk.var.with_name("f" * 120) / "var")
    long.var.parent.mkdir()
    try:
        long.start()
        until(lambda: _states(long).get("tables") == {"done"}, "the worker hears the broker")
        long.end(signal.SIGINT)
    finally:
        for pid in long.living():
            os.kill(pid, signal.SIGKILL)

    assert not (long.var / "redis.sock").exists()
    assert long.living() == {}
