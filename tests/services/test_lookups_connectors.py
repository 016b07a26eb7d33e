"""Connectors of several requests end to end: over a socket, kept, compared and computed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims.models import (
    Claim,
    FetchStep,
    Finding,
    Indicator,
    Lookup,
    Observation,
    Reading,
    Series,
    Snapshot,
    WorkState,
)
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.starter import load_starter
from claims.services.steps.lookups import ask, series_for
from claims.services.steps.work import error_reason
from tests.builders import make_claim, make_indicator, make_queue, make_series, make_source, structure
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
SLUG = "prevalence-of-undernourishment"
ABOUT = {"chart": {}, "columns": {"pou": {"shortName": "pou", "lastUpdated": "2018-03-01"}}}


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = dict.fromkeys(("owid", "comtrade", "imf"), running.address(""))
        yield running


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without waiting."""
    made: list[float] = []
    monkeypatch.setattr("claims.fetching.time.sleep", made.append)
    return made


def asked_claim(place: str = "PRK", counterpart: str = "", indicator: str = "undernourishment") -> Claim:
    """A claim of 40 percent said on 2018-06-11, whose lookups were asked for."""
    measure = make_indicator(indicator, takes_counterpart=bool(counterpart))
    claim = make_claim(queue=make_queue(), place=place, counterpart=counterpart, indicator=measure)
    roles = [(place, "subject"), (counterpart, "counterpart")]
    places = [
        {"code": code, "role": role, "source": "said", "text": code, "start": 0, "end": 0}
        for code, role in roles
        if code
    ]
    read = structure(places=places, indicator=indicator)
    Reading.objects.filter(claim=claim).update(structure=read)
    ask(claim, claim.readings.get())
    return claim


def series(slug: str, code: str, indicator: str, **columns: str) -> Series:
    source = make_source(slug, connector=slug, name=slug)
    pair = indicator.endswith("share")
    return make_series(code, source=source, indicator=make_indicator(indicator, takes_counterpart=pair), **columns)


def chart(server: LocalServer, figure: str, updated: str) -> None:
    about = json.dumps(ABOUT).replace("2018-03-01", updated)
    server.add(f"/grapher/{SLUG}.metadata.json", about.encode())
    server.add(f"/grapher/{SLUG}.csv", f"Entity,Code,Year,pou\nNorth Korea,PRK,2015,{figure}\n".encode())


def test_a_chart_is_asked_in_two_requests_and_both_findings_can_be_computed_again(server: LocalServer) -> None:
    chart(server, "40.8", "2018-03-01")
    wanted = series("owid", SLUG, "undernourishment", period_rule="three_year_mean")
    asked_claim()
    work_series(wanted.pk)
    chart(server, "47.8", "2019-10-28")
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)

    work_series(wanted.pk)

    then, now = (Finding.objects.get(as_of=side, superseded_at=None) for side in ("then", "now"))
    figures = [each.observation and each.observation.raw for each in (then, now)]
    assert figures == ["40.8", "47.8"]
    assert (then.relation, now.relation) == ("close", "differs")
    assert [step.number for step in FetchStep.objects.order_by("fetch", "number")] == [0, 1, 0, 1]
    assert all(replay_finding(each.pk).same for each in Finding.objects.all())
    assert len(server.requests) == 4


def comtrade(server: LocalServer) -> None:
    """China reports 2017; what it and India import from North Korea and export to it."""
    released = [{"reporterCode": code, "period": 2017, "lastReleased": "2018-05-01"} for code in (156, 699)]
    totals = {"partner2Code": 0, "customsCode": "C00", "motCode": 0, "cmdCode": "TOTAL", "period": "2017"}
    rows = [
        {**totals, "reporterCode": code, "partnerCode": 408, "flowCode": flow, "primaryValue": value}
        for code, flow, value in ((156, "M", 39.5), (156, "X", 40.5), (699, "M", 60.0), (699, "X", 60.0))
    ]
    server.add("/public/v1/getDA/C/A/HS", json.dumps({"data": released}).encode())
    server.add("/public/v1/preview/C/A/HS", json.dumps({"data": rows}).encode())


def test_mirror_data_are_kept_with_their_denominator(server: LocalServer, pauses: list[float]) -> None:
    comtrade(server)
    wanted = series("comtrade", "HS/trade_share", "trade-partner-share", origin="un-comtrade")
    asked_claim(counterpart="CHN", indicator="trade-partner-share")

    work_series(wanted.pk)

    observation = Observation.objects.get()
    assert (observation.raw, observation.flag, observation.vintage_on) == ("40.00", "mirror", date(2018, 5, 1))
    assert "all 2 reporters" in observation.note
    assert Finding.objects.get(as_of="then").relation == "agrees"
    assert all(replay_finding(each.pk).same for each in Finding.objects.all())
    assert sum(pause > 1 for pause in pauses) == 2


def test_a_used_up_quota_is_read_from_the_refusal_and_waited_for(server: LocalServer) -> None:
    words = b'{"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 03:14:17."}'
    server.add("*", words, status=403)
    wanted = series("comtrade", "HS/trade_share", "trade-partner-share")
    asked_claim(counterpart="CHN", indicator="trade-partner-share")

    work_series(wanted.pk)

    lookup = Lookup.objects.get()
    reason = error_reason(lookup.last_error)
    assert (lookup.state, reason and reason.code) == (WorkState.PENDING, "quota_used")
    assert lookup.due_at > timezone.now() + timedelta(hours=3)
    assert not Observation.objects.exists()


def test_shares_of_the_imf_are_compared_for_the_pair(server: LocalServer) -> None:
    head = 'COUNTRY="PRK" INDICATOR="XG_FOB_USD" FREQUENCY="A"'
    rows = "".join(
        f'<Series {head} COUNTERPART_COUNTRY="{code}"><Obs TIME_PERIOD="2017" OBS_VALUE="{value}"/></Series>'
        for code, value in (("CHN", "40"), ("G001", "100"))
    )
    body = f"<M><Header><Prepared>2018-04-02T00:00:00Z</Prepared></Header><DataSet>{rows}</DataSet></M>"
    server.add("*", body.encode())
    wanted = series("imf", "IMTS/export_share", "export-partner-share", origin="imf")
    asked_claim(counterpart="CHN", indicator="export-partner-share")

    work_series(wanted.pk)

    finding = Finding.objects.get(as_of="then")
    assert finding.observation is not None
    assert (finding.relation, finding.observation.counterpart) == ("agrees", "CHN")
    assert finding.observation.note == "exports to CHN 40 of exports to the world 100 USD"
    assert replay_finding(finding.pk).same


def test_a_source_without_an_address_is_not_asked(settings: LazySettings) -> None:
    settings.SOURCE_BASES = {"imf": "https://figures.example.org"}
    wanted = series("imf", "IMTS/export_share", "export-partner-share")
    series("comtrade", "HS/export_share", "export-partner-share")
    table = series("tables", "starter/exports", "export-partner-share")

    claim = asked_claim(counterpart="CHN", indicator="export-partner-share")

    assert {each.pk for each in series_for(claim)} == {wanted.pk, table.pk}


def test_a_claim_of_a_new_desk_asks_a_handful_of_series() -> None:
    load_starter()

    counts = {
        each.slug: len(series_for(make_claim(indicator=each, place="PRK", counterpart="CHN")))
        for each in Indicator.objects.filter(takes_person=False)
    }

    assert max(counts.values()) <= 8
    # Published by bodies that no connector reads: a reference table of the desk can answer them.
    assert {slug for slug, number in counts.items() if not number} == {"corruption-index", "press-freedom"}
