"""Sentences annotated by hand: every quantity with its ends, unit and comparator, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.extraction.quantities import find_quantities
from claims.values import Comparator, QuantityKind

Row = tuple[str, str | None, str | None, str, str]


def row(text: str, low: str | None, high: str | None, unit: str, comparator: str = "equal") -> Row:
    return (text, low, high, unit, comparator)


def read(sentence: str) -> list[Row]:
    return [
        (
            found.text,
            None if found.low is None else f"{found.low:f}",
            None if found.high is None else f"{found.high:f}",
            found.unit,
            found.comparator.value,
        )
        for found in find_quantities(sentence)
    ]


PERCENT = [
    ("Some 12 percent of Peruvians live abroad.", [row("Some 12 percent", "12", "12", "percent", "about")]),
    ("Inflation in Ghana hit 23.2 per cent in December 2023.", [row("23.2 per cent", "23.2", "23.2", "percent")]),
    ("Turnout stood at 61%.", [row("61%", "61", "61", "percent")]),
    ("Forty percent of Malawi's maize was lost.", [row("Forty percent", "40", "40", "percent")]),
    ("Output shrank by 0.4pc over the quarter.", [row("0.4pc", "0.4", "0.4", "percent")]),
    ("Growth of -0.3% was recorded in Italy.", [row("-0.3%", "-0.3", "-0.3", "percent")]),
    ("Seventy-two per cent of voters said no.", [row("Seventy-two per cent", "72", "72", "percent")]),
    ("A 10-percent levy on imports took effect.", [row("10-percent", "10", "10", "percent")]),
    ("The rate went up 3.2% from 2.1%.", [row("3.2%", "3.2", "3.2", "percent"), row("2.1%", "2.1", "2.1", "percent")]),
    (
        "Just under 30 percent of Chadian girls finish school.",
        [row("Just under 30 percent", "30", "30", "percent", "nearly")],
    ),
    ("Support fell by 4 percentage points.", [row("4 percentage points", "4", "4", "points")]),
    ("The bank cut its rate by 25 basis points.", [row("25 basis points", "0.25", "0.25", "points")]),
    ("The UN estimates that 33 percent of Haitians are hungry.", [row("33 percent", "33", "33", "percent")]),
    (
        "An estimated 33 percent of Haitians are hungry.",
        [row("An estimated 33 percent", "33", "33", "percent", "about")],
    ),
    (
        "More than 50 percent of the seats went to women.",
        [row("More than 50 percent", "50", None, "percent", "more_than")],
    ),
    ("100 percent of the wells were tested.", [row("100 percent", "100", "100", "percent")]),
    (
        "Coal still supplies 70 percent or more of the power.",
        [row("70 percent or more", "70", None, "percent", "at_least")],
    ),
    ("Exports rose half a percent.", [row("half a percent", "0.5", "0.5", "percent")]),
]

RANGES = [
    (
        "Between 30 and 40 percent of Yemenis rely on aid.",
        [row("Between 30 and 40 percent", "30", "40", "percent", "between")],
    ),
    ("Losses of 30-40% were reported in Kenya.", [row("30-40%", "30", "40", "percent", "between")]),
    ("It will need 2 to 3 million doses.", [row("2 to 3 million doses", "2000000", "3000000", "doses", "between")]),
    (
        "From 2 to 3 million people were cut off.",
        [row("From 2 to 3 million people", "2000000", "3000000", "people", "between")],
    ),
    ("Growth rose from 2 to 3 percent.", [row("2", "2", "2", "percent"), row("3 percent", "3", "3", "percent")]),
    ("Between $5m and $10m was stolen.", [row("Between $5m and $10m", "5000000", "10000000", "USD", "between")]),
    ("A $5-10 million fund was set up.", [row("$5-10 million", "5000000", "10000000", "USD", "between")]),
    ("Some 10–15 people were hurt in Quito.", [row("Some 10–15 people", "10", "15", "people", "between")]),
    (
        "Between 200,000 and 300,000 people marched.",
        [row("Between 200,000 and 300,000 people", "200000", "300000", "people", "between")],
    ),
    (
        "Unemployment fell from 9.1 percent to 7.4 percent.",
        [row("9.1 percent", "9.1", "9.1", "percent"), row("7.4 percent", "7.4", "7.4", "percent")],
    ),
]

MONEY = [
    ("Zambia owes $1.2bn to its lenders.", [row("$1.2bn", "1200000000", "1200000000", "USD")]),
    ("The loan is worth US$ 5 million.", [row("US$ 5 million", "5000000", "5000000", "USD")]),
    ("Ireland collected €12.4bn.", [row("€12.4bn", "12400000000", "12400000000", "EUR")]),
    ("Rent is £500 per week.", [row("£500", "500", "500", "GBP")]),
    ("The state spent 600 million naira on the road.", [row("600 million naira", "600000000", "600000000", "NGN")]),
    ("The fine was about 20,000 euros.", [row("about 20,000 euros", "20000", "20000", "EUR", "about")]),
    ("Nairobi set aside KES 4.5 billion.", [row("KES 4.5 billion", "4500000000", "4500000000", "KES")]),
    ("A subsidy of Rs 2,000 was paid.", [row("Rs 2,000", "2000", "2000", "INR")]),
    ("The plant cost more than A$40m.", [row("more than A$40m", "40000000", None, "AUD", "more_than")]),
    ("Debt passed $34 trillion.", [row("$34 trillion", "34000000000000", "34000000000000", "USD")]),
    ("It costs half a million dollars.", [row("half a million dollars", "500000", "500000", "USD")]),
    ("They lost 3 million yen.", [row("3 million yen", "3000000", "3000000", "JPY")]),
    ("The village lives on $2 a day.", [row("$2", "2", "2", "USD")]),
    ("She won $1m.", [row("$1m", "1000000", "1000000", "USD")]),
]

SHARES = [
    ("Half of Bolivians work informally.", [row("Half", "50", "50", "percent")]),
    ("More than half of the fleet is idle.", [row("More than half", "50", None, "percent", "more_than")]),
    ("Two-thirds of the reef has bleached.", [row("Two-thirds", None, None, "percent")]),
    ("Three quarters of Omanis live in towns.", [row("Three quarters", "75", "75", "percent")]),
    ("A quarter of the budget goes to defence.", [row("A quarter", "25", "25", "percent")]),
    ("One in four children is stunted.", [row("One in four", "25", "25", "percent")]),
    ("1 in 4 Danes cycles to work.", [row("1 in 4", "25", "25", "percent")]),
    ("Nine out of ten farms are small.", [row("Nine out of ten", "90", "90", "percent")]),
    ("Two in five teachers have left.", [row("Two in five", "40", "40", "percent")]),
    ("One in 36 children has the diagnosis.", [row("One in 36", None, None, "percent")]),
    ("About one in every five Greeks smokes.", [row("About one in every five", "20", "20", "percent", "about")]),
    ("Nearly half the hospitals are shut.", [row("Nearly half", "50", "50", "percent", "nearly")]),
    ("One-fifth of Nepal is protected.", [row("One-fifth", "20", "20", "percent")]),
    ("Prices fell by a tenth.", [row("a tenth", "10", "10", "percent")]),
]

VAGUE = [
    ("Most citizens trade for a living.", [row("Most", None, None, "percent", "more_than")]),
    ("A majority of Chileans voted no.", [row("A majority", None, None, "percent", "more_than")]),
    ("The vast majority of Fijians have a phone.", [row("The vast majority", None, None, "percent", "more_than")]),
    ("Nearly all households have power.", [row("Nearly all", None, None, "percent", "nearly")]),
    ("Almost everybody can read.", [row("Almost everybody", None, None, "percent", "nearly")]),
    ("Almost none of the dams are full.", [row("Almost none", None, None, "percent", "nearly")]),
    ("Tens of thousands fled to Uganda.", [row("Tens of thousands", None, None, "people")]),
    ("Dozens of villages burned.", [row("Dozens", None, None, "villages")]),
    ("The scheme cost millions of dollars.", [row("millions", None, None, "USD")]),
    ("Several hundred people were arrested.", [row("Several hundred", None, None, "people")]),
    ("Hundreds of millions of people lack toilets.", [row("Hundreds of millions", None, None, "people")]),
    ("All children are enrolled.", [row("All", "100", "100", "percent")]),
]

COUNTS = [
    ("10.9 million people are hungry.", [row("10.9 million people", "10900000", "10900000", "people")]),
    ("Germany took in 1,234,567 refugees.", [row("1,234,567 refugees", "1234567", "1234567", "people")]),
    ("About a dozen people died.", [row("About a dozen people", "12", "12", "people", "about")]),
    ("Two dozen schools closed.", [row("Two dozen schools", "24", "24", "schools")]),
    ("More than 10,000 died.", [row("More than 10,000", "10000", None, "people", "more_than")]),
    ("As many as 40,000 were displaced.", [row("As many as 40,000", None, "40000", "people", "up_to")]),
    ("Fewer than 50 cases were found.", [row("Fewer than 50 cases", None, "50", "cases", "less_than")]),
    ("No fewer than 14 soldiers deserted.", [row("No fewer than 14 soldiers", "14", None, "people", "at_least")]),
    ("No more than 200 fans may enter.", [row("No more than 200 fans", None, "200", "people", "up_to")]),
    ("Korea has a population of 51.8 million.", [row("51.8 million", "51800000", "51800000", "people")]),
    ("The blast killed at least 20.", [row("at least 20", "20", None, "people", "at_least")]),
    (
        "Almost two hundred and fifty thousand homes lack water.",
        [row("Almost two hundred and fifty thousand homes", "250000", "250000", "homes", "nearly")],
    ),
    ("One and a half million voters moved.", [row("One and a half million voters", "1500000", "1500000", "people")]),
    ("A hundred or so protesters came.", [row("A hundred or so protesters", "100", "100", "people", "about")]),
    ("Five people were rescued.", [row("Five people", "5", "5", "people")]),
    ("It sold 300k cars.", [row("300k cars", "300000", "300000", "cars")]),
    ("India added 12 lakh jobs.", [row("12 lakh jobs", "1200000", "1200000", "jobs")]),
    ("The club has 50+ members.", [row("50+ members", "50", None, "people", "at_least")]),
    ("Six North African states signed.", [row("Six", "6", "6", "states")]),
    ("Just over 7,000 nurses left.", [row("Just over 7,000 nurses", "7000", None, "people", "more_than")]),
]

MEASURES = [
    ("Libya pumps 1.2 million barrels a day.", [row("1.2 million barrels", "1200000", "1200000", "barrels")]),
    ("Ghana mined 130 tonnes of gold.", [row("130 tonnes", "130", "130", "tonnes")]),
    ("The road is 45km long.", [row("45km", "45", "45", "km")]),
    ("A wave of 10m high hit the coast.", [row("10m", "10", "10", "metres")]),
    ("It burned 3,000 hectares.", [row("3,000 hectares", "3000", "3000", "hectares")]),
    ("A fridge uses 300 kWh a year.", [row("300 kWh", "300", "300", "kwh")]),
    ("The park covers 500 square kilometres.", [row("500 square kilometres", "500", "500", "km2")]),
    ("It reached 48.8 degrees Celsius.", [row("48.8 degrees Celsius", "48.8", "48.8", "celsius")]),
    ("Norway has 2 deaths per 1,000 live births.", [row("2 deaths per 1,000", "2", "2", "per_1000")]),
    ("There are 4.9 homicides per 100,000 people.", [row("4.9 homicides per 100,000", "4.9", "4.9", "per_100000")]),
    ("Niger has 6.7 children per woman.", [row("6.7 children per woman", "6.7", "6.7", "per_woman")]),
]

CHANGES = [
    ("Exports doubled.", [row("doubled", "2", "2", "times")]),
    ("Deaths halved.", [row("halved", "0.5", "0.5", "times")]),
    ("Output more than tripled.", [row("more than tripled", "3", None, "times", "more_than")]),
    ("Rice costs three times more.", [row("three times", "3", "3", "times")]),
    ("Boys are twice as likely to leave.", [row("twice", "2", "2", "times")]),
    ("Funding was cut in half.", [row("cut in half", "0.5", "0.5", "times")]),
]

DURATIONS = [
    ("She ruled for more than 11 years.", [row("more than 11 years", "11", None, "years", "more_than")]),
    ("A 34-year-old man was held.", [row("34-year-old", "34", "34", "years")]),
    ("Ada Obi, 41, leads the union.", [row("41", "41", "41", "years")]),
    ("He died at the age of 93.", [row("93", "93", "93", "years")]),
    ("Life expectancy is 74 years.", [row("74 years", "74", "74", "years")]),
    ("The war lasted two decades.", [row("two decades", "20", "20", "years")]),
    ("Talks took 20-odd hours.", [row("20-odd hours", "20", "20", "hours", "about")]),
    ("He was 53 when he took office.", [row("53", "53", "53", "years")]),
    ("The ban ran for two and a half years.", [row("two and a half years", "2.5", "2.5", "years")]),
    ("It took about six months.", [row("about six months", "6", "6", "months", "about")]),
]

ANNOTATED = [*PERCENT, *RANGES, *MONEY, *SHARES, *VAGUE, *COUNTS, *MEASURES, *CHANGES, *DURATIONS]

NO_QUANTITY = [
    "The treaty was signed in 1998.",
    "The war of 1914-18 ended on 11 November 1918.",
    "It opened on June 11, 2018, at 10:30.",
    "The shop opens at 9 am and shuts at 5 p.m.",
    "The museum shows art of the 1990s.",
    "She finished 21st in the race.",
    "Tokyo is the world's No. 1 city.",
    "World War II began in Poland.",
    "A Boeing 747 landed in Lagos.",
    "The G7 met the G-20 in Bali.",
    "Britain triggered Article 50.",
    "COVID-19 closed the border.",
    "The S&P 500 fell.",
    "An F-16 crashed.",
    "Congress passed HR 4310.",
    "Critics spoke of Web 2.0.",
    "The minister left 10 Downing Street.",
    "Ghana beat Togo 3-1.",
    "The senate passed it 52-48.",
    "Call 555-123-4567 or +44 20 7946 0958.",
    "See page 12 of section 4.",
    "One of the ministers resigned.",
    "It is a 24-hour news channel.",
    "One never knows.",
    "No one was hurt.",
    "The two leaders met.",
    "It was the most important day of the year.",
    "A third term is out of the question.",
    "They met in the second half of the year.",
    "Apollo 11 landed on the Moon.",
    "Agenda 2030 was adopted.",
    "He drove on Route 66.",
    "The office is in Room 101.",
    "Chapter 11 protects the firm.",
    "5G arrives in Rwanda.",
    "A two-way street was closed.",
    "Windows 95 was popular.",
    "The Big Four shared the market.",
    "After 9/11 the law changed.",
    "Firms must file by 2018-06-11.",
    "Double standards annoy everyone.",
    "Attackers fired at the third floor.",
    "His half brother fled.",
    "The Group of Seven gathered.",
    "At most of its meetings nobody spoke.",
    "Version 3.11.2 is out.",
    "The 401(k) is a pension plan.",
    "Most importantly, nobody lied.",
    "Chad ranks 177th of 180.",
    "The 15-year-olds passed.",
    "The 100,000th visitor came.",
]


@pytest.mark.parametrize(("sentence", "wanted"), ANNOTATED, ids=[sentence for sentence, _ in ANNOTATED])
def test_a_sentence_gives_the_quantities_that_it_states(sentence: str, wanted: list[Row]) -> None:
    found = read(sentence)

    assert len(found) == len(wanted), found
    for got, want in zip(found, wanted, strict=True):
        assert (got[0], got[3], got[4]) == (want[0], want[3], want[4])
        if want[1] is not None or want[2] is not None:
            assert got[1:3] == want[1:3]


@pytest.mark.parametrize("sentence", NO_QUANTITY)
def test_names_dates_ranks_and_votes_are_no_quantities(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in ANNOTATED])
def test_offsets_point_into_the_article(sentence: str) -> None:
    article = f"Lead. {sentence}"

    found = find_quantities(sentence, offset=6)

    assert found
    assert all(article[quantity.start : quantity.end] == quantity.text for quantity in found)


def test_a_written_number_and_its_scale_stand_apart() -> None:
    (quantity,) = find_quantities("10.9 million people are hungry.")

    assert (quantity.written, quantity.scale, quantity.counts) == ("10.9", Decimal(10**6), "people")


def test_a_range_keeps_both_numbers_as_written() -> None:
    (quantity,) = find_quantities("Between 2 and 3.5 million voted.")

    assert (quantity.written, quantity.written_high, quantity.scale) == ("2", "3.5", Decimal(10**6))


def test_one_in_n_keeps_its_denominator() -> None:
    (quantity,) = find_quantities("One in 36 children has the diagnosis.")

    assert (quantity.denominator, quantity.kind) == (36, QuantityKind.SHARE)
    assert quantity.low is not None
    assert round(quantity.low, 4) == Decimal("2.7778")


def test_thirds_are_in_percent() -> None:
    (quantity,) = find_quantities("Two-thirds of the reef has bleached.")

    assert quantity.low is not None
    assert round(quantity.low, 4) == Decimal("66.6667")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("40 percent are poor.", QuantityKind.PERCENT),
        ("A third are poor.", QuantityKind.SHARE),
        ("Nearly all are poor.", QuantityKind.ALL_BUT),
        ("Most people are poor.", QuantityKind.MAJORITY),
        ("40 people are poor.", QuantityKind.COUNT),
        ("They owe $40.", QuantityKind.MEASURE),
        ("Thousands are poor.", QuantityKind.ORDER),
        ("Poverty doubled.", QuantityKind.CHANGE),
        ("It lasted 40 years.", QuantityKind.DURATION),
    ],
)
def test_each_kind_of_wording_has_its_kind(sentence: str, kind: QuantityKind) -> None:
    (quantity,) = find_quantities(sentence)

    assert quantity.kind is kind


def test_vague_words_have_no_value() -> None:
    (vast,) = find_quantities("The vast majority of Fijians have a phone.")
    (order,) = find_quantities("Tens of thousands fled.")
    (none,) = find_quantities("Almost none of the dams are full.")

    assert (vast.value, vast.vast) == (None, True)
    assert (order.value, order.scale) == (None, Decimal(10_000))
    assert (none.value, none.negated) == (None, True)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("More than half live in cities.", True),
        ("More than 50 percent live in cities.", True),
        ("More than 2 percent of GDP goes to defence.", True),
        ("More than 2 percent of GDP goes to schools.", False),
        ("More than 40 percent live in cities.", False),
    ],
)
def test_a_value_that_decides_something_is_marked(sentence: str, line: bool) -> None:
    (quantity,) = find_quantities(sentence)

    assert quantity.line is line
    assert quantity.comparator is Comparator.MORE_THAN


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("40 percent of the population is poor.", "population"),
        ("90 percent of Chad's trade is by road.", "trade"),
        ("2 percent of GDP is spent.", "GDP"),
        ("One in four children is stunted.", "children"),
        ("Six North African states signed.", "states"),
        ("Rent is £500 per week.", "per week"),
    ],
)
def test_what_the_number_counts_is_named(sentence: str, counts: str) -> None:
    (quantity,) = find_quantities(sentence)

    assert quantity.counts == counts


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("About 3,000-4,000 teachers left.", [("About 3,000-4,000 teachers", "people", "between")]),
        ("Hundreds were killed.", [("Hundreds", "people", "equal")]),
        ("The error is plus or minus 3 percentage points.", [("3 percentage points", "points", "equal")]),
        ("The index fell 300 points.", [("300 points", "", "equal")]),
        ("Half of all 15-year-olds cannot read.", [("Half", "percent", "equal")]),
        ("The UN says one million hectares burned.", [("one million hectares", "hectares", "equal")]),
        ("A quarter of a million people fled.", [("A quarter of a million people", "people", "equal")]),
        ("In 12 of the 15 districts it rained.", [("12", "", "equal"), ("15 districts", "districts", "equal")]),
    ],
)
def test_further_wordings(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    found = [(text, unit, comparator) for text, _, _, unit, comparator in read(sentence)]

    assert found == wanted


def test_numbers_of_children_under_an_age_are_no_ages() -> None:
    (quantity,) = find_quantities("The rate is 38 deaths of children under five per 1,000 live births.")

    assert quantity.low == Decimal(38)
