"""What a checker does with a claim besides deciding on it: hold it, put it aside, mend how it was read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from claims.services import checks, desk
from tests.builders import (
    make_claim,
    make_finding,
    make_indicator,
    make_lookup,
    make_scale,
    make_series,
    make_submitted,
    make_user,
    structure,
)
from tests.web.claim_forms import UNREACHABLE, decision, page_of, typed

pytestmark = pytest.mark.django_db


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
    assert 'Ada Smith <span dir="auto" class="meta">person, quoted word for word</span>' in facts
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
