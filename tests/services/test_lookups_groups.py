"""Statements that compare with other places: all of a group in one request, kept, compared and computed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import LazySettings

from claims.extraction.pipeline import extract
from claims.models import Claim, Fetch, Finding, Indicator, Lookup, Observation, Reading, WorkState
from claims.packs import load_lexicon
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.starter import load_starter
from claims.services.steps.lookups import ask
from claims.services.steps.readings import claim_columns, extracted_of, structure_of
from claims.wording.findings import finding_words
from tests.builders import make_claim, make_queue
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
EVERYWHERE = "/country/all/indicator/SL.UEM.TOTL.ZS"
FIGURES = {"CAN": 6.3, "DEU": 3.8, "FRA": 9.4, "GBR": 4.4, "ITA": 11.2, "JPN": 2.8, "USA": 4.4, "ESP": 17.2, "WLD": 5.5}
SENTENCE = "Italy has the highest unemployment rate in the G7."


def body(figures: dict[str, float], years: tuple[int, ...] = (2017,)) -> bytes:
    head = {"page": 1, "pages": 1, "per_page": 20000, "total": len(figures), "lastupdated": "2018-03-01"}
    rows = [
        {"country": {"id": place[:2]}, "countryiso3code": place, "date": str(year), "value": value, "obs_status": ""}
        for place, value in figures.items()
        for year in years
    ]
    return json.dumps([head, rows]).encode()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"world_bank": running.address("")}
        load_starter()
        yield running


def asked_claim(sentence: str) -> Claim:
    """A claim as it is read from its sentence, its lookups asked for."""
    [found] = extract(sentence, lexicon=load_lexicon(), published=date(2018, 6, 11)).claims
    structure = structure_of(found)
    claim = make_claim(queue=make_queue(), sentence=sentence)
    columns = claim_columns(structure, Indicator.objects.get(slug=found.indicator))
    Claim.objects.filter(pk=claim.pk).update(**columns)
    Reading.objects.filter(claim=claim).update(structure=structure)
    claim.refresh_from_db()
    ask(claim, claim.readings.get())
    return claim


def work(claim: Claim) -> list[Finding]:
    for series in sorted(set(claim.lookups.values_list("series_id", flat=True))):
        work_series(series)
    return list(claim.findings.filter(superseded_at__isnull=True).order_by("-as_of"))


def test_a_rank_is_found_by_one_request_for_all_places(server: LocalServer) -> None:
    server.add(EVERYWHERE, body(FIGURES, (2016, 2017)))

    findings = work(asked_claim(SENTENCE))

    assert [each.relation for each in findings] == ["agrees", "agrees"]
    assert len(server.requests) == 1
    assert set(Observation.objects.values_list("place", flat=True)) == set("CAN DEU FRA GBR ITA JPN USA".split())
    assert "(the G7), Italy is number 1 from the top, with 11.2." in finding_words(findings[0])
    assert Lookup.objects.get().state == WorkState.DONE


def test_a_rank_asks_for_the_years_around_it_alone(server: LocalServer) -> None:
    server.add(EVERYWHERE, body(FIGURES))

    work(asked_claim(SENTENCE))

    kept = json.loads(Fetch.objects.get().query)
    assert (kept["everywhere"], kept["span"]["start"], kept["span"]["end"]) == (True, "2012-01-01", "2019-12-31")


@pytest.mark.parametrize(
    "sentence",
    [
        SENTENCE,
        "Unemployment in Italy is three times that of Germany.",
        "Unemployment in Italy is lower than in Spain.",
        "Unemployment in Italy rose in 2017.",
        "Unemployment in Italy has never been higher.",
    ],
)
def test_what_compares_comes_out_the_same_from_stored_bytes(server: LocalServer, sentence: str) -> None:
    figures = body(FIGURES, (2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017))
    for places in ("all", "ITA", "DEU;ITA", "ESP;ITA"):
        server.add(f"/country/{places}/indicator/SL.UEM.TOTL.ZS", figures)

    findings = work(asked_claim(sentence))
    asked = len(server.requests)

    assert findings
    assert all(replay_finding(each.pk).same for each in findings)
    assert len(server.requests) == asked


def test_a_claim_of_a_rank_and_one_of_a_number_are_asked_apart(server: LocalServer) -> None:
    server.add(EVERYWHERE, body(FIGURES))
    server.add("/country/ITA/indicator/SL.UEM.TOTL.ZS", body({"ITA": 11.2}))
    rank, number = asked_claim(SENTENCE), asked_claim("Italy's unemployment rate was 11 percent in 2017.")

    assert [each.relation for each in work(rank)] == ["agrees", "agrees"]
    assert [each.relation for each in number.findings.all()] == ["agrees", "agrees"]
    assert {json.loads(each.query)["everywhere"] for each in Fetch.objects.all()} == {True, False}


def test_a_reading_that_compares_is_kept_and_comes_back_whole() -> None:
    [found] = extract(
        "Spain's unemployment rate is twice as high as in 2007.", lexicon=load_lexicon(), published=date(2018, 6, 11)
    ).claims
    reading = Reading(structure=json.loads(json.dumps(structure_of(found))))

    assert extracted_of(reading, sentence=found.sentence, start=found.start, end=found.end) == found
