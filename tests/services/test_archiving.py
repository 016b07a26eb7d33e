"""Archived copies: asked for with the address, found or made while nobody waits, shown where the address stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now

from claims.models import ArchiveLookup, ArticleAddress, Snapshot, WorkState
from claims.services import archiving
from claims.services.archiving import work_archive
from claims.services.intake import receive_text
from claims.services.steps.work import error_reason
from tests.builders import make_claim, make_document, make_user
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
PATH, SAVE, STATUS = "/wayback/available", "/save", "/save/status/spn2-abc"
ADDRESS = "https://paper.example/a"
COPY = f"https://web.archive.org/web/20180612000000/{ADDRESS}"
FOUND = json.dumps({"archived_snapshots": {"closest": {"available": True, "status": "200", "url": COPY}}}).encode()
NONE = b'{"archived_snapshots": {}}'
MADE = json.dumps({"status": "success", "timestamp": "20180612000000", "original_url": ADDRESS}).encode()


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"wayback": running.address(""), "wayback_save": running.address("")}
        settings.SOURCE_KEYS = {}
        yield running


def asked() -> ArchiveLookup:
    receive_text(text="Half of Freedonia is hungry.", address=ADDRESS, published_on=date(2018, 6, 11))
    return ArchiveLookup.objects.get()


def work(lookup: ArchiveLookup) -> ArchiveLookup:
    ArchiveLookup.objects.update(due_at=Now())
    work_archive(lookup.pk)
    lookup.refresh_from_db()
    return lookup


def test_the_copy_nearest_to_the_day_of_an_article_is_kept_with_its_address(server: LocalServer) -> None:
    server.add(PATH, FOUND)

    lookup = work(asked())

    assert lookup.state == WorkState.DONE
    assert ArticleAddress.objects.get().archive == COPY
    assert "timestamp=20180611" in server.requests[0]
    assert Snapshot.objects.count() == 1


def test_a_document_gets_its_copy_too(server: LocalServer) -> None:
    server.add(PATH, FOUND)
    document = make_document(make_claim(), make_user())

    work(ArchiveLookup.objects.get())

    document.refresh_from_db()
    assert document.archive == COPY


def test_what_a_curator_gave_by_hand_stays(server: LocalServer) -> None:
    server.add(PATH, FOUND)
    lookup = asked()
    ArticleAddress.objects.update(archive="https://archive.example/own")

    work(lookup)

    assert ArticleAddress.objects.get().archive == "https://archive.example/own"


def test_no_copy_is_an_answer(server: LocalServer) -> None:
    server.add(PATH, NONE)

    lookup = work(asked())

    assert (lookup.state, ArticleAddress.objects.get().archive) == (WorkState.DONE, "")
    assert server.count(SAVE) == 0


@pytest.mark.parametrize("address", ["http://intranet/a", "http://10.0.0.8/a", "http://[::1]/a"])
def test_addresses_of_the_house_are_not_told_to_an_archive(address: str, server: LocalServer) -> None:
    receive_text(text="Half of Freedonia is hungry.", address=address)

    assert not ArchiveLookup.objects.exists()


def test_without_an_archive_nothing_is_asked(settings: LazySettings) -> None:
    settings.SOURCE_BASES = {}

    receive_text(text="Half of Freedonia is hungry.", address=ADDRESS)

    assert not ArchiveLookup.objects.exists()


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"body": b"", "status": 500}, "bad_status", "pending"),
    ({"body": b"", "status": 404}, "bad_status", "missing"),
    ({"body": b"", "status": 429, "headers": {"Retry-After": "5"}}, "rate_limited", "pending"),
    ({"body": FOUND, "cut": 20}, "truncated", "pending"),
    ({"body": b""}, "not_json", "pending"),
    ({"body": b"<html>"}, "html_instead", "pending"),
    ({"body": b"{}"}, "drift", "missing"),
    ({"body": b"x" * 200_000}, "too_large", "missing"),
    ({"body": FOUND.replace(b"web.archive.org", b"evil.example")}, "drift", "missing"),
]


@pytest.mark.parametrize(("fault", "code", "state"), FAULTS)
def test_a_fault_is_no_copy_and_told(fault: dict[str, Any], code: str, state: str, server: LocalServer) -> None:
    server.add(PATH, **fault)

    lookup = work(asked())

    assert (error_reason(lookup.last_error).code, lookup.state) == (code, state)  # type: ignore[union-attr]
    assert ArticleAddress.objects.get().archive == ""


def test_a_copy_is_made_where_there_is_none_and_credentials_are_set(
    server: LocalServer, settings: LazySettings
) -> None:
    settings.SOURCE_KEYS = {"wayback_save": "access:secret"}
    server.add(PATH, NONE)
    server.add(SAVE, b'{"url": "x", "job_id": "spn2-abc"}')
    server.add(STATUS, b'{"status": "pending"}')

    first = work(asked())
    assert (first.state, first.job, error_reason(first.last_error).code) == (  # type: ignore[union-attr]
        WorkState.PENDING,
        "spn2-abc",
        "capture_waits",
    )
    waiting = work(first)
    server.add(STATUS, MADE)
    done = work(waiting)

    assert (done.state, ArticleAddress.objects.get().archive) == (WorkState.DONE, COPY)
    assert (server.count(SAVE), server.count(STATUS)) == (1, 2)
    assert b"url=https%3A%2F%2Fpaper.example%2Fa" in b"".join(server.bodies)
    assert any(each.get("authorization") == "LOW access:secret" for each in server.headers)
    assert not any("secret" in each for each in Snapshot.objects.values_list("request", flat=True))


def test_a_job_that_never_ends_is_given_up(
    server: LocalServer, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "POLLS", 3)
    settings.SOURCE_KEYS = {"wayback_save": "access:secret"}
    server.add(PATH, NONE)
    server.add(SAVE, b'{"job_id": "spn2-abc"}')
    server.add(STATUS, b'{"status": "pending"}')
    lookup = asked()

    for _turn in range(10):
        work(lookup)

    assert (lookup.state, error_reason(lookup.last_error).code) == ("missing", "capture_not_made")  # type: ignore[union-attr]
    assert server.count(STATUS) == 3


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b'{"message": "You need to be logged in."}', "key_refused"),
        (200, b'{"status": "error", "message": "Blocked."}', "source_message"),
        (200, b'{"job_id": "../x"}', "drift"),
    ],
)
def test_a_capture_that_is_refused_is_told(
    status: int, body: bytes, code: str, server: LocalServer, settings: LazySettings
) -> None:
    settings.SOURCE_KEYS = {"wayback_save": "access:secret"}
    server.add(PATH, NONE)
    server.add(SAVE, body, status=status)

    lookup = work(asked())

    assert (lookup.state, error_reason(lookup.last_error).code) == ("missing", code)  # type: ignore[union-attr]
