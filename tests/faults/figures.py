"""A stand-in for the World Bank that answers slowly and knows how many requests are open."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from claims.models import Lookup
from tests.builders import make_claim, make_lookup, make_series, make_source
from tests.local_server import Answer, LocalServer

PLACES = ("FRA", "FRB", "FRC", "FRD", "FRE")
YEARS = range(2014, 2019)
UPDATED = "2018-05-21"


class SlowFigures:
    """`open` requests are those that came in and were not answered; some may have lost their asker."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.open = 0
        self._lock = threading.Lock()

    def serve(self, server: LocalServer) -> None:
        server.add_handler("*", self._answer)

    def _answer(self, asked: str) -> Answer:
        with self._lock:
            self.open += 1
        time.sleep(self.delay)
        with self._lock:
            self.open -= 1
        _version, _country, places, _indicator, code = urlsplit(asked).path.strip("/").split("/")
        return Answer(body_of(places.split(";"), code), headers={"Content-Type": "application/json"})


def body_of(places: list[str], code: str) -> bytes:
    """The figures of some places in the shape of the World Bank's Indicators API v2."""
    rows = [
        {
            "indicator": {"id": code, "value": code},
            "country": {"id": place[:2], "value": place},
            "countryiso3code": place,
            "date": str(year),
            "value": 40 + year % 10 / 10,
            "unit": "",
            "obs_status": "",
            "decimal": 1,
        }
        for place in places
        for year in YEARS
    ]
    head = {"page": 1, "pages": 1, "per_page": 1000, "total": len(rows), "lastupdated": UPDATED}
    return json.dumps([head, rows]).encode()


def world_bank_environment(server: LocalServer) -> dict[str, str]:
    """What a process is told so that it asks the stand-in."""
    return {"WORLD_BANK_BASE": server.address("/v2"), "OUTGOING_ALLOW": server.netloc}


def make_lookups(series: int) -> Callable[[], int]:
    """A claim and its lookup for each place in each of so many series; counts those that are done."""
    source = make_source("world-bank", connector="world_bank", name="World Bank")
    for number in range(series):
        each = make_series(f"FIGURE.{number}", source=source)
        for place in PLACES:
            make_lookup(make_claim(place=place), each)
    return lambda: Lookup.objects.filter(state="done").count()
