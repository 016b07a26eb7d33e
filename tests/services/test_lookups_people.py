"""Ages from Wikidata end to end: over a socket, kept, compared with the dates shown, and computed again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from claims.models import Claim, FetchStep, Finding, Lookup, Observation, Snapshot, WorkState
from claims.services.replay import replay_finding
from claims.services.starter import load_starter
from tests.local_server import Answer, LocalServer
from tests.sources.test_wikidata import entities, entity, item, labels, search, statement, value

pytestmark = pytest.mark.django_db
TEXT = """Ada Moor has promised schools and roads to the people of the north of the country.

But Ada Moor was 27 when she became president. Now 34, she could stay for as many as 50 years. Jan Moor lived to 82.
"""
ADA = entity(
    "Q1",
    P569=[statement(value(f"+{year}-01-08T00:00:00Z")) for year in (1984, 1982)],
    P39=[statement(item("Q30"), P580=value("+2011-12-17T00:00:00Z"))],
)
JAN = entity(
    "Q2",
    "Jan Moor",
    P569=[statement(value("+1912-04-15T00:00:00Z"))],
    P570=[statement(value("+1994-07-08T00:00:00Z"))],
)


def answered(asked: str) -> Answer:
    """As Wikidata answers its two actions."""
    given = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    if given["action"] == "wbsearchentities":
        return Answer(search(*{"Ada Moor": ["Q1"], "Jan Moor": ["Q2"]}.get(given["search"], [])))
    if given["props"] == "labels":
        return Answer(labels(Q30="President of Freedonia"))
    return Answer(entities({"Q1": ADA, "Q2": JAN}[given["ids"]]))


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"wikidata": running.address("")}
        running.add_handler("/w/api.php", answered)
        yield running


def pull(tmp_path: Path, text: str = TEXT) -> list[dict[str, Any]]:
    load_starter()
    file = tmp_path / "article.txt"
    file.write_text(text)
    out = io.StringIO()
    call_command("pull", str(file), "--published", "2018-06-11", "--now", "--json", stdout=out)
    return [each for each in json.loads(out.getvalue())["claims"] if each["person"]]


def test_the_ages_of_an_article_are_compared_with_the_dates_shown(server: LocalServer, tmp_path: Path) -> None:
    took, now, died = pull(tmp_path)

    assert [each["indicator"] for each in (took, now, died)] == ["age-at-taking-office", "age", "age-at-death"]
    assert [each["person"]["source"] for each in (took, now, died)] == ["said", "carried", "said"]
    assert [each["findings"][0]["relation"] for each in (took, now, died)] == ["close", "close", "agrees"]
    said = took["findings"][0]["summary"]
    assert "Born 1984-01-08, President of Freedonia from 2011-12-17 on: 27 completed years." in said
    assert "Born 1982-01-08, President of Freedonia from 2011-12-17 on: 29 completed years." in said
    assert {each["summary"] for each in (took, now, died)} == {"then_unknown"}
    assert died["findings"][0]["url"] == "https://www.wikidata.org/wiki/Q2"
    assert {each["as_of"] for claim in (took, now, died) for each in claim["findings"]} == {"now"}


def test_what_was_fetched_is_kept_and_the_findings_can_be_computed_again(server: LocalServer, tmp_path: Path) -> None:
    pull(tmp_path)
    asked = len(server.requests)

    replayed = [replay_finding(each.pk) for each in Finding.objects.all()]

    assert [each.differences for each in replayed] == [(), (), ()]
    assert len(server.requests) == asked
    assert FetchStep.objects.filter(fetch__series__code="P569+P39").count() == 3
    assert {(each.subject, each.fact, each.raw) for each in Observation.objects.filter(series__code="P569+P39")} == {
        ("Ada Moor", "Q1 birth", "1984-01-08"),
        ("Ada Moor", "Q1 birth", "1982-01-08"),
        ("Ada Moor", "Q1 office Q30", "2011-12-17/.."),
    }


def test_the_same_facts_read_again_are_the_same_rows_and_findings(server: LocalServer, tmp_path: Path) -> None:
    pull(tmp_path)
    Snapshot.objects.update(seen_at="2020-01-01T00:00Z")
    rows, findings = Observation.objects.count(), Finding.objects.count()

    pull(tmp_path, TEXT + "\nThe roads are to be ready in the spring.\n")

    assert (Observation.objects.count(), Finding.objects.filter(superseded_at=None).count()) == (rows, findings * 2)


def test_somebody_whom_the_source_does_not_know_is_no_contradiction(server: LocalServer, tmp_path: Path) -> None:
    (claim,) = pull(tmp_path, "Piet Moor, a farmer from the north, lived to 82 and never left.\n")

    assert [each["relation"] for each in claim["findings"]] == ["no_data"]
    assert claim["summary"] == "undecided"


def test_without_the_network_the_lookup_is_missing_in_words(settings: LazySettings, tmp_path: Path) -> None:
    settings.SOURCE_BASES = {"wikidata": "http://127.0.0.1:9"}

    claims = pull(tmp_path)

    assert all(each["findings"] == [] for each in claims)
    assert {each["source"] for claim in claims for each in claim["missing"]} == {"wikidata"}
    assert all(each["reason"] for claim in claims for each in claim["missing"])
    assert Lookup.objects.exclude(state=WorkState.DONE).count() == 3
    assert not Finding.objects.exists()


def test_a_measure_of_somebody_asks_for_nobody_where_no_name_was_read(server: LocalServer, tmp_path: Path) -> None:
    pull(tmp_path, "Peru has 32 million people, the office said. She was 34 when she became president.\n")

    assert not Lookup.objects.filter(series__indicator__takes_person=True).exists()
    assert not Claim.objects.filter(indicator__takes_person=True).exists()
