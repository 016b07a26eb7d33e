"""Asking sources as little as they would like: answers that hold, conditional requests, quotas, and the breaker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims import gating
from claims.gating import GateClosed
from claims.models import Fetch, Finding, Gate, Lookup, Observation, Series, Snapshot, Source, WorkState
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.steps.work import error_reason
from claims.sources.caching import stated_age
from claims.values import SourceError
from tests.builders import make_claim, make_indicator, make_lookup, make_series, make_source
from tests.local_server import Answer, LocalServer
from tests.services.looked_up import PATH, asked_claim, body, series
from tests.sources import test_comtrade

pytestmark = pytest.mark.django_db
HOST = "figures.example.org"
AGES = {
    "": None,
    "public": None,
    "max-age=300": timedelta(minutes=5),
    "public, MAX-AGE = 60": timedelta(minutes=1),
    "no-cache": timedelta(0),
    "private, no-store, max-age=300": timedelta(0),
    "s-maxage=300": None,
}


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = dict.fromkeys(("world_bank", "comtrade"), running.address(""))
        yield running


def ask_again(wanted: Series, after: timedelta) -> None:
    """The same question so long after its answer."""
    Snapshot.objects.update(seen_at=timezone.now() - after)
    Lookup.objects.update(state=WorkState.PENDING)
    work_series(wanted.pk)


@pytest.mark.parametrize("header", AGES)
def test_headers_say_how_long_an_answer_holds(header: str) -> None:
    assert stated_age({"cache-control": header}) == AGES[header]


def test_a_day_of_expiry_counts_from_the_day_of_the_answer() -> None:
    date = "Tue, 24 Nov 2026 10:00:00 GMT"

    assert stated_age({"date": date, "expires": "Tue, 24 Nov 2026 11:00:00 GMT"}) == timedelta(hours=1)
    assert stated_age({"date": date, "expires": "0"}) is None
    assert stated_age({"date": date, "expires": "Mon, 23 Nov 2026 10:00:00 GMT"}) == timedelta(0)


@pytest.mark.parametrize(
    ("headers", "cadence", "after", "requests"),
    [
        ({}, 90, timedelta(hours=11), 1),
        ({}, 90, timedelta(hours=13), 2),
        ({}, 0, timedelta(seconds=1), 2),
        ({"Cache-Control": "max-age=3600"}, 90, timedelta(minutes=50), 1),
        ({"Cache-Control": "max-age=3600"}, 90, timedelta(minutes=70), 2),
        ({"Cache-Control": "max-age=31536000"}, 90, timedelta(hours=13), 2),
        ({"Cache-Control": "no-cache"}, 90, timedelta(minutes=9), 1),
        ({"Cache-Control": "no-cache"}, 90, timedelta(minutes=11), 2),
    ],
)
def test_an_answer_holds_by_its_headers_within_the_cadence_and_half_a_day(
    server: LocalServer, headers: dict[str, str], cadence: int, after: timedelta, requests: int
) -> None:
    server.add(PATH, body(), headers=headers)
    wanted = series()
    Source.objects.update(cadence_days=cadence)
    asked_claim()
    work_series(wanted.pk)

    ask_again(wanted, after)

    assert len(server.requests) == requests


def test_a_hundred_claims_about_one_figure_cost_one_request(server: LocalServer) -> None:
    server.add(PATH, body(), headers={"Cache-Control": "no-cache"})
    wanted = series()
    for _number in range(100):
        asked_claim()

    done = [work_series(wanted.pk).done for _turn in range(2)]

    assert done == [50, 50]
    assert len(server.requests) == 1


def test_what_did_not_change_is_asked_for_by_its_tag_and_its_bytes_are_used_again(server: LocalServer) -> None:
    tags = {"ETag": '"v1"', "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    server.add(PATH, body(), headers=tags)
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    server.add(PATH, status=304, headers={"ETag": '"v1"', "Content-Length": ""})

    ask_again(wanted, timedelta(days=1))

    sent = server.headers[-1]
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('"v1"', tags["Last-Modified"])
    assert "if-none-match" not in server.headers[0]
    assert (Snapshot.objects.count(), Observation.objects.count(), Fetch.objects.count()) == (1, 1, 2)
    assert timezone.now() - Snapshot.objects.get().seen_at < timedelta(minutes=1)
    assert Lookup.objects.get().state == WorkState.DONE
    assert all(replay_finding(finding.pk).same for finding in Finding.objects.filter(superseded_at=None))


def test_what_did_change_comes_whole_though_it_was_asked_by_a_tag(server: LocalServer) -> None:
    server.add(PATH, body(), headers={"ETag": '"v1"'})
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    server.add(PATH, body(44.3, updated="2019-10-28"), headers={"ETag": '"v2"'})

    ask_again(wanted, timedelta(days=1))

    assert server.headers[-1]["if-none-match"] == '"v1"'
    assert (Snapshot.objects.count(), Observation.objects.count()) == (2, 2)


def test_bytes_that_could_not_be_read_are_not_asked_for_by_their_tag(server: LocalServer) -> None:
    server.add(PATH, b"[1]", headers={"ETag": '"bad"'})
    wanted = series()
    asked_claim()
    work_series(wanted.pk)

    ask_again(wanted, timedelta(days=1))

    assert all("if-none-match" not in sent for sent in server.headers)


def test_a_304_that_nobody_asked_for_is_a_refusal(server: LocalServer) -> None:
    server.add(PATH, status=304, headers={"Content-Length": ""})
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    reason = error_reason(Lookup.objects.get().last_error)
    assert reason is not None
    assert reason.code == "bad_status"


def test_a_host_that_fails_three_times_in_a_row_is_left_alone_longer_and_longer() -> None:
    pauses = []
    for _failure in range(6):
        Gate.objects.update(closed_until=None)
        fail(HOST)
        pauses.append(closed_for(HOST))

    assert pauses == [0, 0, 30, 60, 120, 240]


def test_no_pause_of_the_breaker_is_longer_than_an_hour() -> None:
    Gate.objects.create(host=HOST, window=timezone.now(), failures=40)

    fail(HOST)

    assert closed_for(HOST) == 3600


def test_requests_under_way_when_the_breaker_opens_do_not_add_up() -> None:
    for _failure in range(12):
        fail(HOST)

    assert closed_for(HOST) == 30


def test_an_answer_closes_the_breaker_and_its_failures_count_no_more() -> None:
    for _failure in range(2):
        fail(HOST)
    with gating.watched(HOST):
        pass
    fail(HOST)

    assert closed_for(HOST) == 0


def test_a_refusal_is_an_answer_and_no_failure_of_the_host() -> None:
    for _refusal in range(5):
        with pytest.raises(SourceError), gating.watched(HOST):
            raise SourceError("bad_status", permanent=True, numbers=(("host", HOST), ("status", "404")))

    assert closed_for(HOST) == 0


def test_the_breaker_lets_the_next_request_through_when_its_pause_is_over(server: LocalServer) -> None:
    server.add("*", status=500)
    wanted = series()
    asked_claim()
    for _attempt in range(4):
        Lookup.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        work_series(wanted.pk)
    asked_when_open = len(server.requests)
    Gate.objects.update(closed_until=timezone.now())
    server.add("*", body())
    Lookup.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    work_series(wanted.pk)

    assert asked_when_open == 3
    assert Lookup.objects.get().state == WorkState.DONE
    assert not Gate.objects.filter(failures__gt=0).exists()


def fail(host: str) -> None:
    with pytest.raises(SourceError), gating.watched(host):
        raise SourceError("timeout", permanent=False, numbers=(("host", host),))


def closed_for(host: str) -> int:
    """Seconds for which a host is left alone, 0 where it may be asked."""
    try:
        gating.pass_gate(host)
    except GateClosed as closed:
        return round((closed.until - timezone.now()).total_seconds())
    return 0


def test_a_daily_quota_closes_the_gate_until_midnight() -> None:
    for _call in range(3):
        gating.pass_gate(HOST, daily_quota=3)

    with pytest.raises(GateClosed) as closed:
        gating.pass_gate(HOST, daily_quota=3)

    assert closed.value.reason.code == "host_quota"
    assert closed.value.until.date() == timezone.now().date() + timedelta(days=1)
    gating.pass_gate("another.example.org", daily_quota=3)


def test_calls_of_yesterday_do_not_count_against_the_quota() -> None:
    Gate.objects.create(host=HOST, window=timezone.now() - timedelta(days=1), used=500)

    gating.pass_gate(HOST, daily_quota=1)


def test_a_quota_that_is_told_in_the_answer_closes_the_gate_for_all(server: LocalServer) -> None:
    words = b'{"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 05:00:00."}'
    server.add("*", words, status=403)
    measure = make_indicator("trade", takes_counterpart=True)
    source = make_source("comtrade", connector="comtrade")
    wanted = make_series(test_comtrade.QUERY.series, source=source, indicator=measure)
    for place in ("PER", "KEN"):
        make_lookup(make_claim(place=place, counterpart="CHN", indicator=measure), wanted)
        work_series(wanted.pk)

    rows = Lookup.objects.order_by("pk")
    codes = [reason.code for row in rows if (reason := error_reason(row.last_error))]
    assert codes == ["quota_used", "host_paused"]
    assert len(server.requests) == 1
    assert all(row.due_at > timezone.now() + timedelta(hours=4) for row in rows)


def test_a_pause_longer_than_a_day_ago_is_not_forgotten_while_it_holds() -> None:
    old = timezone.now() - timedelta(days=2)
    Gate.objects.create(host=HOST, window=old, closed_until=timezone.now() + timedelta(hours=1))
    Gate.objects.create(host="another.example.org", window=old)

    gating.forget_old_gates()

    assert list(Gate.objects.values_list("host", flat=True)) == [HOST]


def test_what_a_source_answered_is_timed_and_its_newest_release_kept(server: LocalServer) -> None:
    server.answers[PATH] = Answer(body(updated="2017-09-18"), delay=0.05)
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    source = Source.objects.get()
    assert source.latency_ms is not None
    assert source.latency_ms >= 50
    assert str(source.newest_on) == "2017-09-18"
    assert source.stale
