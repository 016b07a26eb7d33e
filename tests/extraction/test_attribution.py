"""Who says what a sentence states."""

from __future__ import annotations

import pytest

from claims.extraction.attribution import Said, SpeakerFinder, tokens_by_sentence
from claims.extraction.sentences import split_sentences
from claims.values import Attribution

NONE, REPORTED, QUOTED = Attribution.NONE, Attribution.REPORTED, Attribution.QUOTED


def said_in(text: str) -> list[Said]:
    sentences = split_sentences(text)
    finder = SpeakerFinder(sentences, tokens_by_sentence(sentences, 1_000))
    return [finder.said(index) for index in range(len(sentences))]


def shown(said: Said) -> tuple[str | None, Attribution]:
    return said.claimant, said.attribution


@pytest.mark.parametrize(
    ("text", "claimant", "attribution"),
    [
        ("Inflation was 12 percent, according to the Bank of Freedonia.", "Bank of Freedonia", REPORTED),
        ("The Harvest Fund said on Tuesday that prices rose.", "Harvest Fund", REPORTED),
        ("The Harvest Fund (HF) estimates that 4 million people are hungry.", "Harvest Fund", REPORTED),
        ("Hunger is rife, with the Harvest Fund estimating that half are hungry.", "Harvest Fund", REPORTED),
        ("Unemployment fell to 4 percent, the Labour Office reported.", "Labour Office", REPORTED),
        ("Prices rose, said Ada Moor, an economist at a firm based in Ghent.", "Ada Moor", REPORTED),
        ("Ada Moor, an economist at a firm in Ghent, said prices rose.", "Ada Moor", REPORTED),
        ("Prime Minister Ada Moor told reporters that prices rose.", "Ada Moor", REPORTED),
        ("Surveys show that most people trade.", "surveys", REPORTED),
        ("Analysts say that exports fell.", "analysts", REPORTED),
        ("Data from the Harvest Fund show that half are hungry.", "Harvest Fund", REPORTED),
        ("A report by the Harvest Fund found that half are hungry.", "Harvest Fund", REPORTED),
        ("According to a poll by Moor Research, half agree.", "Moor Research", REPORTED),
        ("Three in four are poor, a spokesman said.", "spokesman", REPORTED),
        ("The population is 5 million, says the Census Office.", "Census Office", REPORTED),
        ("Moor announced in May that unemployment had halved.", "Moor", REPORTED),
        ("The Harvest Fund puts the number at 10 million.", "Harvest Fund", REPORTED),
        ('"Half of us are hungry," Ada Moor said.', "Ada Moor", QUOTED),
        ('"Half of us are hungry every day," said Ada Moor, who leads the union.', "Ada Moor", QUOTED),
        ("She is said to own 5 houses.", None, NONE),
        ("An estimated 5 million people fled.", None, NONE),
        ("It is believed that 5 percent are poor.", None, NONE),
        ("The United States of Freedonia has 50 states.", None, NONE),
        ("The population is 5 million.", None, NONE),
    ],
)
def test_a_sentence_names_its_claimant(text: str, claimant: str | None, attribution: Attribution) -> None:
    said = said_in(text)[0]

    assert shown(said) == (claimant, attribution)


def test_a_quotation_over_several_sentences_has_one_speaker() -> None:
    text = '"Half of our people are hungry. Two in five have no work at all," said Ada Moor.'

    assert [said.claimant for said in said_in(text)] == ["Ada Moor", "Ada Moor"]


def test_a_quotation_that_goes_on_belongs_to_whom_its_paragraph_named() -> None:
    text = '"Half of our people are hungry," said Ada Moor. "Two in five have no work at all."'

    assert shown(said_in(text)[1]) == ("Ada Moor", QUOTED)


def test_a_quotation_of_another_paragraph_has_no_speaker_by_guessing() -> None:
    text = '"Half of our people are hungry," said Ada Moor.\n\n"Two in five have no work at all now."'

    assert shown(said_in(text)[1]) == (None, QUOTED)


def test_a_short_name_stands_for_the_full_one() -> None:
    text = "Ada Moor came to town.\n\nPrices doubled, Moor said.\n\nHalf are hungry, she said."

    assert [said.claimant for said in said_in(text)] == [None, "Ada Moor", "Ada Moor"]


def test_he_is_a_person_and_no_body() -> None:
    text = "Ada Moor said prices doubled. The Harvest Fund said half are hungry. She said they should eat."

    assert said_in(text)[2].claimant == "Ada Moor"


def test_letters_stand_for_the_body_that_they_shorten() -> None:
    text = "The World Harvest Fund met. Half are hungry, WHF said."

    assert said_in(text)[1].claimant == "World Harvest Fund"
