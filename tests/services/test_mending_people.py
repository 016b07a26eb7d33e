"""Whom a claim is about, mended on the desk: the name, the Wikidata id and the office, and what is asked then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings

from claims.models import Claim, Finding, Lookup, Observation, Series
from claims.queries.people import people_found
from claims.services.lookups import work_series
from claims.services.mending import mend_reading
from claims.services.replay import replay_finding
from claims.services.steps.lookups import ask
from claims.services.steps.mends import LONGEST_PERSON, mend
from claims.services.steps.readings import person_of, reading_in_force
from claims.values import Person, PlaceSource
from tests.builders import make_claim, make_indicator, make_series, make_source, make_user, structure
from tests.local_server import Answer, LocalServer
from tests.sources.test_wikidata import entities, entity, item, labels, search, statement, value

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Moor", "start": 0, "end": 8, "source": "carried", "offices": [], "dated": False}
FIRST = entity("Q1", P569=[statement(value("+1984-01-08T00:00:00Z"))])
OTHER = entity(
    "Q2",
    P569=[statement(value("+1978-02-01T00:00:00Z"))],
    P39=[
        statement(item("Q30"), P580=value("+2010-05-07T00:00:00Z"), P582=value("+2012-05-07T00:00:00Z")),
        statement(item("Q31"), P580=value("+2014-05-07T00:00:00Z")),
    ],
)


def mended(changes: dict[str, str], **person: Any) -> Person | None:
    result = mend(structure(person={**ADA, **person}), changes)
    assert result.problems == ()
    return person_of(result.structure)


def refused(changes: dict[str, str], person: dict[str, Any] | None = None) -> list[str]:
    return [each.code for each in mend(structure(person=person), changes).problems]


# --- the fields -----------------------------------------------------------------------------------------


def test_an_id_says_who_is_meant_and_counts_as_said() -> None:
    person = mended({"person_entity": "q7747"}, offices=["president"], dated=True)

    assert person == Person("Ada Moor", 0, 8, PlaceSource.SAID, ("president",), True, "Q7747")
    assert person.asked == "Ada Moor (Q7747)"


def test_another_name_is_somebody_else_without_the_id() -> None:
    person = mended({"person": "  Jan \n Moor "}, entity="Q1")

    assert person is not None
    assert (person.name, person.entity, person.start, person.asked) == ("Jan Moor", "", -1, "Jan Moor")


def test_the_office_that_is_meant_is_one_by_its_words() -> None:
    person = mended({"person_office": " president of  Freedonia"}, offices=["king", "monarch"])
    nobody_s = mended({"person_office": ""}, offices=["king", "monarch"])

    assert person is not None and person.offices == ("president of Freedonia",)
    assert nobody_s is not None and nobody_s.offices == ()


def test_a_name_that_is_taken_away_takes_id_and_office_along() -> None:
    assert mended({"person": ""}, entity="Q1", offices=["king"]) is None


def test_a_claim_about_nobody_is_given_somebody() -> None:
    result = mend(structure(), {"person": "Jan Moor", "person_entity": "Q2"})

    person = person_of(result.structure)
    assert person is not None and person.asked == "Jan Moor (Q2)"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person_entity": "Q2"}, "mend_person_missing"),
        ({"person_office": "king"}, "mend_person_missing"),
        ({"person": "Jan Moor", "person_entity": "Q2|Q3"}, "mend_entity"),
        ({"person": "Jan Moor", "person_entity": "7747"}, "mend_entity"),
        ({"person": "x" * (LONGEST_PERSON + 1)}, "mend_person_long"),
    ],
)
def test_what_names_nobody_is_refused(changes: dict[str, str], code: str) -> None:
    assert refused(changes) == [code]


# --- what is asked then ---------------------------------------------------------------------------------


def answered(asked: str) -> Answer:
    """As Wikidata answers: two people of one name, of whom one held offices."""
    given = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    if given["action"] == "wbsearchentities":
        return Answer(search("Q1", "Q2"))
    if given["props"] == "labels":
        return Answer(labels(Q30="Mayor of Sylvania", Q31="President of Freedonia"))
    known = {"Q1": FIRST, "Q2": OTHER}
    return Answer(entities(*(known[each] for each in given["ids"].split("|") if each in known)))


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"wikidata": running.address("")}
        running.add_handler("/w/api.php", answered)
        yield running


@pytest.fixture
def series() -> Series:
    indicator = make_indicator("age-at-taking-office", name="Age at taking office", unit="years", takes_person=True)
    source = make_source("wikidata", connector="wikidata", name="Wikidata")
    return make_series("P569+P39", source=source, indicator=indicator, unit="years")


def took_office(series: Series, years: str = "36") -> Claim:
    """A claim that Ada Moor was so old when she took office, and what the source says of that name."""
    claim = make_claim()
    reading = reading_in_force(claim)
    quantity = {**structure()["quantities"][0], "text": f"{years} years", "low": years, "high": years, "unit": "years"}
    quantity |= {"kind": "duration", "written": years}
    reading.structure = structure(person=ADA, indicator=series.indicator.slug, quantities=[quantity])
    reading.save()
    Claim.objects.filter(pk=claim.pk).update(indicator=series.indicator, comparator="equal")
    claim.refresh_from_db()
    ask(claim, reading)
    work_series(series.pk)
    return claim


def in_force(claim: Claim) -> Finding:
    return claim.findings.get(superseded_at=None, as_of="now")


def test_of_namesakes_the_checker_chooses_one_and_the_figures_are_theirs(server: LocalServer, series: Series) -> None:
    claim = took_office(series)
    before = in_force(claim)
    due = mend_reading(make_user("checker"), claim.pk, changes={"person_entity": "Q2", "person_office": "president"})

    work_series(due[0])

    finding = in_force(claim)
    assert (before.relation, before.reasons[0][0]) == ("not_comparable", "several_people")
    assert finding.relation == "agrees"
    assert finding.observation is not None
    assert finding.observation.subject == "Ada Moor (Q2)"
    assert "person_was_carried" not in {code for code, _numbers in finding.reasons}
    assert replay_finding(finding.pk).same
    assert server.requests[-1].startswith("/w/api.php?action=wbgetentities&ids=Q2&")


def test_who_has_no_entry_is_no_contradiction(server: LocalServer, series: Series) -> None:
    claim = took_office(series)
    due = mend_reading(make_user("checker"), claim.pk, changes={"person_entity": "Q404"})

    work_series(due[0])

    assert in_force(claim).relation == "no_data"
    assert not Lookup.objects.filter(claim=claim, state="pending").exists()


def test_who_may_be_meant_is_told_in_one_query(
    server: LocalServer, series: Series, django_assert_num_queries: Any
) -> None:
    claim = took_office(series)
    person = person_of(reading_in_force(claim).structure)
    assert person is not None

    with django_assert_num_queries(1):
        first, other = people_found(person)

    assert (first.entity, first.births, first.offices) == ("Q1", ["1984-01-08"], [])
    assert (other.entity, other.about) == ("Q2", "president of Freedonia")
    assert {each.label for each in other.offices} == {"Mayor of Sylvania", "President of Freedonia"}


def test_of_an_entity_the_newest_revision_is_told(server: LocalServer, series: Series) -> None:
    claim = took_office(series)
    Observation.objects.filter(fact="Q1 birth").update(vintage_on="2020-01-01", raw="1983-01-08")
    Observation.objects.filter(fact="Q2 birth").update(gone_in=claim.findings.get().fetch)
    person = person_of(reading_in_force(claim).structure)
    assert person is not None

    first, other = people_found(person)

    assert (first.births, other.births) == (["1983-01-08"], [])
