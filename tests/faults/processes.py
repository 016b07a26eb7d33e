"""Real processes of the desk beside the test: started with short times, killed as the test wants it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from factcheck.broker import server_command, server_program
from factcheck.supervisor import answers

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60.0
# A task's limit, the lease of its row and the broker's patience keep their order.
SHORT_TIMES = {
    "TASK_TIME_LIMIT_SECONDS": "3",
    "ROW_LEASE_SECONDS": "4",
    "VISIBILITY_TIMEOUT_SECONDS": "5",
    "RETRY_LADDER_SECONDS": "0,1,1,1,1,1,1,1",
    "RING_AGAIN_SECONDS": "1",
    "SWEEP_SECONDS": "1",
    "SEAL_SECONDS": "1",
    "REQUESTS_PER_MINUTE": "100000",
}

WORKER = (
    *("celery", "--app", "factcheck", "--quiet", "--skip-checks", "worker", "--concurrency", "2"),
    *("--loglevel", "critical", "--without-gossip", "--without-mingle"),
)


def until(condition: Callable[[], object], what: str) -> None:
    """Wait for a condition, and say what did not come about."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"in {PATIENCE:g} s it did not come about that {what}"
        time.sleep(0.02)


def database_url() -> str:
    """The test's own database, as another process names it."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{connection.settings_dict['NAME']}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path="/" + str(connection.settings_dict["NAME"])))


class Processes:
    """Processes that share one environment, each the head of a group of its own."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**os.environ, **SHORT_TIMES, "DATABASE_URL": database_url(), **environment}
        self.running: list[subprocess.Popen[bytes]] = []
        self.kept: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=self.environment, start_new_session=True
        )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(*WORKER)

    def kept_worker(self) -> None:
        """A worker as `up` runs it: started again where it ends. Kombu may end one, with an AttributeError
        that it does not know as a lost connection, where the broker goes while a message is not yet
        acknowledged."""
        programs = [{"name": "worker", "command": [sys.executable, "-m", *WORKER]}]
        plan = {"programs": programs, "greeting": "the worker is kept", "passing": ""}
        self.kept.append(self.start("factcheck.supervisor", json.dumps(plan)))

    def beat(self) -> subprocess.Popen[bytes]:
        return self.start("factcheck.beat")

    def web(self, port: int) -> subprocess.Popen[bytes]:
        options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        process = self.start("gunicorn", "factcheck.wsgi", "--log-level", "warning", *options)
        until(lambda: answers(f"127.0.0.1:{port}"), "the web server answers")
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process and its children with the signal that none of them sees."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def end(self) -> None:
        for supervisor in self.kept:
            supervisor.terminate()  # it ends its children, which are in groups of their own
            supervisor.wait()
            self.running.remove(supervisor)
        for process in list(self.running):
            self.kill(process)


class Broker:
    """A broker of the test's own, which it may kill and start again on the same files."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "broker.sock"
        self.command: Sequence[str] = server_command(server_program(), socket=self.socket, folder=folder / "files")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        until(lambda: answers(str(self.socket)), "the broker answers")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
