"""Sentences of one text found again in a later one."""

from __future__ import annotations

import time

import pytest

from claims.services.steps.following import follow

FIRST = "About 40 percent of the people of Chad go hungry."
SECOND = "Exports fell by 3 percent in 2019."
THIRD = "The minister spoke of a record harvest on Monday."
TEXT = f"{FIRST} {SECOND}\n\n{THIRD}"


def status_of(after: str, sentence: str, before: str = TEXT) -> tuple[str, str] | None:
    start = before.index(sentence)
    stand = follow(before, after, [(start, start + len(sentence))])[0]
    return (stand.status.value, after[stand.start : stand.end]) if stand else None


@pytest.mark.parametrize(
    ("after", "sentence", "expected"),
    [
        (TEXT, SECOND, ("stands", SECOND)),
        (f"A new beginning.\n\n{TEXT}", SECOND, ("stands", SECOND)),
        (f"{FIRST}\n\n{THIRD}", THIRD, ("stands", THIRD)),
        (f"{THIRD} {FIRST} {SECOND}", THIRD, ("moved", THIRD)),
        (TEXT.replace("3 percent", "5 percent"), SECOND, ("changed", "Exports fell by 5 percent in 2019.")),
        (f"{FIRST}\n\n{THIRD}", SECOND, None),
        (f"{FIRST} Nobody knows.\n\n{THIRD}", SECOND, None),
        ("", FIRST, None),
        (TEXT.replace(" people ", "  people "), FIRST, ("stands", FIRST.replace(" people ", "  people "))),
    ],
)
def test_a_sentence_stands_moves_changes_or_goes(after: str, sentence: str, expected: tuple[str, str] | None) -> None:
    assert status_of(after, sentence) == expected


def test_the_same_sentence_twice_is_followed_one_by_one() -> None:
    before = f"{FIRST} {SECOND} {FIRST}"
    last = before.rindex(FIRST)

    one, two = follow(before, before, [(0, len(FIRST)), (last, last + len(FIRST))])

    assert one is not None and two is not None
    assert (one.start, two.start) == (0, last)


def test_two_claims_of_one_sentence_stay_together() -> None:
    span = (TEXT.index(SECOND), TEXT.index(SECOND) + len(SECOND))

    one, two = follow(TEXT, TEXT.replace("3 percent", "4 percent"), [span, span])

    assert one is not None and one == two


def test_several_sentences_are_followed_as_one_span() -> None:
    start, end = 0, TEXT.index(SECOND) + len(SECOND)

    (stand,) = follow(TEXT, f"Before. {TEXT}", [(start, end)])

    assert stand is not None
    assert (stand.start, stand.end) == (8 + start, 8 + end)


def test_a_long_text_that_was_rewritten_whole_takes_no_time() -> None:
    before = " ".join(f"Number {number} of the first text is here." for number in range(4000))
    after = " ".join(f"Number {number} in the other text is there." for number in range(4000))
    spans, at = [], 0
    for number in range(4000):
        length = len(f"Number {number} of the first text is here.")
        spans.append((at, at + length))
        at += length + 1
    begun = time.monotonic()

    follow(before, after, spans)

    assert time.monotonic() - begun < 5
