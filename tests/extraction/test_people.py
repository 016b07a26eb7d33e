"""Ages and years in office: of whom, which measure, which number.

`data/people.jsonl` holds passages in three sets. The rules were written beside sets "one" and "two"; set "three" was
written afterwards, and read by those rules with a precision of 1.00 and a recall of 0.86 (32 of 37) before any was
changed; one label was mended after that first reading ("reigned for three decades" is 30 years in office), without it
they are 0.97 and 0.86 (31 of 36). The same hand wrote rules and passages. Each passage
names all that its sentences tell, the first of a sentence that tells two.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from claims.extraction.pipeline import extract, read_sentences
from claims.packs import load_lexicon
from claims.values import ExtractedClaim, Person, PlaceSource

PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "people.jsonl").read_text(encoding="utf-8").splitlines()
]
DAY = date(2020, 1, 1)
Told = tuple[str, str | None, int]


def claims_of(text: str) -> tuple[ExtractedClaim, ...]:
    return read_sentences(text, 0, len(text), lexicon=load_lexicon(), published=DAY)


def told(text: str) -> list[Told]:
    claims = [each for each in claims_of(text) if each.person]
    return [(each.person.name, each.indicator, int(_marked(each))) for each in claims if each.person]


def states(text: str) -> tuple[ExtractedClaim, ...]:
    """Each thing that a text states is a claim."""
    return extract(text, lexicon=load_lexicon(), published=DAY).claims


def _marked(claim: ExtractedClaim) -> float:
    return next(float(each.value or 0) for each in claim.quantities if each.of_measure)


def person(text: str) -> Person:
    return next(each.person for each in claims_of(text) if each.person)


@pytest.mark.parametrize(("name", "precision", "recall"), [("one", 1.0, 0.95), ("two", 1.0, 0.9), ("three", 1.0, 0.92)])
def test_the_passages_are_read_as_annotated(name: str, precision: float, recall: float) -> None:
    passages = [each for each in PASSAGES if each["set"] == name]
    found = [told(each["text"]) for each in passages]
    wanted = [[tuple(told) for told in each["people"]] for each in passages]

    right = sum(each in want for got, want in zip(found, wanted, strict=True) for each in got)

    assert right >= precision * sum(map(len, found))
    assert right >= recall * sum(map(len, wanted))


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Ada Moor was 51 when she became chancellor.", ("chancellor",)),
        ("Ada Moor became prime minister at 37.", ("prime minister", "premier", "taoiseach")),
        ("Ada Moor served as vice president for 8 years.", ("vice president",)),
        ("Ada Moor was king for 8 years.", ("king", "monarch")),
        ("Ada Moor ruled Kenya for 20 years.", ()),
    ],
)
def test_the_office_that_is_meant_is_read(text: str, offices: tuple[str, ...]) -> None:
    assert person(text).offices == offices


def test_a_name_that_is_carried_says_so_and_is_the_full_one() -> None:
    carried = person("Ada Moor spoke first. Now 34, she runs the house.")
    short = person("Ada Moor spoke first. But Moor was 27 when she took office.")

    assert (carried.name, carried.source, carried.start) == ("Ada Moor", PlaceSource.CARRIED, -1)
    assert (short.name, short.source, short.start) == ("Ada Moor", PlaceSource.SAID, 26)


def test_an_age_that_a_period_dates_says_so() -> None:
    assert person("Ada Moor was 27 in 2011.").dated
    assert not person("Ada Moor, 27, left the firm in 2011.").dated


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moor, then just 27, had no plan.",
        "Ada Moor was 12 when her family fled.",
        "Ada Moor will be 65 when the plant closes.",
        "The firm of Ada Moor was 50 years old.",
    ],
)
def test_what_is_no_age_of_a_day_that_is_known_is_told_by_no_rule(text: str) -> None:
    assert told(text) == []


def test_the_ages_of_an_article_become_claims() -> None:
    text = (
        "Tom Moor took power at the end of 2011.\n\nHis father, Jan Moor, was 53 when he took control of the country. "
        "But Tom Moor was 27 when he was bequeathed it. Now 34, he has decades ahead. Piet Moor lived to 82."
    )

    claims = [each for each in extract(text, lexicon=load_lexicon(), published=date(2018, 6, 11)).claims if each.person]

    assert [(each.person and each.person.name, each.indicator, _marked(each)) for each in claims] == [
        ("Jan Moor", "age-at-taking-office", 53),
        ("Tom Moor", "age-at-taking-office", 27),
        ("Tom Moor", "age", 34),
        ("Piet Moor", "age-at-death", 82),
    ]


def test_a_desk_without_these_measures_reads_none() -> None:
    lexicon = load_lexicon()
    bare = type(lexicon)(lexicon.places, tuple(each for each in lexicon.indicators if not each.takes_person))

    (claim,) = read_sentences("Ada Moor lived to 82.", 0, 5, lexicon=bare, published=DAY)

    assert (claim.person, claim.indicator) == (None, None)


def test_every_number_of_a_life_that_a_sentence_tells_is_a_claim_of_its_own() -> None:
    text = "His uncle, Tom Moor, was 53 when he took power and was to hold on for 20 years or so (he lasted 17)."

    first, second = (claim for claim in states(text) if claim.person)

    assert [first.indicator, second.indicator] == ["age-at-taking-office", "years-in-office"]
    assert (first.start, first.end, first.sentence) == (second.start, second.end, second.sentence)
    assert [_marked(first), _marked(second)] == [53, 17]
    assert {claim.person.name for claim in (first, second) if claim.person} == {"Tom Moor"}


@pytest.mark.parametrize(
    "text",
    [
        "Ada Moor, now 34, could have as many as 50 years in power ahead of her.",
        "Ada Moor may well rule the country for 20 years, her party says.",
        "Ada Moor hopes to spend 10 years in office, she said on Monday.",
    ],
)
def test_a_time_in_office_that_has_not_been_is_told_of_nobody(text: str) -> None:
    assert all(claim.indicator != "years-in-office" for claim in states(text))


def test_a_month_and_another_clause_make_no_time_in_office_a_mere_wish() -> None:
    text = "Ada Moor, who will retire soon, has ruled the country for 20 years, since a vote in May 1998."

    [claim] = [claim for claim in states(text) if claim.indicator == "years-in-office"]

    assert _marked(claim) == 20
