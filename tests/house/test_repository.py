"""What the repository holds and what it does not."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TOP = frozenset(
    "manage.py factcheck claims docs templates tests requirements.txt README.md CHANGELOG.md .ci Makefile .gitignore "
    "pyproject.toml requirements.in requirements-dev.in requirements-dev.txt".split()
)
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# Each is spelt in two parts, so that this file holds none of them.
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.*-])/(?:wo" r"rk|ro" r"ot|ho" r"me|Use" r"rs)/\w"),
    "a package registry": re.compile(
        r"py" r"pi\.org|pythonhos" r"ted\.org|registry\.np" r"mjs|index-" r"url\s*=?\s*http"
    ),
    "work left for later": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"),
    "a conflict of a merge": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}
TEXTS = frozenset(".py .html .css .js .md .txt .toml .in .csv .json .jsonl .sh .svg".split())


@cache
def tracked() -> tuple[str, ...]:
    """The files of the repository, those that are about to be added too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("component: git, or a checkout of it, is not here")
    return tuple(name for name in said.splitlines() if (ROOT / name).is_file())


def sources(*, tests: bool) -> Iterator[tuple[str, str]]:
    for name in tracked():
        if name.endswith(".py") and "/migrations/" not in name and (tests or not name.startswith("tests/")):
            yield name, (ROOT / name).read_text()


def test_nothing_stands_at_the_top_but_what_belongs_there() -> None:
    top = {name.split("/")[0] for name in tracked()}

    assert top == TOP


def test_no_source_file_is_longer_than_a_person_holds() -> None:
    long = {name: text.count("\n") for name, text in sources(tests=False) if text.count("\n") > LONGEST_FILE}

    assert long == {}


def test_functions_are_small() -> None:
    lengths = {
        f"{name}:{node.lineno}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, text in sources(tests=False)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    ordered = sorted(lengths.values())

    assert {place: length for place, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    assert ordered[len(ordered) // 2] <= 8
    assert ordered[len(ordered) * 9 // 10] <= 25


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_file_holds(kind: str) -> None:
    found = [
        f"{name}: {match[0]}"
        for name in tracked()
        if Path(name).suffix in TEXTS or name in ("Makefile", ".ci/run")
        for match in FORBIDDEN[kind].finditer((ROOT / name).read_text())
    ]

    assert found == []


NAMES = "import django; django.setup(); import factcheck.urls, factcheck.celery, claims.tasks; \
from factcheck import env; print(*sorted(env.READ))"


def test_the_readme_documents_every_setting_and_none_that_there_is_not(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"DJANGO_SETTINGS_MODULE": "factcheck.settings", "FACTCHECK_VAR": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", NAMES], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    documented = re.findall(r"^\| *`([A-Z_]+)` *\|", (ROOT / "README.md").read_text(), re.MULTILINE)

    assert sorted(documented) == sorted(said.stdout.split())
