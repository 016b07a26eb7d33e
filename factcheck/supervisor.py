"""Starting everything with one command, and ending all of it.

Run as a file, with the programs as JSON in its one argument: `manage.py up` prepares the desk and then
turns into this small process, which keeps neither Django nor Celery in memory.

Each child is a process group of its own. A child that dies is started again after a pause that grows. The
groups are ended together, those that others need after the others: a polite signal, then, after a grace,
the one that cannot be refused. Where the supervisor itself is killed, its keeper does the same: a fork that
hears of every group through a pipe and acts when the pipe breaks. On Linux the kernel tells the children too.

Own code, because a process manager of the system would be one more thing to install before the first page.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

GRACE = 4.0  # seconds between the polite signal and the other one
PATIENCE = 30.0  # seconds that a program may take until it answers
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY = 60.0  # a child that lived so long starts again at once
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Program:
    """What to run. The next program waits until `address` (a socket's path or "host:port") takes
    connections; empty waits for nothing. A `needed` program ends when those that need it have ended."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    needed: bool = False


@dataclass(slots=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    pause: float = FIRST_PAUSE


class Keeper:
    """Ends the groups that it was told of once its parent is gone, and nothing before that."""

    def __init__(self, grace: float) -> None:
        self.grace = grace
        self._pid = 0
        self._write = -1

    def begin(self) -> None:
        """To be called before the parent has threads, children or handlers of signals."""
        read, self._write = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.setsid()  # an interrupt of the terminal is not for this one
            os.close(self._write)
            _end_what_is_left(read, self.grace)
            os._exit(0)
        os.close(read)

    def add(self, group: int) -> None:
        self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        self._tell(f"-{group}")

    def close(self) -> None:
        os.close(self._write)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)

    def _tell(self, line: str) -> None:
        """Where the keeper was killed, the desk goes on without it."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._write, f"{line}\n".encode())


def _end_what_is_left(read: int, grace: float) -> None:
    left: set[int] = set()
    with os.fdopen(read) as lines:
        for line in lines:
            (left.add if line[0] == "+" else left.discard)(int(line[1:]))
    for group in left:
        _signal_group(group, signal.SIGTERM)
    until = time.monotonic() + grace
    while time.monotonic() < until and any(_signal_group(group, 0) for group in left):
        time.sleep(0.05)
    for group in left:
        _signal_group(group, signal.SIGKILL)


class Supervisor:
    """Runs programs until it is told to stop; `stop` may be called from a signal handler."""

    def __init__(self, programs: Sequence[Program], *, grace: float = GRACE) -> None:
        self.programs = programs
        self.grace = grace
        self.stopping = False
        self._children: list[_Child] = []
        self._again: list[tuple[float, Program, float]] = []
        self._keeper = Keeper(grace)

    def run(self, started: Callable[[], None] | None = None) -> None:
        """Blocks. `started` is called once everything runs and answers."""
        self._keeper.begin()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            ready = [self._begin(program) for program in self.programs]
            if started and all(ready):
                started()
            while not self.stopping:
                self._turn()
                time.sleep(0.2)
        finally:
            self._end_all()
            self._keeper.close()

    def _begin(self, program: Program) -> bool:
        """Start a program and wait for it; whether it is ready. Nothing starts once the end has begun."""
        if self.stopping:
            return False
        self._start(program, FIRST_PAUSE)
        return self._await(program)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start(self, program: Program, pause: float) -> None:
        process = subprocess.Popen(
            program.command,
            env={**os.environ, **program.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
        )
        self._keeper.add(process.pid)
        self._children.append(_Child(program, process, time.monotonic(), pause))

    def _await(self, program: Program) -> bool:
        """Until the program answers, the end begins, or the time is over. One that dies meanwhile is
        started again."""
        until = time.monotonic() + PATIENCE
        while program.address and not answers(program.address):
            if self.stopping:
                return False
            if time.monotonic() > until:
                print(f"{program.name} does not answer at {program.address}", file=sys.stderr)
                return False
            self._turn()
            time.sleep(0.05)
        return True

    def _turn(self) -> None:
        now = time.monotonic()
        for child in list(self._children):
            if child.process.poll() is not None:
                self._children.remove(child)
                self._schedule(child, now)
        for entry in [each for each in self._again if each[0] <= now]:
            self._again.remove(entry)
            self._start(entry[1], entry[2])

    def _schedule(self, child: _Child, now: float) -> None:
        _signal_group(child.process.pid, signal.SIGKILL)  # what the dead child left behind
        self._keeper.forget(child.process.pid)
        pause = FIRST_PAUSE if now - child.started > STEADY else child.pause
        code = child.process.returncode
        print(f"{child.program.name} ended with {code}, starts again in {pause:g} s", file=sys.stderr)
        self._again.append((now + pause, child.program, min(pause * 2, LONGEST_PAUSE)))

    def _end_all(self) -> None:
        """The grace holds for each of the two rounds as a whole, not for every child apart."""
        for needed in (False, True):
            leaving = [child for child in self._children if child.program.needed == needed]
            for child in leaving:
                _signal_group(child.process.pid, signal.SIGTERM)
            until = time.monotonic() + self.grace
            for child in leaving:
                _wait(child.process, until - time.monotonic())
                _signal_group(child.process.pid, signal.SIGKILL)
                _wait(child.process, 1.0)
                self._keeper.forget(child.process.pid)
        self._children.clear()


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=max(seconds, 0.01))


def _die_with_parent() -> None:
    """Ask the kernel for SIGTERM when the parent is gone, even where the keeper was killed with it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal_group(pid: int, number: int) -> bool:
    """Whether the group is still there; 0 asks only."""
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):  # the latter, on some systems, where all of it is dead
        return False
    return True


def answers(address: str) -> bool:
    """Whether something takes connections at a socket's path or at "host:port"."""
    host, _colon, port = address.rpartition(":")
    target: str | tuple[str, int] = address if address.startswith("/") else (host, int(port))
    family = socket.AF_UNIX if isinstance(target, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(target) == 0


def main(argument: str) -> None:
    """`argument` is JSON: `programs`, the `greeting` for when all of them answer, and the path of a
    `passing` folder, which held a socket and goes with the desk; empty is none."""
    plan = json.loads(argument)
    supervisor = Supervisor([Program(**program) for program in plan["programs"]])
    try:
        supervisor.run(started=lambda: print(plan["greeting"], flush=True))
    finally:
        _remove(plan["passing"])


def _remove(folder: str) -> None:
    if not folder:
        return
    with contextlib.suppress(OSError):
        for file in Path(folder).iterdir():
            file.unlink()
        Path(folder).rmdir()


if __name__ == "__main__":
    main(sys.argv[1])
