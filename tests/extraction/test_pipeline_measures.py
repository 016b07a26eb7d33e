"""Sentences of many places, numbers and measures through the whole of extraction."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim, PlaceRole

SAID_ON = date(2019, 6, 14)


def read(text: str) -> ExtractedClaim:
    found = extract(text, lexicon=load_lexicon(), published=SAID_ON)
    assert found.claims, f"no claim in {text!r}: {found.aside}"
    return max(found.claims, key=lambda claim: (claim.indicator is not None, claim.worthiness))


MEASURES = [
    ("About 85 percent of Mongolia's exports go to China.", "export-partner-share", "MNG", "CHN"),
    ("Canada sends 75 percent of its exports to the United States.", "export-partner-share", "CAN", "USA"),
    ("Nearly 80 percent of Mexican exports go to the U.S.", "export-partner-share", "MEX", "USA"),
    ("Germany takes 26 percent of Poland's exports.", "export-partner-share", "POL", "DEU"),
    ("A third of Nepal's imports come from India.", "import-partner-share", "NPL", "IND"),
    ("Chinese goods make up 40 percent of Kenya's imports.", "import-partner-share", "KEN", "CHN"),
    ("China supplies 23 percent of Laos's imports.", "import-partner-share", "LAO", "CHN"),
    ("Belarus gets half of its imports from Russia.", "import-partner-share", "BLR", "RUS"),
    ("About 60 percent of Bhutan's trade is with India.", "trade-partner-share", "BTN", "IND"),
    ("France accounts for 12 percent of Morocco's trade.", "trade-partner-share", "MAR", "FRA"),
    ("Trade with China makes up 30 percent of Australia's total trade.", "trade-partner-share", "AUS", "CHN"),
    ("Unemployment in Spain stood at 14 percent last year.", "unemployment", "ESP", None),
    ("Greece's unemployment rate fell to 18.5 percent in March 2019.", "unemployment", "GRC", None),
    ("One in ten Italians is out of work.", "unemployment", "ITA", None),
    ("The jobless rate in the U.K. is 3.8 percent.", "unemployment", "GBR", None),
    ("South Africa has 27 percent unemployment.", "unemployment", "ZAF", None),
    ("The Turkish economy shrank by 2.6 percent in the first quarter of 2019.", "gdp-growth", "TUR", None),
    ("India's economy grew 7 percent in 2018.", "gdp-growth", "IND", None),
    ("Economic growth in Vietnam reached 7.1 percent.", "gdp-growth", "VNM", None),
    ("GDP growth slowed to 6.6 percent in China in 2018.", "gdp-growth", "CHN", None),
    ("Argentina's gross domestic product contracted 2.5 percent in 2018.", "gdp-growth", "ARG", None),
    ("Japan's GDP was $5 trillion in 2018.", "gdp", "JPN", None),
    ("Brazil has an economy worth $1.9 trillion.", "gdp", "BRA", None),
    ("Rwanda's GDP per capita is $780.", "gdp-per-head", "RWA", None),
    ("Per capita income in Luxembourg exceeds $110,000.", "gdp-per-head", "LUX", None),
    ("Inflation in Zimbabwe hit 98 percent in May.", "inflation", "ZWE", None),
    ("Consumer prices in Egypt rose 14 percent from a year earlier.", "inflation", "EGY", None),
    ("Prices rose 5 percent in Nigeria last year.", "inflation", "NGA", None),
    ("Venezuela's inflation rate topped 60,000 percent.", "inflation", "VEN", None),
    ("Life expectancy in Sierra Leone is 54 years.", "life-expectancy", "SLE", None),
    ("The Swiss live on average 83 years.", "life-expectancy", "CHE", None),
    ("Latvia spends 2 percent of its GDP on defence.", "military-spending", "LVA", None),
    ("Military spending in Saudi Arabia was 8.8 percent of GDP in 2018.", "military-spending", "SAU", None),
    ("Colombia's defense budget amounts to 3.1 percent of GDP.", "military-spending", "COL", None),
    ("Eritrea has 200,000 soldiers under arms.", "armed-forces", "ERI", None),
    ("Pakistan's armed forces number 650,000 personnel.", "armed-forces", "PAK", None),
    ("In Chad, 856 women die in childbirth per 100,000 live births.", "maternal-mortality", "TCD", None),
    ("Haiti's maternal mortality ratio is 480 per 100,000 live births.", "maternal-mortality", "HTI", None),
    ("Infant mortality in Angola is 52 per 1,000 live births.", "infant-mortality", "AGO", None),
    (
        "In Mali, 98 children per 1,000 live births die before their fifth birthday.",
        "under-five-mortality",
        "MLI",
        None,
    ),
    ("Child mortality in Ethiopia fell to 55 per 1,000.", "under-five-mortality", "ETH", None),
    ("Iran's carbon dioxide emissions reached 720 million tonnes in 2018.", "co2-emissions", "IRN", None),
    ("Indonesia emits 600 million tonnes of carbon dioxide a year.", "co2-emissions", "IDN", None),
    ("Ethiopia has a population of 109 million.", "population", "ETH", None),
    ("Nearly 100 million people live in Egypt.", "population", "EGY", None),
    ("Iceland is home to 357,000 people.", "population", "ISL", None),
    ("Tuvalu has about 11,000 inhabitants.", "population", "TUV", None),
    ("The world's population is 7.6 billion.", "population", "WLD", None),
    ("A fifth of Tajikistan's people are undernourished.", "undernourishment", "TJK", None),
    ("Nearly half of Haitians do not get enough food.", "undernourishment", "HTI", None),
    ("One in three people in Madagascar goes hungry.", "undernourishment", "MDG", None),
    ("Globally, 11 percent of people are undernourished.", "undernourishment", "WLD", None),
    ("More than half of Malians go hungry.", "undernourishment", "MLI", None),
    ("The economy of Greece has shrunk by 25 percent since 2008.", "gdp-growth", "GRC", None),
    ("In the Democratic Republic of Congo, 70 percent of people go hungry.", "undernourishment", "COD", None),
]


@pytest.mark.parametrize(("text", "indicator", "subject", "counterpart"), MEASURES)
def test_a_sentence_gives_its_measure_and_its_places(
    text: str, indicator: str, subject: str, counterpart: str | None
) -> None:
    claim = read(text)

    own, other = claim.place(PlaceRole.SUBJECT), claim.place(PlaceRole.COUNTERPART)
    assert claim.indicator == indicator
    assert (own.code if own else None) == subject
    assert (other.code if other else None) == counterpart
    assert claim.candidates[0].uncovered == ()


NARROWED = [
    ("Long-term unemployment in Spain is 6 percent.", "unemployment", "Long-term"),
    ("Unemployment among women in Egypt is 21 percent.", "unemployment", "among women"),
    ("Food inflation in Kenya reached 12 percent.", "inflation", "Food"),
    ("House prices in Sweden rose 5 percent.", "inflation", "House"),
    ("About 40 percent of children in Yemen are undernourished.", "undernourishment", "children"),
    ("Germany buys 30 percent of Norway's gas exports.", "export-partner-share", "gas"),
    ("Some 70 percent of Bhutanese trade flows through India.", "trade-partner-share", "through"),
    ("Two thirds of Laos's trade goes to or through Thailand.", "trade-partner-share", "or through"),
    ("Trade with China and Japan is 40 percent of Chile's trade.", "trade-partner-share", "and Japan"),
    ("India's rural unemployment rate is 6 percent.", "unemployment", "rural"),
]


@pytest.mark.parametrize(("text", "indicator", "uncovered"), NARROWED)
def test_a_word_that_narrows_the_measure_is_kept(text: str, indicator: str, uncovered: str) -> None:
    claim = read(text)

    assert claim.indicator == indicator
    assert claim.candidates[0].uncovered == (uncovered,)


NO_MEASURE = [
    "Half of Serbia's imports come from the union, and 14 percent come from Germany.",
    "Exports to China from Chile rose 10 percent.",
    "Half of Spain's unemployed are young.",
    "Wages in Peru rose at three times the rate of inflation.",
    "Ghana won 3 of 5 games.",
    "About 40 percent of the population of Malta voted.",
    "Unemployment in Cyprus hit 200,000 people.",
    "Peru's population is 40 percent Catholic.",
    "The company spent 5 percent of its budget on trade fairs in Italy.",
    "Estonia's GDP is 40 percent services.",
]


@pytest.mark.parametrize("text", NO_MEASURE)
def test_a_number_of_another_unit_or_thing_gets_no_measure(text: str) -> None:
    found = extract(text, lexicon=load_lexicon(), published=SAID_ON)

    assert [claim.indicator for claim in found.claims if claim.indicator] == []
