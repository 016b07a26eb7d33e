"""A feed of a thousand articles, each answered after a twentieth of a second: polled, fetched, cut, pulled and queued
by two workers of four processes with a broker of their own, then polled again with nothing changed; and ten thousand
feeds that a sweep schedules. Run apart: `python -m tests.benchmarks.feeds` on a database that may be filled.

One request at a time to the host, without a pause between two. No source of figures is on, so that the workers do
nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.benchmarks import fetching  # isort: skip  it sets Django up, with a broker of its own

from claims.models import ArticleVersion, Claim, ClaimState, Feed, FeedItem, Source, WebHost, WorkState
from claims.services.feeds import poll_now
from claims.services.starter import load_starter
from claims.services.steps.hosts import waiting_hosts
from claims.tasks import HOSTS_AT_MOST, ring_hosts, sweep_feeds
from tests.benchmarks.measure import load, row, timed
from tests.builders import make_outlet
from tests.feeding import HTML, RSS, item, make_feed, page, rss
from tests.local_server import Answer, LocalServer

ITEMS, LATENCY = 1000, 0.05
FEEDS = 10_000
PATIENCE = 600.0
PLACES = ("Kenya", "Chad", "Haiti", "Nepal", "Peru", "Mali", "Yemen", "Niger", "Sudan", "Togo")


def main(*parts: str) -> None:
    call_command("migrate", verbosity=0)
    load_starter()
    Source.objects.update(active=False)
    with fetching._broker():
        if parts != ("schedule",):
            _thousand()
        _schedule()


def _thousand() -> None:
    print(f"A feed of {ITEMS} articles, {fetching.WORKERS} workers of {fetching.PROCESSES}, {connection.vendor}")
    with ExitStack() as opened:
        server = opened.enter_context(LocalServer())
        body = rss(item(f"/a/{number}") for number in range(ITEMS))
        server.add_handler("*", _answer)
        server.add_handler("/feed", lambda _asked: _feed(body, server.headers[-1].get("if-none-match")))
        server.add("/plain", body, headers=RSS, delay=LATENCY)
        given = {"OUTGOING_ALLOW": server.netloc, "HOST_PAUSE_SECONDS": "0", "REQUESTS_PER_MINUTE": "1000000"}
        for number in range(fetching.WORKERS):
            opened.enter_context(fetching._worker(number, given))
        fetching._await_workers()
        feed = make_feed(server)
        _first(feed)
        for path in ("/feed", "/plain"):
            _again(feed, path, server)


def _first(feed: Feed) -> None:
    began = time.perf_counter()
    ring_hosts(poll_now(None, [feed.pk]))
    _await(
        lambda: (
            FeedItem.objects.filter(snapshot__isnull=True, state=WorkState.PENDING).exists()
            or not FeedItem.objects.exists()
        )
    )
    row("from the ring to the last page fetched", f"{time.perf_counter() - began:.1f} s")
    _await(lambda: FeedItem.objects.filter(state=WorkState.PENDING).exists())
    row("to the last article stored", f"{time.perf_counter() - began:.1f} s")
    _await(lambda: ArticleVersion.objects.filter(state=WorkState.PENDING).exists())
    row("to the last article read and its claims queued", f"{time.perf_counter() - began:.1f} s   {load()}")
    row(
        "articles, claims in queues",
        f"{ArticleVersion.objects.count()}, {Claim.objects.filter(state=ClaimState.QUEUED).count()}",
    )


def _again(feed: Feed, path: str, server: LocalServer) -> None:
    Feed.objects.filter(pk=feed.pk).update(address=server.address(path))
    if path == "/plain":
        Feed.objects.filter(pk=feed.pk).update(etag="", sha256="")
    polls = Feed.objects.get(pk=feed.pk).polls
    began = time.perf_counter()
    ring_hosts(poll_now(None, [feed.pk]))
    _await(lambda: Feed.objects.get(pk=feed.pk).polls == polls)
    how = "answered by 304" if path == "/feed" else "sent and read whole"
    row(f"again, {how}", f"{time.perf_counter() - began:.2f} s")


def _schedule() -> None:
    Feed.objects.all().delete()
    WebHost.objects.all().delete()
    outlet = make_outlet()
    hosts = [f"paper{number}.example" for number in range(FEEDS)]
    later = timezone.now() + timedelta(hours=1)
    WebHost.objects.bulk_create([WebHost(host=host) for host in hosts], batch_size=1000)
    Feed.objects.bulk_create(
        [
            Feed(outlet=outlet, address=f"https://{host}/feed", address_key=host, host=host, due_at=later)
            for host in hosts
        ],
        batch_size=500,
    )
    print(f"{FEEDS} feeds on as many hosts, {connection.vendor}")
    row("nothing is due: the sweep's share", timed(sweep_feeds, 20))
    Feed.objects.update(due_at=timezone.now())
    row("all are due: which are next", timed(lambda: waiting_hosts(limit=HOSTS_AT_MOST), 20))
    row(f"all are due: the sweep's share, {HOSTS_AT_MOST} rung for", f"{timed(sweep_feeds, 20)}   {load()}")


def _answer(asked: str) -> Answer:
    """An article for every number; every third one has a claim of another place."""
    number = int(asked.rpartition("/")[2]) if asked.startswith("/a/") else 0
    if not asked.startswith("/a/"):
        return Answer(b"", 404, delay=LATENCY)
    return Answer(page(number, 10 + number % 80, PLACES[number % len(PLACES)]), headers=HTML, delay=LATENCY)


def _feed(body: bytes, known: str | None) -> Answer:
    headers = {**RSS, "ETag": '"1"'}
    return Answer(b"", 304, headers, LATENCY) if known else Answer(body, 200, headers, LATENCY)


def _await(still_waiting: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while still_waiting():
        if time.monotonic() > until:
            raise SystemExit(f"it did not come about in {PATIENCE:g} s")
        time.sleep(0.2)


if __name__ == "__main__":
    main(*sys.argv[1:])
