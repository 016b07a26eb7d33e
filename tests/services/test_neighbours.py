"""Places of like names are asked for in the same request, so that a fresh desk finds the reading."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from claims.models import Claim, Finding, Lookup, Reading, Series, WorkState
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.steps.lookups import ask
from claims.sources.registry import CONNECTORS
from tests.builders import make_claim, make_indicator, make_series, make_source, structure
from tests.local_server import Answer, LocalServer

pytestmark = pytest.mark.django_db
ALONE = "/country/PRK/indicator/SN.ITK.DEFC.ZS"
TOGETHER = "/country/KOR;MEA;MKD;MNP;PRK/indicator/SN.ITK.DEFC.ZS"


def body(figures: dict[str, float]) -> bytes:
    head = {"page": 1, "pages": 1, "per_page": 1000, "total": len(figures), "lastupdated": "2017-09-18"}
    rows = [
        {"country": {"id": place[:2]}, "countryiso3code": place, "date": "2015", "value": value, "obs_status": ""}
        for place, value in figures.items()
    ]
    return json.dumps([head, rows]).encode()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"world_bank": running.address("")}
        yield running


@pytest.fixture
def wanted() -> Series:
    """A series that a claim about North Korea waits for."""
    source = make_source("world_bank", connector="world_bank", name="World Bank")
    series = make_series(source=source, indicator=make_indicator(), period_rule="three_year_mean")
    claim = make_claim(place="PRK", comparator="equal", indicator=make_indicator())
    places = [{"code": "PRK", "role": "subject", "source": "said", "text": "North Korea", "start": 0, "end": 0}]
    Reading.objects.filter(claim=claim).update(structure=structure(places=places))
    ask(Claim.objects.get(pk=claim.pk), claim.readings.get())
    return series


def test_the_neighbour_comes_in_the_same_request_and_explains_the_number(server: LocalServer, wanted: Series) -> None:
    server.add(TOGETHER, body({"PRK": 20.1, "KOR": 40.2}))

    work_series(wanted.pk)

    finding = Finding.objects.get(as_of="then")
    assert len(server.requests) == 1
    assert (finding.relation, [each["place"] for each in finding.other_readings]) == ("differs", ["KOR"])
    assert replay_finding(finding.pk).same


def test_a_source_that_refuses_a_neighbour_is_asked_without(server: LocalServer, wanted: Series) -> None:
    server.answers[TOGETHER] = Answer(
        b'[{"message":[{"id":"120","value":"The provided parameter value is not valid"}]}]'
    )
    server.add(ALONE, body({"PRK": 20.1}))

    work_series(wanted.pk)

    assert Lookup.objects.get().state == WorkState.DONE
    assert Finding.objects.get(as_of="then").relation == "differs"


def test_every_connector_says_how_many_places_go_together() -> None:
    for each in CONNECTORS.values():
        assert each.places_together >= 0, each.slug
