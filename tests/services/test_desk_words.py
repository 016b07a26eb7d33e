"""Every refusal of the desk has words that name the cause and the way out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims import wording, workflow
from claims.wording import desk

PACKAGE = Path(workflow.__file__).parent
SPEAKERS = {"Refused", "Reason", "NotAllowed", "MendRefused"}
FILES = [
    *(PACKAGE / "services" / f"{name}.py" for name in ("desk", "checks", "editing", "mending")),
    *(PACKAGE / "services" / "steps" / f"{name}.py" for name in ("leases", "submission", "mends")),
    *(PACKAGE / "queries").glob("*.py"),
]


def _codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS):
            continue
        if node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def test_every_code_that_the_desk_speaks_has_words() -> None:
    spoken = {code for path in FILES for code in _codes(path)}
    spoken |= {"rating_needs_then", "rating_needs_now", "stance_missing", "note_missing", workflow.NotAllowed().reason}

    assert len(spoken) > 40
    assert spoken - set(wording.CATALOGUE) == set()


def test_no_words_are_left_that_nothing_speaks() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "desk.py")
    source += (PACKAGE / "services" / "desk.py").read_text(encoding="utf-8")
    built = {"rating_needs_then", "rating_needs_now"}

    assert [code for code in desk.CATALOGUE if f'"{code}"' not in source and code not in built] == []


@pytest.mark.parametrize("code", sorted(desk.CATALOGUE))
def test_the_words_are_whole_sentences(code: str) -> None:
    words = str(desk.CATALOGUE[code])

    assert words.endswith(".")
    assert re.sub(r"%\(\w+\)s", "", words).count("%") == 0


def test_the_words_of_the_desk_take_no_code_from_another_part() -> None:
    others = (wording.comparison, wording.extraction, wording.intake, wording.sources)

    assert not set(desk.CATALOGUE) & {code for part in others for code in part.CATALOGUE}
