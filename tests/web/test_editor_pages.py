"""The editor reads the record as it will be published, and signs it or sends it back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Check, Publication, Verdict
from tests.builders import make_claim, make_finding, make_submitted, make_user

pytestmark = pytest.mark.django_db


def sign(client: Client, check: Check, digest: str | None = None) -> str:
    address = reverse("claims:sign", args=[check.pk])
    sent = {"record_sha256": check.record_sha256 if digest is None else digest}
    return client.post(address, sent, follow=True).content.decode()


def test_the_list_shows_what_waits_and_whose_it_is(editor: Client) -> None:
    make_submitted(checker=make_user("checker", username="ada"))
    make_submitted(checker=editor.user)  # type: ignore[attr-defined]

    page = editor.get(reverse("claims:editor")).content.decode()

    assert "checked by ada" in page
    assert "your own check: another editor must sign" in page


def test_an_empty_list_says_so(editor: Client) -> None:
    assert "Nothing waits to be signed." in editor.get(reverse("claims:editor")).content.decode()


def test_what_is_signed_is_the_record_whose_hash_stands_on_the_page(editor: Client) -> None:
    check = make_submitted()
    page = editor.get(reverse("claims:review", args=[check.pk])).content.decode()

    signed = sign(editor, check)

    publication = Publication.objects.get()
    verdict = Verdict.objects.get()
    assert check.record_sha256 in page
    assert "Signed and published" in signed
    assert reverse("claims:verdict", args=[publication.public_id, publication.slug]) in signed
    assert verdict.record_sha256 == check.record_sha256


@pytest.mark.parametrize("digest", ["", "0" * 64, "not a hash", "A" * 64])
def test_another_hash_signs_nothing(digest: str, editor: Client) -> None:
    check = make_submitted()

    sign(editor, check, digest)

    assert not Verdict.objects.exists()


def test_who_checked_sees_why_they_cannot_sign_and_cannot(editor: Client) -> None:
    check = make_submitted(checker=editor.user)  # type: ignore[attr-defined]

    page = editor.get(reverse("claims:review", args=[check.pk])).content.decode()
    refused = editor.post(reverse("claims:sign", args=[check.pk]), {"record_sha256": check.record_sha256})

    assert "another editor has to" in page
    assert "Sign and publish" not in page
    assert refused.status_code == 403
    assert "another editor has to" in refused.content.decode()
    assert not Verdict.objects.exists()


def test_a_newer_finding_stands_beside_the_record_as_news(editor: Client) -> None:
    claim = make_claim()
    make_finding(claim, as_of="now", raw="41.6")
    check = make_submitted(claim)
    make_finding(claim, as_of="then", raw="99.9")

    page = editor.get(reverse("claims:review", args=[check.pk])).content.decode()

    news, record = page.split('class="verdict-claim"')
    assert "News since it was submitted" in news
    assert "99.9 percent" in news
    assert "99.9" not in record.split("<svg")[0]


def test_a_check_is_sent_back_with_a_comment(editor: Client) -> None:
    check = make_submitted()

    response = editor.post(reverse("claims:return", args=[check.pk]), {"comment": "Name the year."}, follow=True)

    check.refresh_from_db()
    assert "Returned to its checker" in response.content.decode()
    assert check.state == "returned"
    assert check.return_comment == "Name the year."


def test_sending_back_without_a_word_is_refused_beside_the_field(editor: Client) -> None:
    check = make_submitted()

    response = editor.post(reverse("claims:return", args=[check.pk]), {"comment": "  "})

    check.refresh_from_db()
    assert response.status_code == 422
    assert "Say what the checker should change" in response.content.decode()
    assert check.state == "submitted"


def test_signing_twice_signs_once(editor: Client) -> None:
    check = make_submitted()
    sign(editor, check)

    again = sign(editor, check)

    assert "moved this on" in again
    assert Verdict.objects.count() == 1


def test_a_check_that_was_never_submitted_is_not_found(editor: Client) -> None:
    draft = Check.objects.create(claim=(claim := make_claim()), checker=make_user(), reading=claim.readings.get())

    assert editor.get(reverse("claims:review", args=[draft.pk])).status_code == 404
    assert editor.get(reverse("claims:review", args=[987654])).status_code == 404
