"""A model that fails costs an article nothing: faults, the ladder, killed workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims import fetching, tasks
from claims.models import ArticleVersion, Gate, ModelRequest, Proposal, Snapshot, WorkState
from claims.services.proposing import ask_again, propose
from claims.services.steps import work
from claims.services.steps.work import error_reason
from claims.values import Request
from claims.wording import sentence
from tests.builders import make_user
from tests.local_server import Answer, LocalServer
from tests.services.models_asked import GOOD, PATH, article, offering, said, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    yield from serving(settings)


# --- a service that fails -------------------------------------------------------------------------------

DEEP = b"[" * 100_000
FAULTS = [
    (Answer(b"", 500), "bad_status", WorkState.PENDING),
    (Answer(b"", 429, {"Retry-After": "90"}), "rate_limited", WorkState.PENDING),
    (Answer(b"", 401), "bad_status", WorkState.MISSING),
    (Answer(b"", 404), "bad_status", WorkState.MISSING),
    (Answer(b""), "not_json", WorkState.PENDING),
    (Answer(b"<!doctype html><p>Log in"), "html_instead", WorkState.PENDING),
    (Answer(offering(GOOD), cut=40), "truncated", WorkState.PENDING),
    (Answer(offering(GOOD)[:-30]), "not_json", WorkState.PENDING),
    (Answer(b"x" * 1_100_000), "too_large", WorkState.MISSING),
    (Answer(DEEP), "not_json", WorkState.PENDING),
    (Answer(b"\xff\xfe\x00"), "not_json", WorkState.PENDING),
    (Answer(b'{"error": {"message": "no such model"}}'), "drift", WorkState.MISSING),
    (Answer(b'{"choices": []}'), "drift", WorkState.MISSING),
    (Answer(b'{"choices": [{"message": {"content": null}}]}'), "drift", WorkState.MISSING),
    (Answer(b'{"choices": [{"message": {"content": [{"text": "{}"}]}}]}'), "drift", WorkState.MISSING),
    (Answer(said("")), "not_json", WorkState.PENDING),
    (Answer(said("I cannot help with that.")), "not_json", WorkState.PENDING),
    (Answer(said('{"claims": [{"sentence": "The cap')), "not_json", WorkState.PENDING),
    (Answer(said('{"claims": "none"}')), "drift", WorkState.MISSING),
    (Answer(said('{"other": []}')), "drift", WorkState.MISSING),
    (Answer(said('{"a":' * 50_000 + "}")), "not_json", WorkState.PENDING),
]


@pytest.mark.parametrize(("answer", "code", "state"), FAULTS, ids=range(len(FAULTS)))
def test_a_failed_answer_leaves_its_reason_and_no_proposal(
    server: LocalServer, answer: Answer, code: str, state: str
) -> None:
    server.answers[PATH] = answer

    propose(article())

    row = ModelRequest.objects.get()
    reason = error_reason(row.last_error)
    assert reason is not None
    assert (row.state, reason.code, row.lease_token, row.attempts) == (state, code, "", 1)
    assert "%(" not in sentence(reason)
    assert not Proposal.objects.exists()


def test_a_slow_model_ends_at_its_deadline(server: LocalServer, settings: LazySettings) -> None:
    settings.TASK_TIME_LIMIT_SECONDS = 1
    server.add(PATH, offering(GOOD), delay=30)

    propose(article())

    row = ModelRequest.objects.get()
    assert (row.state, json.loads(row.last_error)[0]) == (WorkState.PENDING, "timeout")
    assert row.due_at > timezone.now() + timedelta(seconds=20)


def test_a_model_that_drips_its_answer_ends_at_its_deadline_too(server: LocalServer, settings: LazySettings) -> None:
    settings.TASK_TIME_LIMIT_SECONDS = 1
    server.add(PATH, offering(GOOD), drip=0.2)

    propose(article())

    assert json.loads(ModelRequest.objects.get().last_error)[0] == "timeout"


def test_an_unreadable_answer_is_kept_all_the_same(server: LocalServer) -> None:
    server.add(PATH, said("no JSON"))

    propose(article())

    snapshot = ModelRequest.objects.get().snapshot
    assert snapshot is not None
    assert fetching.body_of(snapshot).read() == said("no JSON")


def test_a_pause_that_was_asked_for_is_kept_and_is_no_attempt(server: LocalServer) -> None:
    server.add(PATH, b"", status=429, headers={"Retry-After": "900"})
    version = article()
    propose(version)
    ModelRequest.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    propose(version)

    row = ModelRequest.objects.get()
    assert (len(server.requests), row.attempts, Gate.objects.count() > 0) == (1, 1, True)
    assert row.due_at > timezone.now() + timedelta(seconds=600)


def test_the_ladder_ends_in_missing_and_asking_again_begins_anew(server: LocalServer, settings: LazySettings) -> None:
    settings.RETRY_LADDER_SECONDS = (0, 0, 0)
    server.add(PATH, b"", status=500)
    version = article()
    for _turn in range(3):
        propose(version)
    assert ModelRequest.objects.get().state == WorkState.MISSING
    Gate.objects.update(closed_until=timezone.now())  # a host that failed three times is left alone for a while
    server.add(PATH, offering(GOOD))

    waiting = ask_again(make_user("checker"), ArticleVersion.objects.get(pk=version).article_id)
    propose(version)

    assert waiting == [version]
    assert Proposal.objects.count() == 1


# --- nothing lost, nothing doubled ----------------------------------------------------------------------


def test_what_a_killed_worker_had_taken_is_taken_again_after_its_lease(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))
    version = article()
    work.take(ModelRequest.objects.all(), limit=1)
    assert not propose(version)

    ModelRequest.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    propose(version)

    assert Proposal.objects.count() == 1


def test_a_worker_that_lost_its_lease_stores_nothing(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else answered while this one waited."""
    version = article()

    server.add(PATH, offering(GOOD))
    post = fetching.post

    def late(request: Request) -> Snapshot:
        snapshot = post(request)
        ModelRequest.objects.update(lease_token="another")
        return snapshot

    monkeypatch.setattr(fetching, "post", late)

    assert not propose(version)

    assert not Proposal.objects.exists()
    assert ModelRequest.objects.get().lease_token == "another"


def test_the_same_answer_twice_makes_no_second_proposal(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))
    version = article()
    propose(version)
    ModelRequest.objects.update(state="pending")

    propose(version)

    assert Proposal.objects.count() == 1


def test_the_sweep_rings_for_questions_that_nobody_rang_for(server: LocalServer, monkeypatch: Any) -> None:
    version = article()
    rung: list[int] = []
    monkeypatch.setattr(tasks.ask_model, "apply_async", lambda arguments, **_options: rung.append(arguments[0]))

    tasks.sweep()
    tasks.sweep()

    assert rung == [version]


def test_a_question_that_nobody_ever_finishes_is_given_up_by_the_sweep(server: LocalServer) -> None:
    article()
    ModelRequest.objects.update(attempts=10)

    tasks.sweep()

    assert ModelRequest.objects.get().state == WorkState.MISSING
