"""Work that waits for curators: worked out by a task, listed on one page, done by one press."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import (
    ArticleVersion,
    AuditEvent,
    Claim,
    Claimant,
    ClaimantSearch,
    Indicator,
    Phrase,
    Source,
    UnmatchedGroup,
    User,
    WikidataSuggestion,
)
from claims.services.refusal import Refused
from claims.services.to_do import accept_suggestion, count_words, suggest_ids
from tests.builders import make_claim, make_claimant, make_indicator, make_series, make_source, make_user
from tests.local_server import LocalServer

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:claims_to_do")
HOSTILE = "<img src=x onerror=alert(1)>"
FOUND = {
    "search": [
        {"id": "Q11", "label": "Ada Moor", "description": HOSTILE},
        {"id": "Q12", "label": "Ada Moor"},
        {"id": "L3"},
    ]
}


@pytest.fixture
def user() -> User:
    return make_user("curator", is_staff=True)


@pytest.fixture
def curator(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def wikidata(settings: LazySettings) -> Iterator[LocalServer]:
    with LocalServer() as running:
        settings.OUTGOING_ALLOW = [running.netloc]
        settings.SOURCE_BASES = {"wikidata": running.address("")}
        make_source("wikidata", connector="wikidata")
        yield running


def section(client: Client, kind: str) -> list[object]:
    page = client.get(PAGE)
    return [each["row"] for each in next(s for s in page.context["sections"] if s["kind"] == kind)["rows"]]


def test_wikidata_is_asked_about_claimants_and_a_press_accepts(wikidata: LocalServer, curator: Client) -> None:
    wikidata.add("/w/api.php", json.dumps(FOUND).encode())
    ada = make_claimant("Ada Moor", kind="person")
    make_claimant("Ben", kind="unnamed")
    make_claimant("Cy", private_person=True)

    asked = [suggest_ids(), suggest_ids()]
    listed = curator.get(PAGE).content.decode()
    offered = WikidataSuggestion.objects.get(wikidata_id="Q11")
    done = curator.post(reverse("admin:claims_to_do_accept", args=[offered.pk]), follow=True)

    ada.refresh_from_db()
    assert asked == [1, 0]
    assert HOSTILE not in listed
    assert "Ada Moor, Q12" in listed
    assert ada.wikidata_id == "Q11"
    assert not WikidataSuggestion.objects.exists()
    assert "Ada Moor has its Wikidata id." in done.content.decode()
    assert AuditEvent.objects.filter(action="claimant.wikidata", object_id=ada.pk).exists()


def test_a_source_that_fails_is_asked_again_and_listed(wikidata: LocalServer, curator: Client) -> None:
    wikidata.add("/w/api.php", b"busy", status=503)
    make_claimant("Ada Moor")
    source = Source.objects.get()
    Source.objects.update(last_error="{}", last_error_at=timezone.now())

    suggest_ids()

    assert not ClaimantSearch.objects.exists()
    assert section(curator, "sources") == [source]


def test_an_id_of_another_claimant_is_not_given_twice(user: User, curator: Client) -> None:
    make_claimant("Ada Moor", wikidata_id="Q11")
    ada = make_claimant("A. Moor")
    offered = WikidataSuggestion.objects.create(claimant=ada, wikidata_id="Q11", label="Ada Moor")

    with pytest.raises(Refused, match="id_of_other"):
        accept_suggestion(user, offered.pk)
    curator.post(reverse("admin:claims_to_do_nobody", args=[ada.pk]))

    assert not Claimant.objects.get(pk=ada.pk).wikidata_id
    assert not WikidataSuggestion.objects.exists()


def test_an_indicator_is_made_of_claims_that_none_fits(curator: Client) -> None:
    for place in ("Peru", "Chile", "Ghana"):
        make_claim(sentence=f"In {place} 40 percent of village wells fell dry.", unit="percent")
    make_claim(sentence="Nothing like it, 3 percent.", unit="percent")
    Claim.objects.update(indicator=None)
    ArticleVersion.objects.update(state="done")

    count_words()
    group = UnmatchedGroup.objects.get()
    begin = curator.get(PAGE).context["sections"][2]["rows"][0]["begin"]
    form = curator.get(begin).content.decode()
    empty = {f"{name}-{each}": 0 for name in ("series", "versions") for each in ("TOTAL_FORMS", "INITIAL_FORMS")}
    own = {"slug": "village-wells", "name": "Village wells", "unit": "percent", "agrees_factor": 1, "close_factor": 1}
    phrase = {"phrases-TOTAL_FORMS": 1, "phrases-INITIAL_FORMS": 0, "phrases-0-language": "en"}
    curator.post(begin, {**own, **empty, **phrase, "phrases-0-text": group.words})

    assert (group.claims, group.unit) == (3, "percent")
    assert f'value="{group.words}"' in form
    assert Indicator.objects.get(slug="village-wells").phrases.get().text == group.words
    assert ArticleVersion.objects.filter(state="pending").count() >= 1


def test_what_has_no_series_and_what_never_matches_is_listed(curator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.services.to_do.ENOUGH", 1)
    used, unused = make_indicator("wells", name="Wells"), make_indicator("rivers", name="Rivers")
    make_series("a", indicator=used, source=make_source("owid"))
    make_claim(sentence="40 percent of wells fell dry.", indicator=used)
    dry, wet = (Phrase.objects.create(indicator=used, text=text) for text in ("wells fell dry", "wells full"))
    Phrase.objects.create(indicator=unused, text="long rivers")

    count_words()

    assert unused in section(curator, "indicators")
    assert used not in section(curator, "indicators")
    assert wet in section(curator, "phrases")
    assert dry not in section(curator, "phrases")


def test_the_page_is_for_curators_and_asks_no_more_the_more_there_is(curator: Client) -> None:
    stranger = Client()
    stranger.force_login(make_user("editor", is_staff=True))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert curator.get(PAGE).status_code == curator.get(reverse("admin:index")).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        ada = make_claimant(f"Ada {number}")
        WikidataSuggestion.objects.create(claimant=ada, wikidata_id=f"Q{number}", label="Ada")
        UnmatchedGroup.objects.create(words=f"dry {number}", claims=3, example="Dry.")
        make_indicator(f"wells-{number}")

    more(1)
    few = asked()
    for number in range(2, 6):
        more(number)

    assert asked() == few
    assert stranger.get(PAGE).status_code == 403
    assert stranger.post(reverse("admin:claims_to_do_accept", args=[1])).status_code == 403
    assert stranger.post(reverse("admin:claims_to_do_count")).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert curator.get(reverse("admin:claims_to_do_accept", args=[1])).status_code == 403
