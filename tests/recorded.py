"""Every source of the desk on one local server: what each gave about North Korea, its trade with China and the people
who led it, and an answer to the known question of each.

    with LocalServer() as server:
        settings.SOURCE_BASES = serve(server)

The figures are those of `claims/packs/figures.csv`, in the shapes that the services document; dates of people and
dollars of trade stand below. A source is asked under its own name: `/imf/data/...`. Run as a module it serves until it
is ended, and prints what to set: `python -m tests.recorded --port 8765`.
"""

from __future__ import annotations

import argparse
import json
import re
import signal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from claims.packs import rows
from claims.sources.comtrade_rows import code_of
from tests.local_server import Answer, LocalServer
from tests.sources import (
    archives,
    test_comtrade,
    test_eurostat,
    test_faostat_api,
    test_imf,
    test_owid,
    test_un_sdg,
    test_who,
    test_wikidata,
    test_world_bank,
    test_world_bank_archive,
)

DATE = "Tue, 24 Nov 2026 10:00:00 GMT"
HUNGER = "SN.ITK.DEFC.ZS"
RELEASES = {"201709": "WDI, September 2017", "202412": "WDI with data to 2022"}
KENYA = {"2017": 49_000_000, "2018": 50_200_000}  # people
DOLLARS = {"2016": (2_634, 2_985, 3_422, 3_752), "2017": (1_650, 1_770, 3_610, 3_780)}  # millions: with China, with all
DECLARED = {"CHN": (1_650, 3_610), "IND": (80, 50), "RUS": (4, 75), "PHL": (36, 45)}  # millions: imports, exports, 2017
OFFICE = "Q11111111"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request below the name of its source; of a parameter that comes twice, both values."""

    path: str
    given: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        return self.given.get(name, [""])[0]


Route = Callable[[Asked], bytes | None]


def serve(server: LocalServer, **own: Route) -> dict[str, str]:
    """Answer for every source, for some of them with a route of one's own; the base addresses to set."""
    routes = {**ROUTES, **own}

    def answer(asked: str) -> Answer:
        parts = urlsplit(asked)
        name, _slash, path = unquote(parts.path).lstrip("/").partition("/")
        body = routes[name](Asked(path, parse_qs(parts.query))) if name in routes else None
        return Answer(b"not here", 404) if body is None else Answer(body, headers={"Date": DATE})

    server.answers["*"] = answer
    return {name: server.address(f"/{name}") for name in routes}


def hunger(release: str) -> dict[str, float]:
    """The share of North Koreans that are undernourished by three-year period, as a release had it."""
    own = (row for row in rows("figures") if row["series"] == "undernourishment" and release in row["vintage"])
    return {row["period"]: float(row["value"]) for row in own}


def _middle(period: str) -> str:
    return str(int(period[:4]) + 1)


# --- one route for each source --------------------------------------------------------------------------


def world_bank(asked: Asked) -> bytes | None:
    _country, places, _indicator, series = asked.path.split("/")
    if "PRK" in places.split(";") and series == HUNGER:
        found = hunger(RELEASES["202412"])
        given = [test_world_bank.row(value, _middle(period), "PRK") for period, value in found.items()]
        return test_world_bank.answer(given, updated="2024-12-16")
    if "KEN" in places.split(";") and series == "SP.POP.TOTL":
        return test_world_bank.answer([test_world_bank.row(value, year, "KEN") for year, value in KENYA.items()])
    return test_world_bank.answer([], pages=0)


def world_bank_archive(asked: Asked) -> bytes | None:
    if asked.path.endswith("/version"):
        return test_world_bank_archive.versions(*RELEASES)
    found = re.fullmatch(r"sources/57/country/([\w;]+)/series/([\w.]+)/time/[\w;]+/version/([\d;]+)/data", asked.path)
    if found is None:
        return None
    places, series, versions = found.groups()
    known = [place for place in ("PRK", "KEN") if place in places.split(";")]
    given = [row for each in versions.split(";") for place in known for row in _released(place, series, each)]
    return archives.as_json(test_world_bank_archive.data(given))


