"""Offers of a model held against the text."""

from __future__ import annotations

import time

import pytest

from claims.extraction.pipeline import extract, read_sentences
from claims.extraction.proposals import LONGEST_WORDING, judge, numbers_stand
from claims.extraction.sentences import split_sentences
from claims.packs import load_lexicon
from claims.values import Offer, Proposed

STANDING = [
    ("40 percent of people are hungry", "About 40% of people are hungry"),
    ("half of the people", "50 percent of the people"),
    ("10.9 million people", "10,900,000 people"),
    ("In 2018, 5 percent", "It was 5 percent in 2018"),
    ("G20 members spend $2 billion", "The G20's members spend $2bn"),
    ("one in four children", "a quarter of children"),
    ("tens of thousands fled", "tens of thousands fled"),
    ("forty people", "40 people"),
    ("between 3 and 5 percent", "3 to 5 percent"),
    ("more than 30 percent", "at least 30 percent"),
    ("COVID-19 came", "COVID-19 arrived"),
    ("no number at all", "5 percent"),
]
INVENTED = [
    ("40 million people", "40 percent of people"),
    ("40 people", "40 percent"),
    ("In 2018, 5 percent", "5 percent"),
    ("two thirds", "twice as many"),
    ("doubled", "rose"),
    ("dozens died", "thousands died"),
    ("4.5 percent", "45 percent"),
    ("45 percent", "4.5 percent"),
    ("\u00bd of people", "some people"),
    ("\u0664\u0660 people", "many people"),
    ("COVID-19 came", "COVID arrived"),
    ("three", "some"),
]


@pytest.mark.parametrize(("wording", "sentence"), STANDING)
def test_a_number_of_the_sentence_may_be_written_in_another_way(wording: str, sentence: str) -> None:
    assert numbers_stand(wording, sentence)


@pytest.mark.parametrize(("wording", "sentence"), INVENTED)
def test_a_number_that_the_sentence_does_not_have_is_found(wording: str, sentence: str) -> None:
    assert not numbers_stand(wording, sentence)


def kept(text: str, *passages: str) -> tuple[Proposed, ...]:
    return judge(split_sentences(text), (), [Offer(each, each[:LONGEST_WORDING]) for each in passages]).kept


@pytest.mark.parametrize(
    "passage",
    [
        'The mayor\'s office said: "no bakery is left" - so it is.',
        "The mayor\u2019s office said: \u201cno bakery is left\u201d \u2013 so it is.",
        "The mayor's  office said:\n\u201cno bakery is left\u201d - so it is",
    ],
)
def test_quotation_marks_dashes_and_white_space_may_differ(passage: str) -> None:
    sentence = "The mayor\u2019s office said: \u201cno bakery is left\u201d \u2013 so it is."
    text = f"It was cold.\n\n{sentence} Rain came later."

    [found] = kept(text, passage)

    assert text[found.start : found.end] == found.sentence == sentence


def test_the_same_sentence_twice_in_a_text_is_proposed_at_each_place_once() -> None:
    sentence = "The army keeps a garrison in the north."
    text = f"{sentence}\n\nRain came.\n\n{sentence}"

    found = kept(text, sentence, sentence, sentence)

    assert [each.start for each in found] == [0, text.rindex(sentence)]


def test_a_hostile_answer_costs_little() -> None:
    text = "\n\n".join(f"The town of Number {number} keeps a bakery of its own." for number in range(300))
    sentences = split_sentences(text)
    offers = [Offer("bakery " * 150, "bakery " * 40)] * 50_000 + [Offer("x" * 10_000_000, "y" * 10_000_000)]
    began = time.process_time()

    judged = judge(sentences, (), offers)

    assert judged.kept == ()
    assert sum(count for _code, count in judged.refused) == len(offers)
    assert time.process_time() - began < 5


def test_a_chosen_sentence_is_read_as_extraction_reads_it_where_it_makes_a_claim() -> None:
    text = "About 40 percent of the people of Chad are undernourished.\n\nThe old bridge was closed."
    [claim] = extract(text, lexicon=load_lexicon()).claims

    assert read_sentences(text, 5, 6, lexicon=load_lexicon()) == (claim,)


def test_a_chosen_sentence_that_rules_leave_aside_is_read_all_the_same() -> None:
    text = "Rain came.\n\nWill the harvest be better next year?"

    [found] = read_sentences(text, text.index("Will"), len(text), lexicon=load_lexicon())

    assert found.sentence == "Will the harvest be better next year?"


@pytest.mark.parametrize("place", [-1, 10, 11, 500])
def test_between_and_beyond_sentences_nothing_is_read(place: int) -> None:
    assert read_sentences("Rain came.\n\nSnow came.", place, place + 1, lexicon=load_lexicon()) == ()
