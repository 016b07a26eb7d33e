"""What a later fetch changes: revisions, figures that are withdrawn, checks that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims.models import Claim, Finding, Lookup, Observation, Reading, Series, Snapshot, WorkState
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from tests.builders import make_queue, make_user
from tests.local_server import LocalServer
from tests.services.looked_up import PATH, asked_claim, body, series, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    yield from serving(settings)


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
