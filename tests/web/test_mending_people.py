"""Whom a claim is about, on the claim page: told, offered to choose among, and mended by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Series
from claims.services.steps.readings import person_of, reading_in_force
from tests.builders import make_claim, make_indicator, make_observation, make_series, structure
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Moor", "start": 0, "end": 8, "source": "said", "offices": ["president"], "dated": False}


@pytest.fixture
def series() -> Series:
    indicator = make_indicator("years-in-office", name="Years in office", unit="years", takes_person=True)
    return make_series("P569+P39", indicator=indicator, unit="years")


def about_ada(series: Series, **person: Any) -> Claim:
    claim = make_claim()
    claim.readings.update(structure=structure(person={**ADA, **person}, indicator=series.indicator.slug))
    Claim.objects.filter(pk=claim.pk).update(indicator=series.indicator)
    return claim


def told(series: Series, fact: str, raw: str, label: str = "birth", **columns: Any) -> None:
    defaults: dict[str, Any] = {
        "place": "",
        "subject": "Ada Moor",
        "value": None,
        "unit": "date",
        "note": f"one <b>of them</b> is {fact.split(maxsplit=1)[0]}",
        "address": f"https://www.wikidata.org/wiki/{fact.split(maxsplit=1)[0]}",
        "period_start": date(1950, 1, 1),
        "period_end": date(2020, 1, 1),
    }
    make_observation(series, raw, fact=fact, label=label, **{**defaults, **columns})


def page_of(client: Client, claim: Claim) -> str:
    return client.get(reverse("claims:claim", args=[claim.pk])).content.decode()


def press(client: Client, claim: Claim, **fields: str) -> None:
    client.post(reverse("claims:mend", args=[claim.pk]), {f"mend-{name}": value for name, value in fields.items()})


def test_people_of_the_name_stand_with_their_dates_and_one_press_chooses(checker: Client, series: Series) -> None:
    claim = about_ada(series)
    told(series, "Q1 birth", "1952")
    told(series, "Q2 birth", "1984-01-08")
    told(series, "Q2 death", "2020-03-01", label="death")
    row = page_of(checker, claim).split("Q2</a></th>")[1].split("</tr>")[0]

    press(checker, claim, person_entity="Q2")

    person = person_of(reading_in_force(claim).structure)
    assert "born 1984-01-08, died 2020-03-01" in row
    assert "one &lt;b&gt;of them&lt;/b&gt; is Q2" in row
    assert 'name="mend-person_entity" value="Q2"' in row
    assert person is not None and (person.asked, person.offices) == ("Ada Moor (Q2)", ("president",))
    after = page_of(checker, claim)
    assert "in force" in after.split("Q2</a></th>")[1].split("</tr>")[0]
    assert 'value="Q1"' in after


def test_offices_are_offered_where_it_is_clear_whose_they_are(checker: Client, series: Series) -> None:
    claim = about_ada(series)
    told(series, "Q2 office Q30", "2010-05-07/2012-05-07", label="Mayor of Sylvania")
    told(series, "Q2 office Q31", "2014-05-07/..", label="President of Freedonia")
    page = page_of(checker, claim)
    told(series, "Q1 birth", "1952")
    unclear = page_of(checker, claim)

    press(checker, claim, person_office="Mayor of Sylvania")

    person = person_of(reading_in_force(claim).structure)
    assert "2010-05-07 – 2012-05-07" in page and "since 2014-05-07" in page
    assert "Offices that may be meant" not in unclear
    assert person is not None and person.offices == ("Mayor of Sylvania",)


def test_somebody_is_given_by_hand(checker: Client, series: Series) -> None:
    claim = make_claim()
    slug = series.indicator.slug

    press(checker, claim, indicator=slug, person="Jan Moor", person_entity="Q5", person_office="king", unit="years")

    page = page_of(checker, claim)
    assert 'Jan Moor (Q5) <span dir="auto" class="meta">given by a person</span>' in page
    assert 'value="Jan Moor"' in page and 'value="Q5"' in page and 'value="king"' in page


def test_what_cannot_be_is_told_and_changes_nothing(checker: Client, series: Series) -> None:
    claim = about_ada(series)

    response = checker.post(reverse("claims:mend", args=[claim.pk]), {"mend-person_entity": "the first"})

    assert response.status_code == 422
    assert "THE FIRST is no id of Wikidata" in response.content.decode()
    assert claim.readings.count() == 1


def test_an_editor_reads_who_it_may_be_and_a_claim_about_a_place_offers_nobody(
    log_in: LogIn, checker: Client, series: Series
) -> None:
    claim = about_ada(series)
    told(series, "Q1 birth", "1952")

    assert "People called Ada Moor" in page_of(log_in("editor"), claim)
    assert "People called" not in page_of(checker, make_claim())


def test_a_hundred_namesakes_ask_no_more_than_one(
    checker: Client, series: Series, django_assert_max_num_queries: Any
) -> None:
    claim = about_ada(series)
    told(series, "Q1 birth", "1952")
    with django_assert_max_num_queries(100) as one:
        page_of(checker, claim)
    for number in range(2, 102):
        told(series, f"Q{number} birth", "1952")

    with django_assert_max_num_queries(len(one.captured_queries)):
        page = page_of(checker, claim)

    assert "Q101</a>" in page
