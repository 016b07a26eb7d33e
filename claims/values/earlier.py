"""What other publishers found: their fact-checks, as they give them out themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One claim that a publisher checked, in the publisher's own words, as plain text of bounded length.

    `rating` is the rating in words, `value`, `best` and `worst` its numbers as given: their order is often
    missing or reversed, so nothing is read from them. `claimed_on` and `reviewed_on` are None where no day, or
    none that can be read, is given.
    """

    address: str
    claim: str
    publisher: str = ""
    claimant: str = ""
    claimed_on: date | None = None
    reviewed_on: date | None = None
    rating: str = ""
    value: str = ""
    best: str = ""
    worst: str = ""
    title: str = ""
    language: str = ""
    licence: str = ""
