"""A series of the World Bank as tests serve it, and claims that ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import LazySettings

from claims.models import Claim, Reading, Series
from claims.services.steps.lookups import ask
from tests.builders import make_claim, make_indicator, make_series, make_source, structure
from tests.local_server import LocalServer

PATH = "/country/FRD/indicator/SN.ITK.DEFC.ZS"


def body(value: float = 41.6, *, places: tuple[str, ...] = ("FRD",), updated: str = "2017-09-18") -> bytes:
    """The documented shape: one figure for the label 2015 of each place."""
    head = {"page": 1, "pages": 1, "per_page": 1000, "total": len(places), "lastupdated": updated}
    rows = [
        {"country": {"id": place[:2]}, "countryiso3code": place, "date": "2015", "value": value, "obs_status": ""}
        for place in places
    ]
    return json.dumps([head, rows]).encode()


def serving(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"world_bank": running.address("")}
        yield running


def series() -> Series:
    source = make_source("world_bank", connector="world_bank", name="World Bank")
    return make_series(source=source, indicator=make_indicator(), period_rule="three_year_mean")


def asked_claim(place: str = "FRD", **columns: Any) -> Claim:
    """A claim whose lookups were asked for."""
    claim = make_claim(place=place, comparator="equal", indicator=make_indicator(), **columns)
    reading = claim.readings.get()
    places = [{"code": place, "role": "subject", "source": "said", "text": place, "start": 0, "end": 0}]
    Reading.objects.filter(pk=reading.pk).update(structure=structure(places=places))
    ask(claim, claim.readings.get())
    return claim
