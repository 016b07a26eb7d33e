"""Start the whole desk: web, worker, beat and, where no broker is given, a private one."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
import tempfile
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from claims.checks import LOOPBACK
from claims.services import first_use
from claims.services.demo_people import logins_file
from factcheck import broker, env, supervisor
from factcheck.supervisor import Program

ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}  # its threads take turns anyway; a heap for each keeps what each once held
FIRST_USE = "/first/"  # spelled here: reading the addresses would load every view into this process


class Command(BaseCommand):
    help = "Start web, worker, beat and, where REDIS_URL is not set, a private broker. Ctrl-C ends all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument(
            "--demo", action="store_true", help="make the demonstration with its log-ins, where nobody has an account"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        lock = _lock(Path(settings.VAR_DIR))
        _refuse_taken_port(host, port)
        if not _is_migrated():
            call_command("migrate", verbosity=0)
        demo = options["demo"] and _make_demo(host)
        # The rest of the checks looks at code, which a start does not change.
        call_command("check", tags=["desk", "database"], databases=["default"], stdout=StringIO())
        private, passing = _private_socket()
        os.environ.setdefault("PUBLIC_BASE", f"http://{host}:{port}")
        plan = {
            "programs": [asdict(program) for program in _programs(host, port, private)],
            "greeting": _greeting(host, port, refused=options["demo"] and not demo),
            "passing": passing,
        }
        os.set_inheritable(lock, True)
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, supervisor.__file__, json.dumps(plan)])


def _lock(var: Path) -> int:
    """One desk per folder: the lock lives as long as the process that this one turns into."""
    var.mkdir(parents=True, exist_ok=True)
    var.chmod(0o700)  # it holds drafts and hashes of passwords
    descriptor = os.open(var / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandError(f"A desk runs on {var} already: end it, or give FACTCHECK_VAR another folder.") from error
    return descriptor


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} cannot be had ({error.strerror}): set PORT, for instance PORT=8123 make run."
            ) from error


def _private_socket() -> tuple[Path | None, str]:
    """Where a private broker is to listen, None where REDIS_URL names one; then the folder that goes with
    the desk. A path that is too long for a socket moves to such a folder, and the children are told so."""
    if env.text("REDIS_URL"):
        return None, ""
    path = env.private_socket(Path(settings.VAR_DIR))
    if broker.fits(path):
        return path, ""
    passing = tempfile.mkdtemp(prefix="factcheck-")
    moved = Path(passing) / "redis.sock"
    os.environ["FACTCHECK_SOCKET"] = str(moved)
    return moved, passing


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _make_demo(host: str) -> bool:
    """Whether this is a demonstration, or was made one now; a desk of other people is left as it is. Its log-ins are
    printed: they are for a desk that this machine alone can reach."""
    if host not in LOOPBACK:
        raise CommandError(f"The demonstration is for a desk on this machine alone, not for one on {host}.")
    if first_use.is_new():
        call_command("seed_demo", stdout=StringIO())
    return logins_file().exists()


def _programs(host: str, port: int, private: Path | None) -> list[Program]:
    """The web comes first of those that take their time: its page is what a user waits for."""
    clock = [sys.executable, "-m", "factcheck.beat"]
    programs = [] if private is None else [_broker(private)]
    programs.append(Program("web", _web(f"{host}:{port}"), ONE_HEAP, address=f"{host}:{port}"))
    return [*programs, Program("worker", _worker()), Program("beat", clock)]


def _broker(private: Path) -> Program:
    folder = Path(settings.VAR_DIR) / "broker"
    command = broker.server_command(broker.server_program(), socket=private, folder=folder)
    return Program("broker", command, address=str(private), needed=True)


def _web(bind: str) -> list[str]:
    options = {
        "--bind": bind,
        "--worker-class": "gthread",
        "--threads": str(settings.WEB_THREADS),
        "--graceful-timeout": "3",
        "--log-level": "warning",
    }
    pairs = [part for pair in options.items() for part in pair]
    return [sys.executable, "-m", "gunicorn", "factcheck.wsgi", "--preload", "--no-control-socket", *pairs]


def _worker() -> list[str]:
    """The checks ran a moment ago, one worker has nobody to gossip with, and who starts a desk as root (in a
    container) knows it."""
    python = [sys.executable, "-W", "ignore::UserWarning:celery.platforms", "-m"]
    command = ["celery", "--app", "factcheck", "--quiet", "--skip-checks", "worker", "--pool", "prefork"]
    processes = str(settings.WORKER_PROCESSES)
    options = ["--loglevel", "warning", "--without-gossip", "--without-mingle", "--concurrency", processes]
    return [*python, *command, *options]


def _greeting(host: str, port: int, *, refused: bool) -> str:
    lines = ["", f"The desk is open at http://{host}:{port}", "Ctrl-C closes it."]
    if first_use.is_new():
        key = "" if host in LOOPBACK else f"?key={first_use.first_key()}"
        lines[2:2] = [f"Nobody has an account yet: begin at http://{host}:{port}{FIRST_USE}{key}"]
    elif refused:
        lines[2:2] = ["Somebody has an account here: no demonstration was made, and nothing was changed."]
    elif logins_file().exists():
        lines[2:2] = ["Log in as (name, password):", *logins_file().read_text().splitlines()]
    return "\n".join(lines)
