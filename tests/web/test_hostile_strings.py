"""Hostile strings in every field that a page shows are text, never markup."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Evidence, Publication
from tests.builders import (
    make_article,
    make_claim,
    make_finding,
    make_outlet,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
)
from tests.hostile import HOSTILE

pytestmark = pytest.mark.django_db
MARKUP = re.compile(r"<(script|img|svg/|b\b)[^>]*(alert|onerror|onload)", re.IGNORECASE)


def assert_harmless(page: str, hostile: str) -> None:
    assert not MARKUP.search(page), MARKUP.search(page)
    if "<" in hostile:
        assert hostile not in page


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_the_desk_shows_it_as_text(hostile: str, checker: Client) -> None:
    version = make_article(f"{hostile} is what 40 percent say.", title=hostile, author=hostile)
    version.article.outlet = make_outlet(name=hostile)
    version.article.save()
    queue = make_queue(name=hostile, description=hostile)
    claim = make_claim(version=version, sentence=f"{hostile} is what 40 percent say.", queue=queue)
    source = make_source(slug="hostile", name=hostile, note=hostile, licence=hostile)
    make_scale(ratings=[{"slug": "hostile", "label": hostile[:80], "meaning": hostile}])
    make_finding(claim, series=make_series("X", source=source, name=hostile, definition=hostile))
    addresses = [
        reverse("claims:desk"),
        reverse("claims:queue", args=[queue.slug]),
        reverse("claims:claim", args=[claim.pk]),
        reverse("claims:evidence", args=[claim.pk]),
        reverse("claims:articles"),
        reverse("claims:article", args=[version.article_id]),
    ]

    for address in addresses:
        response = checker.get(address)

        assert response.status_code == 200
        assert_harmless(response.content.decode(), hostile)
    assert html.escape(claim.sentence.split(" is what")[0]) in checker.get(addresses[2]).content.decode()


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_readers_and_editors_see_it_as_text(hostile: str, editor: Client) -> None:
    check = make_submitted(wording=hostile[:100], summary=hostile, reasoning=hostile)
    claim = make_published(wording=hostile[:100], summary=hostile, reasoning=hostile)
    publication = Publication.objects.get(claim=claim)
    address = reverse("claims:verdict", args=[publication.public_id, publication.slug])

    for page in (reverse("claims:review", args=[check.pk]), address, reverse("claims:home")):
        response = editor.get(page)

        assert response.status_code == 200
        assert_harmless(response.content.decode(), hostile)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_json_ld_cannot_end_its_element(hostile: str) -> None:
    claim = make_published(wording=hostile[:100])
    publication = Publication.objects.get(claim=claim)

    page = Client().get(reverse("claims:verdict", args=[publication.public_id, publication.slug]))

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found is not None
    assert "<" not in found[1]
    assert json.loads(found[1])["claimReviewed"] == hostile[:100].strip()


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_searched_for_comes_back_as_text(hostile: str, checker: Client) -> None:
    response = checker.get(reverse("claims:aside"), {"q": hostile, "after": hostile})

    assert response.status_code == 200
    assert_harmless(response.content.decode(), hostile)


def test_a_document_with_a_script_as_its_address_is_refused(checker: Client) -> None:
    claim = make_claim()
    document = {
        "document-address": "javascript:alert(1)",
        "document-title": "x",
        "document-passage": "x",
        "document-dated": "2018-06-11",
    }

    response = checker.post(reverse("claims:add_document", args=[claim.pk]), document)

    assert response.status_code == 422
    assert not Evidence.objects.filter(claim=claim).exists()
    assert Claim.objects.count() == 1
