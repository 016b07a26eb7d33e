"""What is left aside by the reach of a wording, and what beside it is kept."""

from __future__ import annotations

import pytest

from claims.extraction.asides import leave_aside
from claims.extraction.quantities import find_quantities
from claims.extraction.sentence_wording import WorthinessInput


def reason(sentence: str, following: str = "") -> str | None:
    found = leave_aside(WorthinessInput(sentence, find_quantities(sentence)), following)
    return found.code if found else None


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The ministry denied that 40 wells were closed.", "aside_denial"),
        ("There is no truth to the claim that 40 percent of the wells are dry.", "aside_denial"),
        ("It is a myth that 40 percent of the wells are dry.", "aside_refuted"),
        ("The claim that 40 percent of the wells are dry is false.", "aside_refuted"),
        ("The so-called 40 percent rule never held.", "aside_refuted"),
        ("A town is called dry if it is defined as having fewer than 40 wells.", "aside_definition"),
        ("He joked that 140 percent of the wells are dry.", "aside_mockery"),
        ("The town plans to dig 40 wells.", "aside_intention"),
        ("The town called for 40 new wells.", "aside_wish"),
        ("Imagine that 40 percent of the wells run dry.", "aside_hypothetical"),
        ("If it had rained, 40 wells would hold water.", "aside_hypothetical"),
        ("A worker deserves at least 40 dollars.", "aside_opinion"),
        ("Subscribe now and save 40 percent.", "aside_boilerplate"),
    ],
)
def test_a_figure_within_the_reach_is_aside_by_its_rule(sentence: str, code: str) -> None:
    assert reason(sentence) == code


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry denied that wells were closed, saying 40 percent were open.",
        "The court denied 40 percent of the appeals.",
        "The town has 40 wells and plans to dig more.",
        "In May the price rose 40 percent.",
        "The council rejected 40 bids.",
        "About 9 percent live in deep poverty, which is defined as living on less than 2 dollars a day.",
        "As many as 40 people may have died.",
    ],
)
def test_a_figure_outside_the_reach_is_kept(sentence: str) -> None:
    assert reason(sentence) is None


def test_the_next_sentence_takes_hearsay_back() -> None:
    assert reason("They say that 40 percent of us are lazy.", "That is a lie.") == "aside_refuted"
    assert reason("They say that 40 percent of us are lazy.", "That is a lot.") is None
