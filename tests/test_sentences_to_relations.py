"""From a sentence to a relation: extraction and comparison together, with no database.

Each row: the sentence, figures as (place, counterpart, period, vintage, value), the relation then and now.
All are said on 2019-03-01; a figure counts as read again today.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claims.comparison.compare import compare
from claims.comparison.statement import statement_of
from claims.extraction.pipeline import extract
from claims.packs import load_indicators, load_lexicon
from claims.values import AsOf, Observed, SeriesInfo

SAID = date(2019, 3, 1)
Figure = tuple[str, str, str, str, str]
LATE = "2018-09-30"


def one(place: str, value: str, period: str = "2017", vintage: str = LATE, counterpart: str = "") -> list[Figure]:
    return [(place, counterpart, period, vintage, value)]


ROWS: list[tuple[str, str, list[Figure], str | None, str | None]] = [
    ("Unemployment in Spain was 17.2 percent in 2017.", "unemployment", one("ESP", "17.22"), "agrees", "agrees"),
    ("Unemployment in Spain was 15 percent in 2017.", "unemployment", one("ESP", "17.22"), "differs", "differs"),
    ("Spain's jobless rate is nearly 18 percent.", "unemployment", one("ESP", "17.22"), "agrees", "agrees"),
    (
        "Unemployment rose from 5.4 percent to 5.7 percent in Canada in 2017.",
        "unemployment",
        one("CAN", "5.7"),
        "agrees",
        "agrees",
    ),
    (
        "Brazil's unemployment was nearly 13 percent in 2017, compared with 7 percent in 2014.",
        "unemployment",
        one("BRA", "12.8"),
        "agrees",
        "agrees",
    ),
    (
        "Unemployment in Spain fell 2 percent last year.",
        "unemployment",
        [*one("ESP", "17.2", "2017"), *one("ESP", "15.3", "2018", "2019-02-01")],
        "agrees",
        "agrees",
    ),
    (
        "The population of Niger has doubled since 2000.",
        "population",
        [*one("NER", "11300000", "2000"), *one("NER", "21600000", "2017")],
        "agrees",
        "agrees",
    ),
    (
        "The population of Niger has tripled since 2000.",
        "population",
        [*one("NER", "11300000", "2000"), *one("NER", "21600000", "2017")],
        "differs",
        "differs",
    ),
    (
        "Life expectancy in Niger rose from 54.9 to 60.4 years between 2008 and 2017.",
        "life-expectancy",
        [*one("NER", "54.9", "2008"), *one("NER", "60.41")],
        "agrees",
        "agrees",
    ),
    (
        "Since 2008, life expectancy in Niger has risen from 54.9 to 60.4 years.",
        "life-expectancy",
        [*one("NER", "54.9", "2008"), *one("NER", "60.41")],
        "agrees",
        "agrees",
    ),
    (
        "Unemployment in Germany fell by 7.4 points between 2005 and 2017.",
        "unemployment",
        [*one("DEU", "11.19", "2005"), *one("DEU", "3.78")],
        "agrees",
        "agrees",
    ),
    (
        "Ghana's population grew by a quarter in the decade to 2010.",
        "population",
        [*one("GHA", "19300000", "2000"), *one("GHA", "24300000", "2010")],
        "agrees",
        "agrees",
    ),
    (
        "South Africa's inflation rate fell below 4 percent in 2017.",
        "inflation",
        one("ZAF", "3.9"),
        "agrees",
        "agrees",
    ),
    (
        "GDP per head in Chile fell by 10 percent between 2013 and 2016.",
        "gdp-per-head",
        [*one("CHL", "15842", "2013"), *one("CHL", "13784", "2016"), *one("CHL", "15000", "2017")],
        "differs",
        "differs",
    ),
    (
        "CO2 emissions in Germany are down 28 percent since 1990.",
        "co2-emissions",
        [*one("DEU", "1052", "1990"), *one("DEU", "760", "2017")],
        "agrees",
        "agrees",
    ),
    (
        "Ghana's population grew by 6 million between 2000 and 2010.",
        "population",
        [*one("GHA", "19300000", "2000"), *one("GHA", "25000000", "2010")],
        "agrees",
        "agrees",
    ),
    (
        "Child mortality in Rwanda has fallen by three-quarters since 2000.",
        "under-five-mortality",
        [*one("RWA", "184", "2000"), *one("RWA", "45", "2017")],
        "agrees",
        "agrees",
    ),
    (
        "Peru's economy grew by 20 percent between 2013 and 2017.",
        "gdp-growth",
        [
            *one("PER", "2.4", "2014"),
            *one("PER", "3.3", "2015"),
            *one("PER", "4.0", "2016"),
            *one("PER", "2.5", "2017"),
            *one("PER", "5.9", "2013"),
        ],
        "differs",
        "differs",
    ),
    ("The Greek economy shrank 3.2 percent in 2017.", "gdp-growth", one("GRC", "-3.2"), "agrees", "agrees"),
    ("The Greek economy grew 3.2 percent in 2017.", "gdp-growth", one("GRC", "-3.2"), "differs", "differs"),
    ("Ireland's economy grew by 8 percent in 2017.", "gdp-growth", one("IRL", "8.1"), "agrees", "agrees"),
    ("Consumer prices fell 0.9 percent in Ghana in 2017.", "inflation", one("GHA", "-0.9"), "agrees", "agrees"),
    ("Inflation in Turkey hit 11 percent in 2017.", "inflation", one("TUR", "11.14"), "agrees", "agrees"),
    ("Inflation in Turkey hit 15 percent in 2017.", "inflation", one("TUR", "11.14"), "differs", "differs"),
    (
        "Ghana's inflation rate was 7.8 percent in 2018, down from 11.8 percent the year before.",
        "inflation",
        one("GHA", "7.81", "2018", "2019-02-01"),
        "agrees",
        "agrees",
    ),
    ("Life expectancy in Japan is 84 years.", "life-expectancy", one("JPN", "84.1"), "agrees", "agrees"),
    ("Life expectancy in Japan is 79 years.", "life-expectancy", one("JPN", "84.1"), "differs", "differs"),
    ("Nigeria's GDP per capita was $2,000 in 2017.", "gdp-per-head", one("NGA", "1968.6"), "agrees", "agrees"),
    ("Nigeria's GDP per capita was $3,000 in 2017.", "gdp-per-head", one("NGA", "1968.6"), "differs", "differs"),
    ("Germany's GDP stood at $3.7 trillion in 2017.", "gdp", one("DEU", "3690849152517"), "agrees", "agrees"),
    ("Germany's GDP stood at 3.7 trillion euros in 2017.", "gdp", one("DEU", "3690849152517"), None, None),
    (
        "The U.S. spends more than 3 percent of its GDP on defence.",
        "military-spending",
        one("USA", "3.3"),
        "agrees",
        "agrees",
    ),
    (
        "The U.S. spends more than 4 percent of its GDP on defence.",
        "military-spending",
        one("USA", "3.3"),
        "differs",
        "differs",
    ),
    (
        "In Sierra Leone 1,120 mothers die for every 100,000 live births.",
        "maternal-mortality",
        one("SLE", "1120"),
        "agrees",
        "agrees",
    ),
    (
        "Infant mortality in Angola fell to 52 deaths per 1,000 live births in 2017.",
        "infant-mortality",
        one("AGO", "52.4"),
        "agrees",
        "agrees",
    ),
    (
        "Exports to China account for a third of Australia's exports.",
        "export-partner-share",
        one("AUS", "33.1", counterpart="CHN"),
        "agrees",
        "agrees",
    ),
    (
        "Exports to China account for half of Australia's exports.",
        "export-partner-share",
        one("AUS", "33.1", counterpart="CHN"),
        "differs",
        "differs",
    ),
    (
        "About 80 percent of Mexico's exports go to the United States.",
        "export-partner-share",
        one("MEX", "79.9", counterpart="USA"),
        "agrees",
        "agrees",
    ),
    (
        "More than half of Mexico's imports come from the United States.",
        "import-partner-share",
        one("MEX", "46.4", counterpart="USA"),
        "differs",
        "differs",
    ),
    ("France has a population of 67 million.", "population", one("FRA", "66990000"), "agrees", "agrees"),
    ("The population of France is 60 million.", "population", one("FRA", "66990000"), "differs", "differs"),
    ("Ethiopia's population exceeds 100 million.", "population", one("ETH", "106400000"), "agrees", "agrees"),
    (
        "Some 12 percent of Kenya's people are undernourished.",
        "undernourishment",
        one("KEN", "<2.5"),
        "differs",
        "differs",
    ),
    (
        "One in five people in Haiti are undernourished.",
        "undernourishment",
        one("HTI", "47.2", "2015-2017"),
        "differs",
        "differs",
    ),
    (
        "Almost half of Haiti's population is undernourished.",
        "undernourishment",
        one("HTI", "47.2", "2015-2017"),
        "agrees",
        "agrees",
    ),
    (
        "Unemployment in Peru was 3.7 percent in 2010.",
        "unemployment",
        one("PER", "3.7", "2015"),
        "no_data",
        "no_data",
    ),
    (
        "Unemployment in Peru was 9 percent in 2016.",
        "unemployment",
        one("PER", "3.7", "2017"),
        "not_comparable",
        "not_comparable",
    ),
]


def span(period: str) -> tuple[date, date]:
    first, _dash, last = period.partition("-")
    return date(int(first), 1, 1), date(int(last or first), 12, 31)


def observed(figure: Figure) -> Observed:
    place, counterpart, period, vintage, raw = figure
    start, end = span(period)
    return Observed(
        series="x",
        place=place,
        counterpart=counterpart,
        period_start=start,
        period_end=end,
        label=period,
        vintage_on=date.fromisoformat(vintage),
        vintage_label=vintage,
        raw=raw,
        value=Decimal(raw.lstrip("<")),
        qualifier="<" if raw.startswith("<") else "",
        read_on=date(2026, 1, 1),
    )


@pytest.mark.parametrize(("sentence", "indicator", "figures", "then", "now"), ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_and_its_figures_give_the_relation_of_a_fair_reader(
    sentence: str, indicator: str, figures: list[Figure], then: str | None, now: str | None
) -> None:
    entry = {each.slug: each for each in load_indicators()}[indicator]
    unit = entry.unit
    [claim] = extract(sentence, lexicon=load_lexicon(), published=SAID).claims

    if then is None:
        assert claim.indicator != indicator
        return
    statement = statement_of(claim, unit=unit, said_on=SAID)
    series = SeriesInfo(code="x", source="x", origin="x", unit=unit, is_change=entry.is_change)
    answers = {each.as_of: each.relation.value for each in compare(statement, series, map(observed, figures))}

    assert claim.indicator == indicator
    assert (answers.get(AsOf.THEN), answers.get(AsOf.NOW)) == (then, now)
