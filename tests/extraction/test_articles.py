"""Whole articles, every sentence annotated: a claim with its structure, aside with its kind, or left open.

A line of `data/articles.jsonl` is an article: `paragraphs` of sentences `s`, each with `claim` (a list of the right
answers for every field that is judged), with `aside` (the kinds that are right), or with neither where both would do.
`top` marks the three that are most worth a check. Sets "a" and "b" (six articles each) were measured before any rule
was changed for them, "c" (three) after the rules were mended for these. Then, precision and recall of claims were
0.906, 0.980 (a), 0.926, 0.962 (b), 0.880, 1.000 (c); indicators 0.79, 0.90, 0.73 right; places 0.83, 0.83, 0.72;
claimants 0.83, 0.96, 1.00; periods 0.95, 0.90, 1.00; of the marked, 30 of 36 (a and b) and 9 of 9 (c) among the
first five.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.contract import claim_as_json
from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim, Extraction

ARTICLES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]
FLOORS = {
    "number": 0.97,
    "indicator": 0.92,
    "places": 0.94,
    "place_source": 0.90,
    "period": 0.97,
    "claimant": 0.98,
    "kind": 0.98,
    "attribution": 0.98,
    "said_on": 1.0,
    "said_on_source": 1.0,
}
MARKS = '"\u201c\u201d \n'
FIRST = 5


def text_of(article: dict[str, Any]) -> str:
    return "\n\n".join(" ".join(each["s"] for each in paragraph) for paragraph in article["paragraphs"])


@cache
def read(number: int) -> Extraction:
    article = ARTICLES[number]
    return extract(text_of(article), lexicon=load_lexicon(), published=date.fromisoformat(article["published"]))


def is_of(found: str, sentence: str) -> bool:
    return found.strip(MARKS) in sentence or sentence.strip(MARKS) in found


def sentences() -> Iterator[tuple[dict[str, Any], list[ExtractedClaim], Extraction]]:
    for number, article in enumerate(ARTICLES):
        found = read(number)
        for paragraph in article["paragraphs"]:
            for each in paragraph:
                yield each, [claim for claim in found.claims if is_of(claim.sentence, each["s"])], found


def told(claim: ExtractedClaim) -> dict[str, Any]:
    """The fields of a claim as the articles write them."""
    plain = claim_as_json(claim, lambda reason: reason.code)
    period = plain["period"]
    return {
        **plain,
        "number": claim.main_quantity.text if claim.main_quantity else None,
        "kind": plain["claimant_kind"],
        "period": [period["start"], period["end"]] if period else None,
    }


def is_right(field: str, answers: list[Any], said: Any) -> bool:
    if field == "number":
        return any((each is None and said is None) or (each and said and is_of(each, said)) for each in answers)
    if field == "claimant":
        return (said or "").casefold() in [(each or "").casefold() for each in answers]
    if field == "places":
        return any(said[: len(each)] == each and (each or not said) for each in answers)
    return said in answers


def judged(expected: dict[str, list[Any]], claims: list[ExtractedClaim]) -> dict[str, bool]:
    """Of several claims of the sentence the one that fits best."""
    each = [
        {field: is_right(field, answers, told(claim)[field]) for field, answers in expected.items()} for claim in claims
    ]
    return max(each, key=lambda fields: sum(fields.values()))


def test_what_can_be_looked_up_is_a_claim_and_nothing_else() -> None:
    right = [bool(claims) for each, claims, _ in sentences() if "claim" in each]
    wrong = [bool(claims) for each, claims, _ in sentences() if "aside" in each]

    assert sum(right) / len(right) >= 0.98
    assert sum(right) / (sum(right) + sum(wrong)) >= 0.93


def test_what_is_left_aside_has_the_right_kind() -> None:
    kinds = [
        {f"aside_{kind}" for kind in each["aside"]} | set(each["aside"])
        >= {aside.reason.code for aside in found.aside if is_of(aside.sentence, each["s"])}
        for each, claims, found in sentences()
        if "aside" in each and not claims
    ]

    assert sum(kinds) / len(kinds) >= 0.9


@pytest.mark.parametrize("field", FLOORS)
def test_the_fields_of_the_claims_are_read(field: str) -> None:
    right = [
        judged(each["claim"], claims)[field]
        for each, claims, _ in sentences()
        if claims and field in each.get("claim", {})
    ]

    assert sum(right) / len(right) >= FLOORS[field]


def test_what_is_most_worth_a_check_is_among_the_first_five() -> None:
    hits = []
    for each, claims, found in sentences():
        if each.get("top"):
            ranked = sorted(found.claims, key=lambda claim: -claim.worthiness)
            starts = list(dict.fromkeys(claim.start for claim in ranked))
            hits.append(min(starts.index(claim.start) for claim in claims) < FIRST)

    assert sum(hits) / len(hits) >= 0.88
