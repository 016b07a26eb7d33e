"""How a claim was understood, on its page: told, confirmed, mended, chosen otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from tests.builders import make_claim, make_finding, make_indicator, make_series, structure
from tests.web.claim_pages import page_of

pytestmark = pytest.mark.django_db


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
    make_finding(claim, check_reading=True)
    before = page_of(checker, claim)

    checker.post(reverse("claims:confirm_reading", args=[claim.pk]))

    assert "Check the reading first." in before
    assert claim.readings.count() == 2
    assert "Check the reading first." not in page_of(checker, claim)


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
