"""The page of the sources: what it tells, and what trying one does and leaves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from claims import tasks
from claims.models import AuditEvent, Evidence, Fetch, Gate, Observation, Snapshot, Source
from claims.packs import rows
from claims.services.sources import check_source, try_source
from claims.services.starter import load_starter
from claims.services.steps.work import error_text
from claims.sources.registry import CONNECTORS
from claims.values import Reason
from claims.workflow import NotAllowed
from tests.builders import make_source, make_user
from tests.local_server import Answer, LocalServer
from tests.sources.test_world_bank import answer, row
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
KENYA = answer([row(50_207_108.0, "2018", "KEN")], updated="2026-07-13")


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"world_bank": running.address("/v2")}
        settings.SOURCE_KEYS = {"comtrade": "s3cret-key", "faostat_api": ""}
        yield running


def world_bank() -> Source:
    return make_source("world_bank", connector="world_bank", name="World Bank")


def page_of(log_in: LogIn) -> str:
    return log_in("editor").get(reverse("claims:sources")).content.decode()


def tried(log_in: LogIn, source: Source) -> str:
    """What the page says after its button was pressed, by its markup alone."""
    client = log_in("editor")
    response = client.post(reverse("claims:try_source", args=[source.pk]), follow=True)
    return str(response.content.decode())


def test_the_page_tells_how_each_source_fares(server: LocalServer, log_in: LogIn) -> None:
    source = world_bank()
    now = timezone.now()
    error = error_text(Reason("bad_status", (("host", "api.example.org"), ("status", "503"))))
    Source.objects.filter(pk=source.pk).update(
        daily_quota=100,
        drifting=True,
        active=False,
        last_error=error,
        last_error_at=now,
        last_success_at=now,
        newest_on=date(2020, 1, 1),
        latency_ms=321,
        note="A lender owned by its members.",
        note_on=date(2026, 11, 24),
    )
    Gate.objects.create(host=server.netloc, window=now.replace(second=0, microsecond=0), used=7)

    page = page_of(log_in)

    for words in (
        "api.example.org answered with the status 503",
        "321&nbsp;ms",
        "7 of&nbsp;100",
        "drifting",
        "stale: no new release for more than 90 days",
        "A lender owned by its members.",
        "24 November 2026",
    ):
        assert words in page, words
    assert '<span class="tag">off</span>' in page


def test_a_key_is_told_to_be_there_and_never_shown(server: LocalServer, log_in: LogIn) -> None:
    make_source("comtrade", connector="comtrade", name="UN Comtrade")
    make_source("faostat_api", connector="faostat_api", name="FAOSTAT")
    curator = log_in("curator")

    page = page_of(log_in)
    listed = curator.get(reverse("admin:claims_source_changelist")).content.decode()
    opened = curator.get(reverse("admin:claims_source_change", args=[Source.objects.first().pk]))  # type: ignore[union-attr]

    assert page.count(">set<") == 1
    assert page.count("not set") == 1
    assert "not set" in listed
    assert not any("s3cret-key" in each for each in (page, listed, opened.content.decode()))


def test_trying_a_source_tells_what_came_back_and_keeps_no_evidence(server: LocalServer, log_in: LogIn) -> None:
    server.add("*", KENYA)
    source = world_bank()

    page = tried(log_in, source)

    assert "World Bank: answered in" in page
    assert "Kenya, 2018: 50207108" in page
    assert "release 2026-07-13" in page
    assert "date=2018%3A2018" in server.requests[0]
    assert not any(model.objects.exists() for model in (Snapshot, Fetch, Observation, Evidence))
    event = AuditEvent.objects.get(action="source.try")
    assert (event.object_id, event.payload) == (source.pk, '{"outcome":"tried"}')
    source.refresh_from_db()
    assert source.last_success_at
    assert Gate.objects.get().used == 1


@pytest.mark.parametrize(
    ("answered", "words"),
    [
        (Answer(status=503), "answered with the status 503"),
        (Answer(b"<html></html>"), "a web page came instead of data"),
        (Answer(b'{"a": 1}'), "another shape than the source documents"),
        (Answer(answer([])), "without a figure for Kenya, 2018"),
    ],
)
def test_a_source_that_gives_nothing_usable_is_told_in_words(
    server: LocalServer, log_in: LogIn, answered: Answer, words: str
) -> None:
    server.answers["*"] = answered

    page = tried(log_in, world_bank())

    assert words in page
    assert not Snapshot.objects.exists()


def test_trying_heeds_the_pause_of_a_host(server: LocalServer, log_in: LogIn) -> None:
    until = timezone.now() + timedelta(minutes=5)
    Gate.objects.create(host=server.netloc, window=timezone.now(), closed_until=until)

    page = tried(log_in, world_bank())

    assert "failed several times in a row or asked for a pause" in page
    assert "left alone until" in page
    assert not server.requests


def test_a_source_that_takes_too_long_is_given_up(
    server: LocalServer, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.services.sources.PATIENCE", 1.0)

    page = tried(log_in, world_bank())

    assert "did not give all that was asked for within 1 seconds" in page
    assert not server.requests


def test_a_checker_tries_nothing() -> None:
    source = world_bank()

    with pytest.raises(NotAllowed):
        try_source(make_user("checker"), source.pk)

    assert not AuditEvent.objects.exists()


def test_every_connector_has_a_question_to_be_tried_with() -> None:
    assert {row["connector"] for row in rows("probes")} == set(CONNECTORS)


def test_the_tables_of_a_new_desk_answer_their_question() -> None:
    load_starter()

    tried = check_source(Source.objects.get(slug="tables"))

    assert tried.well
    assert dict(tried.reason.numbers)["figure"].endswith("percent")


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("sources", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_the_same_in_a_terminal(server: LocalServer) -> None:
    source = world_bank()
    Source.objects.filter(pk=source.pk).update(latency_ms=321, drifting=True, daily_quota=10)
    make_source("comtrade", connector="comtrade", name="UN Comtrade")

    lines = told().splitlines()

    assert lines[0].split() == "source on key last answer took calls today marks".split()
    assert [line.split()[:2] for line in lines[1:]] == [["comtrade", "on"], ["world_bank", "on"]]
    assert "321 ms  0 of 10" in lines[2]
    assert lines[2].endswith("drifting")
    assert "s3cret-key" not in "".join(lines)


def test_a_check_passes_over_what_is_off_or_has_no_key_yet(server: LocalServer, settings: LazySettings) -> None:
    settings.SOURCE_BASES = {**settings.SOURCE_BASES, "faostat_api": server.address("/fao")}
    server.add("*", KENYA)
    world_bank()
    make_source("who", connector="who", name="WHO", active=False)
    make_source("faostat_api", connector="faostat_api", name="FAOSTAT")

    out = told("--check")

    assert "world_bank: answered in" in out
    assert "faostat_api: FAOSTAT wants a key" in out


def test_a_check_fails_where_a_source_gives_no_usable_answer(server: LocalServer) -> None:
    server.add("*", status=500)
    world_bank()

    with pytest.raises(CommandError, match="No usable answer: world_bank"):
        told("--check")


def test_all_that_are_on_are_asked_by_the_workers_and_the_page_waits_for_them(
    server: LocalServer, log_in: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = world_bank()
    make_source("comtrade", connector="comtrade", name="Comtrade", active=False)
    rung: list[tuple[int, int]] = []
    monkeypatch.setattr(tasks.try_one_source, "apply_async", lambda pair, **_options: rung.append(pair))
    client = log_in("editor")

    asked = client.post(reverse("claims:try_all_sources"))
    waiting = client.get(asked.headers["Location"]).text
    server.add("*", KENYA)
    tasks.try_one_source(*rung[0])
    done = client.get(asked.headers["Location"]).text

    assert [source for _user, source in rung] == [on.pk]
    assert "1 source has not answered yet" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "not answered yet" not in done


def test_where_the_broker_is_away_the_page_says_so(log_in: LogIn) -> None:
    world_bank()

    answer = log_in("editor").post(reverse("claims:try_all_sources"), follow=True)

    assert "the broker is away" in answer.text
