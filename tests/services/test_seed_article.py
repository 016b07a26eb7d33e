"""A report on North Korea from its text to its claim pages, with every source answering as it did: the figure known
then and those that came later, shares of trade by source with what each counts, ages from dates, disputes as disputes,
and each finding computed again from what was kept.

The passages stand for an article that is not ours to keep; where the shared copy is, that is pulled as well, with the
whole file of FAOSTAT and the recorded answer of the World Bank.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from claims.models import Fetch, Finding, Lookup, Snapshot, Source, WorkState
from claims.services.replay import replay_finding
from claims.services.sources import check_source
from claims.services.starter import load_starter
from tests.builders import make_user
from tests.local_server import LocalServer
from tests.recorded import HUNGER, ROUTES, Asked, faostat, serve, world_bank

pytestmark = pytest.mark.django_db
TEXT = """North Korea lives with sanctions. About 90 percent of North Korea's trade goes to or through China.

Hunger is still widespread, the World Food Program estimating that 40 percent of the population is undernourished.

His father, Kim Jong Il, was 53 when he took power and planned to stay for 20 or so years (he lasted 17.)

But Kim Jong Un was 27 when he was bequeathed the country. Now 34, he could stay for decades. Kim Il Sung lived to 82.
"""
FIRST_PASSAGES = {
    "hunger": "40 percent of the population",
    "trade": "goes to or through China",
    "lasted": "lasted 17",
    "took": "was 27 when",
    "died": "lived to 82",
}


@pytest.fixture
def server(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    monkeypatch.setattr("claims.sources.comtrade.PAUSE", 0)
    load_starter()
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = serve(running)
        settings.SOURCE_KEYS = {**settings.SOURCE_KEYS, "faostat_api": "a key"}
        settings.REQUESTS_PER_MINUTE = 600
        yield running


Claims = dict[str, dict[str, Any]]


def pulled(file: Path) -> Claims:
    """The claims of the first passages; of a sentence that is two claims, the later one."""
    out = io.StringIO()
    call_command("pull", str(file), "--published", "2018-06-11", "--now", "--json", stdout=out)
    claims = json.loads(out.getvalue())["claims"]
    return {
        name: next(each for each in reversed(claims) if words in each["sentence"])
        for name, words in FIRST_PASSAGES.items()
    }


@pytest.fixture
def claims(server: LocalServer, tmp_path: Path) -> Claims:
    file = tmp_path / "article.txt"
    file.write_text(TEXT)
    return pulled(file)


def figures(claim: dict[str, Any], as_of: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    own = (each for each in claim["findings"] if each["as_of"] == as_of)
    return {(each["source"], each["series"]): (each["value"], each["period"], each["relation"]) for each in own}


def test_no_lookup_is_left_unanswered(claims: Claims) -> None:
    assert not [each for claim in claims.values() for each in claim["missing"]]
    assert set(Lookup.objects.values_list("state", flat=True)) == {WorkState.DONE}


def test_hunger_is_shown_as_it_was_known_then_and_as_it_was_revised(claims: Claims) -> None:
    hunger = claims["hunger"]

    then, now = figures(hunger, "then"), figures(hunger, "now")

    known = (41.6, "2014-2016", "close")
    assert then == {("world_bank_archive", HUNGER): known, ("tables", "starter/undernourishment"): known}
    assert now["world_bank_archive", HUNGER] == (43.3, "2014-2016", "differs")
    assert now["faostat", "FS/210041"] == (45.9, "2015-2017", "differs")
    assert now["world_bank", HUNGER] == now["un_sdg", "SN_ITK_DEFC;Reporting Type=G"] == (44.2, "2015-2017", "differs")
    assert hunger["summary"] == "revised_since"


def test_trade_is_shown_by_source_with_what_each_counts(claims: Claims) -> None:
    trade = claims["trade"]

    known, now = figures(trade, "then"), figures(trade, "now")

    assert known["tables", "starter/trade_share_itc"] == (91.5, "2016", "agrees")
    assert now["tables", "starter/trade_share_kotra"] == (94.8, "2017", "close")
    assert now["tables", "starter/trade_share_kita"] == (91.8, "2018", "agrees")
    assert now["tables", "starter/trade_share_kita_with"] == (45.3, "2010", "no_data")
    assert {"imf", "comtrade"} < {source for source, _series in now}
    definitions = {each["series"]: each["definition"] for each in trade["findings"]}
    assert "between the two Koreas is not counted" in definitions["starter/trade_share_kotra"]
    assert "between the two Koreas is counted" in definitions["starter/trade_share_kita_with"]
    assert "does not report" in definitions["HS/trade_share"]
    assert all("Not counted by this series: or through." in each["reasons"] for each in trade["findings"] if _is(each))


def _is(finding: dict[str, Any]) -> bool:
    return bool(finding["relation"] != "no_data")


def test_ages_and_years_in_office_are_shown_with_their_dates_and_disputes_as_such(claims: Claims) -> None:
    lasted, took, died = (claims[name] for name in ("lasted", "took", "died"))

    said = [each["findings"][0]["summary"] for each in (lasted, took, died)]

    assert [each["indicator"] for each in (lasted, took, died)] == [
        *("years-in-office", "age-at-taking-office", "age-at-death")
    ]
    assert [each["findings"][0]["relation"] for each in (lasted, took, died)] == ["agrees", "close", "agrees"]
    assert "Supreme Leader of North Korea, 1994-07-08 – 2011-12-17: 17 completed years." in said[0]
    for born, years in ((1982, 29), (1983, 28), (1984, 27)):
        words = f"Born {born}-01-08, Supreme Leader of North Korea from 2011-12-17 on: {years} completed years."
        assert words in said[1]
    assert "the dates are disputed, by one of them the number fits" in said[1]
    assert "Born 1912-04-15, died 1994-07-08: 82 completed years." in said[2]


def test_every_finding_comes_out_the_same_from_what_was_kept(server: LocalServer, claims: Claims) -> None:
    asked = len(server.requests)

    replayed = {each.pk: replay_finding(each.pk).differences for each in Finding.objects.all()}

    assert set(replayed.values()) == {()}
    assert len(server.requests) == asked
    steps = dict(Fetch.objects.values_list("source__slug", "steps__number").order_by("steps__number"))
    assert {name for name, last in steps.items() if last} >= {"world_bank_archive", "faostat", "comtrade", "wikidata"}


def test_bytes_that_were_touched_are_told(claims: Claims) -> None:
    archived = Finding.objects.filter(series__source__slug="world_bank_archive")[0]
    whole = archived.fetch.steps.get(number=1).snapshot
    Snapshot.objects.filter(pk=whole.pk).update(body=archived.fetch.steps.get(number=0).snapshot.body)

    replayed = replay_finding(archived.pk)

    assert not replayed.same
    assert replayed.differences


def test_the_claim_pages_show_it_with_charts(client: Client, claims: Claims) -> None:
    client.force_login(make_user("checker"))
    pages = {
        name: client.get(reverse("claims:claim", args=[claim["id"]])).content.decode() for name, claim in claims.items()
    }

    assert all("<svg" in page and "<desc" in page for page in pages.values())
    assert "41.6 percent" in pages["hunger"]
    assert "45.9 percent" in pages["hunger"]
    assert '<mark class="claimed">About 90 percent</mark>' in pages["trade"]
    assert '<mark class="said-here claimed" id="sentence">About 90 percent</mark>' in pages["trade"]
    assert '<mark class="claimed">17</mark>' in pages["lasted"]
    assert "27, 28 or 29 years" in pages["took"]
    assert "between the two Koreas is counted" in pages["trade"]


def test_every_source_answers_its_known_question(server: LocalServer) -> None:
    tried = {each.slug: check_source(each) for each in Source.objects.all()}

    assert {name: each.reason.code for name, each in tried.items()} == dict.fromkeys((*ROUTES, "tables"), "tried")


def test_the_shared_article_comes_out_the_same_with_whole_recorded_bodies(
    server: LocalServer, shared_folder: Path, settings: LazySettings
) -> None:
    folder = shared_folder / "reference-data"
    whole, recorded = next(folder.glob("faostat/*.zip")), next(folder.glob("worldbank/SYNTHETIC*2024*"))

    def bulk(asked: Asked) -> bytes | None:
        return faostat(asked) if asked.path.endswith(".json") else whole.read_bytes()

    def bank(asked: Asked) -> bytes | None:
        return recorded.read_bytes() if HUNGER in asked.path else world_bank(asked)

    settings.SOURCE_BASES = serve(server, faostat=bulk, world_bank=bank)

    claims = pulled(shared_folder / "claim-data" / "seed" / "article.txt")

    assert figures(claims["hunger"], "then")["world_bank_archive", HUNGER] == (41.6, "2014-2016", "close")
    assert figures(claims["hunger"], "now")["faostat", "FS/210041"] == (45.9, "2015-2017", "differs")
    assert {each["findings"][0]["relation"] for each in claims.values()} <= {"agrees", "close", "differs", "no_data"}
    assert not [each for claim in claims.values() for each in claim["missing"]]
    assert all(replay_finding(each.pk).same for each in Finding.objects.all())
