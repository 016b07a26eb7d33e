"""Proposals on the article's page, without a script, and the page that says what leaves the house."""

from __future__ import annotations

import html

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from claims.models import ArticleVersion, Claim, Gate, ModelRequest, Proposal
from tests.builders import make_article, make_claim, make_proposal, make_queue, make_source
from tests.hostile import HOSTILE
from tests.web.conftest import LogIn
from tests.web.test_hostile_strings import assert_harmless

pytestmark = pytest.mark.django_db
OUTGOING = "/desk/outgoing/"


@pytest.fixture
def model(settings: LazySettings) -> None:
    settings.MODEL_URL = "https://models.example:8443/v1"
    settings.MODEL_NAME, settings.MODEL_KEY = "small-model", "sk-not-to-be-shown"


def read_article() -> ArticleVersion:
    version = make_article()
    ArticleVersion.objects.filter(pk=version.pk).update(state="done")
    return version


def page_of(client: Client, article_id: int) -> str:
    response = client.get(reverse("claims:article", args=[article_id]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_without_a_model_the_article_says_nothing_of_one(checker: Client) -> None:
    page = page_of(checker, make_article().article_id)

    assert "language model" not in page


def test_proposals_bear_the_name_of_their_model(checker: Client) -> None:
    """Also where the model was turned off since."""
    proposal = make_proposal(model_name="small-model")

    page = page_of(checker, proposal.version.article_id)

    assert "Proposed by small-model" in page
    assert "as small-model words it: “40 percent of Freedonia's people are undernourished”" in page


def test_taking_in_opens_the_claim_which_says_whose_proposal_it_was(checker: Client) -> None:
    make_queue()
    proposal = make_proposal()

    response = checker.post(reverse("claims:take_proposal", args=[proposal.pk]), follow=True)

    claim = Claim.objects.get()
    assert response.redirect_chain[-1][0] == reverse("claims:claim", args=[claim.pk])
    page = html.unescape(response.content.decode())
    assert f"Proposed by a-model, taken in by {checker.user}" in page  # type: ignore[attr-defined]
    assert "Proposed by a-model" not in page_of(checker, proposal.version.article_id)


def test_dropping_goes_back_to_the_article_without_it(checker: Client) -> None:
    proposal = make_proposal()

    response = checker.post(reverse("claims:drop_proposal", args=[proposal.pk]), follow=True)

    page = html.unescape(response.content.decode())
    assert response.redirect_chain[-1][0] == reverse("claims:article", args=[proposal.version.article_id])
    assert "Dropped." in page
    assert "as a-model words it" not in page


def test_a_press_too_late_is_told(checker: Client) -> None:
    make_queue()
    proposal = make_proposal()
    checker.post(reverse("claims:take_proposal", args=[proposal.pk]))

    response = checker.post(reverse("claims:take_proposal", args=[proposal.pk]), follow=True)

    assert "Somebody has moved this on" in response.content.decode()
    assert Claim.objects.count() == 1


def test_a_sentence_that_is_a_claim_by_now_is_told(checker: Client) -> None:
    proposal = make_proposal()
    make_claim(version=proposal.version)

    response = checker.post(reverse("claims:take_proposal", args=[proposal.pk]), follow=True)

    assert "This sentence is a claim already" in response.content.decode()


def test_a_curator_reads_proposals_and_decides_none(log_in: LogIn) -> None:
    proposal = make_proposal()

    page = page_of(log_in("curator"), proposal.version.article_id)

    assert "Proposed by a-model" in page
    assert reverse("claims:take_proposal", args=[proposal.pk]) not in page


@pytest.mark.parametrize("address", ["take_proposal", "drop_proposal"])
def test_a_proposal_that_is_not_there_is_not_found(checker: Client, address: str) -> None:
    assert checker.post(reverse(f"claims:{address}", args=[9_999])).status_code == 404


@pytest.mark.usefixtures("model")
def test_what_was_asked_and_not_answered_and_what_was_refused_is_told(checker: Client) -> None:
    version = read_article()
    asked = ModelRequest.objects.create(version=version, start=0, end=9)
    assert "small-model is being asked" in page_of(checker, version.article_id)

    error = '["bad_status", [["host", "models.example"], ["status", "500"]]]'
    ModelRequest.objects.filter(pk=asked.pk).update(last_error=error, attempts=1)
    assert "No answer so far: models.example answered with the status 500" in page_of(checker, version.article_id)

    ModelRequest.objects.filter(pk=asked.pk).update(state="missing")
    page = page_of(checker, version.article_id)
    assert "No answer: models.example answered with the status 500." in page
    assert "Ask small-model" in page

    ModelRequest.objects.filter(pk=asked.pk).update(state="done", last_error="", refused=[["proposal_number", 3]])
    page = page_of(checker, version.article_id)
    assert "a number that the sentence does not have: 3." in page
    assert "Ask small-model" not in page


@pytest.mark.usefixtures("model")
def test_an_article_from_before_the_model_can_be_asked_about(checker: Client) -> None:
    version = read_article()
    assert "Ask small-model" in page_of(checker, version.article_id)

    checker.post(reverse("claims:ask_model", args=[version.article_id]))

    assert ModelRequest.objects.get().version == version
    assert checker.post(reverse("claims:ask_model", args=[9_999])).status_code == 404


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_of_a_model_are_text(hostile: str, checker: Client) -> None:
    make_queue()
    proposal = make_proposal(wording=hostile[:300], model_name=hostile[:100])
    article = reverse("claims:article", args=[proposal.version.article_id])

    assert_harmless(checker.get(article).content.decode(), hostile)
    claim = checker.post(reverse("claims:take_proposal", args=[proposal.pk]), follow=True)
    assert_harmless(claim.content.decode(), hostile)
    assert Proposal.objects.get().state == "taken"


# --- what leaves the house ------------------------------------------------------------------------------


@pytest.mark.usefixtures("model")
@pytest.mark.parametrize("role", ["editor", "curator"])
def test_who_answers_for_the_desk_sees_model_and_host_and_never_the_key(log_in: LogIn, role: str) -> None:
    client = log_in(role)

    page = client.get(OUTGOING).content.decode()

    assert "small-model" in page
    assert "models.example:8443" in page
    assert "sk-not-to-be-shown" not in page
    assert OUTGOING in client.get("/desk/").content.decode()


def test_without_a_model_the_page_says_that_no_text_leaves(editor: Client) -> None:
    assert "None is set. No text of an article leaves the house." in editor.get(OUTGOING).content.decode()


def test_sources_and_hosts_that_were_asked_are_listed(editor: Client, settings: LazySettings) -> None:
    settings.SOURCE_BASES = {"world_bank": "https://figures.example/v2"}
    settings.OUTGOING_ALLOW = ["127.0.0.1:3128"]
    make_source("world_bank", connector="world_bank", name="World Bank")
    make_source("off", connector="world_bank", name="Turned off", active=False)
    Gate.objects.create(host="asked.example", window="2999-01-01T00:00Z", used=7)

    page = editor.get(OUTGOING).content.decode()

    for words in ("World Bank", "figures.example", "asked.example", "7 requests", "127.0.0.1:3128"):
        assert words in page
    assert "Turned off" not in page


def test_a_checker_has_no_link_to_it(checker: Client) -> None:
    assert OUTGOING not in checker.get("/desk/").content.decode()
