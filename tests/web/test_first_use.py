"""A desk's first day: who may make the first account, what they choose, and what they see work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse

from claims.models import (
    Article,
    AuditEvent,
    Claim,
    Feed,
    Indicator,
    Outlet,
    Phrase,
    Queue,
    RatingScale,
    Series,
    Source,
    User,
)
from claims.packs import indicator_rows
from claims.services.first_use import first_key, make_first_curator
from claims.services.starter import Choice, load_starter
from claims.starting_forms import SCALES, SUBJECTS
from claims.workflow import NotAllowed
from tests.builders import make_user

pytestmark = pytest.mark.django_db
FIRST = "/first/"
GIVEN = {"username": "ada", "email": "ada@example.org", "password": "three long words", "again": "three long words"}


@pytest.fixture
def client() -> Client:
    """A browser on the machine of the desk."""
    return Client(headers={"host": "127.0.0.1:8000"})


def test_a_desk_without_people_leads_to_its_first_account(client: Client) -> None:
    assert [client.get(page).headers["Location"] for page in ("/", "/login/")] == [FIRST, FIRST]
    assert "Make the demonstration" in client.get(FIRST).text


def test_the_first_account_is_a_curator_who_is_logged_in_and_the_page_is_gone_then(client: Client) -> None:
    made = client.post(FIRST, GIVEN)
    user = User.objects.get()

    assert made.headers["Location"] == reverse("claims:starter")
    assert (user.username, user.is_staff, user.is_superuser) == ("ada", True, False)
    assert user.has_perms(["claims.add_indicator", "claims.take_in", "claims.watch_sources"])
    assert check_password("three long words", user.password)
    assert AuditEvent.objects.get().action == "user.first"
    assert client.get(reverse("claims:starter")).status_code == 200
    assert client.get(FIRST).headers["Location"] == reverse("claims:desk")
    other = Client(headers={"host": "127.0.0.1:8000"})
    for late in (other.post(FIRST, {**GIVEN, "username": "eve"}), other.post(FIRST + "demo/")):
        assert late.headers["Location"] == reverse("claims:login")
    assert "This desk is open already" in other.get(reverse("claims:login")).text
    assert User.objects.count() == 1
    with pytest.raises(NotAllowed):
        make_first_curator("eve", "", "three long words")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"username": ""}, "required"),
        ({"username": "a b"}, "valid username"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password123", "again": "password123"}, "too common"),
        ({"again": "three other words"}, "not the same"),
        ({"email": "nowhere"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(client: Client, changed: dict[str, str], words: str) -> None:
    answer = client.post(FIRST, {**GIVEN, **changed})

    assert answer.status_code == 422
    assert words in answer.text
    assert not User.objects.exists()
    assert "three long words" not in answer.text


STRANGERS: list[dict[str, Any]] = [
    {"REMOTE_ADDR": "192.0.2.7"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_HOST": "desk.example.org"},
]


@pytest.mark.parametrize("how", STRANGERS)
def test_a_stranger_who_comes_first_needs_the_key(client: Client, settings: LazySettings, how: dict[str, Any]) -> None:
    settings.ALLOWED_HOSTS = ["desk.example.org", "127.0.0.1", "testserver"]

    assert client.get(FIRST, **how).status_code == 403
    assert client.post(FIRST, {**GIVEN, "key": "0" * 32}, **how).status_code == 403
    assert client.post(FIRST + "demo/", {"key": first_key()}, **how).status_code == 403
    assert not User.objects.exists()
    page = client.get(FIRST, {"key": first_key()}, **how)
    assert page.status_code == 200
    assert "Make the demonstration" not in page.text
    assert client.post(FIRST, {**GIVEN, "key": first_key()}, **how).status_code == 302


def test_in_production_nobody_is_near(client: Client, settings: LazySettings) -> None:
    settings.DEVELOPMENT = False

    assert client.get(FIRST).status_code == 403
    assert client.get(FIRST, {"key": first_key()}).status_code == 200


def test_the_demonstration_shows_its_log_ins_once(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    page = client.post(FIRST + "demo/").text
    passwords = [line.split()[1] for line in (tmp_path / "demo-logins.txt").read_text().splitlines()]

    assert User.objects.count() == 3
    assert all(password in page for password in passwords)
    assert Claim.objects.exists()


def test_a_desk_takes_the_packs_that_were_ticked_and_later_what_is_missing(client: Client) -> None:
    client.force_login(make_user("curator", is_staff=True))
    some = {"subjects": ["food", "people"], "sources": ["world_bank", "wikidata"], "scale": "three-steps"}
    answer = client.post(reverse("claims:starter"), some)

    assert answer.headers["Location"] == "/desk/sources/?first=1"
    subjects = {row["slug"]: row["subject"] for row in indicator_rows()}
    assert {subjects[slug] for slug in Indicator.objects.values_list("slug", flat=True)} == {"food", "people"}
    assert not Phrase.objects.exclude(indicator__in=Indicator.objects.all()).exists()
    assert Series.objects.exists()
    assert set(Source.objects.filter(active=True).values_list("slug", flat=True)) == {"world_bank", "wikidata"}
    assert RatingScale.objects.get(kind="substance", active=True).slug == "three-steps"
    assert Queue.objects.exists()

    Indicator.objects.filter(slug="undernourishment").update(name="Hunger")
    Source.objects.filter(slug="wikidata").update(active=False)
    page = client.get(reverse("claims:starter")).text
    offered = client.get(reverse("claims:starter")).context["form"].fields
    assert "food" not in dict(offered["subjects"].choices)
    assert "world_bank" not in dict(offered["sources"].choices)
    assert not offered["sources"].initial
    rest = [subject for subject in SUBJECTS if subject not in ("food", "people")]
    client.post(reverse("claims:starter"), {"subjects": [*rest], "sources": ["who"], "scale": "standard"})

    assert "This version brings" in page
    assert Indicator.objects.count() == len(indicator_rows())
    assert Indicator.objects.get(slug="undernourishment").name == "Hunger"
    on = Source.objects.filter(active=True).values_list("slug", flat=True)
    assert set(on) == {"world_bank", "who"}
    assert RatingScale.objects.get(kind="substance", active=True).slug == "three-steps"
    assert "has every measure" in client.get(reverse("claims:starter")).text


def test_the_page_offers_what_the_packs_hold() -> None:
    load_starter(Choice(subjects=frozenset(), sources=frozenset()))

    assert {row["subject"] for row in indicator_rows()} == set(SUBJECTS)
    assert set(RatingScale.objects.filter(kind="substance").values_list("slug", flat=True)) == set(SCALES)
    assert not Indicator.objects.exists()


def test_a_first_article_needs_no_network(client: Client) -> None:
    client.force_login(make_user("curator", is_staff=True))
    load_starter()
    offered = client.get(reverse("claims:intake"), {"first": "1"}).text
    answer = client.post(reverse("claims:demo_article"))

    assert reverse("claims:demo_article") in offered
    assert answer.headers["Location"] == reverse("claims:article", args=[Article.objects.get().pk]) + "?first=1"
    assert reverse("claims:people") in client.get(answer.headers["Location"]).text
    assert Claim.objects.filter(queue__isnull=False).exists()
    assert client.post(reverse("claims:demo_article")).status_code == 302
    assert Article.objects.count() == 1


def test_chosen_outlets_come_with_their_feeds_once() -> None:
    known = Outlet.objects.create(name="The Beeb", domain="bbc.com")
    chosen = Choice(frozenset(), frozenset(), outlets=frozenset({"bbc.com", "npr.org"}))
    load_starter(chosen)
    load_starter(chosen)

    assert set(Outlet.objects.values_list("domain", flat=True)) == {"bbc.com", "npr.org"}
    assert sorted(feed.host for feed in Feed.objects.all()) == ["feeds.bbci.co.uk", "feeds.npr.org"]
    assert Feed.objects.get(outlet=known).active


def test_who_took_no_source_is_told_so_and_can_still_take_them(client: Client) -> None:
    client.force_login(make_user("curator", is_staff=True))
    starter, ask = reverse("claims:starter"), reverse("claims:try_all_sources")
    client.post(starter, {"scale": "standard"})

    asked = client.post(ask, {"first": "1"}, follow=True)
    assert "No source is on" in asked.text
    assert "1. Starter packs" in asked.text
    client.post(starter, {"sources": ["wikidata"]})
    assert Source.objects.filter(active=True).get().slug == "wikidata"
