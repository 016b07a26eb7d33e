"""Places in sentences: every code, the longest name, names that are something else."""

from __future__ import annotations

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.places import PlaceFinder
from claims.extraction.sentences import split_sentences
from claims.packs import load_lexicon, load_places, place_titles
from claims.values import PlaceName, PlaceNameKind, PlaceRole, PlaceSource

FINDER = PlaceFinder(load_lexicon())
CODES = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR
BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP
CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB
GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN
KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD
MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN
PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM
SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
""".split()

BEYOND = "WLD EUU EMU SSF LCN MEA EAS SAS ECS ARB OED CSS PSS XKX".split()
"""The world, the World Bank's regions and groups, and its code of a country that the standard lacks."""


def found(text: str) -> list[str]:
    return [mention.code for sentence in split_sentences(text) for mention in FINDER.find(sentence)]


def test_the_table_has_every_code_of_the_standard_and_the_regions() -> None:
    codes = {place.code for place in load_places()}

    assert len(CODES) == len(set(CODES)) == 249
    assert codes - {""} == {*CODES, *BEYOND}


@pytest.mark.parametrize("code", CODES)
def test_every_place_is_found_by_its_name_in_and_of_a_sentence(code: str) -> None:
    title = place_titles()[code]

    assert found(f"Some 5 percent of people in {title} are poor.") == [code]
    assert found(f"Last year {title}'s trade fell.") == [code]


@pytest.mark.parametrize("place", [place for place in load_places() if place.code], ids=lambda each: each.text)
def test_every_word_for_a_place_finds_it_in_a_sentence(place: PlaceName) -> None:
    noun = " economy" if place.kind is PlaceNameKind.ADJECTIVE else ""

    assert found(f"It says much of {place.text}{noun} is fine.") == [place.code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("South Korea and North Korea met.", ["KOR", "PRK"]),
        ("Korea was one country once.", []),
        ("New Mexico has 2 million people.", []),
        ("Papua New Guinea is not Guinea.", ["PNG", "GIN"]),
        ("Equatorial Guinea and Guinea-Bissau signed.", ["GNQ", "GNB"]),
        ("American Samoa is not Samoa.", ["ASM", "WSM"]),
        ("Northern Ireland voted.", ["GBR"]),
        ("Ireland voted.", ["IRL"]),
        ("Inner Mongolia borders Mongolia.", ["MNG"]),
        ("The Republic of Congo and the Democratic Republic of Congo share a river.", ["COG", "COD"]),
        ("Congo-Brazzaville sells oil.", ["COG"]),
        ("Congolese troops left.", ["COD"]),
        ("South Sudan split from Sudan.", ["SSD", "SDN"]),
        ("Dominica is not the Dominican Republic.", ["DMA", "DOM"]),
        ("Nigeria borders Niger.", ["NGA", "NER"]),
        ("South African and Central African leaders met.", ["ZAF", "CAF"]),
        ("The U.S. said so; the US agreed; America waited.", ["USA", "USA", "USA"]),
        ("They told us about it, and US officials told us again.", ["USA"]),
        ("LET US GO", []),
        ("U.S.-China trade fell.", ["USA", "CHN"]),
        ("The Czech Republic, Czechia and the Czechs.", ["CZE", "CZE", "CZE"]),
        ("Türkiye, or Turkey, is not a turkey.", ["TUR", "TUR"]),
        ("Holland and the Dutch.", ["NLD", "NLD"]),
        ("Swaziland is Eswatini; Burma is Myanmar; East Timor is Timor-Leste.",
         ["SWZ", "SWZ", "MMR", "MMR", "TLS", "TLS"]),
        ("Côte d\u2019Ivoire, the Ivory Coast", ["CIV", "CIV"]),
        ("Macedonia became North Macedonia.", ["MKD", "MKD"]),
        ("Fewer children die worldwide and around the world.", ["WLD", "WLD"]),
        ("The EU, the euro zone and sub-Saharan Africa", ["EUU", "EMU", "SSF"]),
        ("Latin America and the Caribbean, South Asia, the OECD", ["LCN", "SAS", "OED"]),
        ("West Africa, Southeast Asia and Eastern Europe", []),
        ("Most people on the planet and on earth", ["WLD", "WLD"]),
        ("The World Bank said so.", []),
        ("The UAE and the UK met in Hong Kong.", ["ARE", "GBR", "HKG"]),
    ],
)  # fmt: skip
def test_the_longest_name_wins(text: str, codes: list[str]) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("He moved from Atlanta, Georgia, last year.", []),
        ("Voters in Georgia and Florida went to the polls.", []),
        ("Georgia's governor signed it.", []),
        ("Tbilisi, Georgia, grew by 3 percent.", ["GEO"]),
        ("Georgia's economy grew.", ["GEO"]),
        ("Players admired Michael Jordan for it.", []),
        ("Mr. Jordan earned 5 million.", []),
        ("The speaker, Robert Jordan, won.", []),
        ("Jordan's king flew to Amman, Jordan.", ["JOR", "JOR"]),
        ("Refugees in Jordan need water.", ["JOR"]),
        ("Chad Smith said so.", []),
        ("Fighting in Chad went on.", ["TCD"]),
        ("Actor Tom Holland won.", []),
        ("It was held in Lebanon, Pennsylvania.", []),
        ("The South China Sea is contested.", []),
        ("The Gulf of Mexico is warm.", []),
        ("In China Tuesday, prices fell.", ["CHN"]),
        ("Germany Chancellor Angela Merkel said so.", ["DEU"]),
        ("Bank of America cut jobs.", []),
        ("African Americans in South America", []),
        ("Turkey prices jumped before the feast.", []),
        ("Bone china is 40 percent ash.", []),
        ("Chad Wolf and Israel Katz met.", []),
        ("Jordan scored most of his points late.", []),
        ("It happened in Lebanon, Pa., and in Peru, Ill.", []),
        ("It was sold in Lebanon, not in Syria.", ["LBN", "SYR"]),
        ("Turkey raised its prices.", ["TUR"]),
        ("Chad elected a president.", ["TCD"]),
        ("He flew with Kenya Airways.", []),
    ],
)
def test_a_word_that_is_a_person_a_state_or_a_water_is_no_country(text: str, codes: list[str]) -> None:
    assert found(text) == codes