def _released(place: str, series: str, version: str) -> Iterable[dict[str, Any]]:
    if (place, series) == ("KEN", "SP.POP.TOTL"):
        values: Mapping[str, float] = KENYA
    else:
        values = {_middle(period): value for period, value in hunger(RELEASES[version]).items()}
    return [test_world_bank_archive.row(version, value, f"YR{year}", place) for year, value in values.items()]


def faostat(asked: Asked) -> bytes | None:
    if asked.path == "datasets_E.json":
        return archives.manifest()
    areas = {"116": "Democratic People's Republic of Korea", "114": "Kenya"}
    lines = [_line(code, name, *each) for code, name in areas.items() for each in hunger("FAOSTAT").items()]
    return archives.archive(archives.table(*lines))


def _line(code: str, name: str, period: str, value: float) -> str:
    item = '"210041","Prevalence of undernourishment (percent) (3-year average)","6121","Value"'
    return f'"{code}","{name}",{item},"{period.replace("-", "")}","{period}","%","{value}","F"'


def faostat_api(asked: Asked) -> bytes | None:
    if asked.path.endswith("groupsanddomains"):
        return test_faostat_api.DOMAINS
    given = [test_faostat_api.row(value, Year=period) for period, value in hunger("FAOSTAT").items()]
    return test_faostat_api.data(*({**row, "Area Code": asked.one("area")} for row in given))


def imf(asked: Asked) -> bytes | None:
    countries, indicators, _partners, _rhythm = asked.path.rpartition("/")[2].split(".")
    parts = []
    for number, indicator in enumerate(("XG_FOB_USD", "MG_CIF_USD")):
        for step, partner in enumerate(("CHN", "G001")) if indicator in indicators else ():
            values = [test_imf.row(int(year), f"{each[number * 2 + step]}000000") for year, each in DOLLARS.items()]
            parts += [test_imf.series(indicator, partner, *values, country=each) for each in countries.split("+")]
    return test_imf.message(*parts)


def comtrade(asked: Asked) -> bytes | None:
    codes = {place: int(code_of(place) or 0) for place in (*DECLARED, "KEN", "PRK")}
    if "getDA" in asked.path:
        released = [(codes[place], 2017, "2018-06-01") for place in DECLARED]
        return test_comtrade.available(*released, (codes["KEN"], 2018, "2019-08-01"))
    year = int(asked.one("period"))
    if "reporterCode" in asked.given:
        flows = [(partner, flow, value) for partner, value in ((156, 110), (0, 6_050)) for flow in "XM"]
        return test_comtrade.envelope([test_comtrade.row(codes["KEN"], *each, year) for each in flows])
    given = []
    for place, (imports, exports) in DECLARED.items():
        given.append(test_comtrade.row(codes[place], codes["PRK"], "M", imports * 1e6, year))
        given.append(test_comtrade.row(codes[place], codes["PRK"], "X", exports * 1e6, year))
    return test_comtrade.envelope(given if year == 2017 else [])


def owid(asked: Asked) -> bytes | None:
    slug, _dot, kind = asked.path.removeprefix("grapher/").partition(".")
    if kind == "metadata.json":
        return test_owid.metadata(value={"shortName": "value", "lastUpdated": "2018-09-11"})
    names = {"PRK": "North Korea", "KEN": "Kenya"}
    known = [place for place in asked.one("country").split("~") if place in names]
    given = {"2018": 66.7} if slug == "life-expectancy" else _of_the_middle(hunger(RELEASES["201709"]))
    lines = [f"{names[place]},{place},{year},{value}" for place in known for year, value in given.items()]
    return "\n".join(("Entity,Code,Year,value", *lines, "")).encode()


def _of_the_middle(values: Mapping[str, float]) -> dict[str, float]:
    return {_middle(period): value for period, value in values.items()}


def who(asked: Asked) -> bytes | None:
    return test_who.body([test_who.row(66.7, 2018, SpatialDim="KEN")])


