"""Sentences in the manner of agency copy: what a careful fact-checker would read in each, and would not."""

from __future__ import annotations

from datetime import date

import pytest

from claims.extraction.pipeline import extract
from claims.packs import load_lexicon
from claims.values import ExtractedClaim, Extraction, Move, PlaceRole, Quantity

PUBLISHED = date(2019, 6, 15)


def read(text: str) -> Extraction:
    return extract(text, lexicon=load_lexicon(), published=PUBLISHED)


def only(text: str) -> ExtractedClaim:
    (claim,) = read(text).claims
    return claim


def last(text: str) -> ExtractedClaim:
    return read(text).claims[-1]


def subject(claim: ExtractedClaim) -> str:
    place = claim.place(PlaceRole.SUBJECT)
    return place.code if place else ""


def measured(claim: ExtractedClaim) -> Quantity:
    return next(quantity for quantity in claim.quantities if quantity.of_measure)


# --- which number ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The population of Latvia fell by 20,000 last year to 1.9 million.", "1900000"),
        ("Chad's population doubled from 7 million in 1995 to 14 million in 2016.", "14000000"),
        ("Danes can expect to live to 81, some nine years longer than people in Belarus.", "81"),
        ("The Bank of Uganda kept its key rate at 10 percent as inflation was 3.4 percent.", "3.4"),
        ("In 2016, 41 percent of Moldova's imports came from Romania and 12 percent from Turkey.", "41"),
        ("Fiji's economy was expected to grow 4 percent but grew only 2.7 percent.", "2.7"),
        ("Canada's inflation remains below the central bank's 2 percent target, at 1.4 percent.", "1.4"),
        ("At 1.9 percent of GDP, Norway's defense spending is below the 2 percent guideline.", "1.9"),
    ],
)
def test_the_measure_has_the_figure_that_the_sentence_gives_it(text: str, value: str) -> None:
    assert str(measured(only(text)).value) == value


@pytest.mark.parametrize(
    "text",
    [
        "A 2 percent drop in unemployment followed in Malta.",
        "Life expectancy rose by five years in Nepal.",
        "India cut its defence budget by $15 billion.",
    ],
)
def test_an_amount_by_which_a_level_changed_is_no_level(text: str) -> None:
    assert measured(only(text)).move.of_level


def test_a_share_that_makes_up_a_whole_has_not_risen() -> None:
    claim = only("Trade with India makes up 60 percent of Nepal's total trade.")

    assert measured(claim).move is Move.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Ghana borrowed $2 billion, equal to 3 percent of its GDP.",
        "Kenya's debt rose to $60 billion.",
        "Kenya's debt is 300 percent of its exports.",
        "French military spending was 3 percent of the world total.",
        "Exports to China are a tenth of its imports, Peru's ministry said.",
        "Peru's exports to China were worth $20 billion.",
        "Pakistan shelters 1.7 million Afghan refugees.",
        "Germany arrested three Syrian refugees.",
        "In Cuba 40 doctors signed the letter.",
        "A quarter of Nepal's GDP is spent on roads.",
        "In Finland, three women die in childbirth every year.",
        "Yemen has 20 million people in need of aid.",
        "Sudan is home to 2 million people who fled wars.",
        "The military has 900 soldiers in Mali.",
        "Population growth in Niger brought 600,000 people.",
    ],
)
def test_a_number_of_something_else_is_no_figure_of_a_measure(text: str) -> None:
    assert only(text).indicator is None


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("Undernourishment affects one in five people in Liberia.", "undernourishment"),
        ("Mexico has 126 million people.", "population"),
        ("With 5 million people, Norway is smaller than Sweden.", "population"),
        ("The number of people in Bolivia is nearly 11 million.", "population"),
        ("There are 96 million people in Vietnam.", "population"),
        ("Kenya's $87 billion economy is the biggest in East Africa.", "gdp"),
        ("Growth in Ghana hit 6.3 percent in 2018.", "gdp-growth"),
        ("Eritrea has a 200,000-strong army.", "armed-forces"),
        ("The average Austrian lives 82 years.", "life-expectancy"),
        ("Life expectancy in Peru is 76.", "life-expectancy"),
        ("In Mali, 98 of every 1,000 children die before the age of five.", "under-five-mortality"),
    ],
)
def test_the_measure_is_known_by_the_wordings_of_news(text: str, indicator: str) -> None:
    assert only(text).indicator == indicator


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Monthly inflation in Chile was 0.4 percent.", "Monthly"),
        ("Ethiopia's economy has grown by an average of 10 percent a year.", "average"),
        ("Coal plants in Poland emit 150 million tonnes of carbon dioxide.", "plants"),
        ("Before the war, Libya had 6 million people.", "war"),
        ("Unemployment was 5 percent when the general of Chad took power.", "when"),
        ("Laos, Nepal and Bhutan have an inflation rate of 3 percent.", "Nepal"),
    ],
)
def test_what_narrows_the_measure_is_told_as_uncovered(text: str, word: str) -> None:
    assert any(word in uncovered for uncovered in only(text).candidates[0].uncovered)


# --- which place ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A relief agency says 40 percent of North Korea's population is undernourished.", "PRK"),
        ("Somalia has the world's highest infant mortality rate, 77 deaths per 1,000 live births.", "SOM"),
        ("In Bolivia, 17 percent of people go hungry; in Peru, only 9 percent do.", "BOL"),
        ("Qatar has a GDP per capita of $70,000, one of the highest in the world.", "QAT"),
        ("Unlike Brazil, Chile has low inflation: 2 percent.", "CHL"),
        ("A baby born in Chad can expect to live 53 years, one in Japan 84.", "TCD"),
        ("Growth of 1.5 percent in France compares with 1.0 percent growth in Italy.", "ITA"),
        ("Iraq's unemployment rate is higher than Jordan's 18 percent.", "JOR"),
        ("Peru's jobless rate was 6 percent, compared with 12 percent in Brazil.", "PER"),
    ],
)
def test_of_several_places_the_figure_is_the_one_s_that_has_it(text: str, code: str) -> None:
    assert subject(only(text)) == code


