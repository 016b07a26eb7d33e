"""From a text to findings, by the command line: offline with the starter table, and over HTTP without it."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from claims.models import Article, Claim, Finding, Indicator, Lookup, Observation, ReferenceTable, User, WorkState
from claims.packs import load_lexicon
from claims.services.demo import seed_demo
from claims.services.demo_people import logins_file
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.replay import replay_finding
from claims.services.starter import load_starter
from claims.services.steps.lexicon import lexicon_of_the_desk
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
TEXT = """A relief agency estimates that 40 percent of North Korea's population is undernourished.

About 90 percent of the country's trade goes to or through China. Unemployment in Peru was 3.7 percent in 2017.

Will the harvest be better next year?
"""


def pull(tmp_path: Path, text: str = TEXT, *options: str) -> dict[str, Any]:
    file = tmp_path / "article.txt"
    file.write_text(text)
    out = io.StringIO()
    call_command("pull", str(file), "--published", "2018-06-11", "--json", *options, stdout=out)
    return dict(json.loads(out.getvalue()))


def claim_with(article: dict[str, Any], words: str) -> dict[str, Any]:
    return next(claim for claim in article["claims"] if words in claim["sentence"])


def offline(settings: LazySettings) -> None:
    """No source but the reference table can be reached."""
    settings.SOURCE_BASES = dict.fromkeys(settings.SOURCE_BASES, "http://127.0.0.1:9")


def test_both_claims_get_their_figures_with_no_network_and_no_broker(tmp_path: Path, settings: LazySettings) -> None:
    offline(settings)

    article = pull(tmp_path, TEXT, "--now")

    hunger, trade = claim_with(article, "undernourished"), claim_with(article, "through China")
    figures = {(each["as_of"], each["value"]): each["relation"] for each in hunger["findings"]}
    assert figures == {("then", 41.6): "close", ("now", 43.3): "differs"}
    assert hunger["summary"] == "revised_since"
    asked = {"world_bank", "world_bank_archive", "faostat", "owid", "un_sdg"}
    assert {each["source"] for each in hunger["missing"]} == asked
    assert any(
        (each["as_of"], each["value"], each["relation"]) == ("then", 91.5, "agrees") for each in trade["findings"]
    )
    assert all(each["summary"] and each["vintage"] and each["url"] for each in hunger["findings"])


def test_a_number_that_no_rounding_makes_differs_then_and_now(tmp_path: Path, settings: LazySettings) -> None:
    offline(settings)

    article = pull(tmp_path, TEXT.replace("40 percent", "35 percent"), "--now")

    hunger = claim_with(article, "undernourished")
    assert {each["relation"] for each in hunger["findings"]} == {"differs"}
    assert hunger["summary"] == "fails"


def test_the_contract_of_the_json_is_whole(tmp_path: Path, settings: LazySettings) -> None:
    offline(settings)

    article = pull(tmp_path, TEXT, "--now")

    claim = claim_with(article, "undernourished")
    assert set(article) == {"article", "claims"}
    assert set(claim) == {
        *("sentence", "start", "end", "worthiness", "reasons", "claimant", "attribution", "quantities", "places"),
        *("claimant_kind", "place_source", "said_on", "said_on_source", "person", "comparison"),
        *("indicator", "indicators", "denominator", "period", "id", "queue", "findings", "summary", "missing"),
    }
    assert set(claim["findings"][0]) == {
        *("source", "series", "place", "counterpart", "period", "vintage", "value", "unit", "relation"),
        *("as_of", "summary", "definition", "reasons", "readings", "url"),
    }
    assert TEXT.strip()[claim["start"] : claim["end"]] == claim["sentence"]
    assert claim["queue"] == "numbers"


def test_without_now_the_lookups_wait_for_a_worker(tmp_path: Path) -> None:
    article = pull(tmp_path)

    assert claim_with(article, "undernourished")["findings"] == []
    assert Lookup.objects.filter(state=WorkState.PENDING).exists()


def test_the_same_file_twice_is_one_article(tmp_path: Path, settings: LazySettings) -> None:
    offline(settings)

    first, second = pull(tmp_path, TEXT, "--now"), pull(tmp_path, TEXT, "--now")

    assert first["article"] == second["article"]
    assert Article.objects.count() == 1
    assert len(first["claims"]) == len(second["claims"])


@pytest.mark.parametrize(
    ("name", "options", "word"),
    [
        ("nowhere.txt", [], "cannot be read"),
        ("-", ["--published", "11 June 2018"], "2018-06-11"),
        ("http://127.0.0.1:9/", [], "not on the public internet"),
    ],
)
def test_bad_input_ends_with_its_cause(name: str, options: list[str], word: str) -> None:
    with pytest.raises(CommandError, match=word):
        call_command("pull", name, *options)

    assert not Article.objects.exists()


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))

    call_command("pull", "-", stdout=io.StringIO())

    assert Claim.objects.filter(sentence__contains="through China").count() == 1


def test_the_world_bank_answers_from_recorded_bodies_with_no_starter_table(
    tmp_path: Path, settings: LazySettings, shared_folder: Path
) -> None:
    load_starter()
    ReferenceTable.objects.all().delete()
    recorded = shared_folder / "reference-data" / "worldbank"
    now, then = sorted(recorded.glob("SYNTHETIC*2024*"))[0], sorted(recorded.glob("SYNTHETIC*2017-09*"))[0]
    with LocalServer() as server:
        settings.OUTGOING_ALLOW = [server.netloc]
        settings.SOURCE_BASES = {"world_bank": server.address("/v2")}
        server.add("/v2/country/KOR;MEA;MKD;MNP;PRK/indicator/SN.ITK.DEFC.ZS", then.read_bytes())
        pull(tmp_path, TEXT.replace("A relief", "Another relief"), "--now")
        server.add("/v2/country/KOR;MEA;MKD;MNP;PRK/indicator/SN.ITK.DEFC.ZS", now.read_bytes())
        fetching_again()
        article = pull(tmp_path, TEXT, "--now")

    hunger = claim_with(article, "undernourished")
    figures = {(each["source"], each["as_of"], each["value"]): each["relation"] for each in hunger["findings"]}
    assert figures == {("world_bank", "then", 41.6): "close", ("world_bank", "now", 43.3): "differs"}
    assert all(replay_finding(finding.pk).same for finding in Finding.objects.filter(superseded_at=None))


def fetching_again() -> None:
    """Let the cache of answers grow old."""
    from claims.models import Snapshot

    Snapshot.objects.update(seen_at="2020-01-01T00:00Z")


def test_the_lexicon_of_a_new_desk_is_the_one_of_the_packs() -> None:
    load_starter()

    assert lexicon_of_the_desk() == load_lexicon()


def test_starter_content_that_curators_changed_stays_as_they_have_it() -> None:
    load_starter()
    Indicator.objects.filter(slug="population").update(name="People")
    observations = Observation.objects.count()

    load_starter()

    assert Indicator.objects.get(slug="population").name == "People"
    assert Observation.objects.count() == observations


def test_a_text_is_read_once_however_often_it_is_asked_for() -> None:
    load_starter()
    received = receive_text(text=TEXT, published_on=date(2018, 6, 11))

    extract_version(received.version_id)
    first = Claim.objects.count()
    extract_version(received.version_id)

    assert Claim.objects.count() == first > 0


def test_the_demonstration_makes_people_only_on_a_new_desk(settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path

    made = seed_demo(people=True)
    again = seed_demo(people=True)

    assert set(made) == {"checker", "editor", "curator"}
    assert not again
    assert User.objects.count() == 3
    assert logins_file().stat().st_mode & 0o777 == 0o600
    assert User.objects.get(username="checker").check_password(made["checker"])
    assert Claim.objects.filter(queue__slug="numbers").count() >= 2


def test_offsets_index_the_text_as_it_was_given(tmp_path: Path) -> None:
    given = "\r\n\r\nA cafe\u0301 opened.\r\n\r\nUnemployment in Peru\r\nwas 3.7 percent in 2017.\r\n"
    file, out = tmp_path / "article.txt", io.StringIO()
    file.write_bytes(given.encode())

    call_command("pull", str(file), "--json", stdout=out)

    claim = claim_with(json.loads(out.getvalue()), "Unemployment")
    assert given[claim["start"] : claim["end"]] == claim["sentence"]
    [quantity] = claim["quantities"]
    assert given[quantity["start"] : quantity["end"]] == quantity["text"]
