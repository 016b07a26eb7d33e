"""Why a program says what it says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a program says what it says: a code that `wording.py` turns into a sentence, with its numbers.

    `numbers` are (name, text) pairs in the order in which the sentence of the code uses them.
    """

    code: str
    numbers: tuple[tuple[str, str], ...] = ()
