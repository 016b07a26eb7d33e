"""A bulk file read into observations, every area of every item, and read again, on the database that
DATABASE_URL names. The file is FAOSTAT's of October 2019 where FACTCHECK_SHARED has it, else one made as
large. Run apart: `python -m tests.benchmarks.bulk` on a database that may be filled.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

django.setup()

from claims import fetching, storing  # noqa: E402
from claims.models import Observation, Series, Snapshot  # noqa: E402
from claims.packs import rows  # noqa: E402
from claims.values import Query  # noqa: E402
from tests.benchmarks.measure import row  # noqa: E402
from tests.builders import make_indicator, make_series, make_source  # noqa: E402
from tests.local_server import LocalServer  # noqa: E402
from tests.sources.archives import TABLE, archive, manifest, table  # noqa: E402

AREAS, ITEMS, YEARS = 250, 36, 9


def main() -> None:
    call_command("migrate", verbosity=0)
    body = _file()
    items, places, lines = _content(body)
    print(f"A bulk file of {lines:,} rows, {len(items)} items, {len(places)} areas, {connection.vendor}")
    row("memory before", _memory())
    source = make_source("faostat", connector="faostat")
    series = [make_series(f"FS/{item}", source=source, indicator=make_indicator()) for item in items]
    with LocalServer() as server:
        server.add("/datasets_E.json", manifest())
        server.add("*", body, headers={"Last-Modified": "Wed, 09 Oct 2019 15:14:00 GMT"})
        with override_settings(OUTGOING_ALLOW=[server.netloc], SOURCE_BASES={"faostat": server.address("")}):
            row("read and stored", _timed(lambda: _read(series, places)))
            row("memory at most", _memory())
            Snapshot.objects.update(seen_at="2020-01-01T00:00Z")  # asked for once more, not remembered
            row("the same file again", _timed(lambda: _read(series, places)))
            row("one item, two areas", _timed(lambda: _read(series[:1], places[:2])))
    row("memory at most", _memory())
    row("observations held", f"{Observation.objects.count():,}")


def _read(series: list[Series], places: tuple[str, ...]) -> int:
    return sum(_read_one(each, Query(series=each.code, places=places)) for each in series)


def _read_one(series: Series, query: Query) -> int:
    fetch, reading = fetching.run(series, query)
    return storing.store_observations(fetch, series, query, reading)


def _timed(call: Callable[[], int]) -> str:
    wall, cpu = time.perf_counter(), time.process_time()
    new = call()
    spent = f"{time.perf_counter() - wall:6.1f} s   of the processor {time.process_time() - cpu:6.1f} s"
    return f"{spent}   {new:,} new"


def _memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.1f} MB"


def _file() -> bytes:
    folder = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parents[3] / "shared"))
    recorded = next((folder / "reference-data" / "faostat").glob("*.zip"), None)
    return recorded.read_bytes() if recorded else archive(table(*_made()))


def _made() -> list[str]:
    return [
        f'"{area}","Area","{item}","Item","6121","Value","{year}","{year}","%","{area % 97}.{year % 10}","F"'
        for area in range(1, AREAS + 1)
        for item in range(21001, 21001 + ITEMS)
        for year in range(2010, 2010 + YEARS)
    ]


def _content(body: bytes) -> tuple[list[str], tuple[str, ...], int]:
    """The items of a file, the places that its areas stand under, and its rows."""
    known = {each["area"]: each["place"] for each in rows("faostat_areas")}
    items, places, lines = dict[str, None](), dict[str, None](), 0
    with zipfile.ZipFile(io.BytesIO(body)) as packed, packed.open(f"{TABLE}.csv") as unpacked:
        for cells in csv.DictReader(io.TextIOWrapper(unpacked, "cp1252", newline="")):
            items[cells["Item Code"]] = places[known.get(cells["Area Code"], f"F{cells['Area Code']}")] = None
            lines += 1
    return list(items), tuple(places), lines


if __name__ == "__main__":
    main()
