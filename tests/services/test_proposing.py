"""A model is asked by its protocol: what is sent, when, and what is kept of the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from claims import fetching
from claims.models import ArticleVersion, AuditEvent, Claim, ModelRequest, Proposal, Snapshot, WorkState
from claims.services.extract import extract_version, read_again
from claims.services.intake import receive_text, receive_version
from claims.services.proposing import ask_again, propose
from claims.services.steps import work
from claims.services.steps.asking import STRETCH, stretches
from claims.services.steps.work import error_reason
from claims.workflow import NotAllowed
from tests.builders import make_user
from tests.local_server import LocalServer
from tests.services.models_asked import GOOD, KNOWN, MISSED, PATH, TEXT, article, asked_about, offering, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    yield from serving(settings)


# --- what is sent, and when -----------------------------------------------------------------------------


def test_without_a_model_nothing_is_asked(settings: LazySettings) -> None:
    assert settings.MODEL_URL == ""

    version = article()

    assert not propose(version)
    assert not ModelRequest.objects.exists()
    assert not Snapshot.objects.exists()


def test_reading_a_text_writes_down_what_the_model_is_to_be_asked(server: LocalServer) -> None:
    version = receive_text(text=TEXT).version_id
    assert not ModelRequest.objects.exists()

    extract_version(version)

    row = ModelRequest.objects.get()
    assert (row.version_id, row.start, row.end, row.state) == (version, 0, len(TEXT), WorkState.PENDING)
    assert server.requests == []


def test_the_model_is_asked_by_its_protocol_with_the_text_and_what_is_known(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))

    propose(article())

    [headers], [body] = server.headers, server.bodies
    asked = json.loads(body)
    assert server.requests == [PATH]
    assert headers["authorization"] == "Bearer key-of-the-house"
    assert asked["model"] == "small-model"
    assert asked_about(body) == {"text": ArticleVersion.objects.get().text, "read": [KNOWN]}


def test_no_key_no_header(server: LocalServer, settings: LazySettings) -> None:
    settings.MODEL_KEY = ""
    server.add(PATH, offering())

    propose(article())

    assert "authorization" not in server.headers[0]


def test_question_and_raw_answer_are_kept_without_the_key(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))

    propose(article())

    snapshot = Snapshot.objects.get()
    assert fetching.body_of(snapshot).read() == offering(GOOD)
    assert MISSED in snapshot.request
    assert "key-of-the-house" not in snapshot.request + snapshot.headers
    assert ModelRequest.objects.get().snapshot == snapshot


def test_a_proposal_stands_where_its_sentence_does_and_makes_no_claim(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))
    version = article()
    before = list(Claim.objects.values())

    assert propose(version)

    proposal = Proposal.objects.get()
    assert (proposal.sentence, TEXT[proposal.start : proposal.end]) == (MISSED, MISSED)
    assert (proposal.model_name, proposal.wording, proposal.state) == ("small-model", GOOD["wording"], "proposed")
    assert list(Claim.objects.values()) == before
    assert ModelRequest.objects.get().state == WorkState.DONE
    assert AuditEvent.objects.filter(action="article.propose").count() == 1


def test_a_model_that_was_turned_off_meanwhile_is_sent_nothing(server: LocalServer, settings: LazySettings) -> None:
    version = article()
    settings.MODEL_URL = settings.MODEL_NAME = ""

    propose(version)

    assert server.requests == []
    row = ModelRequest.objects.get()
    assert (row.state, error_reason(row.last_error)) == (WorkState.MISSING, error_reason('["model_off", []]'))


def test_a_text_that_a_newer_one_took_the_place_of_is_sent_nowhere(server: LocalServer) -> None:
    old = article()
    received = receive_version(ArticleVersion.objects.get(pk=old).article_id, text=f"{TEXT} More.")
    extract_version(received.version_id)

    assert not propose(old)

    assert server.requests == []
    states = dict(ModelRequest.objects.values_list("version_id", "state"))
    assert states == {old: WorkState.DROPPED, received.version_id: WorkState.PENDING}


def test_reading_the_same_text_again_asks_nothing_twice(server: LocalServer) -> None:
    server.add(PATH, offering(GOOD))
    version = receive_text(text=TEXT).version_id
    extract_version(version)
    propose(version)

    for waiting in read_again(None, [ArticleVersion.objects.get(pk=version).article_id]):
        extract_version(waiting)

    assert not propose(version)
    assert len(server.requests) == 1
    assert Proposal.objects.count() == 1


def test_a_redirect_is_not_followed_with_the_text(server: LocalServer) -> None:
    with LocalServer() as elsewhere:
        elsewhere.add("*", offering(GOOD))
        server.add(PATH, status=307, headers={"Location": elsewhere.address("/")})

        propose(article())

        assert (server.requests, elsewhere.requests) == ([PATH], [])
    assert ModelRequest.objects.get().state == WorkState.MISSING


def test_a_model_in_the_house_needs_to_be_allowed(server: LocalServer, settings: LazySettings) -> None:
    settings.OUTGOING_ALLOW = []

    propose(article())

    row = ModelRequest.objects.get()
    assert (row.state, json.loads(row.last_error)[0], server.requests) == (WorkState.MISSING, "refused_address", [])


def test_a_long_text_is_asked_about_in_stretches_one_a_turn(server: LocalServer) -> None:
    server.add(PATH, offering())
    lines = "\n\n".join(f"Line {number} tells of nothing that anybody would look up." for number in range(500))
    version = article(f"{lines}\n\n{MISSED}")

    turns = 0
    while work.due(ModelRequest.objects.all()).exists():
        assert propose(version)
        turns += 1

    texts = [asked_about(body)["text"] for body in server.bodies]
    assert turns == len(texts) == 3
    assert "".join(texts) == ArticleVersion.objects.get(pk=version).text


@pytest.mark.parametrize("text", ["", "a", "a" * 50_000, "a b " * 9_000, "one line\n" * 4_000, "." * 12_001])
def test_stretches_cover_a_text_without_gap_and_stay_short(text: str) -> None:
    spans = list(stretches(text))

    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= STRETCH for start, end in spans)


# --- asking again ---------------------------------------------------------------------------------------


def test_an_article_from_before_the_model_is_asked_about_on_demand(server: LocalServer, settings: LazySettings) -> None:
    url, settings.MODEL_URL = settings.MODEL_URL, ""
    version = article()
    assert not ModelRequest.objects.exists()
    settings.MODEL_URL = url

    waiting = ask_again(make_user("checker"), ArticleVersion.objects.get(pk=version).article_id)

    assert waiting == [version]
    assert ModelRequest.objects.get().state == WorkState.PENDING
    assert AuditEvent.objects.filter(action="article.ask_model").count() == 1


def test_a_text_that_nobody_read_yet_and_one_that_is_answered_are_not_asked_about(server: LocalServer) -> None:
    unread = receive_text(text=f"{TEXT} Unread.").article_id
    checker = make_user("checker")
    assert ask_again(checker, unread) == []
    server.add(PATH, offering())
    version = article(f"{TEXT} And so on.")
    propose(version)

    ask_again(checker, ArticleVersion.objects.get(pk=version).article_id)

    assert not propose(version)
    assert len(server.requests) == 1


def test_who_may_not_check_may_not_ask(server: LocalServer) -> None:
    version = ArticleVersion.objects.get(pk=article())

    for group in ("", "curator"):
        with pytest.raises(NotAllowed):
            ask_again(make_user(group), version.article_id)
