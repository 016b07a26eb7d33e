"""The public feed of ClaimReview, element by element."""

from __future__ import annotations

import io
import json
import tracemalloc
from datetime import date
from typing import Any

import pytest

from claims.sources.claim_reviews import read_feed
from claims.values import FactCheck, SourceError
from tests.sources.reviews import element, feed, review


def read(*items: Any) -> list[FactCheck | str]:
    return list(read_feed(io.BytesIO(feed(*items))))


def only(*items: Any) -> FactCheck:
    [found] = read(*items)
    assert isinstance(found, FactCheck)
    return found


def test_a_review_is_read_word_for_word() -> None:
    assert only(element(review())) == FactCheck(
        address="https://checkers.example/1",
        claim="Half of Freedonia is hungry",
        publisher="The Checkers",
        claimant="A minister",
        claimed_on=date(2018, 2, 1),
        reviewed_on=date(2018, 3, 2),
        rating="Mostly false",
        value="2",
        best="5",
        worst="1",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )


def test_numbers_stay_as_they_were_given_and_may_be_missing_or_reversed() -> None:
    found = only(element(review(reviewRating={"ratingValue": "-1", "bestRating": 0.5, "worstRating": True})))

    assert (found.value, found.best, found.worst, found.rating) == ("-1", "0.5", "True", "")


def test_a_list_or_an_object_in_place_of_the_other_is_read() -> None:
    many = {"@type": "DataFeedItem", "item": [review(), review(url="https://checkers.example/2")]}
    authors = review(author=[{"name": "First"}, {"name": "Second"}])

    assert len(read(many)) == 2
    assert only({"item": review()}).address == "https://checkers.example/1"
    assert only(element(authors)).publisher == "First"


@pytest.mark.parametrize(
    "item",
    [None, {"item": None}, {"item": []}, {"item": [None]}, {"item": "x"}, {}, {"item": [{"@type": "Person"}]}],
)
def test_an_element_without_a_review_is_told(item: Any) -> None:
    assert read(item) == ["no_review"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": None}, "no_address"),
        ({"url": "javascript:alert(1)"}, "no_address"),
        ({"url": "https://me:secret@checkers.example/"}, "no_address"),
        ({"url": "https://checkers.example/" + "a" * 3000}, "no_address"),
        ({"url": 7}, "no_address"),
        ({"claimReviewed": None}, "no_claim"),
        ({"claimReviewed": " \u202e\x00 "}, "no_claim"),
    ],
)
def test_what_cannot_be_used_is_told(changes: dict[str, Any], code: str) -> None:
    assert read(element(review(**changes))) == [code]


def test_hostile_texts_are_bounded_and_plain() -> None:
    found = only(
        element(review(claimReviewed="<script>\u202ealert(1)\x00\n</script>" + "x" * 5000, datePublished="yesterday"))
    )

    assert found.claim.startswith("<script>alert(1) </script>")
    assert len(found.claim) <= 1000
    assert found.reviewed_on is None


def test_half_a_character_in_an_escape_does_no_harm() -> None:
    body = feed(element(review())).replace(b"Mostly false", b"\\ud800 false")

    [found] = list(read_feed(io.BytesIO(body)))

    assert isinstance(found, FactCheck)
    assert found.rating.endswith("false")
    found.rating.encode()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<!doctype html><p>Sorry", "html_instead"),
        (b"", "truncated"),
        (b"{}", "drift"),
        (b"[]", "drift"),
        (b'{"dataFeedElement": null}', "drift"),
        (b'{"dataFeedElement": [{]}', "not_json"),
        (b'{"dataFeedElement": [' + b'{"a":' * 5000, "drift"),
        (b'{"dataFeedElement": [{"item": [{"x": ' + b"9" * 10_000 + b"}]}]}", "not_json"),
    ],
)
def test_what_is_no_feed_is_told_by_its_code(body: bytes, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        list(read_feed(io.BytesIO(body)))

    assert raised.value.code == code


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    body, found = feed(element(review()), element(review(url="https://checkers.example/2"))), list[FactCheck | str]()

    with pytest.raises(SourceError) as raised:
        found.extend(read_feed(io.BytesIO(body[:-60])))

    assert raised.value.code == "truncated"
    assert len(found) == 1


def test_memory_does_not_grow_with_the_feed() -> None:
    one = json.dumps(element(review(claimReviewed="A claim " * 50)))
    body = io.BytesIO(b'{"dataFeedElement": [' + ",".join([one] * 20_000).encode() + b"]}")

    tracemalloc.start()
    count = sum(1 for _each in read_feed(body))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 20_000
    assert peak < 2_000_000
