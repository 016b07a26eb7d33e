"""The log of those who were asked: kept at the desk, read by the editor and by readers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, ContactEntry, Policy, Publication, Verdict
from claims.publishing.record import parse_record, record_sha256
from claims.services import concerned
from claims.services.steps import records
from tests.builders import (
    answered,
    asked,
    make_asked,
    make_claim,
    make_claimant,
    make_published,
    make_scale,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"claims:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def write(client: Client, claim: Claim, kind: str, **fields: str) -> Any:
    sent = {f"{kind}-{name}": value for name, value in fields.items()}
    return client.post(reverse("claims:log_contact", args=[claim.pk, kind]), sent)


def typed(days: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def public(claim: Claim) -> str:
    publication = Publication.objects.get(claim=claim)
    return page_of(Client(), "verdict", publication.public_id, publication.slug)


ASKED = {"role": "claimant", "name": "Ministry of Food", "way": "phone"}


def test_a_question_and_its_answer_are_written_and_stand_on_the_claim_page(checker: Client) -> None:
    claim = make_claim()

    first = write(checker, claim, "asked", **ASKED, asked_at=typed(-2), due_at=typed(-1))
    second = write(checker, claim, "answer", answers="1", received_at=typed(-0.5), words="It is <b>so</b>.")

    assert (first.status_code, second.status_code) == (302, 302)
    for name in ("claim", "asked"):
        page = page_of(checker, name, claim.pk)
        assert "Ministry of Food" in page
        assert "by telephone" in page
        assert "It is &lt;b&gt;so&lt;/b&gt;." in page
        assert "Silence is no evidence" not in page


def test_who_did_not_answer_in_time_is_said_to_be_silent_and_that_it_means_nothing(checker: Client) -> None:
    claim = make_claim()
    make_asked(claim)

    assert "No answer came. Silence is no evidence either way." in page_of(checker, "claim", claim.pk)


def test_what_is_wrong_is_told_beside_what_was_typed(checker: Client) -> None:
    claim = make_claim()

    answer = write(checker, claim, "asked", **ASKED, asked_at=typed(-1), due_at=typed(-2))

    assert answer.status_code == 422
    assert "An answer cannot be due before you asked" in answer.content.decode()
    assert "Ministry of Food" in answer.content.decode()


def test_a_correction_shows_who_wrote_what_before_and_when(checker: Client) -> None:
    claim = make_claim()
    make_asked(claim, make_user(username="grace"), name="Ministry of Fod")
    form = page_of(checker, "asked", claim.pk, correct="1")

    write(checker, claim, "asked", **ASKED, asked_at=typed(-2), due_at=typed(-1), corrects="1")

    page = page_of(checker, "asked", claim.pk)
    assert "Ministry of Fod" in form
    assert page.index("Ministry of Food") < page.index("What stood here before") < page.index("Ministry of Fod<")
    assert "written by grace" in page
    assert ContactEntry.objects.count() == 2


def test_what_was_entered_by_mistake_leaves_the_claim_page(checker: Client) -> None:
    claim = make_claim()
    make_asked(claim, name="Somebody else")

    write(checker, claim, "mistake", corrects="1")

    assert "Somebody else" not in page_of(checker, "claim", claim.pk)
    assert "Somebody else" in page_of(checker, "asked", claim.pk)


def test_an_unknown_kind_is_no_address(checker: Client) -> None:
    assert checker.post(f"/desk/claims/{make_claim().pk}/asked/other/").status_code == 404


def test_who_may_not_check_reads_the_log_and_is_offered_no_form(log_in: Any) -> None:
    claim = make_claim()
    make_asked(claim)

    page = page_of(log_in("curator"), "asked", claim.pk)

    assert "Minister Ada Ode" in page
    assert "Write a line" not in page


# --- signing and readers --------------------------------------------------------------------------------


def contradicted(claim: Claim) -> Any:
    return make_submitted(claim, rating=make_scale()["contradicted"])


def test_the_editor_is_told_that_nobody_was_asked_and_readers_are_told_why(editor: Client) -> None:
    claim = make_claim(claimant=make_claimant())
    check = contradicted(claim)
    sent = {"record_sha256": check.record_sha256}
    address = reverse("claims:sign", args=[check.pk])

    review = page_of(editor, "review", check.pk)
    refused = editor.post(address, sent, follow=True).content.decode()
    assert not Verdict.objects.exists()
    editor.post(address, {**sent, "without_reply": "The office was closed for good."})

    for page in (review, refused):
        assert "Nobody asked who said this" in page
        assert "Why it is signed without their answer" in page
    assert "The office was closed for good." in public(claim)


def test_the_editor_is_asked_for_no_reason_where_the_claimant_answered(editor: Client) -> None:
    claim = make_claim(claimant=make_claimant())
    person = make_user("editor")
    make_asked(claim, person)
    concerned.log_contact(person, claim.pk, answered(words="It was a slip."))

    page = page_of(editor, "review", contradicted(claim).pk)

    assert "Why it is signed without their answer" not in page
    assert "It was a slip." in page


def test_readers_see_the_log_in_the_words_of_the_policy_as_they_were_signed() -> None:
    policy = Policy.objects.create(slug=Policy.ASKING, title="Asking", text="We ask first.")
    claim = make_claim(claimant=make_claimant())
    make_asked(claim, make_user(username="grace"))
    make_published(claim)
    policy.text = "Changed since."
    policy.save()

    page = public(claim)

    assert "We ask first." in page
    assert "Changed since." not in page
    assert "Minister Ada Ode" in page
    assert "grace" not in page


def test_a_reply_after_publication_stands_there_with_its_day_and_makes_no_new_version(checker: Client) -> None:
    claim = make_claim(claimant=make_claimant())
    make_asked(claim)
    make_published(claim)
    before = public(claim)

    write(checker, claim, "answer", answers="1", received_at=typed(-0.1), words="We were late, sorry.")

    page = public(claim)
    assert "No answer came" in before
    assert "No answer came" not in page
    assert page.index("Since then") < page.index("We were late, sorry.")
    assert Verdict.objects.count() == 1


def test_a_line_that_is_corrected_after_signing_is_told_as_a_correction() -> None:
    claim = make_claim(claimant=make_claimant())
    make_asked(claim, name="Minster Ode")
    make_published(claim)

    concerned.log_contact(make_user(), claim.pk, asked(name="Ministry of Food"), corrects=1)

    page = public(claim)
    assert page.index("Minster Ode") < page.index("corrects line 1") < page.index("Ministry of Food")


def test_a_record_from_before_the_log_is_read_and_shows_what_came_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "concerned_of", lambda check: None)
    claim = make_published()
    verdict = Verdict.objects.get()
    before = public(claim)

    make_asked(claim, name="Ministry of Food")

    assert "concerned" not in parse_record(verdict.record)
    assert record_sha256(verdict.record) == verdict.record_sha256
    assert "Who was asked" not in before
    assert "Ministry of Food" in public(claim)


def test_a_private_person_is_not_named_to_readers_in_the_log_either() -> None:
    claim = make_claim(claimant=make_claimant("Jane Doe", private_person=True))
    make_asked(claim, name="Jane Doe")
    make_published(claim, harm="less")
    concerned.log_contact(make_user(), claim.pk, answered(words="Please leave me alone."))

    page = public(claim)

    assert "Jane Doe" not in page
    assert page.count("a private person") >= 2
    assert "Please leave me alone." in page


def test_the_checker_of_a_private_person_s_claim_is_asked_about_harm(checker: Client) -> None:
    claim = make_claim(claimant=make_claimant("Jane Doe", private_person=True))

    page = page_of(checker, "claim", claim.pk)

    assert "The claim of a private person." in page
    assert "Does a public answer do more harm than good?" in page
    assert "Does a public answer" not in page_of(checker, "claim", make_claim().pk)


def test_the_answer_on_harm_is_saved_with_the_draft_and_read_by_the_editor(checker: Client, editor: Client) -> None:
    claim = make_claim(claimant=make_claimant("Jane Doe", private_person=True))
    rating = make_scale(ratings=[{"slug": "unproven", "label": "Unproven", "needs_evidence": False, "step": False}])[
        "unproven"
    ]
    draft = {"wording": "Words", "rating": rating.pk, "reasoning": "Because."}

    asked_for = checker.post(reverse("claims:submit", args=[claim.pk]), draft)
    sent = {**draft, "typed_on": 1, "harm": "more", "harm_note": "Nobody heard it."}
    checker.post(reverse("claims:submit", args=[claim.pk]), sent)

    assert asked_for.status_code == 422
    assert "say whether a public answer does more good or more harm" in asked_for.content.decode()
    review = page_of(editor, "review", claim.checks.get().pk)
    assert "It does more harm than good." in review
    assert "Nobody heard it." in review


def test_a_private_person_is_marked_by_one_press(checker: Client) -> None:
    claim = make_claim(claimant=make_claimant())

    checker.post(reverse("claims:private", args=[claim.pk]), {"private": "yes"})

    claim.refresh_from_db()
    assert claim.claimant is not None
    assert claim.claimant.private_person
