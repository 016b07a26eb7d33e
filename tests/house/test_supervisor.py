"""The small process that starts everything and ends all of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from factcheck.supervisor import answers

ROOT = Path(__file__).parent.parent.parent
SLEEPER = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(300)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEPER
PARENT = "import os; os.fork(); " + SLEEPER
SUPERVISE = """
import json, sys
from factcheck.supervisor import Program, Supervisor
programs = [Program(**each) for each in json.loads(sys.argv[1])]
Supervisor(programs, grace=0.5).run(started=lambda: print("started", flush=True))
"""
Program = Mapping[str, object]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a supervisor of such programs; those that still run at the end of the test are ended."""
    running: list[subprocess.Popen[str]] = []

    def begin(*programs: Program) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", SUPERVISE, json.dumps(programs)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        running.append(process)
        return process

    yield begin
    for process in running:
        process.terminate()
        process.communicate(timeout=20)


def program(name: str, code: str, file: Path) -> Program:
    return {"name": name, "command": [sys.executable, "-c", code, str(file)]}


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def alive(pid: int) -> bool:
    """A process that died and was not yet waited for does not live."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def none_alive(*files: Path) -> bool:
    return not any(alive(pid) for file in files for pid in pids(file))


def test_an_interrupt_ends_every_child_and_what_the_children_started(start: Start, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    supervisor = start(program("one", SLEEPER, one), program("two", PARENT, two))
    assert until(lambda: len(pids(one)) == 1 and len(pids(two)) == 2)

    supervisor.send_signal(signal.SIGINT)
    supervisor.wait(20)

    assert supervisor.returncode == 0
    assert none_alive(one, two)


def test_a_child_that_does_not_listen_is_ended_after_the_grace(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "stubborn"
    supervisor = start(program("stubborn", STUBBORN, file))
    assert until(lambda: len(pids(file)) == 1)

    supervisor.send_signal(signal.SIGTERM)
    supervisor.wait(20)

    assert none_alive(file)


def test_a_child_that_dies_is_started_again_and_its_own_children_go_with_it(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "parent"
    start(program("parent", PARENT, file))
    assert until(lambda: len(pids(file)) == 2)
    first = pids(file)

    os.kill(min(first), signal.SIGKILL)

    assert until(lambda: len(pids(file)) == 4)
    assert not any(alive(pid) for pid in first)


def test_a_supervisor_that_is_killed_leaves_no_orphan(start: Start, tmp_path: Path) -> None:
    """Not even one that takes no polite signal, nor what a child has started."""
    if sys.platform != "linux":
        pytest.skip("processes are looked up under /proc")
    one, two = tmp_path / "one", tmp_path / "two"
    supervisor = start(program("one", STUBBORN, one), program("two", PARENT, two))
    assert until(lambda: len(pids(one)) == 1 and len(pids(two)) == 2)

    supervisor.kill()

    assert until(lambda: none_alive(one, two))


def test_the_one_that_others_need_ends_after_them(start: Start, tmp_path: Path) -> None:
    says = (
        "import signal, sys, time; name, file = sys.argv[2], sys.argv[1]\n"
        "def end(*_): open(file, 'a').write(f'{name}\\n'); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); open(file + name, 'w').close(); time.sleep(300)"
    )
    file = tmp_path / "ends"
    first = {"name": "first", "command": [sys.executable, "-c", says, str(file), "first"], "needed": True}
    second = {"name": "second", "command": [sys.executable, "-c", says, str(file), "second"]}
    supervisor = start(first, second)
    assert until(lambda: all(Path(f"{file}{name}").exists() for name in ("first", "second")))

    supervisor.send_signal(signal.SIGINT)
    supervisor.wait(20)

    assert file.read_text().split() == ["second", "first"]


def test_the_greeting_waits_until_the_address_answers(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "socket"
    late = (
        "import socket, sys, time; time.sleep(0.3); s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); "
        "s.listen(); time.sleep(300)"
    )
    supervisor = start({**program("late", late, path), "address": str(path)})

    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "started\n"
    assert answers(str(path))


def test_an_address_at_which_nobody_listens_does_not_answer(tmp_path: Path) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]

        assert not answers(f"127.0.0.1:{port}")
        assert not answers(str(tmp_path / "nobody.sock"))


def test_the_folder_of_a_socket_that_moved_goes_with_the_desk(tmp_path: Path) -> None:
    folder = tmp_path / "passing"
    folder.mkdir()
    listener = (
        "import socket, sys, time; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); time.sleep(300)"
    )
    path = folder / "socket"
    plan = {
        "programs": [{**program("listener", listener, path), "address": str(path)}],
        "greeting": "open",
        "passing": str(folder),
    }
    command = [sys.executable, str(ROOT / "factcheck" / "supervisor.py"), json.dumps(plan)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "open\n"
        desk.send_signal(signal.SIGINT)

    assert desk.returncode == 0
    assert not folder.exists()
    assert tmp_path.exists()
