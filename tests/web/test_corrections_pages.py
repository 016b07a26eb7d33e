"""Corrections as an editor makes them, and as a reader sees them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Publication, Reopening
from claims.services import corrections
from tests.builders import make_published, make_series, make_user

pytestmark = pytest.mark.django_db
NOTE = "A reader asked about the year."


@pytest.fixture
def publication() -> Publication:
    return Publication.objects.get(claim=make_published())


def read(publication: Publication, number: int | None = None) -> str:
    names = [publication.public_id, publication.slug]
    address = reverse("claims:version", args=[*names, number]) if number else reverse("claims:verdict", args=names)
    return Client().get(address).content.decode()


def test_an_editor_takes_a_claim_up_again_and_readers_see_why(editor: Client, publication: Publication) -> None:
    address = reverse("claims:reopen", args=[publication.pk])

    page = editor.post(address, {"reason": "complaint", "note": NOTE}, follow=True).content.decode()

    seen = read(publication)
    assert "The page of the verdict says so" in page
    assert "It still stands" in page
    assert seen.index("looking at this claim again") < seen.index("verdict-rating")
    assert NOTE in seen
    assert 'class="verdict-rating"' in seen


def test_a_form_without_its_note_comes_back_with_the_way_out(editor: Client, publication: Publication) -> None:
    again = editor.post(reverse("claims:reopen", args=[publication.pk]), {"reason": "complaint", "note": ""})
    gone = editor.post(reverse("claims:withdraw", args=[publication.pk]), {"note": " "})

    assert (again.status_code, gone.status_code) == (422, 422)
    assert "Tell readers why the claim is looked at again." in again.content.decode()
    assert "Tell readers why the verdict is withdrawn." in gone.content.decode()


def test_it_still_stands_takes_the_words_off_the_page(editor: Client, publication: Publication) -> None:
    corrections.reopen_claim(make_user("editor"), publication.pk, reason="complaint", note=NOTE)

    editor.post(reverse("claims:stands", args=[publication.pk]))

    assert "looking at this claim again" not in read(publication)


def test_a_withdrawn_verdict_says_so_and_its_old_version_stays_readable(
    editor: Client, publication: Publication
) -> None:
    editor.post(reverse("claims:withdraw", args=[publication.pk]), {"note": "It was about another country."})

    now, old = read(publication), read(publication, 1)
    assert "This verdict was withdrawn." in now
    assert "It was about another country." in now
    assert "This is version 1, as it was signed." in old
    assert "application/ld+json" not in old
    assert "noindex" in old


def test_the_version_in_force_has_one_address_and_others_are_404(publication: Publication) -> None:
    names = [publication.public_id, publication.slug]

    first = Client().get(reverse("claims:version", args=[*names, 1]))
    none = Client().get(reverse("claims:version", args=[*names, 2]))

    assert (first.status_code, first["Location"]) == (302, reverse("claims:verdict", args=names))
    assert none.status_code == 404


def test_the_desk_lists_what_came_back_by_its_cause(editor: Client) -> None:
    series = make_series()
    claims = [make_published(), make_published()]
    for claim in claims:
        Claim.objects.filter(pk=claim.pk).update(state="reopened")
        Reopening.objects.create(claim=claim, reason="revision", series=series, vintage_label="May 2026")

    page = editor.get(reverse("claims:desk")).content.decode()

    assert page.count("The data were revised") == 1
    assert page.count("May 2026") == 1
    assert all(reverse("claims:claim", args=[claim.pk]) in page for claim in claims)