@pytest.mark.parametrize(
    "text",
    [
        "The capital of Mali has about 2 million inhabitants.",
        "In northern Ghana, 40 percent of people are unemployed.",
        "The jobless rate in Spain's southern region of Andalusia is 21 percent.",
        "The Indian state of Kerala has an unemployment rate of 11 percent.",
        "New Mexico's unemployment rate is 5 percent.",
        "Malta and Cyprus have unemployment rates of 4 percent and 8 percent.",
    ],
)
def test_a_part_of_a_country_or_several_countries_are_not_the_country(text: str) -> None:
    assert subject(only(text)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "In Ohio, the jobless rate was 4.2 percent.",
        "The state's jobless rate was 4.2 percent.",
        "Unemployment in Catalonia is 11 percent.",
        "Catalonia's unemployment rate is 11 percent.",
        "In the bloc, unemployment is 7.7 percent.",
    ],
)
def test_an_unknown_place_takes_no_country_from_the_context(text: str) -> None:
    assert subject(last(f"Spain's economy grew 2.6 percent in 2018. {text}")) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Togo is poor. Britain, once the colonial power, gave £1 million. Unemployment there is 4 percent.", "GBR"),
        ("Spain's jobless rate is 14 percent.\n\nNepal is poorer. Its GDP per head is $900.", "NPL"),
        (
            "BEIRUT, Lebanon (AP) - Jordan's economy grew 2 percent, Lebanon's central bank said.\n\n"
            "Inflation was 4 percent.",
            "JOR",
        ),
        ("South Sudan's economy shrank 11 percent.\n\nThe South's inflation rate was 80 percent.", "SSD"),
        (
            "India's leader wins\n\nIndia voted. China's economy grew 6 percent.\n\nIndia counts its votes.\n\n"
            "The jobless rate is 6 percent.",
            "IND",
        ),
    ],
)
def test_a_place_that_is_left_unsaid_is_taken_from_what_was_told(text: str, code: str) -> None:
    assert subject(last(text)) == code


def test_two_places_that_fit_as_well_leave_the_place_open() -> None:
    assert subject(last("Talks between Chile and Peru failed.\n\nThe unemployment rate is 7 percent.")) == ""


@pytest.mark.parametrize(
    ("text", "counterpart"),
    [
        ("Australia relies on China for a third of its exports.", "CHN"),
        ("Tariffs on Vietnam, which supplies 20 percent of Laotian imports, have unsettled firms.", "VNM"),
    ],
)
def test_the_other_side_of_a_pair_is_found_behind_other_words(text: str, counterpart: str) -> None:
    place = only(text).place(PlaceRole.COUNTERPART)

    assert place is not None
    assert place.code == counterpart


# --- which period ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Half of Nepal's imports come from India, down from 65 percent in 2015.", None),
        ("Inflation slowed to 3 percent in Mexico, down from 4.8 percent in December.", None),
        ("Inflation, now 1.2 percent, was 26 percent in Romania in 2001.", None),
        ("The economy of Ghana grew by 8.1 percent in 2017 and 6.3 percent in 2018.", "2017"),
        ("The unemployment rate in Japan is 2.4 percent, the lowest since 1992.", None),
        ("About 14 percent of Indians were undernourished in 2016-18, agencies say.", "2016-18"),
        ("KENYA'S ECONOMY GROWS 6.3% IN 2018", "2018"),
        ("Ten years ago, unemployment in Ireland was 13 percent.", "Ten years ago"),
    ],
)
def test_the_period_is_the_one_of_the_measured_figure(text: str, label: str | None) -> None:
    period = only(text).period

    assert (period.label if period else None) == label


# --- who says it, and what is left aside ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Swedes can expect to live to 82.", None),
        ("The figure comes from what its partners declare: 60 percent of Nepal's trade is with India.", None),
        ("Jordan's unemployment rate is 19 percent, the Department of Statistics said.", "Department of Statistics"),
        ("Its analysts estimate that 12 percent of Togo's people are unemployed.", "its analysts"),
    ],
)
def test_only_who_can_say_something_is_a_claimant(text: str, claimant: str | None) -> None:
    assert only(text).claimant == claimant


@pytest.mark.parametrize(
    "text",
    [
        "Unemployment in Kenya could reach 12 percent by next year.",
        "Economists polled last week had forecast growth of 6.2 percent for Malaysia.",
        "If inflation in Bolivia hits 60 percent, the currency will collapse.",
        "The bank's goal is an inflation rate of 2 percent.",
        "The fund cut its forecast for Mexico's growth to 1.6 percent from 2.1 percent.",
        "The premier, 58, has promised to make Serbia a $100 billion economy.",
    ],
)
def test_what_was_not_measured_is_left_aside_as_a_prediction(text: str) -> None:
    assert [each.reason.code for each in read(text).aside] == ["aside_prediction"]


def test_a_saying_about_the_country_without_a_figure_is_left_aside() -> None:
    text = "Togo's economy grew 4 percent in 2018. Not everything that is said about the country can be checked."

    assert [each.sentence[:14] for each in read(text).aside] == ["Not everything"]


def test_an_expectation_of_life_is_no_prediction() -> None:
    assert only("A child born in Gabon can expect to live 66 years.").indicator == "life-expectancy"
