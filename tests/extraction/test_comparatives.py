"""What a statement compares its measure with, where it gives no number of its own."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.contract import claim_as_json
from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim

PUBLISHED = date(2020, 6, 1)


def claim(text: str) -> ExtractedClaim:
    return extract(text, lexicon=load_lexicon(), published=PUBLISHED).claims[0]


def told(text: str) -> tuple[str, str, str, int, str, str]:
    """Measure, kind, direction, rank, group and other place."""
    found = claim(text)
    compared = found.comparative
    assert compared is not None
    parts = (compared.kind.value, compared.direction.value, compared.rank, compared.group, compared.place)
    return (found.indicator or "", *parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unemployment in Spain rose in 2019.", ("unemployment", "moved", "up", 1, "", "")),
        ("Hunger in Kenya has fallen since 2000.", ("undernourishment", "moved", "down", 1, "", "")),
        ("Life expectancy in Japan remained unchanged in 2018.", ("life-expectancy", "moved", "unchanged", 1, "", "")),
        ("Germany's economy shrank in 2009.", ("gdp-growth", "sign", "down", 1, "", "")),
        ("Life expectancy in Japan has never been higher.", ("life-expectancy", "record", "up", 1, "", "")),
        ("Greek unemployment is at its lowest since 2011.", ("unemployment", "record", "down", 1, "", "")),
        ("South Africa has the highest unemployment rate in the world.", ("unemployment", "rank", "up", 1, "WLD", "")),
        ("Chad's life expectancy is the lowest in Africa.", ("life-expectancy", "rank", "down", 1, "002", "")),
        ("Germany is the world's third-largest exporter.", ("exports", "rank", "up", 3, "WLD", "")),
        ("Ethiopia is Africa's second most populous country.", ("population", "rank", "up", 2, "002", "")),
        ("Nigeria ranks first in Africa by population.", ("population", "rank", "up", 1, "002", "")),
        ("Spain's inflation is lower than in any other EU country.", ("inflation", "rank", "down", 1, "EUU", "")),
        ("Unemployment in Spain is higher than in Germany.", ("unemployment", "place", "up", 1, "", "DEU")),
        ("Spain's unemployment rate is three times Germany's.", ("unemployment", "ratio", "up", 1, "", "DEU")),
        ("Military spending in Israel is twice the EU average.", ("military-spending", "ratio", "up", 1, "", "EUU")),
    ],
)
def test_what_it_is_compared_with_is_read(text: str, expected: tuple[str, str, str, int, str, str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The population of India is larger than that of the United States.", "IND"),
        ("Unemployment in Spain is three times that of Germany.", "ESP"),
        ("The United States has the world's second-largest population.", "USA"),
        ("Morocco has the highest share of internet users in Africa.", "MAR"),
    ],
)
def test_the_other_side_is_not_whose_figure_it_is(text: str, place: str) -> None:
    found = claim(text).place("subject")  # type: ignore[arg-type]

    assert found is not None and found.code == place


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Spain's unemployment rate is higher than in 2010.", 2010),
        ("Spain's unemployment rate is twice as high as in 2007.", 2007),
        ("Unemployment in Greece is lower than ten years ago.", 2010),
        ("Inflation in Turkey is a third of what it was in 2000.", 2000),
    ],
)
def test_the_earlier_time_is_not_when_the_figure_is_of(text: str, year: int) -> None:
    found = claim(text)

    assert found.period is None
    assert found.comparative is not None and found.comparative.since is not None
    assert found.comparative.since.start.year == year


def test_a_number_of_its_own_comes_before_what_stands_beside_it() -> None:
    found = claim("South Africa's unemployment rate of 27 percent is the highest in the world.")

    assert found.comparative is not None and found.comparative.beside
    assert found.main_quantity is not None and found.main_quantity.low == 27


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment in Spain did not rise in 2019.",
        "Unemployment in Spain rose to 14 percent in 2019.",
        "Kenya's debt rose to $60 billion.",
        "Lagos is the largest city in Africa.",
        "Unemployment is the biggest worry in Spain.",
        "More than half of Spain's unemployed are young.",
        "Half of South Korea's population lives near Seoul.",
    ],
)
def test_what_compares_no_measure_is_left_alone(text: str) -> None:
    assert all(each.comparative is None for each in extract(text, lexicon=load_lexicon(), published=PUBLISHED).claims)


def test_programs_are_told_it() -> None:
    found = claim_as_json(claim("Germany is the world's third-largest exporter."), lambda reason: reason.code)

    assert found["comparison"] == {
        "kind": "rank",
        "text": "the world's third-largest",
        "direction": "up",
        "rank": 3,
        "group": "WLD",
        "place": None,
        "since": None,
        "beside": False,
    }
