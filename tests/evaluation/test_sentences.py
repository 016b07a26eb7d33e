"""`manage.py evaluate sentences`: what is counted, and what the command prints and refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.evaluation.sentences import read_lines, score
from claims.packs import load_lexicon

DATA = Path(__file__).parents[1] / "extraction" / "data" / "sentences.es.jsonl"
ROW: dict[str, Any] = {
    "text": "El paro en España fue del 15 % en 2017, dijo Ana Ruiz.",
    "q": [["15 %", 15, 15, "percent", "equal"]],
    "indicator": "unemployment",
    "places": ["ESP"],
    "period": ["2017-01-01", "2017-12-31"],
    "claimant": "Ana Ruiz",
    "published": "2018-06-11",
}


def scored(**other: Any) -> dict[str, tuple[int, int, int]]:
    total = score(read_lines([json.dumps({**ROW, **other})]), load_lexicon("es"))
    return {name: (each.right, each.found, each.expected) for name, each in total.counts.items()}


def test_what_is_right_counts_for_both_and_what_is_wrong_against_both() -> None:
    assert set(scored().values()) == {(1, 1, 1)}
    assert scored(indicator="gdp")["indicator"] == (0, 1, 1)
    assert scored(claimant=None)["claimant"] == (0, 1, 0)
    assert scored(q=[["15 %", 14, 14, "percent", "equal"]])["quantity"] == (0, 1, 1)


def test_a_unit_or_a_comparator_that_is_null_is_not_judged() -> None:
    counts = scored(q=[["15 %", 15, 15, None, None]])

    assert (counts["quantity"], counts["unit"], counts["comparator"]) == ((1, 1, 1), (0, 0, 0), (0, 0, 0))


def test_the_command_prints_a_line_for_every_field_and_every_miss() -> None:
    out = io.StringIO()

    call_command("evaluate", "sentences", str(DATA), "--language", "es", "--set", "more", "--cases", stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[0] == "sentences   50"
    assert [line.split()[0] for line in lines[2:9]] == [
        *("quantity", "comparator", "unit", "place", "period", "indicator", "claimant"),
    ]


def test_a_line_that_is_not_as_documented_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"text": "Nothing else."}\n')

    with pytest.raises(CommandError, match="line 1"):
        call_command("evaluate", "sentences", str(file))
