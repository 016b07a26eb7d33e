"""Sentences with labels, from the files of the ClaimBuster data set as they are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple


class Labelled(NamedTuple):
    text: str
    worthy: bool


class DataError(ValueError):
    """The file is not one of the data set's; the message says what is wrong with it."""


def read_claimbuster(path: Path) -> tuple[Labelled, ...]:
    """The sentences of a CSV (columns Text and Verdict, 1 is check-worthy) or JSON file (text and label).

    Raises DataError for anything else, and OSError where it cannot be read."""
    text = path.read_text(encoding="utf-8-sig")
    read = tuple(_of_json(text) if path.suffix.casefold() == ".json" else _of_csv(text))
    if len({each.worthy for each in read}) < 2:
        raise DataError(f"{path.name}: it needs sentences of both kinds, check-worthy and not")
    return read


def _of_json(text: str) -> Iterator[Labelled]:
    try:
        rows = json.loads(text)
        yield from (Labelled(str(row["text"]), int(row["label"]) == 1) for row in rows)
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"it is no list of objects with text and label: {error}") from error


def _of_csv(text: str) -> Iterator[Labelled]:
    rows: Sequence[dict[str, str]] = list(csv.DictReader(io.StringIO(text, newline="")))
    try:
        yield from (Labelled(row["Text"], float(row["Verdict"]) == 1) for row in rows)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"it has no columns Text and Verdict with a number in each row: {error}") from error
