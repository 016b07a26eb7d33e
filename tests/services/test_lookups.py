"""Fetching for claims: what is asked, what is kept, and what a failure leaves behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims import fetching
from claims.models import (
    Claim,
    Evidence,
    Fetch,
    Finding,
    Gate,
    Lookup,
    Observation,
    Reading,
    Series,
    Snapshot,
    Source,
    WorkState,
)
from claims.services.lookups import retry_lookup, work_series
from claims.services.replay import replay_finding
from claims.services.steps.lookups import ask
from claims.services.steps.work import error_reason
from claims.services.tables import put_table
from claims.workflow import NotAllowed
from tests.builders import make_claim, make_indicator, make_queue, make_series, make_source, make_user, structure
from tests.local_server import Answer, LocalServer

pytestmark = pytest.mark.django_db
PATH = "/country/FRD/indicator/SN.ITK.DEFC.ZS"


def body(value: float = 41.6, *, places: tuple[str, ...] = ("FRD",), updated: str = "2017-09-18") -> bytes:
    """The documented shape: one figure for the label 2015 of each place."""
    head = {"page": 1, "pages": 1, "per_page": 1000, "total": len(places), "lastupdated": updated}
    rows = [
        {"country": {"id": place[:2]}, "countryiso3code": place, "date": "2015", "value": value, "obs_status": ""}
        for place in places
    ]
    return json.dumps([head, rows]).encode()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
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


def test_a_revision_is_a_new_vintage_and_supersedes_the_finding(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    server.add(PATH, body(44.3, updated="2019-10-28"))
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)

    work_series(wanted.pk)

    assert Observation.objects.count() == 2
    assert Finding.objects.get(as_of="now", superseded_at=None).relation == "differs"
    assert Claim.objects.get().summary == "revised_since"


def test_the_same_release_with_another_value_is_another_issue(server: LocalServer) -> None:
    server.add(PATH, body(41.6))
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    server.add(PATH, body(41.9))
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)

    work_series(wanted.pk)

    assert list(Observation.objects.order_by("issue").values_list("raw", "issue")) == [("41.6", 0), ("41.9", 1)]


def test_the_same_bytes_again_write_nothing_new(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)

    work_series(wanted.pk)

    assert len(server.requests) == 2
    assert (Snapshot.objects.count(), Observation.objects.count()) == (1, 1)


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


def _queued_numbers(confirmed: bool) -> Claim:
    claim = asked_claim(queue=make_queue(rule="number_with_data"))
    reading = claim.readings.get()
    Reading.objects.filter(pk=reading.pk).update(structure={**reading.structure, "confirmed": confirmed})
    return claim


@pytest.mark.parametrize(("confirmed", "checkers", "required"), [(True, 2, 2), (True, 1, 1), (False, 2, 1)])
def test_figures_that_differ_ask_for_a_second_check_where_the_reading_is_sure_and_two_can_check(
    server: LocalServer, confirmed: bool, checkers: int, required: int
) -> None:
    server.add(PATH, body(80))
    wanted = series()
    for _each in range(checkers):
        make_user("checker")
    claim = _queued_numbers(confirmed)
    work_series(wanted.pk)
    server.add(PATH, body(81, updated="2019-10-28"))
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)

    work_series(wanted.pk)

    claim.refresh_from_db()
    assert claim.summary == "fails"
    assert claim.checks_required == required


def test_a_value_that_comes_back_after_a_correction_is_the_newest_again(server: LocalServer) -> None:
    wanted = series()
    asked_claim()
    for value in (41.6, 49.0, 41.6):
        server.add(PATH, body(value))
        Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
        Lookup.objects.update(state=WorkState.PENDING)
        work_series(wanted.pk)

    finding = Finding.objects.get(as_of="then", superseded_at=None)

    assert finding.observation is not None
    assert (finding.observation.raw, finding.observation.issue) == ("41.6", 2)


def ask_again(wanted: Series) -> None:
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)
    work_series(wanted.pk)


def test_a_figure_that_its_source_withdraws_is_known_no_more(server: LocalServer) -> None:
    server.add(PATH, body())
    wanted = series()
    asked_claim()
    work_series(wanted.pk)
    server.add(PATH, body(updated="2019-10-28").replace(b"41.6", b"null"))

    ask_again(wanted)

    then, now = (Finding.objects.get(as_of=side, superseded_at=None) for side in ("then", "now"))
    assert (then.relation, now.relation) == ("close", "no_data")
    assert all(replay_finding(each.pk).same for each in (then, now))


def test_a_year_that_never_had_a_figure_is_not_stored(server: LocalServer) -> None:
    server.add(PATH, body().replace(b"41.6", b"null"))
    wanted = series()
    asked_claim()

    work_series(wanted.pk)

    assert not Observation.objects.exists()


TABLE = "series,place,counterpart,period,value,unit,vintage,source_url,note\n"
ROWS = (
    "share,PER,,2014-2016,40.1,percent,2017-09,https://example.org/a,\n",
    "share,PER,,2014-2016,55.0,percent,2018-01,https://example.org/b,mistyped\n",
)


def test_a_row_that_a_new_file_leaves_out_counts_no_more() -> None:
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    put_table(slug="house", name="House", body=(TABLE + "".join(ROWS)).encode(), actor=None)
    claim = asked_claim("PER")
    work_series(wanted.pk)
    first = claim.findings.get(as_of="then", superseded_at=None)

    put_table(slug="house", name="House", body=(TABLE + ROWS[0]).encode(), actor=None)
    work_series(wanted.pk)

    second = claim.findings.get(as_of="then", superseded_at=None)
    assert [each.observation and each.observation.raw for each in (first, second)] == ["55.0", "40.1"]
    assert Observation.objects.count() == 2
    assert replay_finding(first.pk).same
    assert replay_finding(second.pk).same


def test_a_row_that_comes_back_counts_again() -> None:
    wanted = make_series("house/share", source=make_source("tables", connector="tables"), indicator=make_indicator())
    claim = asked_claim("PER")
    for rows in (ROWS, ROWS[:1], ROWS):
        put_table(slug="house", name="House", body=(TABLE + "".join(rows)).encode(), actor=None)
        work_series(wanted.pk)

    finding = claim.findings.get(as_of="then", superseded_at=None)
    assert finding.observation is not None
    assert (finding.observation.raw, finding.observation.issue) == ("55.0", 1)


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


def test_a_second_check_is_let_go_when_its_reason_goes_and_no_check_is_in(server: LocalServer) -> None:
    server.add(PATH, body(80))
    wanted = series()
    for _each in range(2):
        make_user("checker")
    claim = _queued_numbers(confirmed=True)
    work_series(wanted.pk)
    server.add(PATH, body(81, updated="2019-10-28"))
    ask_again(wanted)
    assert Claim.objects.get(pk=claim.pk).checks_required == 2
    server.add(PATH, body(40, updated="2020-10-28"))

    ask_again(wanted)

    claim.refresh_from_db()
    assert (claim.summary, claim.checks_required) == ("revised_since", 1)


def test_a_second_check_stays_where_the_first_is_in(server: LocalServer) -> None:
    server.add(PATH, body(80))
    wanted = series()
    claim = _queued_numbers(confirmed=True)
    Claim.objects.filter(pk=claim.pk).update(checks_required=2, checks_in=1)

    work_series(wanted.pk)

    claim.refresh_from_db()
    assert claim.checks_required == 2
