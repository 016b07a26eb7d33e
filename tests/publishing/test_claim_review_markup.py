"""ClaimReview: which rating it carries, with which fields, and when there is none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claims.publishing.claim_review import Publisher, claim_review, json_ld
from claims.publishing.record import (
    ArticleCited,
    DecisionMade,
    DocumentCited,
    RatingGiven,
    ReadingUsed,
    RecordInput,
    build_record,
    parse_record,
)

NOT_RATED = RatingGiven("standard", 1, "not-rated", "Not rated", "no verdict is due", claim_review=False)
SAID_SO = RatingGiven("attribution", 1, "said-so", "Said so", "those were the words", 5)
NEVER_SAID = RatingGiven("attribution", 1, "never-said", "Never said", "nowhere to be found", 1)
DOCUMENT = DocumentCited("https://example.org/speech", "Speech", "the words", date(2020, 5, 1))
GIVEN = RecordInput(
    sentence="“Prices doubled”, the mayor said.",
    quotation="“Prices doubled”, the mayor said.",
    article=ArticleCited("Prices", "The Courier", "a" * 64, 0, 33, "https://courier.example/prices", date(2020, 5, 2)),
    reading=ReadingUsed(
        number=1,
        claimant="A. Mayor",
        claimant_kind="person",
        claimant_wikidata_id="Q42",
        said_on=date(2020, 5, 1),
    ),
    decisions=(DecisionMade(1, "document", "confirmed", DOCUMENT, stance="supports"),),
    rating=RatingGiven("standard", 1, "contradicted", "Contradicted", "the evidence says otherwise", 1),
    wording="Prices doubled",
    summary="They did not.",
    reasoning="",
)


def review(given: RecordInput) -> dict[str, Any] | None:
    return claim_review(
        parse_record(build_record(given)),
        address="https://desk.example/c/7f3k/prices",
        published_on=date(2020, 5, 3),
        publisher=Publisher("The Desk", "https://desk.example/", "https://desk.example/logo.png"),
        version=2,
    )


def reviewed(given: RecordInput) -> dict[str, Any]:
    data = review(given)
    assert data is not None
    return data


def test_a_rated_claim_carries_every_documented_field() -> None:
    data = review(GIVEN)

    assert data == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://desk.example/c/7f3k/prices",
        "datePublished": "2020-05-03",
        "version": 2,
        "author": {
            "@type": "Organization",
            "name": "The Desk",
            "url": "https://desk.example/",
            "logo": "https://desk.example/logo.png",
        },
        "claimReviewed": "Prices doubled",
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Contradicted",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "A. Mayor",
                "sameAs": "https://www.wikidata.org/wiki/Q42",
            },
            "datePublished": "2020-05-01",
            "appearance": {
                "@type": "CreativeWork",
                "url": "https://courier.example/prices",
                "headline": "Prices",
                "datePublished": "2020-05-02",
                "publisher": {"@type": "Organization", "name": "The Courier"},
            },
        },
    }


def test_a_rating_without_a_value_is_given_by_its_name_alone() -> None:
    unproven = RatingGiven("standard", 1, "unproven", "Unproven", "the evidence does not suffice")

    data = reviewed(replace(GIVEN, rating=unproven))

    assert data["reviewRating"] == {"@type": "Rating", "alternateName": "Unproven"}


@pytest.mark.parametrize("rating", [NOT_RATED, None])
def test_what_is_not_rated_has_no_claim_review(rating: RatingGiven | None) -> None:
    assert review(replace(GIVEN, rating=rating)) is None


def test_the_substance_goes_before_the_attribution() -> None:
    data = reviewed(replace(GIVEN, attribution_rating=SAID_SO))

    assert data["reviewRating"]["alternateName"] == "Contradicted"


def test_an_attribution_stands_where_the_substance_is_not_rated_as_the_report_of_the_outlet() -> None:
    data = reviewed(replace(GIVEN, rating=NOT_RATED, attribution_rating=NEVER_SAID))

    assert data["reviewRating"]["alternateName"] == "Never said"
    assert data["claimReviewed"] == "A. Mayor: “Prices doubled”"
    assert data["itemReviewed"]["author"] == {"@type": "Organization", "name": "The Courier"}


def test_said_so_never_stands_alone_for_a_statement_that_is_contradicted() -> None:
    against = replace(GIVEN.decisions[0], stance="contradicts")
    given = replace(GIVEN, rating=NOT_RATED, decisions=(against,))

    assert review(replace(given, attribution_rating=SAID_SO)) is None
    assert review(replace(given, attribution_rating=NEVER_SAID)) is not None
    assert review(replace(GIVEN, rating=NOT_RATED, attribution_rating=SAID_SO)) is not None


def test_a_private_person_is_named_in_no_field() -> None:
    private = replace(GIVEN, reading=replace(GIVEN.reading, claimant_private=True))

    data = reviewed(private)

    assert "A. Mayor" not in json.dumps(data)
    assert review(replace(private, rating=NOT_RATED, attribution_rating=NEVER_SAID)) is None


def test_a_pasted_text_with_no_day_has_no_appearance_and_no_date() -> None:
    pasted = ArticleCited("Pasted", "", "a" * 64, 0, 5)

    data = reviewed(replace(GIVEN, article=pasted, reading=ReadingUsed(number=1)))

    assert data["itemReviewed"] == {"@type": "Claim"}


def test_an_address_that_is_not_of_the_web_is_not_given_out() -> None:
    article = replace(GIVEN.article, address="javascript:alert(1)")

    data = reviewed(replace(GIVEN, article=article))

    assert "appearance" not in data["itemReviewed"]


def test_nothing_in_the_json_can_end_the_script_that_holds_it() -> None:
    hostile = "</script><!--<script>&amp;\u2028\u2029"

    text = json_ld({"claimReviewed": hostile})

    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"claimReviewed": hostile}


def test_a_number_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        json_ld({"ratingValue": float("nan")})
