"""Every reason that comparison can give has plain words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import claims.comparison
from claims.comparison import relation
from claims.values import Reason, Relation, Summary
from claims.wording import CATALOGUE as ALL_WORDS
from claims.wording import comparatives, comparison, extraction, relation_words, sentence, sources, summary_words

PACKAGE = Path(claims.comparison.__path__[0])
BUILDERS = {"Reason", "_unnamed", "cannot", "_counted", "_places", "_summed"}
WORDS = {*comparison.CATALOGUE, *comparatives.CATALOGUE}
VERDICTS = {"true", "false", "lie", "lies", "lied", "liar", "wrong", "right"}


def codes_in_use() -> set[str]:
    """The codes that stand where the package builds a reason, and those that it holds in a table."""
    found = set(relation.CHANGES.values()) | {"rounded_down_from", "rounded_up_from"} | comparatives.SUMS
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node) in BUILDERS:
                found |= {code for each in ast.walk(node) for code in _codes(each)}
    return found


def _called(node: ast.Call) -> str:
    return str(getattr(node.func, "id", getattr(node.func, "attr", "")))


def _codes(node: ast.AST) -> set[str]:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and "_" in node.value
    return {str(node.value)} if is_text and isinstance(node, ast.Constant) else set()


def test_every_code_that_comparison_builds_has_words() -> None:
    assert len(codes_in_use()) > 25
    assert codes_in_use() <= WORDS


def test_no_words_stand_for_a_code_that_nothing_builds() -> None:
    assert codes_in_use() >= WORDS


@pytest.mark.parametrize(
    "words", [str(each) for part in (comparison, comparatives) for each in part.CATALOGUE.values()]
)
def test_a_sentence_is_whole_and_passes_no_verdict(words: str) -> None:
    assert words[0].isupper() or words.startswith("%(")
    assert words.endswith((".", "s."))
    assert not VERDICTS & set(words.casefold().replace(".", " ").replace(",", " ").split())


def test_the_catalogues_are_merged_and_share_no_code() -> None:
    assert set(ALL_WORDS) >= {*WORDS, *extraction.CATALOGUE, *sources.CATALOGUE}
    assert not WORDS & ({*extraction.CATALOGUE, *sources.CATALOGUE})


def test_a_sentence_has_its_numbers_set_in() -> None:
    reason = Reason("nearest_period", (("asked", "2017"), ("period", "2015"), ("figure", "41.6")))

    assert sentence(reason) == "No figure for 2017; the nearest, 2015, is 41.6."


def test_a_code_without_words_is_a_defect() -> None:
    with pytest.raises(KeyError):
        sentence(Reason("no_such_code"))


def test_relations_are_shown_as_the_house_says() -> None:
    assert [relation_words(each) for each in Relation] == [
        "the figure agrees",
        "rounded, close",
        "the figure differs",
        "cannot be compared",
        "no figure found",
    ]


def test_every_summary_has_words_that_pass_no_verdict() -> None:
    words = [summary_words(each) for each in Summary]

    assert all(words)
    assert not any(VERDICTS & set(each.casefold().split()) for each in words)
    assert "the figure agrees" in summary_words(Summary.HOLDS)
    assert "the figure differs" in summary_words(Summary.FAILS)
