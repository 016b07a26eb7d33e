"""Sources of several steps, from a claim to its findings and back from stored bytes: a bulk file, an archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims import fetching
from claims.models import Claim, Fetch, Finding, Lookup, Observation, Series, Snapshot, Source, WorkState
from claims.services.lookups import work_series
from claims.services.replay import replay_finding
from claims.services.steps.work import error_reason
from claims.values import Query
from claims.values.stored import stored_query
from tests.builders import make_indicator, make_series, make_source
from tests.local_server import LocalServer
from tests.services.looked_up import asked_claim
from tests.sources.archives import NEW, OLD, TABLE, archive, as_json, manifest, table
from tests.sources.test_world_bank_archive import RELEASES, data, row, versions

pytestmark = pytest.mark.django_db
ZIP = f"/{TABLE}.zip".replace("(", "%28").replace(")", "%29")
TOGETHER = "KOR;MEA;MKD;MNP;PRK"  # with the places of like names
SAID = date(2018, 6, 11)


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = dict.fromkeys(("faostat", "faostat_api", "world_bank_archive"), running.address(""))
        yield running


def series(connector: str, code: str) -> Series:
    source = make_source(connector, connector=connector)
    return make_series(code, source=source, indicator=make_indicator(), period_rule="three_year_mean")


def bulk(*figures: tuple[str, str]) -> bytes:
    """A file with a figure for each three-year average, for North Korea."""
    rows = (f'116,Korea,210041,x,6121,Value,,{years},%,{figure},"F"' for years, figure in figures)
    return archive(table(*rows))


def ask_again(wanted: Series) -> None:
    Snapshot.objects.update(seen_at=timezone.now() - timedelta(days=1))
    Lookup.objects.update(state=WorkState.PENDING)
    work_series(wanted.pk)


def in_force() -> dict[str, tuple[str, str]]:
    findings = Finding.objects.filter(superseded_at=None).select_related("observation")
    return {each.as_of: (each.observation.raw, each.relation) for each in findings if each.observation}


def test_a_bulk_file_answers_a_claim_and_comes_out_the_same_from_stored_bytes(server: LocalServer) -> None:
    server.add("/datasets_E.json", manifest("2017-10-09"))
    server.add(ZIP, bulk(("2014-2016", "41.6"), ("2015-2017", "")))
    wanted = series("faostat", "FS/210041")
    asked_claim("PRK", said_on=SAID)
    work_series(wanted.pk)
    server.add("/datasets_E.json", manifest("2019-10-09"))
    server.add(ZIP, bulk(("2014-2016", "44.3"), ("2015-2017", "45.9")))

    ask_again(wanted)

    assert in_force() == {"then": ("41.6", "close"), "now": ("44.3", "differs")}
    assert [fetch.steps.count() for fetch in Fetch.objects.all()] == [2, 2]
    assert all(replay_finding(each.pk).same for each in Finding.objects.filter(superseded_at=None))


def test_an_archive_tells_what_was_known_then_in_one_run(server: LocalServer) -> None:
    rows = [row("201804", 41.6), row("201709", 41.6), row("202407", 43.3)]
    path = f"/sources/57/country/{TOGETHER}/series/SN.ITK.DEFC.ZS/time/all/version/201704;201709;201804;202407/data"
    server.add("/sources/57/version", versions(*RELEASES))
    server.add(path, as_json(data(rows)))
    wanted = series("world_bank_archive", "SN.ITK.DEFC.ZS")
    asked_claim("PRK", said_on=SAID)

    work_series(wanted.pk)

    assert in_force() == {"then": ("41.6", "close"), "now": ("43.3", "differs")}
    assert Finding.objects.filter(observation__vintage_label="WDI 2018 Apr").count() == 1
    assert len(server.requests) == 2
    assert all(replay_finding(each.pk).same for each in Finding.objects.all())


def test_the_same_releases_again_write_nothing_new(server: LocalServer) -> None:
    early, late = [row("201804", None, "YR2016"), row("202407", 44.2, "YR2016")], [row("201804"), row("202407", None)]
    server.add("/sources/57/version", versions())
    server.add("*", as_json(data([*early, *late])))
    wanted = series("world_bank_archive", "SN.ITK.DEFC.ZS")
    asked_claim("PRK", said_on=SAID)
    work_series(wanted.pk)
    stored = list(Observation.objects.order_by("label", "vintage_on").values_list("label", "raw", "issue"))

    ask_again(wanted)

    # A blank counts where an older release had a figure, and not where the figure came later.
    assert stored == [("2014-2016", "41.6", 0), ("2014-2016", "", 0), ("2015-2017", "44.2", 0)]
    assert list(Observation.objects.order_by("label", "vintage_on").values_list("label", "raw", "issue")) == stored


@pytest.mark.parametrize(
    ("body", "code", "state"),
    [
        (b"<html></html>", "html_instead", WorkState.PENDING),
        (bulk(("2014-2016", "41.6"))[:-40], "not_decoded", WorkState.PENDING),
        (archive(table("116,210041", head=NEW)), "drift", WorkState.MISSING),
        (archive(table(head=OLD)), "unknown_series", WorkState.MISSING),
    ],
)
def test_a_bulk_file_that_is_none_leaves_nothing_but_its_reason(
    server: LocalServer, body: bytes, code: str, state: str
) -> None:
    server.add("/datasets_E.json", manifest())
    server.add(ZIP, body)
    wanted = series("faostat", "FS/210041")
    asked_claim("PRK")

    work_series(wanted.pk)

    lookup = Lookup.objects.get()
    reason = error_reason(lookup.last_error)
    assert (lookup.state, reason and reason.code) == (state, code)
    assert not Observation.objects.exists()
    assert Source.objects.get().drifting == (code == "drift")


def test_a_service_without_its_key_is_missing_and_says_so(server: LocalServer) -> None:
    wanted = series("faostat_api", "FS/210041")
    asked_claim("PRK")

    work_series(wanted.pk)

    reason = error_reason(Lookup.objects.get().last_error)
    assert (Lookup.objects.get().state, reason and reason.code) == (WorkState.MISSING, "no_key")
    assert not server.requests


def test_a_body_in_the_storage_is_read_without_being_held_whole(
    server: LocalServer, settings: LazySettings, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    noise = "".join(map(str, range(1_000_000)))
    rows = (f"9,x,1,x,1,x,,2000,%,1,{noise[place : place + 90_000]}" for place in range(0, len(noise), 90_000))
    server.add("/datasets_E.json", manifest())
    server.add(ZIP, archive(table("116,Korea,210041,x,6121,Value,,2014-2016,%,41.6,F", *rows)))
    wanted = series("faostat", "FS/210041")
    asked_claim("PRK")

    work_series(wanted.pk)

    snapshot = Snapshot.objects.get(request__contains=".zip")
    assert snapshot.stored_as
    assert fetching.body_of(snapshot).read() == server_body(server)
    assert in_force()["now"][0] == "41.6"
    assert all(replay_finding(each.pk).same for each in Finding.objects.all())


def server_body(server: LocalServer) -> bytes:
    answer = server.answers[ZIP]
    assert not callable(answer)
    return answer.body


def test_a_query_of_before_there_were_vintages_is_still_read() -> None:
    query = Query(series="SP.POP.TOTL", places=("PRK",), vintages=(SAID,))
    kept = fetching.query_text(query)

    assert stored_query(kept) == query
    assert stored_query(kept.replace(', "vintages": ["2018-06-11"]', "")) == Query("SP.POP.TOTL", ("PRK",))


def test_the_day_of_each_claim_is_told_to_the_source(server: LocalServer) -> None:
    server.add("/sources/57/version", versions())
    server.add("*", as_json(data([])))
    wanted = series("world_bank_archive", "SN.ITK.DEFC.ZS")
    for said_on in (SAID, date(2017, 1, 1), None):
        asked_claim("PRK", said_on=said_on)

    work_series(wanted.pk)

    assert stored_query(Fetch.objects.get().query).vintages == (date(2017, 1, 1), SAID)
    assert not Claim.objects.filter(lookups__state=WorkState.PENDING).exists()
