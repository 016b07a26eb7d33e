"""Groups of places that statements rank among: continents, their parts, unions of countries, the world.

Parts of continents and their numbers are those of the UN's M49; the World Bank's codes stand for the groups that it
has figures of. Members are states; what is no state, or lies on the edge of a group, is counted by some and not by
others. Unions have their members of a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

WORLD = "WLD"
_PARTS = {
    "005": "ARG BOL BRA CHL COL ECU GUY PER PRY SUR URY VEN",
    "011": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SLE TGO",
    "013": "BLZ CRI GTM HND MEX NIC PAN SLV",
    "014": "BDI COM DJI ERI ETH KEN MDG MOZ MUS MWI RWA SOM SSD SYC TZA UGA ZMB ZWE",
    "015": "DZA EGY LBY MAR SDN TUN",
    "017": "AGO CAF CMR COD COG GAB GNQ STP TCD",
    "018": "BWA LSO NAM SWZ ZAF",
    "021": "CAN USA",
    "029": "ATG BHS BRB CUB DMA DOM GRD HTI JAM KNA LCA TTO VCT",
    "030": "CHN JPN KOR MNG PRK TWN",
    "034": "AFG BGD BTN IND IRN LKA MDV NPL PAK",
    "035": "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM",
    "039": "ALB AND BIH ESP GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT XKX",
    "053": "AUS NZL",
    "054": "FJI PNG SLB VUT",
    "057": "FSM KIR MHL NRU PLW",
    "061": "TON TUV WSM",
    "143": "KAZ KGZ TJK TKM UZB",
    "145": "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "151": "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR",
    "154": "DNK EST FIN GBR IRL ISL LTU LVA NOR SWE",
    "155": "AUT BEL CHE DEU FRA LIE LUX MCO NLD",
}
_WHOLES = {
    "002": "011 014 015 017 018",
    "009": "053 054 057 061",
    "019": "005 013 021 029",
    "003": "013 021 029",
    "142": "030 034 035 143 145",
    "150": "039 151 154 155",
    "SSF": "011 014 017 018",
    "LCN": "005 013 029",
    "SAS": "034",
    "EAS": "030 035 053 054 057 061",
    "ECS": "039 143 151 154 155",
}
_MIDDLE_EAST = "ARE BHR EGY IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM"
_LISTED = {
    "ME": _MIDDLE_EAST,
    "MEA": _MIDDLE_EAST + " DZA LBY MAR TUN",
    "ARB": "ARE BHR COM DJI DZA EGY IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SOM SYR TUN YEM",
    "G7": "CAN DEU FRA GBR ITA JPN USA",
    "G20": "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF",
}
_ON_THE_EDGE = {
    "142": "RUS EGY",
    "150": "ARM AZE CYP GEO KAZ TUR",
    "ECS": "ARM AZE CYP GEO TUR",
    "ME": "ARM AZE CYP GEO",
    "MEA": "DJI MLT SDN",
    "151": "ALB BIH EST HRV LTU LVA MKD MNE SRB SVN XKX",
    "155": "DNK ESP FIN GBR IRL ITA NOR PRT SWE",
    "035": "CHN TWN",
    "034": "MMR",
    "SAS": "IRN MMR",
    "SSF": "SDN",
    "018": "AGO LSO MOZ MWI ZMB ZWE",
}
_JOINED = {
    "EUU": {
        "1993": "BEL DEU DNK ESP FRA GBR GRC IRL ITA LUX NLD PRT",
        "1995": "AUT FIN SWE",
        "2004-05-01": "CYP CZE EST HUN LTU LVA MLT POL SVK SVN",
        "2007": "BGR ROU",
        "2013-07-01": "HRV",
    },
    "EMU": {
        "1999": "AUT BEL DEU ESP FIN FRA IRL ITA LUX NLD PRT",
        "2001": "GRC",
        "2007": "SVN",
        "2008": "CYP MLT",
        "2009": "SVK",
        "2011": "EST",
        "2014": "LVA",
        "2015": "LTU",
        "2023": "HRV",
        "2026": "BGR",
    },
    "OED": {
        "1961": """AUS AUT BEL CAN CHE CZE DEU DNK ESP FIN FRA GBR GRC HUN IRL ISL ITA JPN KOR LUX MEX NLD NOR NZL
            POL PRT SVK SWE TUR USA""",
        "2010-12-09": "CHL EST ISR SVN",
        "2016-07-01": "LVA",
        "2018-07-05": "LTU",
        "2020-04-28": "COL",
        "2021-05-25": "CRI",
    },
    "NATO": {
        "1949": "BEL CAN DEU DNK ESP FRA GBR GRC ISL ITA LUX NLD NOR PRT TUR USA",
        "1999-03-12": "CZE HUN POL",
        "2004-03-29": "BGR EST LTU LVA ROU SVK SVN",
        "2009-04-01": "ALB HRV",
        "2017-06-05": "MNE",
        "2020-03-27": "MKD",
        "2023-04-04": "FIN",
        "2024-03-07": "SWE",
    },
}
_LEFT = {("EUU", "GBR"): date(2020, 2, 1)}

STATES = frozenset(code for codes in _PARTS.values() for code in codes.split())


@dataclass(frozen=True, slots=True)
class Group:
    """`members` are counted by everybody, `edge` by some: None stands for every place that is no state."""

    members: frozenset[str]
    edge: frozenset[str] | None

    def holds(self, place: str) -> bool:
        return place in self.members or self.counted_by_some(place)

    def counted_by_some(self, place: str) -> bool:
        return place not in STATES if self.edge is None else place in self.edge


def group_of(code: str, day: date) -> Group | None:
    """The group of a code as it was on a day, None for a code of no group."""
    if code == WORLD:
        return Group(STATES, None)
    if code in _JOINED:
        return Group(frozenset(_members_of_union(code, day)), frozenset())
    places = _PLACES.get(code)
    return None if places is None else Group(places, frozenset(_ON_THE_EDGE.get(code, "").split()))


def _members_of_union(code: str, day: date) -> frozenset[str]:
    return frozenset(
        place
        for joined, places in _JOINED[code].items()
        for place in places.split()
        if _first_day(joined) <= day < _LEFT.get((code, place), date.max)
    )


def _first_day(text: str) -> date:
    return date.fromisoformat(text) if len(text) > len("2007") else date(int(text), 1, 1)


def _places() -> Mapping[str, frozenset[str]]:
    parts = {code: frozenset(places.split()) for code, places in _PARTS.items()}
    wholes = {code: frozenset().union(*(parts[part] for part in of.split())) for code, of in _WHOLES.items()}
    listed = {code: frozenset(places.split()) for code, places in _LISTED.items()}
    return {**parts, **wholes, **listed}


_PLACES = _places()
GROUPS = frozenset({WORLD, *_PLACES, *_JOINED})
