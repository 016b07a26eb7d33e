"""Nothing that was typed is lost where a step is refused: it stays in its field, or stands on the page to be copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Check, Claim, Publication, Verdict
from claims.services import corrections, desk, editing
from tests.builders import (
    make_claim,
    make_claimant,
    make_comment,
    make_document,
    make_draft,
    make_finding,
    make_published,
    make_scale,
    make_submitted,
    make_third_look,
    make_user,
)

pytestmark = pytest.mark.django_db
WORDS = "The ministry\nhas <b>no</b> press office."
SHOWN = "The ministry\nhas &lt;b&gt;no&lt;/b&gt; press office."
COPIED = "The ministry<br>has &lt;b&gt;no&lt;/b&gt; press office."


def _body(response: Any) -> str:
    return str(response.content.decode())


def test_the_reason_and_the_time_stay_when_a_comment_came_in_and_the_page_can_then_be_signed(editor: Client) -> None:
    check = make_submitted(make_claim(claimant=make_claimant()), rating=make_scale()["contradicted"])
    sent = {"record_sha256": check.record_sha256, "without_reply": WORDS, "at": "2099-01-01T12:00"}
    make_comment(check)

    refused = editor.post(reverse("claims:sign", args=[check.pk]), sent)

    page = _body(refused)
    assert refused.status_code == 422 and "read it before you sign" in page
    assert SHOWN in page and 'value="2099-01-01T12:00"' in page
    form = refused.context["sign_form"]
    again = {name: form[name].value() for name in ("record_sha256", "beside", "without_reply")}
    assert again["record_sha256"] == check.record_sha256 and again["beside"]
    editor.post(reverse("claims:sign", args=[check.pk]), again)
    assert Verdict.objects.get().without_reply == WORDS


def test_what_was_typed_stays_when_the_time_is_missing(editor: Client) -> None:
    check = make_submitted(make_claim(claimant=make_claimant()), rating=make_scale()["contradicted"])
    sent = {"record_sha256": check.record_sha256, "without_reply": WORDS, "at": ""}

    page = _body(editor.post(reverse("claims:schedule", args=[check.pk]), sent))

    assert SHOWN in page and "No time was given" in page


def _signed_meanwhile(check: Check) -> None:
    editing.sign_check(make_user("editor"), check.pk, record_sha256=check.record_sha256)


SIGNED = {"sign": "note", "return": "comment", "comment": "text", "ask_look": "question", "reassign": "comment"}


@pytest.mark.parametrize("step", SIGNED)
def test_what_an_editor_typed_of_a_check_that_was_signed_meanwhile_can_be_copied(step: str, editor: Client) -> None:
    check, other = make_submitted(), make_user()
    sent = {"record_sha256": check.record_sha256, "kind": "legal", "person": other.pk, "checker": other.pk}
    sent |= {"correction": "update", "anchor": "", SIGNED[step]: WORDS}
    _signed_meanwhile(check)

    page = _body(editor.post(reverse(f"claims:{step}", args=[check.pk]), sent, follow=True))

    assert COPIED in page and "<b>no</b>" not in page


@pytest.mark.parametrize("step", ["reopen", "withdraw"])
def test_what_an_editor_typed_of_a_verdict_that_was_withdrawn_meanwhile_can_be_copied(
    step: str, editor: Client
) -> None:
    publication = Publication.objects.get(claim=make_published())
    corrections.withdraw_verdict(make_user("editor"), publication.pk, note="Wrong country.")
    sent = {"reason": "complaint", "note": WORDS}

    page = _body(editor.post(reverse(f"claims:{step}", args=[publication.pk]), sent, follow=True))

    assert COPIED in page


def test_an_answer_to_a_third_look_that_was_given_already_can_be_copied(log_in: Any) -> None:
    asked = log_in("checker")
    look = make_third_look(person=asked.user)
    address = reverse("claims:look", args=[look.pk])
    asked.post(address, {"answer": "It holds."})

    assert COPIED in _body(asked.post(address, {"answer": WORDS}, follow=True))


def _translation(claim: Claim, user: Any) -> dict[str, Any]:
    return {"of": "0", "translation-0-language": "x" * 200, "translation-0-text": WORDS, "translation-0-made_by": "Me"}


def _note(claim: Claim, user: Any) -> dict[str, Any]:
    return {"to": make_user().pk, "note": WORDS, "until": "days", "whom": "me", "reason": "data"}


STEPS: dict[str, Callable[[Claim, Any], dict[str, Any]]] = {
    "postpone": _note,
    "pass_on": _note,
    "translate": _translation,
}


@pytest.mark.parametrize("step", STEPS)
def test_what_a_checker_typed_beside_a_claim_that_somebody_else_has_can_be_copied(step: str, log_in: Any) -> None:
    client, claim = log_in("checker"), make_claim()
    desk.take_claim(make_user(), claim.pk)

    sent = STEPS[step](claim, client.user)
    page = _body(client.post(reverse(f"claims:{step}", args=[claim.pk]), sent, follow=True))

    assert COPIED in page


@pytest.mark.parametrize("step", ["draft", "submit", "add_document"])
def test_a_draft_of_a_claim_that_went_to_the_editors_meanwhile_can_be_copied(step: str, log_in: Any) -> None:
    """Somebody else took it over and submitted it before the first word of this draft was kept."""
    client, claim = log_in("checker"), make_claim()
    make_finding(claim)
    make_submitted(claim)
    sent = {"typed_on": "0", "reasoning": WORDS, "wording": "40 percent", "kind": "document"}
    sent |= {"document-title": "A report", "document-passage": "40 percent", "document-address": "https://a.example/"}

    response = client.post(reverse(f"claims:{step}", args=[claim.pk]), sent, follow=True)

    assert COPIED in _body(response) or SHOWN in _body(response)


def test_everything_typed_stays_in_the_form_where_a_submission_is_refused(log_in: Any) -> None:
    client, claim = log_in("checker"), make_claim()
    piece = make_finding(claim)
    make_document(claim, client.user)
    make_draft(claim, client.user)
    sent = {"typed_on": "1", "reasoning": WORDS, "summary": WORDS, "wording": "", "evidence": str(piece.pk)}
    sent |= {f"e{piece.pk}-decided": "rejected", f"e{piece.pk}-stance": "context", f"e{piece.pk}-note": ""}

    refused = client.post(reverse("claims:submit", args=[claim.pk]), sent)

    page = _body(refused)
    assert refused.status_code == 422 and page.count(SHOWN) >= 2
    rejected = page.split(f'name="e{piece.pk}-decided" value="rejected"')[1]
    assert "checked" in rejected.split(">")[0]
