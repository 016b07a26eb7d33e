"""A curator finds a chart of Our World in Data and begins a series with it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from claims.models import AuditEvent, Indicator, Series, Snapshot, Source
from claims.services.chart_search import find_charts
from claims.workflow import NotAllowed
from tests.builders import make_indicator, make_series, make_source, make_user
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
CHARTS = [
    {
        "title": "Life <b>expectancy</b>",
        "slug": "life-expectancy",
        "availableEntities": ["A"],
        "updatedAt": "2025",
    },
    {"title": "Its gap", "slug": "life-gap"},
    {"title": "Somewhere else", "slug": "../admin?x=1"},
]


@pytest.fixture
def server(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"owid": running.address("")}
        running.add("/api/search", json.dumps({"results": CHARTS}).encode())
        yield running


@pytest.fixture
def source() -> Source:
    return make_source("owid", connector="owid", name="Our World in Data")


@pytest.fixture
def curator() -> Client:
    client = Client()
    client.force_login(make_user("curator", is_staff=True))
    return client


def address(indicator: Indicator | None = None) -> str:
    return reverse("admin:claims_series_charts") + (f"?indicator={indicator.pk}" if indicator else "")


def searched(client: Client, where: str, words: str = "life expectancy") -> str:
    return str(client.post(where, {"words": words}).content.decode())


def test_the_charts_that_fit_stand_with_their_slugs(server: LocalServer, source: Source, curator: Client) -> None:
    page = searched(curator, address())

    assert "Life &lt;b&gt;expectancy&lt;/b&gt;" in page
    assert "life-gap" in page
    assert "../admin" not in page
    assert server.requests[0].startswith("/api/search?q=life+expectancy&type=charts")
    assert AuditEvent.objects.filter(action="source.search").count() == 1
    assert not Snapshot.objects.exists()


def test_a_series_is_begun_with_a_chart_and_made_by_the_curator(
    server: LocalServer, source: Source, curator: Client
) -> None:
    indicator = make_indicator("life-expectancy", name="Life expectancy", unit="years")
    found = re.findall(r'href="([^"]*series/add/\?[^"]*)"', searched(curator, address(indicator)))

    begun = curator.get(html.unescape(found[0])).content.decode()

    assert 'value="life-expectancy"' in begun
    assert 'value="years"' in begun
    assert f'<option value="{source.pk}" selected' in begun
    assert f'<option value="{indicator.pk}" selected' in begun
    assert not Series.objects.exists()


def test_a_chart_that_the_desk_has_is_told(server: LocalServer, source: Source, curator: Client) -> None:
    make_series("life-expectancy/male", source=source)

    assert searched(curator, address()).count("the desk has one") == 1


def test_the_page_alone_asks_nothing_and_takes_the_measures_name(server: LocalServer, curator: Client) -> None:
    page = curator.get(address(make_indicator("wells", name="Wells that are dry"))).content.decode()

    assert 'value="Wells that are dry"' in page
    assert curator.get(address() + "?indicator=x").status_code == 200
    assert server.requests == []


def test_no_answer_is_told_in_words(server: LocalServer, source: Source, curator: Client) -> None:
    server.add("/api/search", b"down", status=503)

    page = searched(curator, address())

    assert "answered with the status 503" in page
    assert "No chart fits" not in page


def test_nothing_found_is_told_apart(server: LocalServer, source: Source, curator: Client) -> None:
    server.add("/api/search", b'{"results": []}')

    assert "No chart fits these words." in searched(curator, address())


def test_without_an_address_or_words_nothing_is_asked(source: Source, settings: LazySettings, curator: Client) -> None:
    settings.SOURCE_BASES = {}

    assert "o address is set" in searched(curator, address())
    assert "This field is required" in searched(curator, address(), "")


@pytest.mark.parametrize("group", ["checker", "editor"])
def test_a_search_is_for_curators_alone(server: LocalServer, source: Source, group: str) -> None:
    client = Client()
    user = make_user(group, is_staff=True)
    client.force_login(user)

    assert client.get(address()).status_code == 403
    assert client.post(address(), {"words": "life"}).status_code == 403
    with pytest.raises(NotAllowed):
        find_charts(user, "life")
    assert server.requests == []


def test_a_search_without_its_token_is_refused(server: LocalServer, source: Source) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("curator", is_staff=True))

    assert client.post(address(), {"words": "life"}).status_code == 403
    assert server.requests == []


def test_the_ways_to_the_page_stand_at_series_and_measures(curator: Client) -> None:
    indicator = make_indicator("wells")
    make_series("x", indicator=indicator)

    of_series = curator.get(reverse("admin:claims_series_changelist")).content.decode()
    of_indicator = curator.get(reverse("admin:claims_indicator_change", args=[indicator.pk])).content.decode()

    assert address() in of_series
    assert address(indicator) in of_indicator
