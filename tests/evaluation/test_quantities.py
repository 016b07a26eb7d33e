"""`manage.py evaluate quantities`: what counts as a hit, and what the command prints and refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.quantities import read_sentences, score

Span = list[Any]
DATA = Path(__file__).parents[1] / "extraction" / "data" / "quantities.jsonl"


def line(text: str, *spans: Span) -> str:
    return json.dumps({"text": text, "q": spans})


def test_a_hit_overlaps_and_states_the_same_value() -> None:
    found = score(read_sentences([line("Some 12 percent left.", ["12 percent", 12, 12, "percent", "about"])]))

    assert (found.hits, found.found, found.expected) == (1, 1, 1)
    assert (found.units, found.comparators) == (1, 1)
    assert found.cases == []


def test_a_bound_read_as_plain_is_a_hit_with_a_wrong_comparator() -> None:
    found = score(read_sentences([line("It grew 12 percent.", ["12 percent", 12, None, "percent", "more_than"])]))

    assert (found.hits, found.comparators, found.comparators_judged) == (1, 0, 1)
    assert [case.kind for case in found.cases] == ["comparator"]


def test_another_value_is_neither_hit_nor_found_twice() -> None:
    found = score(read_sentences([line("It grew 12 percent.", ["12 percent", 13, 13, "percent", "equal"])]))

    assert (found.hits, found.overlaps, found.precision, found.recall) == (0, 1, 0.0, 0.0)
    assert [case.kind for case in found.cases] == ["value"]


def test_what_was_missed_and_what_was_too_much_name_their_line() -> None:
    lines = [line("It rained.", ["rained", 3, 3, "days", "equal"]), "", line("It grew 12 percent.")]

    found = score(read_sentences(lines))

    assert [(case.line, case.kind) for case in found.cases] == [(1, "missed"), (3, "spurious")]


def test_shares_may_be_annotated_as_rounded_and_vague_words_without_a_value() -> None:
    lines = [
        line("Two-thirds of the reef is dead.", ["Two-thirds", 66.7, 66.7, "percent", "equal"]),
        line("Tens of thousands fled.", ["Tens of thousands", None, None, None, None]),
    ]

    found = score(read_sentences(lines))

    assert (found.hits, found.units_judged) == (2, 1)


@pytest.mark.parametrize(
    "bad", ["no JSON", "[]", '{"text": "a"}', '{"text": "a", "q": [["b", 1, 1, "", "equal"]]}', '{"text": "a", "q": 3}']
)
def test_a_bad_line_is_named(bad: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_sentences([line("It rained."), bad]))


def test_the_command_prints_the_figures_and_the_cases() -> None:
    out = io.StringIO()

    call_command("evaluate", "quantities", str(DATA), "--cases", stdout=out)

    printed = out.getvalue()
    for figure in ("precision", "recall", "F1", "comparator accuracy", "value accuracy", "unit accuracy"):
        assert figure in printed
    assert "missed: 'between 6 and 14'" in printed


def test_the_command_tells_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate", "quantities", str(tmp_path / "none.jsonl"))
