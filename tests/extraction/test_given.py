"""Offsets of the text as given, from those of the text as stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.given import given_offsets
from claims.extraction.page import normal

SIGNS = st.sampled_from(
    ["a", "e", " ", "\n", "\r", "\r\n", "\u0301", "\u0323", "\u1100", "\u1161", "\u11a8", "\u00e9", "9"]
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("\r\n\r\n  First.\r\nIt is 40 percent.\r\n", "40 percent"),
        ("Me\u0301xico has 4.2 percent.", "4.2"),
        ("\u1112\u1161\u11ab 40 percent", "40"),
        ("one\rtwo\r\nthree", "three"),
    ],
)
def test_a_word_is_found_where_its_writer_has_it(text: str, word: str) -> None:
    start = normal(text).index(word)
    offsets = given_offsets(text)

    assert text[offsets[start] : offsets[start + len(word)]] == word


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(SIGNS, max_size=30).map("".join))
@settings(max_examples=500)
def test_what_stands_before_an_offset_is_what_is_stored_before_it(text: str) -> None:
    stored, whole = normal(text), composed(text)
    before = len(whole) - len(whole.lstrip())
    offsets = given_offsets(text)

    assert len(offsets) == len(stored) + 1
    assert offsets == sorted(offsets)
    for position in range(1, len(stored)):
        if offsets[position - 1] != offsets[position]:
            assert composed(text[: offsets[position]]) == whole[: before + position]
