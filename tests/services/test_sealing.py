"""The chain of audit events: sealed once, in order, and broken by nothing unseen."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from claims.models import AuditEvent, AuditHead, AuditPending, AuditSeal
from claims.models.triggers import APPEND_ONLY, drop_triggers, install_triggers, missing_triggers
from claims.services import sealing
from claims.services.sealing import seal_events, verify_chain
from claims.workflow import record_event
from tests.builders import make_claim, make_user

pytestmark = pytest.mark.django_db


def _events(number: int) -> list[AuditEvent]:
    claim, user = make_claim(), make_user()
    return [record_event(user, "claim.test", claim, {"turn": turn}) for turn in range(number)]


@pytest.fixture
def unguarded() -> Iterator[None]:
    """The database as somebody who tampers with it would have it: the triggers are off."""
    drop_triggers("default")
    yield
    install_triggers("default")


def _sealed(number: int) -> list[AuditEvent]:
    events = _events(number)
    seal_events()
    return events


def test_what_waits_is_sealed_in_order_and_once() -> None:
    events = _events(3)

    assert seal_events() == 3
    assert seal_events() == 0

    seals = list(AuditSeal.objects.order_by("number"))
    assert [seal.event_id for seal in seals] == [event.pk for event in events]
    assert [seal.number for seal in seals] == [1, 2, 3]
    assert seals[0].previous == "0" * 64
    assert [seal.previous for seal in seals[1:]] == [seal.sha256 for seal in seals[:-1]]
    head = AuditHead.objects.get()
    assert (head.number, head.sha256) == (3, seals[-1].sha256)
    assert not AuditPending.objects.exists()


def test_a_turn_seals_no_more_than_its_limit_and_the_next_one_goes_on() -> None:
    _events(5)

    assert [seal_events(limit=2) for _turn in range(4)] == [2, 2, 1, 0]
    assert verify_chain().fault == ""


def test_an_event_that_committed_late_is_sealed_late_and_not_missed() -> None:
    events = _events(3)
    AuditPending.objects.filter(event_id=events[0].pk).delete()
    seal_events()
    AuditPending.objects.create(event_id=events[0].pk)

    seal_events()

    assert AuditSeal.objects.order_by("number").last().event_id == events[0].pk  # type: ignore[union-attr]
    assert verify_chain().fault == ""


def test_a_whole_chain_is_reported_with_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CHUNK", 2)
    _sealed(5)
    _events(2)

    report = verify_chain()

    assert (report.sealed, report.waiting, report.broken, report.fault) == (5, 2, None, "")
    assert report.missing_triggers == ()


def test_an_empty_chain_is_whole() -> None:
    assert verify_chain() == sealing.ChainReport(0, 0, None, ())


@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_event_that_was_altered_is_named(unguarded: None, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "CHUNK", 2)
    events = _sealed(5)
    AuditEvent.objects.filter(pk=events[place].pk).update(payload='{"turn":99}')

    report = verify_chain()

    assert (report.broken, report.fault, report.event) == (place + 1, "event_altered", events[place].pk)


@pytest.mark.parametrize("column", ["at", "actor_id", "action", "object_type", "object_id"])
def test_every_column_of_an_event_is_sealed(unguarded: None, column: str) -> None:
    event = _sealed(1)[0]
    other = {"at": "2001-01-01T00:00:00Z", "action": "x", "object_type": "x"}.get(column, 4711)
    AuditEvent.objects.filter(pk=event.pk).update(**{column: other})

    assert verify_chain().fault == "event_altered"


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_seal_that_was_altered_is_named(unguarded: None, place: int) -> None:
    events = _sealed(5)
    AuditSeal.objects.filter(event_id=events[place].pk).update(sha256="f" * 64)

    report = verify_chain()

    assert (report.broken, report.fault) == (place + 1, "seal_altered")


def test_a_link_to_another_seal_is_named(unguarded: None) -> None:
    _sealed(3)
    AuditSeal.objects.filter(number=2).update(previous="f" * 64)

    report = verify_chain()

    assert (report.broken, report.fault) == (2, "seal_altered")


def test_a_sealed_event_that_is_missing_is_named(unguarded: None) -> None:
    events = _sealed(3)
    AuditEvent.objects.filter(pk=events[1].pk).delete()

    report = verify_chain()

    assert (report.broken, report.fault, report.event) == (2, "event_missing", events[1].pk)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_seal_that_is_missing_is_named(unguarded: None, number: int) -> None:
    _sealed(3)
    AuditSeal.objects.filter(number=number).delete()

    report = verify_chain()

    assert (report.broken, report.fault) == (number, "seal_missing")


def test_a_head_that_was_altered_is_told(unguarded: None) -> None:
    _sealed(2)
    AuditHead.objects.update(sha256="f" * 64)

    assert verify_chain().fault == "head_altered"


def test_an_event_that_was_slipped_past_the_chain_is_told() -> None:
    events = _events(2)
    AuditPending.objects.filter(event_id=events[1].pk).delete()
    seal_events()

    report = verify_chain()

    assert (report.broken, report.fault) == (events[1].pk, "event_not_sealed")


def test_an_event_that_vanished_before_its_seal_is_told_and_stops_no_other(unguarded: None) -> None:
    events = _events(3)
    AuditEvent.objects.filter(pk=events[1].pk).delete()

    assert seal_events() == 2

    report = verify_chain()
    assert (report.sealed, report.waiting, report.fault, report.event) == (
        2,
        1,
        "waiting_missing",
        events[1].pk,
    )


def test_missing_triggers_are_named(unguarded: None) -> None:
    names = verify_chain().missing_triggers

    assert {name.rpartition("_no_")[0] for name in names} == set(APPEND_ONLY)


def test_the_command_prints_the_chain_and_what_waits() -> None:
    _sealed(2)
    _events(1)
    out = StringIO()

    call_command("verify_audit", stdout=out)

    assert "2 events sealed, 1 waiting" in out.getvalue()


def test_the_command_fails_and_names_the_first_broken_row_and_the_missing_triggers(unguarded: None) -> None:
    events = _sealed(2)
    AuditEvent.objects.filter(pk=events[0].pk).update(action="claim.forged")

    with pytest.raises(CommandError) as failure:
        call_command("verify_audit", stdout=StringIO())

    assert f"event {events[0].pk}, sealed as number 1, was altered" in str(failure.value)
    assert "claims_auditevent_no_update" in str(failure.value)
    assert failure.value.returncode == 1


def _seal() -> int:
    try:
        return seal_events(limit=7)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_several_sealers_at_once_make_one_chain() -> None:
    _events(60)

    with ThreadPoolExecutor(max_workers=4) as pool:
        sealed = list(pool.map(lambda _turn: _seal(), range(12)))

    assert sum(sealed) == 60
    assert verify_chain() == sealing.ChainReport(60, 0, None, ())


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_writer_never_waits_for_the_sealer() -> None:
    claim = make_claim()

    def write() -> int:
        try:
            return record_event(None, "claim.test", claim).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool, transaction.atomic():
        AuditHead.objects.select_for_update().get()
        written = pool.submit(write).result(timeout=20)

    assert AuditPending.objects.filter(event_id=written).exists()
    assert connection.vendor == "postgresql"


def test_installing_triggers_twice_does_no_harm() -> None:
    install_triggers("default")

    assert missing_triggers("default") == ()
