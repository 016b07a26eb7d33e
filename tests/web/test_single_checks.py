"""The page by which an editor lets a claim go on with one of two checks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, ClaimState
from tests.builders import make_claim, make_submitted, make_user

pytestmark = pytest.mark.django_db
REASON = "<b>Bea</b> is away until May."


def test_an_editor_comes_from_the_board_says_why_and_signs_under_that_reason(editor: Client) -> None:
    check = make_submitted(make_claim(checks_required=2))
    address = reverse("claims:single_check", args=[check.claim_id])
    board = editor.get(reverse("claims:editor"), {"view": "waiting"}).content.decode()

    page = editor.get(address)
    refused = editor.post(address, {"reason": " "})
    done = editor.post(address, {"reason": REASON}, follow=True)

    assert address in board and page.status_code == 200
    assert refused.status_code == 422 and "Say why the claim goes on" in refused.content.decode()
    assert "waits to be signed" in done.content.decode()
    assert Claim.objects.get(pk=check.claim_id).state == ClaimState.SUBMITTED
    review = editor.get(reverse("claims:review", args=[check.pk])).content.decode()
    assert "&lt;b&gt;Bea&lt;/b&gt; is away until May." in review
    assert address not in editor.get(reverse("claims:editor")).content.decode()


def test_while_the_desk_has_checkers_the_page_says_that_the_claim_waits_for_them(editor: Client) -> None:
    check = make_submitted(make_claim(checks_required=2))
    make_user()
    address = reverse("claims:single_check", args=[check.claim_id])

    page = editor.get(address).content.decode()
    posted = editor.post(address, {"reason": REASON})

    assert "waits for them" in page and "textarea" not in page
    assert posted.status_code == 422


def test_a_claim_that_waits_for_no_second_check_has_no_such_page(editor: Client) -> None:
    assert editor.get(reverse("claims:single_check", args=[make_claim().pk])).status_code == 404
