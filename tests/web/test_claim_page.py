"""The claim page: what a checker sees, does, and is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Check, Claim, Cue, DraftVersion, Evidence, Lookup
from claims.services import desk
from claims.services.extract import extract_version
from claims.services.intake import receive_file, receive_version
from claims.services.starter import load_starter
from claims.values import Summary
from claims.wording import summary_words
from tests.builders import (
    make_article,
    make_claim,
    make_finding,
    make_lookup,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_user,
)
from tests.web.claim_forms import UNREACHABLE, decision, page_of, typed

pytestmark = pytest.mark.django_db


def test_the_article_stands_beside_the_claim_with_its_sentence_marked(checker: Client) -> None:
    version = make_article(
        "First things first. A UN report says 40 percent of the people of Freedonia are undernourished."
    )
    claim = make_claim(version=version)
    other = make_claim(version=version, sentence="First things first.")

    page = page_of(checker, claim)

    assert '<mark class="said-here" id="sentence">A UN report says 40 percent' in page
    assert f'<a class="said" href="{reverse("claims:claim", args=[other.pk])}">First things first.</a>' in page


def test_then_and_now_stand_side_by_side_with_all_that_makes_a_figure(checker: Client) -> None:
    claim = make_claim()
    make_finding(claim, as_of="then", raw="41.6")
    make_finding(claim, as_of="now", raw="43.3", relation="differs", gap="3.3")

    page = page_of(checker, claim)

    for words in (
        "As known when it was said",
        "As known now",
        "41.6 percent",
        "43.3 percent",
        "rounded, close",
        "the figure differs",
        "3.3 points above the claim",
        "2014-16",
        "Figures of the house",
        "sha256",
    ):
        assert words in page, words
    assert page.count("<svg") == 2
    assert "The figures as a table" in page


def test_the_programs_summary_stands_above_the_findings_and_arrives_with_them(checker: Client) -> None:
    claim = make_claim(summary="revised_since")
    words = str(summary_words(Summary.REVISED_SINCE))

    arriving = checker.get(reverse("claims:evidence", args=[claim.pk])).content.decode()

    assert words in page_of(checker, claim)
    assert words in arriving


def test_each_source_has_a_line_that_says_how_far_it_is(checker: Client) -> None:
    claim = make_claim()
    sources = [make_source(f"s{number}", name=f"Source {number}") for number in range(4)]
    series = [make_series(f"S{number}", source=source) for number, source in enumerate(sources)]
    later = timezone.now() + timedelta(minutes=10)
    make_lookup(claim, series[0])
    make_lookup(claim, series[1], state="done")
    make_lookup(claim, series[2], last_error=UNREACHABLE, due_at=later, attempts=2)
    make_lookup(claim, series[3], state="missing", last_error=UNREACHABLE, attempts=5)

    page = page_of(checker, claim)

    assert "waiting for an answer" in page
    assert "fetched" in page
    assert "missing so far: could not reach api.worldbank.org" in page
    assert "tried again at" in page
    assert "missing: could not reach api.worldbank.org" in page


def test_the_page_asks_again_only_while_something_is_pending(checker: Client) -> None:
    claim = make_claim()
    lookup = make_lookup(claim)
    before = page_of(checker, claim)

    Lookup.objects.filter(pk=lookup.pk).update(state="done")

    assert 'hx-trigger="every 2s"' in before
    assert "hx-trigger" not in page_of(checker, claim)
    assert "hx-trigger" not in checker.get(reverse("claims:evidence", args=[claim.pk])).content.decode()


def test_a_try_that_is_far_off_is_asked_for_seldom(checker: Client) -> None:
    claim = make_claim()
    make_lookup(claim, last_error=UNREACHABLE, due_at=timezone.now() + timedelta(minutes=10))

    page = page_of(checker, claim)

    assert 'hx-trigger="every 15s"' in page


def test_only_what_the_page_does_not_show_arrives(checker: Client) -> None:
    claim = make_claim()
    address = reverse("claims:evidence", args=[claim.pk])
    first = make_finding(claim)
    seen = checker.get(reverse("claims:claim", args=[claim.pk])).context["tokens"]

    nothing = checker.get(address, {"seen": seen}).content.decode()
    other = make_finding(claim, series=make_series("OTHER", origin="office"))
    arrived = checker.get(address, {"seen": seen}).content.decode()

    assert first.finding is not None and other.finding is not None
    assert "origin-" not in nothing
    assert 'id="origin-office"' in arrived
    assert 'id="origin-fao"' not in arrived
    assert 'hx-swap-oob="beforeend:#findings"' in arrived


@pytest.mark.parametrize("seen", ["", "x", "1:2-3,,", "99999999999999999999:1", "<script>"])
def test_whatever_the_page_says_it_has_seen_is_answered(seen: str, checker: Client) -> None:
    claim = make_claim()
    make_finding(claim)

    response = checker.get(reverse("claims:evidence", args=[claim.pk]), {"seen": seen})

    assert response.status_code == 200


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
    assert response["Location"] == reverse("claims:claim", args=[following.pk]) + "#claim-title"
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
        "document-in_context": "on",
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
        "document-in_context": "on",
    }

    response = checker.post(reverse("claims:add_document", args=[claim.pk]), typed() | document, follow=True)

    page = response.content.decode()
    assert "Added as evidence [1]." in page
    assert "forty percent</blockquote>" in page
    assert Check.objects.get().summary == "The figure was 41.6 percent."


def test_a_claim_of_a_transcript_says_who_said_it_and_when_in_each_version() -> None:
    load_starter()
    captions = (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Moor>Good evening.\n\n01:02:06.000 --> 01:02:09.000\n<v Smith>{}\n"
    )
    said = "In Kenya 25 percent of the population is undernourished."
    received = receive_file(name="debate.vtt", body=captions.format(said).encode())
    extract_version(received.version_id)
    again = receive_version(received.article_id, text=f"[00:01] MOOR: Hi.\n[00:09] SMITH: {said}\n[00:12] MOOR: No.")

    claim = Claim.objects.get(sentence__contains="Kenya")
    client = Client()
    client.force_login(make_user("checker"))
    page = page_of(client, claim)

    assert "said at 1:02:06" in " ".join(re.sub(r"<[^>]*>", " ", page).split())
    assert Cue.objects.filter(version=again.version_id).count() == 3
