"""What others found, on the claim page and on a verdict: word for word, escaped, and with what may be done."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from claims.models import ArticleAddress, Evidence, PriorHit, PriorSearch, Publication
from claims.services import fact_checks
from tests.builders import make_claim, make_prior, make_published, make_user

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)> people of Freedonia undernourished"
COPY = "https://web.archive.org/web/20180612000000/https://paper.example/a"


def page_of(client: Client, claim_id: int) -> str:
    return client.get(reverse("claims:claim", args=[claim_id])).content.decode()


def test_a_match_stands_with_publisher_day_rating_and_link(checker: Client) -> None:
    prior = make_prior()

    page = page_of(checker, make_claim().pk)

    for words in ("What others found", "The Checkers", "2 March 2018", "<q>Mostly false</q>", prior.address):
        assert words in page


def test_texts_of_others_are_text(checker: Client) -> None:
    make_prior(HOSTILE, rating=HOSTILE, claimant=HOSTILE)

    page = page_of(checker, make_claim().pk)

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_a_press_makes_it_evidence_and_keeps_what_was_typed(checker: Client) -> None:
    claim, prior = make_claim(), make_prior()

    response = checker.post(
        reverse("claims:take_prior", args=[claim.pk, prior.pk]), {"typed_on": "0", "reasoning": "As typed."}
    )

    assert response["Location"].endswith("#earlier")
    assert Evidence.objects.get().prior == prior
    assert claim.checks.get().reasoning == "As typed."
    assert "taken as evidence [1]" in page_of(checker, claim.pk)


def test_a_press_puts_it_away_and_another_shows_it_again(checker: Client) -> None:
    claim, prior = make_claim(), make_prior()

    checker.post(reverse("claims:dismiss_prior", args=[claim.pk, prior.pk]))
    assert "Put away" in page_of(checker, claim.pk)
    checker.post(reverse("claims:restore_prior", args=[claim.pk, prior.pk]))

    assert "Put away" not in page_of(checker, claim.pk)
    assert PriorHit.objects.get().dismissed_by is None


@pytest.mark.parametrize("name", ["take_prior", "dismiss_prior", "restore_prior"])
def test_what_is_not_there_is_not_found(name: str, checker: Client) -> None:
    assert checker.post(reverse(f"claims:{name}", args=[make_claim().pk, 10**6])).status_code == 404


def test_the_search_is_offered_with_a_key_alone(checker: Client, settings: LazySettings) -> None:
    claim = make_claim()
    settings.SOURCE_KEYS = {}
    assert "Look for earlier fact-checks" not in page_of(checker, claim.pk)
    settings.SOURCE_KEYS = {"fact_checks": "k3y"}
    assert "Look for earlier fact-checks" in page_of(checker, claim.pk)

    checker.post(reverse("claims:search_prior", args=[claim.pk]))

    assert PriorSearch.objects.get().claim == claim
    page = page_of(checker, claim.pk)
    assert "The search is under way." in page
    assert "Look for earlier fact-checks" not in page


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"state": "done", "found": 0}, "The search found nothing."),
        ({"state": "done", "found": 2, "left_out": 1}, "1 more is of a publisher that is not on the desk"),
        ({"state": "missing", "last_error": '["key_refused", [["message", "no"]]]'}, "The search got no answer: the"),
        ({"last_error": '["timeout", [["host", "x"]]]'}, "No answer so far: x did not answer in time"),
    ],
)
def test_how_the_search_stands_is_told(columns: dict[str, object], words: str, checker: Client) -> None:
    claim = make_claim()
    PriorSearch.objects.create(claim=claim, asked_by=make_user(), **columns)

    assert words in page_of(checker, claim.pk)


def test_a_reader_of_the_claim_sees_them_without_buttons(log_in: object) -> None:
    make_prior()

    page = page_of(log_in("curator"), make_claim().pk)  # type: ignore[operator]

    assert "Mostly false" in page
    assert "Use as evidence" not in page


def test_readers_of_a_verdict_see_what_others_found_and_the_archived_copy() -> None:
    claim, checker = make_claim(), make_user()
    ArticleAddress.objects.create(
        article=claim.article, address="https://paper.example/a", address_key="k", archive=COPY
    )
    piece = fact_checks.take_as_evidence(checker, claim.pk, make_prior().pk)
    Evidence.objects.filter(pk=piece.pk).update(archive=COPY)
    make_published(claim)
    publication = Publication.objects.get()

    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert page.count(f'href="{COPY}"') == 2
    assert '<q dir="auto">Mostly false</q>' in page


def test_the_archived_copy_of_an_article_stands_on_its_page(checker: Client) -> None:
    claim = make_claim()
    ArticleAddress.objects.create(
        article=claim.article, address="https://paper.example/a", address_key="k", archive=COPY
    )

    page = checker.get(reverse("claims:article", args=[claim.article_id])).content.decode()

    assert "archived copy" in page
    assert "12 June 2018" in page
