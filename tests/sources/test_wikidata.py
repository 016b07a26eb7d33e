"""Wikidata: names found, dates with their precision, ranks, disputes, terms of offices."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claims.sources.wikidata import Wikidata
from claims.values import Query
from tests.sources.feeding import BASE, Answer, read, refusal

SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parents[3] / "shared")) / "reference-data/wikidata"
QUERY = Query(series="P569+P570", people=("Ada Moor",), unit="years")
OFFICES = Query(series="P569+P39", people=("Ada Moor",), unit="years")


def value(time: str, precision: int = 11) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"type": "time", "value": {"time": time, "precision": precision}}}


def item(number: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": number}}}


def statement(snak: dict[str, Any], rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    return {"mainsnak": snak, "rank": rank, "qualifiers": {code: [each] for code, each in qualifiers.items()}}


def entity(number: str = "Q11", name: str = "Ada Moor", sites: int = 40, **claims: Any) -> dict[str, Any]:
    """A human being, born on 1952-10-07 where nothing else is given."""
    return {
        "id": number,
        "lastrevid": 2483686458,
        "modified": "2026-04-21T13:42:27Z",
        "labels": {"en": {"language": "en", "value": name}},
        "descriptions": {"en": {"language": "en", "value": "president of Freedonia"}},
        "aliases": {"en": [{"language": "en", "value": "Ada M. Moor"}]},
        "claims": {"P31": [statement(item("Q5"))], "P569": [statement(value("+1952-10-07T00:00:00Z"))], **claims},
        "sitelinks": {f"wiki{each}": {} for each in range(sites)},
    }


def search(*numbers: str) -> bytes:
    return json.dumps({"search": [{"id": each} for each in numbers], "success": 1}).encode()


def entities(*rows: dict[str, Any]) -> bytes:
    return json.dumps({"entities": {each["id"]: each for each in rows}, "success": 1}).encode()


def labels(**names: str) -> bytes:
    rows = {each: {"id": each, "labels": {"en": {"value": name}}} for each, name in names.items()}
    return json.dumps({"entities": rows, "success": 1}).encode()


HELD = entity(P39=[statement(item("Q30"), P580=value("+2012-05-07T00:00:00Z"), P582=value("+2013-00-00T00:00:00Z", 9))])
WHOLE = [search("Q11"), entities(HELD), labels(Q30="President of Freedonia")]


def test_a_name_is_searched_and_the_dates_of_whom_it_finds_are_read() -> None:
    died = entity(P570=[statement(value("+2019-00-00T00:00:00Z", 9))])

    reading, asked = read(Wikidata(), QUERY, [search("Q11"), entities(died)])

    birth, death = reading.observations
    assert (birth.fact, birth.label, birth.raw, birth.value) == ("Q11 birth", "birth", "1952-10-07", None)
    assert (birth.subject, birth.place, birth.unit) == ("Ada Moor", "", "date")
    assert (birth.vintage_on, birth.vintage_label) == (date(2026, 4, 21), "revision 2483686458 of 2026-04-21")
    assert (death.raw, death.period_start, death.period_end) == ("2019", date(2019, 1, 1), date(2019, 12, 31))
    assert death.address == "https://www.wikidata.org/wiki/Q11"
    assert [dict(each.parameters)["action"] for each in asked] == ["wbsearchentities", "wbgetentities"]
    assert {each.address for each in asked} == {f"{BASE}/w/api.php"}


def test_whom_an_id_names_is_asked_without_a_search() -> None:
    query = Query(series="P569", people=("Ada Moor (Q11)", "Jan Moor (Q99)"))
    missing = json.dumps({"entities": {"Q99": {"id": "Q99", "missing": ""}}}).encode()

    reading, asked = read(Wikidata(), query, [entities(entity(sites=0)), missing])

    [birth] = reading.observations
    assert (birth.subject, birth.fact) == ("Ada Moor (Q11)", "Q11 birth")
    assert [dict(each.parameters)["ids"] for each in asked] == ["Q11", "Q99"]


@pytest.mark.parametrize(
    ("time", "precision", "raw"),
    [
        ("+1952-10-07T00:00:00Z", 11, ["1952-10-07"]),
        ("+1952-10-00T00:00:00Z", 10, ["1952-10"]),
        ("+1952-00-00T00:00:00Z", 9, ["1952"]),
        ("+1950-00-00T00:00:00Z", 8, ["195X"]),
        ("+1900-00-00T00:00:00Z", 7, []),
        ("-0044-03-15T00:00:00Z", 11, []),
    ],
)
def test_a_date_is_as_precise_as_it_says(time: str, precision: int, raw: list[str]) -> None:
    born = entity(P569=[statement(value(time, precision))])

    reading, _asked = read(Wikidata(), QUERY, [search("Q11"), entities(born)])

    assert [each.raw for each in reading.observations] == raw


def test_several_dates_are_a_dispute_unless_one_is_preferred_and_deprecated_ones_are_dropped() -> None:
    years = ["+1982-00-00T00:00:00Z", "+1983-00-00T00:00:00Z", "+1984-00-00T00:00:00Z"]
    disputed = [statement(value(each, 9)) for each in years]
    wrong = statement(value("+1991-00-00T00:00:00Z", 9), "deprecated")
    settled = [*disputed[:2], statement(value(years[2], 9), "preferred"), wrong]

    of_dispute, _asked = read(Wikidata(), QUERY, [search("Q11"), entities(entity(P569=[*disputed, wrong]))])
    of_one, _asked = read(Wikidata(), QUERY, [search("Q11"), entities(entity(P569=settled))])

    assert [each.raw for each in of_dispute.observations] == ["1982", "1983", "1984"]
    assert [each.raw for each in of_one.observations] == ["1984"]


@pytest.mark.parametrize("kind", ["somevalue", "novalue"])
def test_an_unknown_date_is_no_date(kind: str) -> None:
    reading, _asked = read(Wikidata(), QUERY, [search("Q11"), entities(entity(P570=[statement({"snaktype": kind})]))])

    assert [each.label for each in reading.observations] == ["birth"]


def test_a_missing_entity_and_one_that_is_nobody_are_left_out() -> None:
    gone = {"id": "Q12", "missing": ""}
    ship = entity("Q13", P31=[statement(item("Q11446"))])
    other = entity("Q14", name="Ada Moore")

    reading, _asked = read(Wikidata(), QUERY, [search("Q12", "Q13", "Q14"), entities(gone, ship, other)])

    assert list(reading.observations) == []
    assert read(Wikidata(), QUERY, [search()])[0].observations == ()


def test_a_name_is_the_same_with_other_hyphens_accents_and_capitals() -> None:
    query = Query(series="P569", people=("Kim Jong Un", "Hugo Chavez"))
    bodies = [search("Q1"), entities(entity("Q1", "Kim Jong-un")), search("Q2"), entities(entity("Q2", "Hugo Chávez"))]

    reading, _asked = read(Wikidata(), query, bodies)

    assert [each.subject for each in reading.observations] == ["Kim Jong Un", "Hugo Chavez"]


def test_of_namesakes_those_whom_hardly_anybody_knows_are_left_out() -> None:
    known, unknown, rival = entity("Q1", sites=60), entity("Q2", sites=2), entity("Q3", sites=30)

    one, _asked = read(Wikidata(), QUERY, [search("Q2", "Q1"), entities(known, unknown)])
    both, _asked = read(Wikidata(), QUERY, [search("Q1", "Q3"), entities(known, rival)])

    assert [each.fact for each in one.observations] == ["Q1 birth"]
    assert [each.fact for each in both.observations] == ["Q1 birth", "Q3 birth"]


def test_offices_have_their_names_and_spans_and_the_preferred_one_is_merely_the_present_one() -> None:
    start, end = value("+1999-08-09T00:00:00Z"), value("+2003-00-00T00:00:00Z", 9)
    held = entity(
        P39=[
            statement(item("Q30"), "preferred", P580=value("+2012-05-07T00:00:00Z")),
            statement(item("Q31"), P580=start, P582=end),
            statement(item("Q31"), P580=end, P582={"snaktype": "somevalue"}),
            statement(item("Q32")),
            statement(item("Q33"), "deprecated", P580=start),
        ]
    )
    named = labels(Q30="President of Freedonia", Q31="Prime Minister of Freedonia")

    reading, asked = read(Wikidata(), OFFICES, [search("Q11"), entities(held), named])

    _birth, *offices = reading.observations
    assert [(each.fact, each.label, each.raw) for each in offices] == [
        ("Q11 office Q30", "President of Freedonia", "2012-05-07/.."),
        ("Q11 office Q31", "Prime Minister of Freedonia", "1999-08-09/2003"),
        ("Q11 office Q31", "Prime Minister of Freedonia", "2003/"),
    ]
    assert (offices[1].period_start, offices[1].period_end) == (date(1999, 8, 9), date(2003, 12, 31))
    assert dict(asked[2].parameters)["ids"] == "Q30|Q31"


def test_a_lagging_server_is_asked_again_and_another_refusal_is_not() -> None:
    lagging = json.dumps({"error": {"code": "maxlag", "info": "Waiting for a server: 6 seconds lagged."}}).encode()
    refused = json.dumps({"error": {"code": "no-such-entity", "info": "Could not find an entity"}}).encode()

    assert not refusal(Wikidata(), QUERY, [lagging]).permanent
    assert refusal(Wikidata(), QUERY, [refused]).permanent
    assert refusal(Wikidata(), QUERY, [Answer(b"<html>")]).code == "html_instead"
    assert refusal(Wikidata(), QUERY, [search("Q11"), b'{"entities": []}']).code == "drift"


@pytest.mark.skipif(not SHARED.exists(), reason="the recorded bodies of Wikidata are not beside the checkout")
def test_a_recorded_body_is_read() -> None:
    query = Query(series="P569+P39", people=("Vladimir Putin",))
    recorded = (SHARED / "wbgetentities_q7747.json").read_bytes()
    presidency = labels(Q218295="President of Russia")

    reading, _asked = read(Wikidata(), query, [search("Q7747"), recorded, presidency])

    facts = {(each.label, each.raw) for each in reading.observations}
    assert ("birth", "1952-10-07") in facts
    assert {("President of Russia", "2000-05-07/2008-05-07"), ("President of Russia", "2012-05-07/..")} <= facts
    assert ("Q1553195", "1995/1997") in facts
