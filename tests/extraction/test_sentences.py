from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.sentences import Sentence, split_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Obi met Dr. Silva in Lima.", "They spoke for an hour."],
        ["J. K. Njoroge writes.", "He lives in Nakuru."],
        ["The U.S. Senate voted.", "It was late."],
        ["He moved to the U.S.", "The firm followed."],
        ["It is the No. 1 port.", "No. 2 is Santos."],
        ["Prices rose 3.5 percent.", "Wages did not."],
        ["He stood at St. Mark's Square.", "It rained."],
        ["He waited... and left.", "Nobody came."],
        ["He waited...", "Then he left."],
        ["He ruled long (he lasted 17.)", "He then left."],
        ['"I am done," she said.', '"It is over."', "She left."],
        ['"Why?" Ada asked.', "Nobody knew."],
        ['"Is it true?" he asked.', "It was."],
        ["Is it true?", "Yes!", "It is."],
        ["They met at 5 p.m. on Monday.", "Talks failed."],
        ["They met at 5 p.m.", "The talks failed."],
        ["It happened on Jan. 5 in Oslo.", "Snow fell."],
        ["The firm, Baobab Inc., grew.", "It sells salt."],
        ["Call it plan B.", "The other failed."],
        ["It costs $1.2bn.", "20 people work there."],
        ["“We won,” he said.", "“We will win again.”"],
        ["C'est fini ?", "Yes."],
    ],
    ids=" | ".join,
)
def test_a_paragraph_falls_into_its_sentences(sentences: list[str]) -> None:
    assert texts(" ".join(sentences)) == sentences


def test_a_blank_line_ends_a_paragraph_and_a_sentence() -> None:
    found = split_sentences("Flood hits Beira\n\nThe river rose by two metres.\n\nIt fell again.")

    assert [sentence.paragraph for sentence in found] == [0, 1, 2]
    assert [sentence.heading for sentence in found] == [True, False, False]


def test_a_single_line_break_ends_a_paragraph_too() -> None:
    found = split_sentences("The river rose by two metres.\nMore stories")

    assert [(sentence.text, sentence.paragraph) for sentence in found] == [
        ("The river rose by two metres.", 0),
        ("More stories", 1),
    ]


def test_a_wrapped_line_ends_nothing() -> None:
    text = "The river rose by two metres in a night and\nflooded the market of the town."

    assert texts(text) == [text]


def test_text_set_to_a_width_is_joined_over_capitals_too() -> None:
    lines = [
        "The ministry of agriculture said on Monday that the harvest of South",
        "Sudan was the worst in ten years, with more than half of the fields of",
        "Upper Nile under water.",
    ]

    assert texts("\n".join(lines)) == ["\n".join(lines)]


def test_one_line_alone_is_no_heading() -> None:
    (only,) = split_sentences("40 percent of the population is undernourished")

    assert not only.heading


def test_a_quotation_over_sentences_is_quoted_until_it_ends() -> None:
    found = split_sentences('"We tried. We failed badly. We go on," she said. She left.')

    assert [sentence.quoted for sentence in found] == [True, True, True, False]


def test_words_in_quotation_marks_make_no_quotation() -> None:
    (only,) = split_sentences('He announced a "dual-track" policy for both of the programmes.')

    assert not only.quoted


def test_a_quotation_goes_on_in_a_paragraph_that_opens_with_its_mark() -> None:
    found = split_sentences('"We tried.\n\n"We failed."\n\nShe left.')

    assert [sentence.quoted for sentence in found] == [True, True, False]


def test_a_repeated_lede_stands_twice_with_the_same_words() -> None:
    found = split_sentences("The dam broke.\n\nRescue began.\n\nThe dam broke.")

    assert [sentence.text for sentence in found].count("The dam broke.") == 2


@pytest.mark.parametrize("empty", ["", " ", "\n\n\t\r\n", "\u2028\u2029"])
def test_an_empty_text_has_no_sentences(empty: str) -> None:
    assert split_sentences(empty) == ()


def check_offsets(text: str, found: tuple[Sentence, ...]) -> None:
    end = 0
    for sentence in found:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= end
        assert sentence.text == sentence.text.strip()
        assert sentence.text
        end = sentence.end


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_offsets_hold_in_any_text(text: str) -> None:
    check_offsets(text, split_sentences(text))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Aab 1.,?!…\"“”'’()\n\r-\u2028"))
def test_nothing_but_space_stands_outside_the_sentences(text: str) -> None:
    found = split_sentences(text)

    check_offsets(text, found)
    kept = sum(len("".join(sentence.text.split())) for sentence in found)
    assert kept == len("".join(text.split()))
