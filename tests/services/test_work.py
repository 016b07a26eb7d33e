"""One take, one finish: how rows of work are shared out and put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Lookup, WorkState
from claims.services.steps import work
from claims.values import Reason
from tests.builders import make_claim, make_lookup, make_series

pytestmark = pytest.mark.django_db
REASON = Reason("unreachable", (("host", "api.example.org"),))


def _lookups(number: int) -> list[Lookup]:
    series = make_series()
    return [make_lookup(make_claim(), series) for _each in range(number)]


def test_a_row_that_was_taken_is_not_taken_again() -> None:
    [lookup] = _lookups(1)

    first = work.take(Lookup.objects.all(), limit=50)
    second = work.take(Lookup.objects.all(), limit=50)

    assert first.ids == (lookup.pk,)
    assert not second


def test_taking_stops_at_the_limit_and_counts_an_attempt() -> None:
    _lookups(3)

    taken = work.take(Lookup.objects.all(), limit=2)

    assert len(taken.ids) == 2
    assert set(Lookup.objects.values_list("attempts", flat=True)) == {0, 1}


def test_a_lease_that_ran_out_is_taken_by_the_next_and_the_first_cannot_finish() -> None:
    _lookups(1)
    first = work.take(Lookup.objects.all(), limit=1)
    Lookup.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    second = work.take(Lookup.objects.all(), limit=1)

    assert work.finish(Lookup, first) == 0
    assert work.finish(Lookup, second) == 1
    assert Lookup.objects.get().state == WorkState.DONE


def test_a_passing_failure_waits_for_the_next_rung_and_tells_why() -> None:
    _lookups(1)
    taken = work.take(Lookup.objects.all(), limit=1)

    work.fail(Lookup, taken, REASON, permanent=False)

    lookup = Lookup.objects.get()
    assert lookup.state == WorkState.PENDING
    assert timedelta(seconds=20) < lookup.due_at - timezone.now() < timedelta(seconds=40)
    assert work.error_reason(lookup.last_error) == REASON
    assert not work.take(Lookup.objects.all(), limit=1)


def test_what_the_other_side_asked_to_wait_lengthens_a_rung() -> None:
    _lookups(1)
    taken = work.take(Lookup.objects.all(), limit=1)

    work.fail(Lookup, taken, REASON, permanent=False, wait=500)

    assert Lookup.objects.get().due_at - timezone.now() > timedelta(seconds=400)


def test_after_the_last_rung_a_row_is_missing() -> None:
    _lookups(1)

    for _attempt in range(5):
        Lookup.objects.update(due_at=work.in_seconds(0))
        work.fail(Lookup, work.take(Lookup.objects.all(), limit=1), REASON, permanent=False)

    assert Lookup.objects.get().state == WorkState.MISSING


def test_a_failure_for_good_is_not_tried_again() -> None:
    _lookups(1)

    work.fail(Lookup, work.take(Lookup.objects.all(), limit=1), REASON, permanent=True)

    assert Lookup.objects.get().state == WorkState.MISSING


def test_a_gate_that_says_not_yet_is_no_attempt() -> None:
    _lookups(1)
    taken = work.take(Lookup.objects.all(), limit=1)

    work.postpone(Lookup, taken, timezone.now() + timedelta(minutes=1), REASON)

    lookup = Lookup.objects.get()
    assert (lookup.attempts, lookup.state, lookup.lease_token) == (0, WorkState.PENDING, "")


def test_the_sweep_rings_for_due_rows_that_nobody_rang_for() -> None:
    silent, rung, later = _lookups(3)
    Lookup.objects.filter(pk=rung.pk).update(rung_at=timezone.now())
    Lookup.objects.filter(pk=later.pk).update(due_at=timezone.now() + timedelta(hours=1))

    found = set(work.unrung(Lookup.objects.all()).values_list("pk", flat=True))

    assert found == {silent.pk}


def test_a_row_that_nobody_ever_finishes_is_given_up_and_told() -> None:
    [often, once] = _lookups(2)
    Lookup.objects.filter(pk=often.pk).update(attempts=10)

    given_up = work.give_up_spent(Lookup.objects.all())

    often.refresh_from_db()
    once.refresh_from_db()
    reason = work.error_reason(often.last_error)
    assert given_up == 1
    assert (often.state, reason and reason.code) == (WorkState.MISSING, "never_finished")
    assert once.state == WorkState.PENDING
