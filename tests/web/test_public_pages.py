"""What readers see without a log-in."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Publication
from claims.services import checks, editing
from claims.workflow import step_publication
from tests.builders import make_claim, make_draft, make_finding, make_published, make_user

pytestmark = pytest.mark.django_db


def address_of(publication: Publication, slug: str | None = None) -> str:
    return reverse("claims:verdict", args=[publication.public_id, slug or publication.slug])


def test_a_desk_without_verdicts_says_so_to_a_visitor() -> None:
    make_user()
    response = Client().get("/")

    assert response.status_code == 200
    assert "No verdict was published yet." in response.content.decode()


def test_the_first_page_shows_claim_rating_and_summary_of_the_newest_verdicts() -> None:
    make_published()

    page = Client().get("/").content.decode()

    assert "Forty percent of Freedonia&#x27;s people are undernourished" in page
    assert "Supported" in page
    assert "The figure of 2014-16 was 41.6 percent." in page


def test_a_verdict_shows_all_that_it_rests_on() -> None:
    claim = make_claim()
    make_finding(claim, as_of="then", raw="41.6")
    make_published(claim)
    publication = Publication.objects.get()

    response = Client().get(address_of(publication))

    page = response.content.decode()
    assert response.status_code == 200
    for words in ("41.6 percent", "rounded, close", "2014-16", "Figures of the house", "CC BY 4.0"):
        assert words in page, words
    assert "<svg" in page
    assert "How to repeat this check" in page
    assert publication.verdict is not None
    assert publication.verdict.record_sha256 in page


def test_claim_review_names_the_address_and_the_version() -> None:
    make_published()
    publication = Publication.objects.get()

    page = Client().get(address_of(publication)).content.decode()

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None
    data = json.loads(found[1])
    assert data["@type"] == "ClaimReview"
    assert data["url"].endswith(address_of(publication))
    assert data["version"] == 1


@pytest.mark.parametrize("slug", ["an-old-slug", "x"])
def test_another_slug_leads_to_the_right_address(slug: str) -> None:
    make_published()
    publication = Publication.objects.get()

    response = Client().get(address_of(publication, slug))

    assert response.status_code == 301
    assert response["Location"] == address_of(publication)


def test_an_address_without_a_slug_leads_to_the_right_one() -> None:
    make_published()
    publication = Publication.objects.get()

    response = Client().get(f"/verdicts/{publication.public_id}/")

    assert response.status_code == 301
    assert response["Location"] == address_of(publication)


def test_an_unknown_verdict_is_not_found() -> None:
    response = Client().get("/verdicts/abcd2345-nothing/")

    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_a_withdrawn_verdict_says_so_and_gives_no_claim_review() -> None:
    make_published()
    publication = Publication.objects.get()
    step_publication(publication, "withdraw", make_user("editor"))

    response = Client().get(address_of(publication))

    page = response.content.decode()
    assert response.status_code == 410
    assert "This verdict was withdrawn." in page
    assert "application/ld+json" not in page
    assert publication.public_id not in Client().get("/").content.decode()


def test_what_was_rejected_is_listed_with_the_reason() -> None:
    claim = make_claim()
    make_finding(claim)
    draft_piece = make_finding(claim, as_of="then", raw="12.3")
    checker = make_user("checker")
    check = make_draft(claim, checker)
    checks.decide(checker, check.pk, draft_piece.pk, decided="rejected", stance="", note="Another measure.")
    submitted = checks.submit_check(checker, check.pk)
    editing.sign_check(make_user("editor"), submitted.pk, record_sha256=submitted.record_sha256)

    page = Client().get(address_of(Publication.objects.get())).content.decode()

    unused = page.split("Looked at and not used")[1]
    assert "12.3 percent" in unused
    assert "Another measure." in unused


def test_the_page_names_nobody_who_checked_it() -> None:
    make_published()

    page = Client().get(address_of(Publication.objects.get())).content.decode()

    assert "checker-" not in page
    assert "editor-" not in page
