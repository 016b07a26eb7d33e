"""News sentences with the measure, places and whole that a fair reader finds in them.

Each row of `data/indicators.jsonl` was written before the code was tried on it. `missed` marks what is not read
right yet: such a row must stay unread or become right, and then lose its mark.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.extraction.contract import claim_as_json
from claims.extraction.pipeline import extract
from claims.packs import load_indicators, load_lexicon, rows
from claims.values import ExtractedClaim, PlaceRole

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "indicators.jsonl").read_text(encoding="utf-8").splitlines()
]
SAID_ON = date(2024, 6, 14)
OF_NO_WORLD_BANK = {"corruption-index", "press-freedom"}


def read(text: str) -> ExtractedClaim | None:
    claims = extract(text, lexicon=load_lexicon(), published=SAID_ON).claims
    return claims[0] if claims else None


def is_read_right(row: dict[str, Any]) -> bool:
    claim = read(row["text"])
    if claim is None:
        return not (row["indicator"] or row["places"] or row["denominator"])
    same = (claim.indicator, claim.denominator) == (row["indicator"], row["denominator"])
    return same and (has_places(claim, row["places"]) if claim.indicator else names_places(claim, row["places"]))


def has_places(claim: ExtractedClaim, wanted: list[str]) -> bool:
    """The subject, then the counterpart."""
    places = (claim.place(PlaceRole.SUBJECT), claim.place(PlaceRole.COUNTERPART))
    return [place.code for place in places if place] == wanted


def names_places(claim: ExtractedClaim, wanted: list[str]) -> bool:
    codes = [place.code for place in claim.places]
    return set(wanted) <= set(codes) if wanted else not codes


@pytest.mark.parametrize("row", [row for row in ROWS if "missed" not in row], ids=lambda row: row["text"][:60])
def test_a_news_sentence_gives_its_measure_its_places_and_its_whole(row: dict[str, Any]) -> None:
    assert is_read_right(row)


@pytest.mark.parametrize("row", [row for row in ROWS if "missed" in row], ids=lambda row: row["text"][:60])
def test_what_is_marked_as_missed_is_missed(row: dict[str, Any]) -> None:
    assert not is_read_right(row)


def test_each_candidate_is_told_with_its_score_and_phrase() -> None:
    claim = read("Young people out of work are 28 percent in Spain.")

    assert claim
    told = claim_as_json(claim, lambda reason: reason.code)["indicators"]
    assert [each["indicator"] for each in told] == ["youth-unemployment", "unemployment"]
    assert all(set(each) == {"indicator", "score", "phrase"} for each in told)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Spain's debt is 90 percent of GDP.", "government-debt"),
        ("Spain's debt is $3 billion.", None),
        ("Spain's foreign debt is $3 billion.", "external-debt"),
        ("Spain's health spending is 10 percent of GDP.", "health-spending"),
        ("Spain's health spending is 10 percent of the budget.", None),
        ("Exports are 30 percent of Spain's GDP.", "export-share-of-gdp"),
        ("Spain's exports were $300 billion.", "exports"),
        ("Infant mortality in Spain is 3 per 1,000 live births.", "infant-mortality"),
        ("Under-five mortality in Spain is 3 per 1,000 live births.", "under-five-mortality"),
        ("Spain emits 5 tonnes of CO2 per head.", "co2-per-head"),
        ("Spain emits 230 million tonnes of CO2.", "co2-emissions"),
        ("Spain earns $2 a day from tourism.", None),
    ],
)
def test_the_whole_and_the_unit_tell_near_measures_apart(text: str, indicator: str | None) -> None:
    claim = read(text)

    assert (claim.indicator if claim else None) == indicator


def test_the_starter_set_is_whole() -> None:
    indicators = {each.slug: each for each in load_indicators()}
    served = {row["indicator"] for row in rows("series") if row["source"] == "world_bank"}
    pairs = {slug for slug, each in indicators.items() if each.takes_counterpart or each.takes_person}

    assert len(indicators) >= 40
    assert set(indicators) - served == OF_NO_WORLD_BANK | pairs
    assert all(row["unit"] == indicators[row["indicator"]].unit for row in rows("series"))


def test_no_series_stands_twice_for_one_indicator() -> None:
    keys = [(row["source"], row["code"], row["indicator"]) for row in rows("series")]

    assert len(keys) == len(set(keys))
