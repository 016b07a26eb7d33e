"""Megabytes of one thing: reading ends, and offsets hold. (The run's time limit stands for "ends".)"""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.asides import leave_aside
from claims.extraction.quantities import find_quantities
from claims.extraction.sentence_wording import WorthinessInput
from claims.extraction.sentences import split_sentences
from claims.extraction.worthiness import judge_worthiness

MEGABYTE = 1_000_000
SHORT = 200_000  # for what falls apart into as many sentences: each of them is looked at
MANY_SENTENCES = ("line breaks", "full stops", "quotation marks", "packed digits", "hyphens", "initials")
MOST_READ = 1000
HOSTILE = {
    "digits": "1",
    "brackets": "(",
    "quotation marks": '"',
    "full stops": ".",
    "one sentence": "word ",
    "emoji": "\U0001f600",
    "right to left": "\u0645\u0631\u062d\u0628\u0627 ",
    "grouped digits": "111,",
    "packed digits": "1,",
    "initials": "A. ",
    "line breaks": "a\n",
    "hyphens": "1-",
    "spaced digits": "1 ",
    "spaced groups": "111 ",
    "shares": "one in ",
    "rates": "per ",
    "articles": "a ",
    "scales": "million ",
    "predictions": "will ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_ends_with_its_offsets_right(name: str) -> None:
    unit = HOSTILE[name]
    text = unit * ((SHORT if name in MANY_SENTENCES else MEGABYTE) // len(unit))

    sentences = split_sentences(text)

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in sentences)
    for sentence in sentences[:MOST_READ]:
        read_whole(sentence.text, sentence.start, text)


@pytest.mark.parametrize("unit", [".", ".)", "?", ')"', "\u3002", " ", "\t"])
def test_a_run_that_ends_in_something_else_is_read_once(unit: str) -> None:
    text = unit * (MEGABYTE // len(unit)) + "x"

    found = split_sentences(text)

    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)


def read_whole(sentence: str, start: int, text: str) -> None:
    quantities = find_quantities(sentence, start)
    features = WorthinessInput(sentence, quantities)
    worthiness, _ = judge_worthiness(features)
    leave_aside(features)
    assert 0 <= worthiness <= 1
    assert all(text[found.start : found.end] == found.text for found in quantities)


WORDS = (
    "one two ten forty hundred thousand million half a third quarter of in out to from between and or about more than "
    "up per cent percent % $ € £ - – . , ( ) 1 20 3.5 1,000 2018 years old people most nearly all doubled times bn m k "
    "No. May 5 dozen tens thousands rose , \" ' + / : first the not"
).split()


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["", " "])), max_size=25))
def test_any_mix_of_the_words_of_the_grammar_is_read_in_order(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in pieces)

    found = find_quantities(text)

    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = find_quantities(text)

    assert all(text[quantity.start : quantity.end] == quantity.text for quantity in found)


def test_a_run_of_digits_as_long_as_a_page_is_no_quantity() -> None:
    assert find_quantities("9" * 5000 + " people") == ()


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(categories=["Nd", "No", "Zs", "P", "Sc", "Lu", "Ll", "Lo", "So"]), max_size=120))
def test_any_text_is_read_with_its_offsets_right(text: str) -> None:
    found = find_quantities(text, 7)

    assert all(text[quantity.start - 7 : quantity.end - 7] == quantity.text for quantity in found)
    assert all(each.low is None or each.high is None or each.low <= each.high for each in found)


GROWING = (
    "word ",
    "1 ",
    "1-",
    "1,",
    "111 ",
    "one in ",
    "a half and ",
    "million ",
    "$1m-",
    "per 1,000 ",
    "of the ",
    "(",
)
REPEATS = 400


@pytest.mark.parametrize("unit", GROWING)
def test_twice_the_text_takes_about_twice_the_calls(unit: str) -> None:
    once, twice = calls_of(unit * REPEATS), calls_of(unit * REPEATS * 2)

    assert twice < once * 2.5


def calls_of(text: str) -> int:
    calls = 0

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        find_quantities(text)
    finally:
        sys.setprofile(None)
    return calls
