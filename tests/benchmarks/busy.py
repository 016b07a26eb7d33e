"""A worker that never rests: it asks for figures of claims, from a source on this machine, stores and compares them,
on the database that DATABASE_URL names, until it is ended. It says when it begins and how many it did."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from itertools import count

import django
from django.test import override_settings

os.environ.setdefault("REQUESTS_PER_MINUTE", "1000000")
django.setup()

from claims.models import Claim, Lookup  # noqa: E402
from claims.services.lookups import work_series  # noqa: E402
from tests.benchmarks.seeds import BASE  # noqa: E402
from tests.builders import make_series, make_source  # noqa: E402
from tests.faults.figures import SlowFigures  # noqa: E402
from tests.local_server import LocalServer  # noqa: E402

TOGETHER = 10


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_given: sys.exit())
    done, began = 0, time.perf_counter()
    try:
        with LocalServer() as server:
            SlowFigures(0).serve(server)
            bases = {"world_bank": server.address("/v2")}
            with override_settings(OUTGOING_ALLOW=[server.netloc], SOURCE_BASES=bases):
                print("began", flush=True)
                for series_id in _asked():
                    done += work_series(series_id).done
    finally:
        print(f"{done} done, {done / (time.perf_counter() - began):.0f} a second", flush=True)


def _asked() -> Iterator[int]:
    """Series after series, each with a few lookups of claims far down the line: those that the people of the
    benchmark check have their evidence already, and must get no more."""
    source = make_source("world-bank", connector="world_bank", name="World Bank")
    for number in count():
        series = make_series(f"BUSY.{os.getpid()}.{number}", source=source)
        claims = Claim.objects.filter(pk__gte=BASE + number * TOGETHER, evidence=None).order_by("pk")[:TOGETHER]
        Lookup.objects.bulk_create(
            Lookup(claim=each, reading_id=each.pk, series=series) for each in claims if each.pk >= BASE
        )
        yield series.pk


if __name__ == "__main__":
    main()