def test_a_mention_knows_where_it_stands_in_the_whole_text() -> None:
    text = "First this.\n\nThen the people of Sierra Leone\u2019s north."

    mentions = [mention for sentence in split_sentences(text) for mention in FINDER.find(sentence)]

    assert [text[mention.start : mention.end] for mention in mentions] == ["Sierra Leone"]


def subject_of_last(text: str) -> tuple[str, PlaceSource] | None:
    claim = extract(text, lexicon=load_lexicon()).claims[-1]
    place = claim.place(PlaceRole.SUBJECT)
    return (place.code, place.source) if place else None


def test_the_population_is_that_of_the_place_which_the_article_is_about() -> None:
    text = (
        "Malawi had a poor harvest. Malawi's farmers lost their maize, and prices rose. "
        "Malawians queue for food.\n\nAbout 18 percent of the population is undernourished."
    )

    assert subject_of_last(text) == ("MWI", PlaceSource.CARRIED)


def test_a_place_that_the_sentence_before_is_about_goes_before_the_one_most_named() -> None:
    text = (
        "Peru grew. Peru's mines are rich. Peru sells copper. Peru will vote.\n\n"
        "Bolivia's economy grew 4 percent. Unemployment was 5 percent."
    )

    assert subject_of_last(text) == ("BOL", PlaceSource.CARRIED)


def test_a_partner_named_in_passing_is_not_carried() -> None:
    text = (
        "Zambia's economy slowed. Zambia borrowed from China. Zambia owes China much.\n\n"
        "About 20 percent of its trade is with China."
    )

    assert subject_of_last(text) == ("ZMB", PlaceSource.CARRIED)


def test_a_text_that_names_no_place_carries_none() -> None:
    assert subject_of_last("About 20 percent of the population is undernourished.") is None


def test_a_place_that_is_said_is_not_carried() -> None:
    text = "Norway is rich. Norway is cold.\n\nAbout 9 percent of Georgians are undernourished."

    assert subject_of_last(text) == ("GEO", PlaceSource.SAID)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ghana's cedi fell. Ghana owes its lenders much.\n\nGovernment debt stands at 90 percent of GDP.", "GHA"),
        ("Chad is poor.\n\nOnly 11 percent of the population has electricity.", "TCD"),
        ("Niger borders Nigeria. Niger is dry. Niger's women marry young.\n\nThe fertility rate is 6.7.", "NER"),
        ("The EU praised Latvia. Latvia's army grew.\n\nMilitary spending is 2.4 percent of GDP.", "LVA"),
        ("Rwanda votes. Rwanda's women lead.\n\nWomen hold 61 percent of the seats in parliament.", "RWA"),
    ],
)
def test_the_place_of_a_measure_that_names_none_comes_from_the_text(text: str, code: str) -> None:
    assert subject_of_last(text) == (code, PlaceSource.CARRIED)
