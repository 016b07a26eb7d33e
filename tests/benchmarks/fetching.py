"""Two hundred claims over twenty series of a source that takes a tenth of a second to answer, by two workers of
four processes with a broker of their own, on the database that DATABASE_URL names: from the rings to the last
finding. Run apart: `python -m tests.benchmarks.fetching` on a database that may be filled.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

BROKER = Path(tempfile.mkdtemp(prefix="factcheck-bench-"))
os.environ["REDIS_URL"] = f"unix://{BROKER / 'broker.sock'}"
django.setup()

from claims.models import Claim, Finding, Indicator, Lookup, Reading, Series, WorkState  # noqa: E402
from claims.tasks import ring_lookups  # noqa: E402
from factcheck.broker import server_command, server_program  # noqa: E402
from factcheck.supervisor import answers  # noqa: E402
from tests.benchmarks.measure import row  # noqa: E402
from tests.builders import make_claim, make_indicator, make_lookup, make_series, make_source, structure  # noqa: E402
from tests.faults.figures import SlowFigures, world_bank_environment  # noqa: E402
from tests.local_server import LocalServer  # noqa: E402

SERIES, PLACES, LATENCY = 20, 10, 0.1
WORKERS, PROCESSES = 2, 4
PATIENCE = 60.0  # seconds


def main() -> None:
    call_command("migrate", verbosity=0)
    series = _fill()
    waiting = Lookup.objects.filter(series__in=series)
    print(f"{waiting.count()} claims over {SERIES} series, {WORKERS} workers of {PROCESSES}, {connection.vendor}")
    with ExitStack() as opened:
        server = opened.enter_context(LocalServer())
        SlowFigures(LATENCY).serve(server)
        opened.enter_context(_broker())
        for number in range(WORKERS):
            opened.enter_context(_worker(number, world_bank_environment(server)))
        _await_workers()
        began = time.perf_counter()
        ring_lookups([each.pk for each in series])
        _await_all(waiting.filter(state=WorkState.PENDING).exists)
        taken = time.perf_counter() - began
    row("from the rings to the last finding", f"{taken:.1f} s")
    row("requests sent", len(server.requests))
    found = Finding.objects.filter(series__in=series, as_of="now", observation__isnull=False)
    row("claims whose figure was found", found.values("claim").distinct().count())


def _fill() -> list[Series]:
    """A claim for each place in each series."""
    source = make_source("world-bank", connector="world_bank", name="World Bank")
    indicator = make_indicator()
    series = [make_series(f"SPEED.{number}", source=source, indicator=indicator) for number in range(SERIES)]
    for each in series:
        for number in range(PLACES):
            make_lookup(_claim_on(f"Q{number}Q", indicator), each)
    return series


def _claim_on(place: str, indicator: Indicator) -> Claim:
    claim = make_claim(place=place, indicator=indicator)
    places = [{"code": place, "role": "subject", "source": "said", "text": place, "start": 0, "end": 0}]
    Reading.objects.filter(claim=claim).update(structure=structure(places=places))
    return claim


@contextmanager
def _broker() -> Iterator[None]:
    command = server_command(server_program(), socket=BROKER / "broker.sock", folder=BROKER / "files")
    with _running(subprocess.Popen(command, stdout=subprocess.DEVNULL)):
        _await_all(lambda: not answers(str(BROKER / "broker.sock")))
        yield


@contextmanager
def _worker(number: int, environment: Mapping[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "--app", "factcheck", "--quiet", "--skip-checks", "worker"]
    options = ["--concurrency", str(PROCESSES), "--hostname", f"bench{number}", "--loglevel", "critical"]
    started = subprocess.Popen([*command, *options], env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    with _running(started):
        yield


@contextmanager
def _running(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _await_workers() -> None:
    """Until each worker has answered a call."""
    from factcheck.celery import app

    _await_all(lambda: len(app.control.ping(timeout=1.0) or ()) < WORKERS)


def _await_all(still_waiting: Callable[[], bool]) -> None:
    """Until a condition holds no more."""
    until = time.monotonic() + PATIENCE
    while still_waiting():
        if time.monotonic() > until:
            raise SystemExit(f"it did not come about in {PATIENCE:g} s")
        time.sleep(0.02)


if __name__ == "__main__":
    main()
