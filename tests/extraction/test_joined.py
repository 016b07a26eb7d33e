"""Two statements in one sentence: a claim each, with its own number, measure and place, on the same words."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim, PlaceRole


def read(text: str) -> tuple[ExtractedClaim, ...]:
    return extract(text, lexicon=load_lexicon(), published=date(2020, 6, 15)).claims


def told(claim: ExtractedClaim) -> tuple[str, str | None, str | None]:
    subject = claim.place(PlaceRole.SUBJECT)
    number = claim.main_quantity
    return number.text if number else "", claim.indicator, subject.code if subject else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Spain unemployment is 5 percent and inflation 8 percent.",
            [("5 percent", "unemployment", "ESP"), ("8 percent", "inflation", "ESP")],
        ),
        (
            "GDP grew 3 percent and inflation fell to 2 percent in Kenya.",
            [("3 percent", "gdp-growth", "KEN"), ("2 percent", "inflation", "KEN")],
        ),
        (
            "Germany has an unemployment rate of 5 percent and France 8 percent.",
            [("5 percent", "unemployment", "DEU"), ("8 percent", "unemployment", "FRA")],
        ),
        (
            "Unemployment is 5 percent in Chile and 8 percent in Peru.",
            [("5 percent", "unemployment", "CHL"), ("8 percent", "unemployment", "PER")],
        ),
        (
            "Chile's jobless rate is 5 percent, while Peru's is 8 percent.",
            [("5 percent", "unemployment", "CHL"), ("8 percent", "unemployment", "PER")],
        ),
        (
            "Kenya has 50 million people and a life expectancy of 66 years.",
            [("50 million people", "population", "KEN"), ("66 years", "life-expectancy", "KEN")],
        ),
    ],
)
def test_each_statement_is_a_claim(text: str, expected: list[tuple[str, str, str]]) -> None:
    claims = read(text)

    assert [told(claim) for claim in claims] == expected
    assert {(claim.start, claim.end) for claim in claims} == {(0, len(text))}


@pytest.mark.parametrize(
    "text",
    [
        "Inflation in Peru was 5 percent in May and 6 percent in June.",
        "Unemployment in Peru is 5 percent and half of the shops are shut.",
        "Exports of Peru rose 5 percent and imports fell.",
        "Peru's inflation is 5 percent and is expected to hit 8 percent.",
        "Peru's unemployment is 5 percent and inflation will rise to 8 percent.",
        "Between 5 and 7 percent of Peru's workforce is unemployed, and 3 of them told us so.",
    ],
)
def test_what_is_no_second_statement_makes_no_second_claim(text: str) -> None:
    assert len(read(text)) == 1


def test_each_claim_has_the_numbers_of_its_own_words() -> None:
    first, second = read(
        "Unemployment in Chile rose from 4 to 5 percent in 2018 and inflation fell to 2 percent in 2019."
    )

    assert [number.text for number in second.quantities] == ["2 percent"]
    assert (first.period and first.period.start.year, second.period and second.period.start.year) == (2018, 2019)
