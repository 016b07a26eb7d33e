"""Which earlier claims are likely repeats of one: shared words, the rarer the heavier, and numbers that agree.

A term weighs by how few earlier claims have it. Candidates are had by the rarest terms alone, so that a
question costs the same whatever the number of earlier claims; they are ordered by BM25 (Robertson and
Zaragoza 2009, with the usual constants; a term counts once).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.matching.terms import is_number

FIRST_TERMS = 4000  # rows by which candidates are had, the rarest terms first
CANDIDATES = 60  # those that share the most, which are looked at whole
SATURATION, LENGTH = 1.2, 0.75  # k1 and b
USUAL_TERMS = 11  # of an earlier claim
RARE = 30  # earlier claims that have a term of which nothing is known
OTHER_NUMBERS = 0.8  # what is left where both name numbers and share none
LIKELY = 0.3  # the share of an earlier claim's weight that a likely repeat has; a person decides, so rather too many
LEAST_SHARED = 2  # terms


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier claim by its key, how well it fits (only for the order) and the terms that it shares."""

    key: int
    score: float
    shared: frozenset[str]
    likely: bool


def weight(frequency: int, total: int) -> float:
    """Of a term that so many of so many earlier claims have."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5)) if frequency < total else 0.05


def rarest(frequencies: Mapping[str, int]) -> list[str]:
    """The terms to look for candidates by: the rarest, up to so many rows, one at least."""
    chosen: list[str] = []
    rows = 0
    for term, frequency in sorted(frequencies.items(), key=lambda each: (each[1], each[0])):
        rows += frequency
        if chosen and rows > FIRST_TERMS:
            break
        chosen.append(term)
    return chosen


def most_shared(rows: Iterable[tuple[int, str]], frequencies: Mapping[str, int], total: int) -> list[int]:
    """The keys that share the most weight; `rows` are keys with the terms by which they were found."""
    sums: dict[int, float] = {}
    for key, term in rows:
        sums[key] = sums.get(key, 0.0) + weight(frequencies[term], total)
    return sorted(sums, key=lambda key: (-sums[key], key))[:CANDIDATES]


def rank(
    terms: frozenset[str], candidates: Mapping[int, frozenset[str]], frequencies: Mapping[str, int], total: int
) -> list[Match]:
    """The candidates in order, the best first. `frequencies` knows the terms of the claim."""
    matches = [_match(key, terms, other, frequencies, total) for key, other in candidates.items()]
    return sorted(matches, key=lambda each: (-each.score, each.key))


def _match(key: int, terms: frozenset[str], other: frozenset[str], frequencies: Mapping[str, int], total: int) -> Match:
    shared = terms & other
    held = sum(weight(frequencies.get(term, 1), total) for term in shared)
    whole = held + len(other - shared) * weight(min(RARE, total), total)
    score = held * (SATURATION + 1) / (1 + SATURATION * (1 - LENGTH + LENGTH * len(other) / USUAL_TERMS))
    differ = _numbers_differ(terms, other)
    likely = len(shared) >= LEAST_SHARED and held >= LIKELY * whole and held > 0
    return Match(key, score * (OTHER_NUMBERS if differ else 1.0), shared, likely)


def _numbers_differ(terms: frozenset[str], other: frozenset[str]) -> bool:
    own, theirs = set(filter(is_number, terms)), set(filter(is_number, other))
    return bool(own and theirs) and not own & theirs
