"""What everything that `up` starts takes: the proportional set size, in which a page that n processes share
counts a nth to each, after eight people used the desk at once. Linux alone tells it. Run apart:
`python -m tests.benchmarks.memory`.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from tests.benchmarks.measure import row

ROOT = Path(__file__).parent.parent.parent
TURNS = 20  # of each of the eight people
SETTLE = 6.0  # seconds in which the worker answers the demo's lookups
NAMES = {
    "supervisor.py": "supervisor",
    "valkey-server": "broker",
    "redis-server": "broker",
    "gunicorn": "web",
    "worker": "worker",
    "factcheck.beat": "beat",
}


def main() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        print("Memory: this system does not tell the proportional set size.")
        return
    with TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    port = free_port()
    environment |= {"FACTCHECK_VAR": str(folder / "var"), "PORT": str(port)}
    for start in ("first start", "second start"):
        began = time.perf_counter()
        desk = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--demo"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await_page(f"http://127.0.0.1:{port}/")
            if start == "first start":
                print("One start for everything")
            row(f"{start}, to the first page", f"{time.perf_counter() - began:.1f} s")
            if start == "second start":
                _use(port, folder / "var" / "demo-logins.txt")
                _report(desk.pid)
        finally:
            desk.send_signal(signal.SIGINT)
            desk.wait(30)


def _use(port: int, logins: Path) -> None:
    """Eight checkers at once open the pages of the desk, each many times."""
    password = dict(line.split() for line in logins.read_text().splitlines())["checker"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _each: _browse(f"http://127.0.0.1:{port}", password), range(8)))


def _browse(desk: str, password: str) -> None:
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"{desk}/login/").read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    fields = {"username": "checker", "password": password, "csrfmiddlewaretoken": token}
    opener.open(f"{desk}/login/", urlencode(fields).encode()).read()
    for _turn in range(TURNS):
        for page in ("/", "/desk/", "/desk/articles/", "/desk/claims/1/", "/desk/aside/?q=percent"):
            opener.open(f"{desk}{page}").read()


def _report(supervisor: int) -> None:
    time.sleep(SETTLE)
    total = 0.0
    for pid in _family(supervisor):
        size = _megabytes(pid)
        total += size
        row(f"  {_name(pid)} ({pid})", f"{size:6.1f} MB")
    row("memory in all", f"{total:6.1f} MB")


def _await_page(address: str) -> None:
    for _turn in range(3600):
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                page.read()
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{address} did not open")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(head: int) -> list[int]:
    """A process and all that descend from it."""
    parents = _parents()
    family = [head]
    for pid in family:
        family.extend(child for child, parent in parents.items() if parent == pid)
    return family


def _parents() -> Mapping[int, int]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return next((name for part, name in NAMES.items() if part in words), words[:40])


if __name__ == "__main__":
    main()
