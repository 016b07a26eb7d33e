"""Fetching for claims: what is asked, what is kept, and what a failure leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims import fetching
from claims.models import Evidence, Fetch, Finding, Gate, Lookup, Observation, Snapshot, Source, WorkState
from claims.services.lookups import retry_lookup, work_series
from claims.services.replay import replay_finding
from claims.services.steps.work import error_reason
from claims.workflow import NotAllowed
from tests.builders import make_user
from tests.local_server import Answer, LocalServer
from tests.services.looked_up import PATH, asked_claim, body, series, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    yield from serving(settings)


def test_a_lookup_ends_in_a_finding_with_its_snapshot_kept(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted, claim = series(), asked_claim()

    work_series(wanted.pk)

    finding = Finding.objects.get(as_of="then")
    assert (finding.relation, finding.observation and finding.observation.raw) == ("close", "41.6")
    assert Lookup.objects.get().state == WorkState.DONE
    snapshot = Snapshot.objects.get()
    assert fetching.body_of(snapshot).read() == body()
    assert snapshot.release == "2017-09-18"
    assert Evidence.objects.get(finding=finding).number == 1
    claim.refresh_from_db()
    assert claim.summary


def test_claims_on_one_series_cost_one_request(server: LocalServer) -> None:
    places = tuple(f"A{letter}A" for letter in "ABCDEFGHIJ")
    server.add("*", body(places=places))
    wanted = series()
    for place in places:
        asked_claim(place)

    worked = work_series(wanted.pk)

    assert worked.done == 10
    assert len(server.requests) == 1


def test_the_same_question_within_hours_is_not_sent_again(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    asked_claim()

    work_series(wanted.pk)

    assert len(server.requests) == 1
    assert Fetch.objects.count() == 2


@pytest.mark.parametrize(
    ("answer", "code", "state"),
    [
        (Answer(b"", 500), "bad_status", WorkState.PENDING),
        (Answer(b"", 429, {"Retry-After": "90"}), "rate_limited", WorkState.PENDING),
        (Answer(b"<html></html>"), "html_instead", WorkState.PENDING),
        (Answer(b'[{"page":'), "not_json", WorkState.PENDING),
        (Answer(b"", 404), "bad_status", WorkState.MISSING),
        (Answer(b"[1]" * 10, cut=4), "truncated", WorkState.PENDING),
        (Answer(b'[{"message":[{"id":"175","value":"gone"}]}]'), "unknown_series", WorkState.MISSING),
        (Answer(b'{"another": "shape"}'), "drift", WorkState.MISSING),
    ],
)
def test_a_failed_fetch_is_missing_evidence_and_never_a_finding(
    server: LocalServer, answer: Answer, code: str, state: str
) -> None:
    server.answers[PATH] = answer
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    lookup = Lookup.objects.get()
    reason = error_reason(lookup.last_error)
    assert (lookup.state, reason and reason.code) == (state, code)
    assert not Finding.objects.exists()
    assert not Observation.objects.exists()
    assert not Evidence.objects.exists()


def test_a_source_in_another_shape_is_marked_as_drifting(server: LocalServer) -> None:
    server.add(PATH, b'{"another": "shape"}')
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    assert Source.objects.get(slug="world_bank").drifting


def test_a_pause_that_was_asked_for_is_kept_by_the_next_without_a_request(server: LocalServer) -> None:
    server.add("*", b"", status=429, headers={"Retry-After": "90"})
    wanted = series()
    asked_claim("FRD")
    work_series(wanted.pk)
    asked_claim("SYL")

    work_series(wanted.pk)

    later = Lookup.objects.get(claim__place="SYL")
    assert len(server.requests) == 1
    assert later.attempts == 0
    assert later.due_at > timezone.now() + timedelta(seconds=60)


def test_the_budget_of_a_host_holds_for_all_workers_together(server: LocalServer, settings: LazySettings) -> None:
    settings.REQUESTS_PER_MINUTE = 1
    server.add("*", body())
    window = timezone.now().replace(second=0, microsecond=0)
    for minute in (0, 1):
        Gate.objects.create(host=server.netloc, window=window + timedelta(minutes=minute), used=1)
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    assert not server.requests
    assert Lookup.objects.get().state == WorkState.PENDING


def test_one_refused_place_does_not_cost_the_others_their_answer(server: LocalServer) -> None:
    server.add(PATH, body())
    server.add("*", b'[{"message":[{"id":"120","value":"The provided parameter value is not valid"}]}]')
    wanted = series()
    asked_claim("FRD")
    asked_claim("QQQ")

    work_series(wanted.pk)

    assert Lookup.objects.get(claim__place="FRD").state == WorkState.DONE
    assert Lookup.objects.get(claim__place="QQQ").state == WorkState.MISSING


def test_a_large_body_lies_in_the_storage_and_comes_back_whole(
    server: LocalServer, settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    large = body() + b" " * fetching.IN_ROW
    server.add(PATH, large)
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    snapshot = Snapshot.objects.get()
    assert snapshot.stored_as
    assert fetching.body_of(snapshot).read() == large


def test_a_finding_is_computed_again_from_stored_bytes_alone(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    asked = len(server.requests)

    replayed = [replay_finding(finding.pk) for finding in Finding.objects.all()]

    assert all(each.same for each in replayed)
    assert len(server.requests) == asked


def test_a_finding_whose_figure_was_tampered_with_does_not_come_out_the_same(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    Observation.objects.update(raw="40.0", value=40)

    replayed = replay_finding(Finding.objects.get(as_of="then").pk)

    assert not replayed.same
    assert replayed.differences


def test_asking_again_is_for_checkers_and_makes_the_lookup_due(server: LocalServer) -> None:
    server.add(PATH, b"", status=404)
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    lookup = Lookup.objects.get()

    with pytest.raises(NotAllowed):
        retry_lookup(make_user(""), lookup.pk)
    due = retry_lookup(make_user("checker"), lookup.pk)

    server.add(PATH, body())
    work_series(wanted.pk)
    assert due == [wanted.pk]
    assert Lookup.objects.get().state == WorkState.DONE


def test_a_refused_batch_is_asked_apart_only_while_its_lease_is_sure(
    server: LocalServer, settings: LazySettings
) -> None:
    settings.TASK_TIME_LIMIT_SECONDS = 0
    server.add("*", b'[{"message":[{"id":"120","value":"The provided parameter value is not valid"}]}]')
    wanted = series()
    for place in ("FRD", "QQQ"):
        asked_claim(place)

    work_series(wanted.pk)

    rows = Lookup.objects.values_list("state", "attempts", "lease_token")
    assert list(rows) == [(WorkState.PENDING, 0, "")] * 2
    assert len(server.requests) == 1
