"""Annotated passages: who says it, of what kind, how, when, of which time, and what is left aside.

`data/said.jsonl` holds them in three sets, written before the rules of their round: each names by `has` the sentence
that is meant. Set "a" was there before any rule was touched; "b" and "c" were written after the rules were mended
for the one before.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim

PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "said.jsonl").read_text(encoding="utf-8").splitlines()
]
LEAST = 0.95  # of what is annotated comes out so


@cache
def read(number: int) -> tuple[tuple[ExtractedClaim, ...], tuple[str, ...]]:
    passage = PASSAGES[number]
    day = date.fromisoformat(passage["published"]) if passage["published"] else None
    found = extract(passage["text"], lexicon=load_lexicon(), published=day)
    return found.claims, tuple(each.sentence for each in found.aside)


def annotated() -> Iterator[tuple[dict[str, Any], ExtractedClaim | None]]:
    for number, passage in enumerate(PASSAGES):
        for expected in passage["claims"]:
            yield expected, next((claim for claim in read(number)[0] if expected["has"] in claim.sentence), None)


def told(claim: ExtractedClaim | None, field: str) -> Any:
    """A field of a claim as the passages write it."""
    if claim is None:
        return "aside"
    period = [claim.period.start.isoformat(), claim.period.end.isoformat()] if claim.period else None
    return {
        "claimant": (claim.claimant or "").casefold(),
        "kind": claim.claimant_kind.value,
        "attribution": claim.attribution.value,
        "period": period,
        "said_on": claim.said_on.isoformat() if claim.said_on else None,
        "said_on_source": claim.said_on_source.value,
    }[field]


@pytest.mark.parametrize("field", ["claimant", "kind", "attribution", "period", "said_on", "said_on_source"])
def test_nearly_every_field_comes_out_as_it_was_annotated(field: str) -> None:
    right: Counter[bool] = Counter()
    for expected, claim in annotated():
        wanted = (expected[field] or "").casefold() if field == "claimant" else expected[field]
        right[told(claim, field) == wanted] += 1

    assert right[True] >= LEAST * right.total()


def test_nearly_all_that_cannot_be_looked_up_is_left_aside_and_nothing_else() -> None:
    idle = [(number, each["has"]) for number, passage in enumerate(PASSAGES) for each in passage["aside"]]
    kept = [has for number, has in idle if any(has in claim.sentence for claim in read(number)[0])]
    lost = [expected["has"] for expected, claim in annotated() if claim is None]

    assert len(kept) <= (1 - LEAST) * len(idle)
    assert lost == []


def test_a_duplicated_lede_is_one_claim() -> None:
    text = "Half of Peru's wells are dry\n\nHalf of Peru's wells are dry\n\nHalf of Peru's wells are..."

    found = extract(text, lexicon=load_lexicon())

    assert (len(found.claims), [each.reason.code for each in found.aside]) == (1, ["repeated", "repeated"])
