"""Every fault times every connector, through the real door: the lookup tells what happened, in bounded time, and
nothing is taken for a figure."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from claims.models import Evidence, Finding, Gate, Lookup, Observation, Reading, Series, Source, WorkState
from claims.services.lookups import work_series
from claims.services.steps.work import error_reason
from claims.sources.registry import CONNECTORS
from claims.values import Query
from tests.builders import make_claim, make_indicator, make_lookup, make_series, make_source, structure
from tests.local_server import Answer, LocalServer
from tests.sources import (
    archives,
    test_comtrade,
    test_dbnomics,
    test_eurostat,
    test_faostat,
    test_faostat_api,
    test_imf,
    test_owid,
    test_un_sdg,
    test_who,
    test_wikidata,
    test_world_bank,
    test_world_bank_archive,
)
from tests.sources.test_http_tls import certificate  # noqa: F401

pytestmark = pytest.mark.django_db
SHORT, LONG = 0.08, 10.0  # seconds that the door gives an exchange: with faults of time, and with others
BOUND = 4.0  # seconds for one turn, whatever the fault
FIRST_RUNG = 30  # seconds after which a failed first attempt is made again
DATE = "Tue, 24 Nov 2026 10:00:00 GMT"
PENDING, MISSING = WorkState.PENDING, WorkState.MISSING


@dataclass(frozen=True)
class Case:
    """A question with answers that a connector takes, and the last of them without a field that it needs and
    with NaN in place of a number. `text` is the place of the last answer that is text."""

    query: Query
    bodies: list[bytes]
    gone: bytes
    not_a_number: bytes
    text: int = -1


def case(query: Query, bodies: list[bytes], gone: str, number: str, no_number: bytes = b"NaN") -> Case:
    last = bodies[-1]
    assert gone.encode() in last
    assert number.encode() in last
    without = last.replace(gone.encode(), b"elsewhere")
    return Case(query, bodies, without, last.replace(number.encode(), no_number))


def zipped(old: str, new: str) -> bytes:
    return archives.archive(archives.table(test_faostat.PRK).replace(old, new))


IMF = test_imf.message(*test_imf.EXPORTS)
ARCHIVE = archives.as_json(test_world_bank_archive.data([test_world_bank_archive.row()]))
IN_OFFICE = test_wikidata.entity(
    P39=[test_wikidata.statement(test_wikidata.item("Q30"), P580=test_wikidata.value("+2011-12-17T00:00:00Z"))]
)
CASES: dict[str, Case] = {
    "world_bank": case(
        test_world_bank.QUERY, [test_world_bank.answer([test_world_bank.row(3.69)])], "lastupdated", "3.69"
    ),
    "world_bank_archive": case(
        test_world_bank_archive.QUERY, [test_world_bank_archive.versions("201709"), ARCHIVE], "Version", "41.6"
    ),
    "faostat": Case(
        replace(test_faostat.QUERY, places=("PRK",)),
        [archives.manifest(), archives.archive(archives.table(test_faostat.PRK))],
        zipped("Item Code", "elsewhere"),
        zipped("45.9", "NaN"),
        text=0,
    ),
    "faostat_api": case(
        replace(test_faostat_api.QUERY, places=("PRK",)),
        [test_faostat_api.DOMAINS, test_faostat_api.data(test_faostat_api.row())],
        "Flag",
        "45.3",
    ),
    # NaN is how it says that there is no figure.
    "imf": case(test_imf.QUERY, [IMF], "OBS_VALUE", "2634000000", b"INF"),
    "comtrade": case(test_comtrade.QUERY, [test_comtrade.AVAILABLE, test_comtrade.ROWS], "primaryValue", "11600.5"),
    "owid": case(test_owid.QUERY, [test_owid.ABOUT, test_owid.ROWS], "Code", "43.40"),
    "who": case(test_who.QUERY, [test_who.WHOLE], "NumericValue", "72.61"),
    "un_sdg": case(test_un_sdg.QUERY, [test_un_sdg.LIST, test_un_sdg.WHOLE], "timePeriodStart", "2016.0"),
    "eurostat": case(test_eurostat.QUERY, [test_eurostat.body()], "updated", "3.1"),
    "dbnomics": case(test_dbnomics.QUERY, [test_dbnomics.WHOLE], "indexed_at", "3.69"),
    "wikidata": case(
        test_wikidata.OFFICES,
        [test_wikidata.search("Q11"), test_wikidata.entities(IN_OFFICE), test_wikidata.labels(Q30="President")],
        "entities",
        '"President"',
    ),
}
HUGE = b" " * 50_000_000
BOMB = gzip.compress(bytes(130_000_000), 1)
# What a fault may end in; a body of 50 MB is within what some sources may send.
UNREAD = {"not_json": PENDING, "not_csv": PENDING, "not_xml": PENDING, "not_text": PENDING, "not_decoded": PENDING}
STATES: dict[str, str] = {
    **UNREAD,
    **dict.fromkeys(("timeout", "rate_limited", "tls_failed", "truncated", "html_instead"), PENDING),
    **dict.fromkeys(("too_large", "too_many_redirects", "drift"), MISSING),
}


@dataclass(frozen=True)
class Fault:
    """`answer` is what the last request gets; `codes` what it may end in; `waits` the least seconds to the next
    attempt."""

    answer: Callable[[Case], Answer]
    codes: tuple[str, ...]
    seconds: float = LONG
    waits: int = FIRST_RUNG
    state: str = ""
    on_text: bool = False


def whole(**how: Any) -> Callable[[Case], Answer]:
    """The right body, sent in a wrong way."""
    return lambda case: Answer(case.bodies[-1], headers={"Date": DATE}, **how)


def fixed(body: bytes = b"", status: int = 200, **headers: str) -> Callable[[Case], Answer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _case: Answer(body, status, {"Date": DATE, **named})


def spoiled(change: Callable[[bytes], bytes]) -> Callable[[Case], Answer]:
    """Another body than the right one, in one piece."""
    return lambda case: Answer(change(case.bodies[case.text]), headers={"Date": DATE})


def in_two_minutes(_case: Case) -> Answer:
    until = timezone.now() + timedelta(minutes=2)
    return Answer(status=429, headers={"Retry-After": format_datetime(until, usegmt=True)})


FAULTS: dict[str, Fault] = {
    "no answer": Fault(whole(delay=SHORT * 3), ("timeout",), SHORT),
    "429 with seconds": Fault(fixed(status=429, Retry_After="90"), ("rate_limited",), waits=90),
    "429 with a date": Fault(in_two_minutes, ("rate_limited",), waits=110),
    "429, absurd": Fault(fixed(status=429, Retry_After="9" * 30), ("rate_limited",), waits=3600),
    "429, negative": Fault(fixed(status=429, Retry_After="-5"), ("rate_limited",), waits=60),
    "500": Fault(fixed(status=500), ("bad_status",), state=PENDING),
    # Some sources explain a 404 in JSON, which is read; one without is another's, on the way there.
    "404": Fault(fixed(status=404), ("bad_status", "not_json"), state=MISSING),
    "broken off": Fault(lambda case: Answer(case.bodies[-1], cut=len(case.bodies[-1]) // 2), ("truncated",)),
    "half of it": Fault(spoiled(lambda body: body[: len(body) // 2]), tuple(UNREAD)),
    "a web page": Fault(fixed(b"<!DOCTYPE html><html><body>Sorry</body></html>"), ("html_instead",)),
    "wrong charset": Fault(spoiled(lambda body: body[:1] + b"\xe9\xff" + body[1:]), tuple(UNREAD), on_text=True),
    "NaN": Fault(lambda case: Answer(case.not_a_number, headers={"Date": DATE}), ("not_json", "drift")),
    "empty": Fault(fixed(), (*UNREAD, "drift")),
    "50 MB": Fault(fixed(HUGE), (*UNREAD, "too_large")),
    "bomb": Fault(fixed(BOMB, Content_Encoding="gzip"), ("too_large",)),
    "slow headers": Fault(whole(header_drip=0.02), ("timeout",), SHORT),
    "slow body": Fault(whole(drip=0.02), ("timeout",), SHORT),
    "redirects without end": Fault(fixed(status=302, Location="/again"), ("too_many_redirects",)),
    "a field gone": Fault(lambda case: Answer(case.gone, headers={"Date": DATE}), ("drift",)),
}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.sources.comtrade.PAUSE", 0)


def lookup_of(name: str) -> Series:
    """The series of a case with a lookup that is due."""
    query = CASES[name].query
    if query.people:
        return lookup_about(name, query)
    pair = bool(query.counterparts)
    measure = make_indicator("trade" if pair else "undernourishment", takes_counterpart=pair)
    source = make_source(name, connector=name)
    wanted = make_series(query.series, source=source, indicator=measure, unit=query.unit, period_rule=query.period_rule)
    claim = make_claim(place=query.places[0], counterpart=query.counterparts[0] if pair else "", indicator=measure)
    make_lookup(claim, wanted)
    return wanted


def lookup_about(name: str, query: Query) -> Series:
    """The series of a case that asks for somebody instead of a place."""
    measure = make_indicator("age-at-taking-office", takes_person=True)
    wanted = make_series(query.series, source=make_source(name, connector=name), indicator=measure, unit=query.unit)
    claim = make_claim(place="", indicator=measure)
    named = {"name": query.people[0], "start": 0, "end": len(query.people[0]), "source": "said", "offices": []}
    Reading.objects.filter(claim=claim).update(structure=structure(places=[], person={**named, "dated": False}))
    make_lookup(claim, wanted)
    return wanted


def reach(settings: LazySettings, name: str, base: str, netloc: str, seconds: float = LONG) -> None:
    settings.OUTGOING_ALLOW = [netloc]
    settings.SOURCE_BASES = {name: base}
    settings.SOURCE_KEYS = {"faostat_api": "a key"}
    settings.DOOR_CONNECT_SECONDS = settings.DOOR_TOTAL_SECONDS = seconds


def serve(server: LocalServer, case: Case, last: Answer, *, at: int) -> None:
    """Right answers up to the one at `at`, and `last` from there on."""
    before = len(server.requests)

    def answer(_asked: str) -> Answer:
        number = len(server.requests) - before - 1
        return last if number >= at else Answer(case.bodies[number], headers={"Date": DATE})

    server.answers = {"*": answer}


def work(wanted: Series) -> tuple[Lookup, str, float]:
    """The lookup after one turn, the code that it ended in and how long it took."""
    began = time.monotonic()
    work_series(wanted.pk)
    taken = time.monotonic() - began
    lookup = Lookup.objects.get()
    reason = error_reason(lookup.last_error)
    return lookup, reason.code if reason else "", taken


def assert_told(lookup: Lookup, fault: Fault, code: str, began: datetime) -> None:
    assert code in fault.codes
    assert lookup.state == (fault.state if code == "bad_status" else STATES[code])
    assert lookup.lease_token == ""
    if lookup.state == PENDING:
        waits = (lookup.due_at - began).total_seconds()
        assert fault.waits <= waits <= fault.waits + BOUND + 10
    assert not Observation.objects.exists()
    assert not Finding.objects.exists()
    assert not Evidence.objects.exists()
    assert Source.objects.get().drifting == (code == "drift")


def test_every_connector_that_asks_a_host_has_a_case() -> None:
    assert set(CASES) == set(CONNECTORS) - {"tables"}


@pytest.mark.parametrize("name", CASES)
def test_the_right_answers_end_in_figures(name: str, server: LocalServer, settings: LazySettings) -> None:
    wanted, last = lookup_of(name), Answer(CASES[name].bodies[-1], headers={"Date": DATE})
    reach(settings, name, server.address(""), server.netloc)
    serve(server, CASES[name], last, at=len(CASES[name].bodies) - 1)

    lookup, code, _taken = work(wanted)

    assert (lookup.state, code) == (WorkState.DONE, "")
    assert Observation.objects.exists()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", CASES)
def test_a_fault_leaves_a_lookup_that_tells_it_and_no_figure(
    name: str, fault: str, server: LocalServer, settings: LazySettings
) -> None:
    wanted, case, made = lookup_of(name), CASES[name], FAULTS[fault]
    reach(settings, name, server.address(""), server.netloc, made.seconds)
    place = case.text if made.on_text else -1
    serve(server, case, made.answer(case), at=place % len(case.bodies))
    began = timezone.now()

    lookup, code, taken = work(wanted)

    assert_told(lookup, made, code, began)
    assert taken < BOUND
    closed = Gate.objects.filter(closed_until__gt=timezone.now()).exists()
    assert closed == (code == "rate_limited")


@pytest.fixture(scope="module")
def deaf() -> Iterator[int]:
    """The port of a host that takes no connection: its queue is full."""
    with ExitStack() as opened:
        listening = opened.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        port = listening.getsockname()[1]
        for _number in range(4):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


@pytest.mark.parametrize("name", CASES)
def test_a_host_that_takes_no_connection_is_given_up_in_time(name: str, deaf: int, settings: LazySettings) -> None:
    wanted = lookup_of(name)
    reach(settings, name, f"http://127.0.0.1:{deaf}", f"127.0.0.1:{deaf}", SHORT)
    began = timezone.now()

    lookup, code, taken = work(wanted)

    assert_told(lookup, Fault(whole(), ("timeout",)), code, began)
    assert taken < BOUND


@pytest.fixture(scope="module")
def distrusted(certificate: Path) -> Iterator[LocalServer]:  # noqa: F811
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with LocalServer(tls=context) as running:
        yield running


@pytest.mark.parametrize("name", CASES)
def test_a_certificate_that_nobody_vouches_for_ends_the_question(
    name: str, distrusted: LocalServer, settings: LazySettings
) -> None:
    wanted = lookup_of(name)
    reach(settings, name, distrusted.address(""), distrusted.netloc)
    began = timezone.now()

    lookup, code, _taken = work(wanted)

    assert_told(lookup, Fault(whole(), ("tls_failed",)), code, began)
    assert not distrusted.requests
