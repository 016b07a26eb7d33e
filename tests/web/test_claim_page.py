"""The claim page: what a checker sees, does, and is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Check, Claim, DraftVersion, Evidence, Lookup, Rating
from claims.services import checks, desk
from claims.services.steps.questions import QUESTIONS
from claims.values import Summary
from claims.wording import summary_words
from tests.builders import (
    make_article,
    make_claim,
    make_finding,
    make_indicator,
    make_lookup,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_user,
    structure,
)

pytestmark = pytest.mark.django_db
UNREACHABLE = '["unreachable", [["host", "api.worldbank.org"]]]'


def page_of(client: Client, claim: Claim) -> str:
    response = client.get(reverse("claims:claim", args=[claim.pk]))
    assert response.status_code == 200
    return response.content.decode()


def typed(rating: Rating | None = None, **changes: Any) -> dict[str, Any]:
    """What the form of the page sends."""
    return {
        "typed_on": "0",
        "wording": "Forty percent are undernourished",
        "rating": str(rating.pk) if rating else "",
        "summary": "The figure was 41.6 percent.",
        "reasoning": "It is [1].",
        **{f"question-{name}": "fair" for name in QUESTIONS},
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


def test_a_mended_reading_asks_for_its_figures(checker: Client) -> None:
    claim = make_claim()
    make_series()

    response = checker.post(reverse("claims:mend", args=[claim.pk]), {"mend-place": "DEU"}, follow=True)

    claim.refresh_from_db()
    assert claim.place == "DEU"
    assert "Germany" in response.content.decode()
    assert claim.lookups.filter(state="pending").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mend-low": "many"}, "Enter a number."),
        ({"mend-said_on": "yesterday"}, "This is not a day."),
        ({"mend-said_on": "2999-01-01"}, "lies in the future"),
        ({"mend-period_start": "2018-01-01", "mend-period_end": "2017-01-01"}, "first and a last day"),
        ({"mend-place": "ATLANTIS"}, "Select a valid choice."),
    ],
)
def test_a_reading_that_cannot_be_is_told_and_changes_nothing(
    changes: dict[str, str], words: str, checker: Client
) -> None:
    claim = make_claim()

    response = checker.post(reverse("claims:mend", args=[claim.pk]), changes)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert claim.readings.count() == 1


def test_a_doubtful_reading_is_confirmed_with_one_button(checker: Client) -> None:
    claim = make_claim()
    make_finding(claim, check_reading=True, relation="differs")
    before = page_of(checker, claim)

    checker.post(reverse("claims:confirm_reading", args=[claim.pk]))

    assert "Check the reading first." in before
    assert claim.readings.count() == 2
    assert "Check the reading first." not in page_of(checker, claim)


def test_asking_again_makes_a_missing_lookup_due(checker: Client) -> None:
    claim = make_claim()
    lookup = make_lookup(claim, state="missing", last_error=UNREACHABLE, attempts=5)

    checker.post(reverse("claims:retry", args=[lookup.pk]))

    lookup.refresh_from_db()
    assert lookup.state == "pending"


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


def test_a_claim_that_is_not_there_is_not_found(checker: Client) -> None:
    for name in ("claim", "evidence"):
        assert checker.get(reverse(f"claims:{name}", args=[987654321])).status_code == 404
    for name in ("take", "release", "draft", "submit", "mend", "confirm_reading", "take_up"):
        response = checker.post(reverse(f"claims:{name}", args=[987654321]))
        assert response.status_code in (302, 404), name


def test_somebody_elses_decision_on_other_evidence_is_not_reached(checker: Client) -> None:
    claim = make_claim()
    make_scale()
    foreign = make_finding(make_claim())

    response = checker.post(reverse("claims:draft", args=[claim.pk]), typed() | decision(foreign))

    assert response.status_code == 404
    assert not foreign.decisions.exists()


def test_times_are_in_the_readers_zone_with_the_absolute_time_beside(checker: Client) -> None:
    user = checker.user  # type: ignore[attr-defined]
    user.time_zone = "Asia/Seoul"
    user.save()
    claim = make_claim()

    page = page_of(checker, claim)

    assert "KST" in page
    assert "+09:00" in page


def test_a_zone_that_nobody_knows_is_read_as_the_desks_own(checker: Client) -> None:
    user = checker.user  # type: ignore[attr-defined]
    user.time_zone = "../../etc/passwd"
    user.language = "tlh"
    user.save()

    assert checker.get(reverse("claims:desk")).status_code == 200


def test_every_check_keeps_its_own_draft(checker: Client, editor: Client) -> None:
    claim = make_claim()
    make_scale()
    address = reverse("claims:draft", args=[claim.pk])

    checker.post(address, typed(summary="of the checker"))
    editor.post(address, typed(summary="of the editor"))

    assert "of the editor" not in page_of(checker, claim)
    assert checks.open_check(checker.user, claim.pk).summary == "of the checker"  # type: ignore[attr-defined]


# --- how it was understood, and choosing another understanding ------------------------------------------


def with_candidates(claim: Claim, **changes: Any) -> None:
    candidates = [
        {"slug": slug, "score": score, "phrase": phrase, "start": 0, "end": 5, "uncovered": []}
        for slug, score, phrase in (("undernourishment", 0.9, "undernourished"), ("stunting", 0.8, "people"))
    ]
    claim.readings.update(structure=structure(candidates=candidates, **changes))


def test_the_measures_that_the_words_may_mean_stand_with_scores_and_one_press_chooses(checker: Client) -> None:
    claim = make_claim()
    make_indicator("stunting", name="Stunted children")
    with_candidates(claim)
    page = page_of(checker, claim)
    row = page.split('<th scope="row">Stunted children</th>')[1].split("</tr>")[0]
    assert "0.80" in row and "people" in row and 'name="mend-indicator" value="stunting"' in row

    checker.post(reverse("claims:mend", args=[claim.pk]), {"mend-indicator": "stunting"})

    claim.refresh_from_db()
    assert claim.indicator is not None and claim.indicator.slug == "stunting"
    back = page_of(checker, claim).split('<th scope="row">Prevalence of undernourishment</th>')[1].split("</tr>")[0]
    assert 'value="undernourishment"' in back
    checker.post(reverse("claims:mend", args=[claim.pk]), {"mend-indicator": "undernourishment"})
    claim.refresh_from_db()
    assert claim.indicator.slug == "undernourishment"


def test_who_says_it_the_day_and_the_place_tell_where_they_are_from(checker: Client) -> None:
    claim = make_claim()
    place = {"code": "PER", "role": "subject", "source": "carried", "text": "", "start": -1, "end": -1}
    with_candidates(
        claim,
        claimant="Ada Smith",
        claimant_kind="person",
        said_on_source="article",
        places=[place],
        attribution="quoted",
    )

    page = page_of(checker, claim)

    facts = " ".join(page.split('<dl class="facts">')[1].split("</dl>")[0].split())
    assert 'Ada Smith <span class="meta">person, quoted word for word</span>' in facts
    assert "the day on which the article was published" in facts
    assert "not said in the sentence: carried from its context" in facts


def test_a_reading_of_an_unknown_make_is_shown_all_the_same(checker: Client) -> None:
    claim = make_claim()
    with_candidates(claim, claimant_kind="planet", said_on_source="stars", reasons=[["no_such_reason", []]])

    page = page_of(checker, claim)

    assert "no such reason" in page
    assert '<option value="planet" selected>' in page


def test_every_field_of_a_reading_is_mended_from_the_page(checker: Client) -> None:
    claim = make_claim()
    fields = {
        "claimant": "The Bureau",
        "claimant_kind": "body",
        "attribution": "reported",
        "place": "PER",
        "counterpart": "CHN",
        "comparator": "between",
        "low": "30",
        "high": "35",
        "unit": "percent",
        "said_on": "2018-06-10",
        "period_start": "2017-01-01",
        "period_end": "2017-12-31",
    }

    checker.post(reverse("claims:mend", args=[claim.pk]), {f"mend-{name}": value for name, value in fields.items()})

    claim.refresh_from_db()
    assert str(claim.claimant) == "The Bureau"
    kept = (claim.attribution, claim.place, claim.counterpart, claim.comparator)
    assert kept == ("reported", "PER", "CHN", "between")
    assert (str(claim.low), str(claim.high)) == ("30.0000000000", "35.0000000000")
    assert (str(claim.said_on), str(claim.period_start)) == ("2018-06-10", "2017-01-01")
