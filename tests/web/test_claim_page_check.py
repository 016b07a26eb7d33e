"""The check on the claim page: the mark, the draft, documents, the hold, submitting and taking back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Check, DraftVersion, Evidence, Rating
from claims.services import checks, desk
from tests.builders import make_claim, make_finding, make_queue, make_scale, make_submitted, make_user
from tests.web.claim_pages import page_of

pytestmark = pytest.mark.django_db


def typed(rating: Rating | None = None, **changes: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    return {
        "typed_on": "0",
        "wording": "Forty percent are undernourished",
        "rating": str(rating.pk) if rating else "",
        "summary": "The figure was 41.6 percent.",
        "reasoning": "It is [1].",
        **changes,
    }


def decision(piece: Evidence, decided: str = "confirmed", stance: str = "supports", note: str = "") -> dict[str, str]:
    prefix = f"e{piece.pk}"
    return {
        "evidence": str(piece.pk),
        f"{prefix}-decided": decided,
        f"{prefix}-stance": stance,
        f"{prefix}-note": note,
    }


def test_a_mark_that_needs_then_and_now_is_greyed_with_the_reason(checker: Client) -> None:
    claim = make_claim()
    rating = make_scale()["right-when-said"]
    make_finding(claim, as_of="now")

    page = page_of(checker, claim)

    option = page.split(f'id="rating-{rating.pk}"')[1].split("</label>")[0]
    assert "disabled" in option
    assert "Needs a figure that was known when it was said; the desk has none." in option


def test_attribution_is_asked_only_where_somebody_is_quoted_or_reported(checker: Client) -> None:
    make_scale("attribution")

    assert "Did they say it?" not in page_of(checker, make_claim())
    assert "Did they say it?" in page_of(checker, make_claim(attribution="reported"))


def test_all_problems_are_shown_at_once_beside_their_fields_and_nothing_typed_is_lost(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    piece = make_finding(claim)
    sent = typed(wording="", reasoning="", summary="My summary") | decision(piece, "rejected", "", "")

    response = checker.post(reverse("claims:submit", args=[claim.pk]), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "is rejected without a reason" in page
    assert "My summary" in page
    assert DraftVersion.objects.get().content["summary"] == "My summary"

    told = checker.post(
        reverse("claims:submit", args=[claim.pk]), typed(typed_on="1", wording="", reasoning="") | decision(piece)
    ).content.decode()
    for words in ("No rating was chosen", "as readers will see it is missing", "The reasoning is missing"):
        assert told.count(words) == 2, words


def test_submitting_keeps_everything_and_goes_on_to_the_next_claim(checker: Client) -> None:
    queue = make_queue()
    claim, following = make_claim(queue=queue), make_claim(queue=queue)
    rating = make_scale()["supported"]
    piece = make_finding(claim)
    desk.take_claim(checker.user, claim.pk)  # type: ignore[attr-defined]

    response = checker.post(reverse("claims:submit", args=[claim.pk]), typed(rating) | decision(piece))

    check = Check.objects.get()
    assert response.status_code == 302
    assert response["Location"] == reverse("claims:claim", args=[following.pk])
    assert check.state == "submitted"
    assert check.decisions.get().decided == "confirmed"


def test_submitting_the_last_one_goes_back_to_the_queues(checker: Client) -> None:
    claim = make_claim()
    piece = make_finding(claim)

    response = checker.post(
        reverse("claims:submit", args=[claim.pk]), typed(make_scale()["supported"]) | decision(piece)
    )

    assert response["Location"] == reverse("claims:desk")


def test_the_script_saves_the_draft_and_is_told_its_number(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    address = reverse("claims:draft", args=[claim.pk])

    first = checker.post(address, typed(), headers={"Accept": "application/json"})
    second = checker.post(address, typed(typed_on="1", summary="More"), headers={"Accept": "application/json"})

    assert first.json()["number"] == 1
    assert second.json()["number"] == 2
    assert second.json()["said"].startswith("Saved at ")
    assert Check.objects.get().summary == "More"


def test_a_second_window_is_told_and_overwrites_nothing(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    address = reverse("claims:draft", args=[claim.pk])
    checker.post(address, typed(summary="from the first window"), headers={"Accept": "application/json"})

    told = checker.post(address, typed(summary="from the second"), headers={"Accept": "application/json"}).json()
    submitted = checker.post(reverse("claims:submit", args=[claim.pk]), typed(summary="from the third"))

    assert "changed in another window" in told["said"]
    assert Check.objects.get().summary == "from the first window"
    assert submitted.status_code == 422
    assert "from the third" in submitted.content.decode()
    assert DraftVersion.objects.count() == 3


def test_without_script_the_draft_is_saved_by_its_button(checker: Client) -> None:
    claim = make_claim()
    make_scale()

    response = checker.post(reverse("claims:draft", args=[claim.pk]), typed(), follow=True)

    assert "Saved at" in response.content.decode()
    assert "The figure was 41.6 percent." in response.content.decode()


def test_a_draft_is_kept_when_the_lease_has_ended_and_somebody_else_has_the_claim(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    desk.take_claim(make_user("checker"), claim.pk)

    saved = checker.post(reverse("claims:draft", args=[claim.pk]), typed(), headers={"Accept": "application/json"})
    refused = checker.post(reverse("claims:submit", args=[claim.pk]), typed(typed_on="1"))

    assert saved.json()["number"] == 1
    assert refused.status_code == 422
    assert "works on this claim until" in refused.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"document-address": "nonsense here"}, "Enter a valid URL."),
        ({"document-address": ""}, "A document needs a link that a reader can open."),
        ({"document-passage": ""}, "Copy the passage as it stands in the document."),
        ({"document-dated": "11.6.2018"}, "This is not a day."),
        ({"document-dated": "2999-01-01"}, "lies in the future"),
    ],
)
def test_a_bad_document_is_told_beside_its_field_and_the_draft_is_not_lost(
    changes: dict[str, str], words: str, checker: Client
) -> None:
    claim = make_claim()
    make_scale()
    document = {
        "document-address": "https://documents.example/x",
        "document-title": "Report",
        "document-passage": "forty percent",
        "document-dated": "2018-03-06",
    }

    response = checker.post(reverse("claims:add_document", args=[claim.pk]), typed() | document | changes)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "The figure was 41.6 percent." in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_document_becomes_evidence_with_a_number(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    document = {
        "document-address": "https://documents.example/x",
        "document-title": "Report",
        "document-passage": "forty percent",
        "document-dated": "2018-03-06",
    }

    response = checker.post(reverse("claims:add_document", args=[claim.pk]), typed() | document, follow=True)

    page = response.content.decode()
    assert "Added as evidence [1]." in page
    assert "forty percent</blockquote>" in page
    assert Check.objects.get().summary == "The figure was 41.6 percent."


def test_a_held_claim_is_read_but_says_who_has_it(checker: Client) -> None:
    claim = make_claim()
    holder = make_user("checker", first_name="Ada", last_name="Holder")
    desk.take_claim(holder, claim.pk)

    taken = checker.post(reverse("claims:take", args=[claim.pk]), follow=True)

    page = page_of(checker, claim)
    assert "works on this claim until" in page
    assert "Submit to an editor" not in page
    assert "Ada Holder works on this claim until" in taken.content.decode()


def test_the_hold_is_renewed_and_its_loss_is_told(checker: Client) -> None:
    claim = make_claim()
    address = reverse("claims:renew", args=[claim.pk])
    lost = checker.post(address).json()
    checker.post(reverse("claims:take", args=[claim.pk]))

    held = checker.post(address).json()

    assert lost == {"held": False, "said": "Your hold on this claim has ended. What you typed is kept as a draft."}
    assert held["held"] is True
    assert held["said"].startswith("Yours until ")


def test_skipping_frees_the_claim_and_asks_for_a_reason(checker: Client) -> None:
    claim = make_claim()
    checker.post(reverse("claims:take", args=[claim.pk]))

    without = checker.post(reverse("claims:skip", args=[claim.pk]), follow=True)
    claim.refresh_from_db()
    held = claim.lease_holder_id
    checker.post(reverse("claims:skip", args=[claim.pk]), {"reason": "later"})

    claim.refresh_from_db()
    assert "Why: This field is required." in without.content.decode()
    assert held is not None
    assert claim.lease_holder_id is None


def test_putting_aside_and_taking_back_are_one_step_each(checker: Client) -> None:
    claim = make_claim()

    checker.post(reverse("claims:dismiss", args=[claim.pk]), {"reason": "out_of_scope"})
    aside = checker.get(reverse("claims:aside")).content.decode()
    checker.post(reverse("claims:take_up", args=[claim.pk]))

    claim.refresh_from_db()
    assert claim.sentence in aside
    assert "out of scope" in aside
    assert claim.state == "queued"


@pytest.mark.parametrize("other", ["", "999999"])
def test_a_repeat_of_nothing_is_refused_in_words(other: str, checker: Client) -> None:
    claim = make_claim()

    response = checker.post(
        reverse("claims:dismiss", args=[claim.pk]), {"reason": "repeat", "repeat_of": other}, follow=True
    )

    claim.refresh_from_db()
    assert "A repeat names the claim that it repeats" in response.content.decode()
    assert claim.state == "queued"


def test_a_returned_check_shows_the_editors_comment_and_what_was_typed(checker: Client, editor: Client) -> None:
    check = make_submitted(checker=checker.user)  # type: ignore[attr-defined]
    editor.post(reverse("claims:return", args=[check.pk]), {"comment": "Name the year."})

    queues = checker.get(reverse("claims:desk")).content.decode()
    page = page_of(checker, check.claim)

    assert "Returned to you" in queues
    assert "Name the year." in page
    assert "The figure of 2014-16 was 41.6 percent." in page


def test_a_submitted_check_is_taken_back(checker: Client) -> None:
    check = make_submitted(checker=checker.user)  # type: ignore[attr-defined]

    checker.post(reverse("claims:take_back", args=[check.claim_id]))

    check.refresh_from_db()
    assert check.state == "withdrawn"
    assert "The figure of 2014-16 was 41.6 percent." in page_of(checker, check.claim)


def test_somebody_elses_decision_on_other_evidence_is_not_reached(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    foreign = make_finding(make_claim())

    response = checker.post(reverse("claims:draft", args=[claim.pk]), typed() | decision(foreign))

    assert response.status_code == 404
    assert not foreign.decisions.exists()


def test_every_check_keeps_its_own_draft(checker: Client, editor: Client) -> None:
    claim = make_claim()
    make_scale()
    address = reverse("claims:draft", args=[claim.pk])

    checker.post(address, typed(summary="of the checker"))
    editor.post(address, typed(summary="of the editor"))

    assert "of the editor" not in page_of(checker, claim)
    assert checks.open_check(checker.user, claim.pk).summary == "of the checker"  # type: ignore[attr-defined]
