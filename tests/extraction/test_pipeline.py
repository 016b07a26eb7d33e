"""From a text to its claims: offsets, repeats, what is left aside, hostile texts."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.contract import claim_as_json
from claims.extraction.pipeline import extract
from claims.packs import load_indicators, load_lexicon, place_titles, rows
from claims.values import Lexicon, PlaceName, PlaceNameKind, PlaceRole, Reason

ARTICLE = (
    "Harvests fail\n\n"
    "Malawi\u2019s farmers had another bad year. Malawi is poor.\n\n"
    "About 18 percent of the population is undernourished, according to the Harvest Fund.\n\n"
    "Nearly 20 percent of its trade is with South Africa. Will it rain?\n\n"
    "About 18 percent of the population is undernourished, according to the Harvest Fund."
)


def test_offsets_index_the_text_as_given() -> None:
    found = extract(ARTICLE, lexicon=load_lexicon())

    assert found.claims
    for claim in found.claims:
        assert ARTICLE[claim.start : claim.end] == claim.sentence
        for quantity in claim.quantities:
            assert ARTICLE[quantity.start : quantity.end] == quantity.text
        for candidate in claim.candidates:
            assert claim.start <= candidate.start < candidate.end <= claim.end


def test_every_sentence_is_a_claim_or_aside_with_a_reason() -> None:
    found = extract(ARTICLE, lexicon=load_lexicon())

    assert len(found.claims) + len(found.aside) == found.sentences


def test_the_second_copy_of_a_sentence_is_left_aside_as_repeated() -> None:
    found = extract(ARTICLE, lexicon=load_lexicon())

    assert [each.start for each in found.aside if each.reason == Reason("repeated")] == [ARTICLE.rindex("About 18")]


def test_the_two_figures_of_an_article_are_read_whole() -> None:
    found = extract(ARTICLE, lexicon=load_lexicon(), published=date(2018, 6, 11))

    read = [claim_as_json(claim, lambda reason: reason.code) for claim in found.claims if claim.indicator]
    assert [(each["indicator"], each["places"], each["claimant"]) for each in read] == [
        ("undernourishment", ["MWI"], "Harvest Fund"),
        ("trade-partner-share", ["MWI", "ZAF"], None),
    ]
    assert read[0]["quantities"][0]["low"] == 18


def test_the_json_of_a_claim_is_plain() -> None:
    claim = extract("Peru grew 3.5 percent in 2017, Ada Moor said.", lexicon=load_lexicon()).claims[0]

    plain = json.loads(json.dumps(claim_as_json(claim, lambda reason: reason.code)))

    assert plain["quantities"][0]["low"] == 3.5
    assert plain["period"] == {"start": "2017-01-01", "end": "2017-12-31", "label": "2017"}
    assert plain["places"] == ["PER"]


def test_another_lexicon_is_obeyed_at_once() -> None:
    text = "About 5 percent of people in Freedonia are undernourished."
    lexicon = Lexicon((PlaceName("ZZZ", "Freedonia", PlaceNameKind.NAME),), load_indicators())

    before = extract(text, lexicon=load_lexicon()).claims[0].places
    after = extract(text, lexicon=lexicon).claims[0].places

    assert [before, [place.code for place in after]] == [(), ["ZZZ"]]


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "\ufeff", "\x00\x01", '"' * 2_000, "." * 2_000, "5 percent " * 500, "said " * 1_000, "\u202e40%"],
)
def test_a_text_of_no_sense_is_no_error(text: str) -> None:
    found = extract(text, lexicon=load_lexicon(), published=date(2020, 1, 1))

    assert all(text[claim.start : claim.end] == claim.sentence for claim in found.claims)


WORDS = (
    "said Kim Peru's U.S. 5 percent of the trade goes to or through China , . \" ( ) 1 2018 March in the population "
    "is undernourished 10 million people \u201c \u201d ' Georgia unemployment rose to half last year \n\n"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=40).map(" ".join))
def test_any_order_of_words_is_read_with_right_offsets(text: str) -> None:
    found = extract(text, lexicon=load_lexicon(), published=date(2019, 2, 28))

    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.sentence
        for place in claim.places:
            assert place.start == -1 or text[place.start : place.end] == place.text
        assert sum(place.role is PlaceRole.SUBJECT for place in claim.places) <= 1


def test_every_indicator_has_five_phrases_and_none_names_a_place() -> None:
    titles = {title.casefold() for title in place_titles().values()}

    for indicator in (each for each in load_indicators() if not each.takes_person):
        assert len(indicator.phrases) >= 5, indicator.slug
        assert len(set(indicator.phrases)) == len(indicator.phrases)
        assert not any(f" {title} " in f" {phrase.casefold()} " for phrase in indicator.phrases for title in titles)


def test_a_file_of_the_packs_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        rows("nothing-of-that-name")


@pytest.mark.skipif(
    not (Path(os.environ.get("FACTCHECK_SHARED", "../shared")) / "claim-data/seed/gold.json").exists(),
    reason="the annotated article is not beside the checkout",
)
def test_most_of_an_annotated_article_comes_out_as_a_person_marked_it() -> None:
    folder = Path(os.environ.get("FACTCHECK_SHARED", "../shared")) / "claim-data/seed"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    text = (folder / "article.txt").read_text(encoding="utf-8")

    found = extract(text, lexicon=load_lexicon(), published=date(2018, 6, 11))

    starts = {claim.start for claim in found.claims}
    checkable = [each["start"] for each in gold["claims"] if each["check_worthiness"] != "none"]
    assert sum(start in starts for start in checkable) >= 18
    assert sum(each["start"] in starts for each in gold["non_checkable"]) <= 2
