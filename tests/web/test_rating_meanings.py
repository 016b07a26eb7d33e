"""Ratings of others stand word for word; beside them what curators say that they mean."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, Claim, Publisher, RatingMeaning
from claims.packs import rows
from claims.queries.rating_meanings import meanings_of, unmapped_ratings
from claims.services.starter import load_starter
from claims.sources.fact_check_fields import fold_rating
from tests.builders import make_claim, make_prior, make_publisher, make_user

pytestmark = pytest.mark.django_db
UNMAPPED = reverse("admin:claims_ratingmeaning_unmapped")


def means(words: str, meaning: str = "contradicts", publisher: Publisher | None = None) -> RatingMeaning:
    return RatingMeaning.objects.create(publisher=publisher or make_publisher(), words=words, meaning=meaning)


@pytest.fixture
def curator() -> Client:
    client = Client()
    client.force_login(make_user("curator", is_staff=True))
    return client


def page_of(client: Client, claim: Claim) -> str:
    return client.get(reverse("claims:claim", args=[claim.pk])).content.decode()


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Mostly False", "mostly false"),
        (" FALSE! ", "false"),
        ("\u201cFalse.\u201d", "false"),
        ("Four  Pinocchios", "four pinocchios"),
        ("Pants on Fire!", "pants on fire"),
        ("Ｆａｌｓｅ", "false"),
        ("...", ""),
    ],
)
def test_ratings_are_looked_up_whatever_their_capitals_and_signs(words: str, folded: str) -> None:
    assert fold_rating(words) == folded


def test_the_meaning_stands_beside_the_words_and_decides_nothing(checker: Client) -> None:
    make_prior(rating="MOSTLY false.")
    means("Mostly false")
    claim = make_claim()

    page = page_of(checker, claim)

    claim.refresh_from_db()
    assert "<q>MOSTLY false.</q>" in page
    assert "in the desk's list of ratings: contradicts what was checked" in html.unescape(page)
    assert (claim.state, claim.summary, claim.evidence.count()) == ("queued", "", 0)


def test_a_rating_without_a_meaning_says_so(checker: Client) -> None:
    make_prior(rating="Mostly false")
    means("Mostly false", publisher=make_publisher("others.example"))

    assert "not in the desk's list of ratings" in page_of(checker, make_claim())


def test_no_rating_in_words_has_no_meaning(checker: Client) -> None:
    make_prior(rating="")

    page = page_of(checker, make_claim())

    assert "none in words" in page
    assert "list of ratings" not in page


def test_meanings_are_had_in_one_query(django_assert_num_queries: object) -> None:
    checks = [make_prior(f"People of Freedonia {number}", rating=f"Word {number}") for number in range(5)]
    meaning = means("word 3", "mixed")

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = meanings_of(checks)

    assert found == {checks[3].pk: meaning}


# --- what curators do -----------------------------------------------------------------------------------


def test_ratings_without_a_meaning_are_listed_by_how_many_checks_bear_them() -> None:
    for number, rating in enumerate(["Half-baked", "False", "half-baked!", "Odd", "FALSE", "false", ""]):
        make_prior(f"People of Freedonia {number}", rating=rating)
    means("odd", "none")

    assert [(each.words, each.checks) for each in unmapped_ratings()] == [("FALSE", 3), ("Half-baked", 2)]


def test_a_curator_gives_a_listed_rating_its_meaning(curator: Client) -> None:
    make_prior(rating="Half <b>baked</b>")
    listed = curator.get(UNMAPPED).content.decode()
    begin = html.unescape(re.findall(r'href="([^"]*ratingmeaning/add/\?[^"]*)"', listed)[0])
    begun = curator.get(begin).content.decode()
    fields = {"publisher": make_publisher().pk, "words": "Half <b>baked</b>", "meaning": "mixed"}

    curator.post(reverse("admin:claims_ratingmeaning_add"), fields)

    assert "Half &lt;b&gt;baked&lt;/b&gt;" in listed
    assert 'value="Half &lt;b&gt;baked&lt;/b&gt;"' in begun
    assert RatingMeaning.objects.get().meaning == "mixed"
    assert AuditEvent.objects.filter(action="ratingmeaning.add").exists()
    assert "has its meaning" in curator.get(UNMAPPED).content.decode()


def test_a_rating_has_one_meaning(curator: Client) -> None:
    means("Mostly false")
    add = reverse("admin:claims_ratingmeaning_add")

    twice = curator.post(add, {"publisher": make_publisher().pk, "words": "mostly FALSE!", "meaning": "mixed"})
    none = curator.post(add, {"publisher": make_publisher().pk, "words": "...", "meaning": "mixed"})

    assert "has a meaning already" in twice.content.decode()
    assert "Give the words of the rating." in none.content.decode()
    assert RatingMeaning.objects.count() == 1


@pytest.mark.parametrize("group", ["checker", "editor"])
def test_the_list_is_for_curators_alone(group: str) -> None:
    client = Client()
    client.force_login(make_user(group, is_staff=True))

    assert client.get(UNMAPPED).status_code == 403
    assert client.get(reverse("admin:claims_ratingmeaning_changelist")).status_code == 403


def test_a_new_desk_has_meanings_and_keeps_what_curators_changed() -> None:
    load_starter()
    changed = RatingMeaning.objects.get(publisher__domain="politifact.com", folded="half true")
    changed.meaning = "none"
    changed.save()

    load_starter()

    changed.refresh_from_db()
    assert changed.meaning == "none"
    assert RatingMeaning.objects.count() == len(rows("rating_meanings"))
    assert {row["meaning"] for row in rows("rating_meanings")} == set(RatingMeaning.Meaning.values)
    assert {row["domain"] for row in rows("rating_meanings")} <= {row["domain"] for row in rows("publishers")}
