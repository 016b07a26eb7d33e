"""`poll`: with --now all is done here, without it the workers are rung for."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from claims.models import Article, Feed
from tests.feeding import HTML, RSS, item, make_feed, page, rss
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    settings.HOST_PAUSE_SECONDS = 0
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        yield running


def told(*words: str) -> str:
    out = StringIO()
    call_command("poll", *words, stdout=out)
    return out.getvalue().strip()


def test_feeds_are_polled_here_or_the_workers_are_told(server: LocalServer) -> None:
    server.add("/feed", rss([item("/a1"), item("")]), headers=RSS)
    server.add("/a1", page(), headers=HTML)
    feed = make_feed(server)

    waiting = told()
    now = told(feed.address, "--now")
    with pytest.raises(CommandError, match="No feed that is on"):
        told("https://elsewhere.example/feed")

    assert waiting == "1 host is asked by the workers."
    assert now == "2 articles were named, 1 of them came in."
    assert Article.objects.count() == 1
    assert Feed.objects.get().polls == 1