def un_sdg(asked: Asked) -> bytes | None:
    codes = {"SN_ITK_DEFC": "2024.Q2.G.01", "SH_DYN_MORT": "2024.Q2.G.01"}
    if asked.path.endswith("List"):
        return json.dumps([{"code": code, "release": release} for code, release in codes.items()]).encode()
    if asked.one("seriesCode") == "SH_DYN_MORT":
        kinds = {"Reporting Type": "G", "Sex": "BOTHSEX", "Age": "<5Y"}
        return test_un_sdg.body([test_un_sdg.row("43.2", 2018.0, geoAreaCode="404", dimensions=kinds)])
    found = _of_the_middle(hunger(RELEASES["202412"]))
    return test_un_sdg.body([test_un_sdg.row(str(value), float(year)) for year, value in found.items()])


def eurostat(asked: Asked) -> bytes | None:
    years = test_eurostat.category("2017", "2018")
    kinds = {"geo": test_eurostat.category("DE"), "time": years}
    return test_eurostat.body(id=["geo", "time"], size=[1, 2], dimension=kinds, value=[3.8, 3.4], status={})


def dbnomics(asked: Asked) -> bytes | None:
    series = {"indexed_at": "2024-10-23T08:12:50.123Z", "period": list(KENYA), "value": list(KENYA.values())}
    return json.dumps({"series": {"docs": [series], "num_found": 1}}).encode()


def wikidata(asked: Asked) -> bytes | None:
    if asked.one("action") == "wbsearchentities":
        plain = asked.one("search").casefold().replace("-", " ")
        return test_wikidata.search(*(number for number, each in PEOPLE.items() if _named(each) == plain))
    ids = asked.one("ids").split("|")
    if asked.one("props") == "labels":
        return test_wikidata.labels(**dict.fromkeys(ids, "Supreme Leader of North Korea"))
    return test_wikidata.entities(*(PEOPLE[each] for each in ids))


def _named(entity: Mapping[str, Any]) -> str:
    return str(entity["labels"]["en"]["value"]).casefold().replace("-", " ")


def _person(number: str, name: str, *, born: Iterable[str], died: str = "", led: str = "") -> dict[str, Any]:
    """`led` is the first day in office, with the last one behind a slash where it ended."""
    start, _slash, end = led.partition("/")
    spans: dict[str, Any] = {"P580": _day(start)} if led else {}
    if end:
        spans["P582"] = _day(end)
    claims: dict[str, Any] = {"P569": [test_wikidata.statement(_day(each)) for each in born]}
    if died:
        claims["P570"] = [test_wikidata.statement(_day(died))]
    if led:
        claims["P39"] = [test_wikidata.statement(test_wikidata.item(OFFICE), "normal", **spans)]
    return test_wikidata.entity(number, name, 90, **claims)


def _day(text: str) -> dict[str, Any]:
    year = f"+{text}-00-00T00:00:00Z"
    return test_wikidata.value(year, 9) if len(text) == 4 else test_wikidata.value(f"+{text}T00:00:00Z")


PEOPLE = {
    "Q56226": _person("Q56226", "Kim Jong-un", born=("1984-01-08", "1983-01-08", "1982-01-08"), led="2011-12-17"),
    "Q10665": _person(
        "Q10665", "Kim Jong-il", born=("1941-02-16", "1942-02-16"), died="2011-12-17", led="1994-07-08/2011-12-17"
    ),
    "Q41117": _person("Q41117", "Kim Il-sung", born=("1912-04-15",), died="1994-07-08", led="1948-09-09/1994-07-08"),
    "Q937": _person("Q937", "Albert Einstein", born=("1879-03-14",), died="1955-04-18"),
}
ROUTES: dict[str, Route] = {
    each.__name__: each
    for each in (
        *(world_bank, world_bank_archive, faostat, faostat_api, imf, comtrade, owid, who, un_sdg, eurostat),
        *(dbnomics, wikidata),
    )
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    with LocalServer(options.port) as server:
        print(f"OUTGOING_ALLOW={server.netloc}")
        for name, base in serve(server).items():
            print(f"{name.upper()}_BASE={base}")
        print("FAOSTAT_API_KEY=token", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
