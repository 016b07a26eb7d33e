"""Two records word by word."""

from __future__ import annotations

import random
import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.publishing.difference import GONE, KEPT, NEW, Stretch, changes, words_changed


def _record(**changed: Any) -> dict[str, Any]:
    reading = dict.fromkeys(("indicator", "place", "counterpart", "period_label", "claimant", "said_on"), "")
    return {
        "wording": "Forty percent go hungry",
        "rating": {"label": "Supported"},
        "attribution_rating": None,
        "summary": "",
        "reasoning": "The figure [1] bears it out.",
        "sentence": "S.",
        "reading": {**reading, "quantities": [{"text": "40 percent"}]},
        "decisions": [],
        **changed,
    }


def test_words_that_changed_stand_apart_from_those_that_stayed() -> None:
    found = words_changed("The figure of 2014 was 41.6 percent.", "The figure of 2016 was about 42 percent.")

    assert [(each.kind, each.text) for each in found if each.kind != KEPT] == [
        (GONE, "2014"),
        (NEW, "2016"),
        (GONE, "41.6"),
        (NEW, "about 42"),
    ]


def test_words_that_changed_side_by_side_are_one_change() -> None:
    assert words_changed("a b c d", "a x y d") == [
        Stretch(KEPT, "a "),
        Stretch(GONE, "b c"),
        Stretch(NEW, "x y"),
        Stretch(KEPT, " d"),
    ]


@given(st.text(alphabet="ab .\n"), st.text(alphabet="ab .\n"))
def test_both_texts_can_be_read_off_the_stretches(before: str, after: str) -> None:
    found = words_changed(before, after)

    assert "".join(each.text for each in found if each.kind != NEW) == before
    assert "".join(each.text for each in found if each.kind != GONE) == after


def test_a_long_text_of_few_words_is_compared_within_a_second_or_two() -> None:
    drawn = random.Random(1)
    before, after = (" ".join(f"w{drawn.randrange(50)}" for _ in range(12_000)) for _ in range(2))

    began = time.monotonic()
    for old, new in ((before, after), (before[:9000], after[:9000]), ("a\n" * 25_000, "a\nb\n" * 12_000)):
        assert words_changed(old, new)

    assert time.monotonic() - began < 5


def test_only_parts_that_changed_are_told() -> None:
    assert changes(_record(), _record()) == []
    told = changes(_record(), _record(rating={"label": "Unproven"}, reasoning="The figure [1] does not."))
    assert [each.part for each in told] == ["rating", "reasoning"]


def test_a_decision_that_is_new_and_one_that_is_gone_are_told_by_their_numbers() -> None:
    def document(number: str, note: str = "") -> dict[str, Any]:
        cited = {"title": "Report", "passage": "forty"}
        return {
            "number": number,
            "kind": "document",
            "decided": "confirmed",
            "stance": "supports",
            "note": note,
            "cited": cited,
        }

    before = _record(decisions=[document("1"), document("2")])
    after = _record(decisions=[document("1", "on page 3"), document("3")])

    assert [each.part for each in changes(before, after)] == ["evidence-1", "evidence-3", "evidence-2"]
