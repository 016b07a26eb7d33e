"""The checker's form: own evidence, references, questions, drafts, translations, repeats, hidden proposals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Check, Claim, Evidence, Publication, Verdict
from claims.publishing.record import parse_record
from claims.services import checks, translating
from claims.services.steps.similar import keep_terms
from claims.views.rows.record import record_shown
from tests.builders import (
    PDF,
    make_claim,
    make_document,
    make_draft,
    make_finding,
    make_published,
    make_queue,
    make_scale,
    make_submitted,
    make_translation,
    make_upload,
    make_user,
)

pytestmark = pytest.mark.django_db
NEW_KEYS = ("translation", "questions", "in_context", "proposal_hidden")


def page_of(client: Client, claim: Claim) -> str:
    return client.get(reverse("claims:claim", args=[claim.pk])).content.decode()


def sent(client: Client, claim: Claim, kind: str, **fields: Any) -> Any:
    typed = {"typed_on": "0", "reasoning": "As typed.", "kind": kind}
    named = {f"{kind}-{name}": value for name, value in fields.items()}
    return client.post(reverse("claims:add_document", args=[claim.pk]), typed | named, follow=True)


def test_a_file_is_brought_and_served_as_a_download_alone(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    body = b"<html><script>alert(1)</script></html>"
    file = SimpleUploadedFile("evil.html", body, content_type="text/html")

    page = sent(checker, claim, "upload", title="The minutes", file=file).content.decode()
    piece = Evidence.objects.get()
    response = checker.get(reverse("claims:evidence_file", args=[piece.pk]))

    assert "Added as evidence [1]." in page
    assert reverse("claims:evidence_file", args=[piece.pk]) in page
    assert b"".join(response.streaming_content) == body  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="evil.txt"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert Check.objects.get().reasoning == "As typed."


def test_a_piece_that_is_no_file_has_none(checker: Client) -> None:
    claim = make_claim()
    piece = make_document(claim, make_user())

    assert checker.get(reverse("claims:evidence_file", args=[piece.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("upload", {"title": "T", "file": SimpleUploadedFile("x.pdf", b"MZ\x90\x00")}, "no file that the desk takes"),
        ("upload", {"title": "T"}, "No file was chosen"),
        ("phone", {"passage": "No.", "dated": "2018-03-06"}, "The note names nobody"),
        ("quotation", {"title": "T", "passage": "p", "dated": "2018-03-06"}, "every cut with [...]"),
        ("quotation", {"title": "", "passage": "p"}, "Say where the words are from"),
    ],
)
def test_what_is_missing_is_told_and_the_draft_is_kept_on_the_page(
    kind: str, fields: dict[str, Any], words: str, checker: Client
) -> None:
    claim = make_claim()
    make_scale()

    response = sent(checker, claim, kind, **fields)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "As typed." in response.content.decode()
    assert not Evidence.objects.exists()


def test_the_preview_leads_to_the_evidence(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    make_finding(claim)
    typed = {"typed_on": "0", "reasoning": "By **this** [1], not [9].", "preview": "1"}

    page = checker.post(reverse("claims:draft", args=[claim.pk]), typed, follow=True).content.decode()

    assert '<details id="preview" open>' in page
    assert '<strong>this</strong> <a href="#evidence-1"' in page
    assert "not [9]" in page
    assert 'id="evidence-1"' in page


def test_the_review_and_the_public_page_lead_from_the_reasoning_to_all_that_was_decided(
    editor: Client, client: Client
) -> None:
    claim, user = make_claim(), make_user()
    make_finding(claim)
    document, note = make_document(claim, user), make_upload(claim, user)
    check = make_draft(claim, user, reasoning="By [1], [2]; [3] was no help.")
    checks.decide(user, check.pk, note.pk, decided="rejected", stance="", note="Of another year.")
    submitted = checks.submit_check(user, check.pk)

    review = editor.get(reverse("claims:review", args=[submitted.pk])).content.decode()
    editor.post(reverse("claims:sign", args=[submitted.pk]), {"record_sha256": submitted.record_sha256})
    publication = Publication.objects.get()
    public = client.get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    for page in (review, public):
        for number in (1, document.number, note.number):
            assert f'href="#evidence-{number}"' in page
            assert f'id="evidence-{number}"' in page
        assert "Looked at and not used" in page
        assert "Of another year." in page
        assert "What else was asked" in page
    assert reverse("claims:evidence_file", args=[note.pk]) not in public


def test_a_record_from_before_these_keys_is_shown_still() -> None:
    record = json.loads(make_submitted().record)
    for key in NEW_KEYS:
        del record[key]
    for decision in record["decisions"]:
        decision["cited"].pop("translation", None)

    shown = record_shown(parse_record(json.dumps(record)), {})

    assert shown.questions == []
    assert shown.used


def test_a_verdict_signed_before_these_keys_is_on_its_page(client: Client) -> None:
    make_published()
    verdict = Verdict.objects.get()
    record = {key: value for key, value in json.loads(verdict.record).items() if key not in NEW_KEYS}
    publication = Publication.objects.get()
    old = Verdict(publication=publication, number=2, source_check=verdict.source_check, record=json.dumps(record))
    old.record_sha256, old.signed_by, old.signed_at = "0" * 64, verdict.signed_by, verdict.signed_at
    old.correction, old.note = Verdict.Correction.MINOR, "As it was."
    old.save()
    Publication.objects.update(verdict=old)

    response = client.get(reverse("claims:verdict", args=[publication.public_id, publication.slug]))

    assert response.status_code == 200
    assert "What else was asked" not in response.content.decode()


def test_a_queue_that_hides_the_proposal_shows_figures_alone_until_the_reading_is_confirmed(checker: Client) -> None:
    claim = make_claim(queue=make_queue(hide_proposal=True), summary="fails")
    make_scale()
    make_finding(claim, relation="differs", gap="1.6")

    before = page_of(checker, claim)
    arriving = checker.get(reverse("claims:evidence", args=[claim.pk])).content.decode()
    checker.post(reverse("claims:confirm_reading", args=[claim.pk]))
    after = page_of(checker, claim)

    assert "41.6 percent" in before
    for words in (
        "relation-close",
        "relation-differs",
        "above the claim",
        "what its wording allows",
        "In sum, by the program",
    ):
        assert words not in before, words
        assert words not in arriving, words
    assert "relation-close" in after and "what its wording allows" in after
    assert "First: is the claim read rightly?" in before
    assert "First: is the claim read rightly?" not in after
    assert Check.objects.get().proposal_hidden


def test_earlier_drafts_are_looked_at_and_taken_back(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    address = reverse("claims:draft", args=[claim.pk])
    for number, words in enumerate(("First words.", "Second words.")):
        checker.post(address, {"typed_on": str(number), "reasoning": words})

    listed = checker.get(reverse("claims:drafts", args=[claim.pk])).content.decode()
    checker.post(reverse("claims:restore_draft", args=[claim.pk, 1]))

    assert "First words." in listed and "Second words." in listed
    assert Check.objects.get().reasoning == "First words."
    assert "Version 3" in checker.get(reverse("claims:drafts", args=[claim.pk])).content.decode()


def test_a_translation_stands_beside_the_original_with_who_made_and_who_confirmed_it(checker: Client) -> None:
    claim = make_claim()
    address = reverse("claims:translate", args=[claim.pk])
    typed = {"language": "de", "text": "In other words.", "made_by": "A. Nother"}
    checker.post(address, {"of": "0", **{f"translation-0-{name}": value for name, value in typed.items()}})
    row = claim.translations.get()

    open_page = page_of(checker, claim)
    checker.post(reverse("claims:confirm_translation", args=[claim.pk, row.pk]))
    page = page_of(checker, claim)

    assert "not confirmed by a person yet" in open_page
    assert "translated by A. Nother" in page
    assert "confirmed by checker" in page
    assert claim.sentence in page


def test_readers_see_the_translation_and_who_made_it(client: Client) -> None:
    claim = make_claim()
    row = make_translation(claim)
    translating.confirm_translation(make_user(), claim.pk, row.pk)
    make_published(claim)
    publication = Publication.objects.get()

    page = client.get(reverse("claims:verdict", args=[publication.public_id, publication.slug])).content.decode()

    assert "As a person put it." in page
    assert "translated by A. Nother" in page


def test_a_repeat_is_chosen_among_like_claims_and_shows_the_verdict(checker: Client) -> None:
    published, claim = make_published(), make_claim()
    for each in (published, claim):
        keep_terms(each)

    offered = page_of(checker, claim)
    checker.post(reverse("claims:repeat", args=[claim.pk]), {"repeat-found": str(published.pk)})
    page = page_of(checker, claim)

    claim.refresh_from_db()
    assert f'id="repeat-{published.pk}"' in offered
    assert "Claims like this at the desk" in offered
    assert claim.repeat_of == published
    assert f"It repeats claim {published.pk}" in page
    assert '<strong class="rating">Supported</strong>' in page


def test_a_repeat_of_nothing_is_refused(checker: Client) -> None:
    claim = make_claim()

    response = checker.post(reverse("claims:repeat", args=[claim.pk]), {"repeat-other": "no claim"}, follow=True)

    assert "No claim was found there" in response.content.decode()
    claim.refresh_from_db()
    assert claim.repeat_of is None


def test_the_file_of_an_upload_is_kept_for_who_may_see_the_desk(client: Client) -> None:
    piece = make_upload(make_claim())

    assert client.get(reverse("claims:evidence_file", args=[piece.pk])).status_code == 302
    assert piece.file_size == len(PDF)
