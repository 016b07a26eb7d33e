"""Lists of the admin site: searched by words, never counted to their end, with views that curators keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.paginator import Paginator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.admin import lists
from claims.models import Claim, Fetch, Outlet, SavedView, User
from claims.services.steps.similar import keep_terms
from claims.workflow import record_event
from tests.builders import make_claim, make_claims, make_indicator, make_queue, make_series, make_user
from tests.feeding import make_feed_item

pytestmark = pytest.mark.django_db
CLAIMS = reverse("admin:claims_claim_changelist")
KEEP = reverse("admin:claims_claim_keep_view")
HOSTILE = "<img src=x onerror=alert(1)>"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def names(page: Any) -> list[str]:
    return [view.name for view in page.context["views"]]


def test_a_view_is_kept_found_by_whom_it_is_for_and_forgotten_by_its_owner_alone() -> None:
    ada, ben = (make_user("curator", is_staff=True) for _each in range(2))
    one, two = logged_in(ada), logged_in(ben)

    one.post(KEEP, {"name": "Mine", "query": "state__exact=queued&p=4"})
    kept = one.post(KEEP, {"name": HOSTILE, "query": "q=wells", "shared": "on"}, follow=True)
    seen, other = one.get(f"{CLAIMS}?state__exact=queued"), two.get(CLAIMS)
    shared = SavedView.objects.get(shared=True)
    drop = reverse("admin:claims_claim_drop_view", args=[shared.pk])
    two.post(drop)

    assert kept.redirect_chain == [(f"{CLAIMS}?q=wells", 302)]
    assert names(seen) == [HOSTILE, "Mine"]
    assert names(other) == [HOSTILE]
    assert HOSTILE not in seen.content.decode() + other.content.decode()
    assert '<a href="?state__exact=queued" aria-current="page">Mine</a>' in seen.content.decode()
    assert SavedView.objects.filter(pk=shared.pk).exists()
    assert one.get(drop).status_code == one.get(KEEP).status_code == 403
    one.post(drop)
    assert names(one.get(CLAIMS)) == ["Mine"]


def test_a_view_needs_a_name_and_nobody_but_curators_keeps_one() -> None:
    curator = logged_in(make_user("curator", is_staff=True))

    refused = curator.post(KEEP, {"name": " ", "query": "q=x"}, follow=True)
    long = curator.post(KEEP, {"name": "x", "query": "q=" + "x" * 2000}, follow=True)
    strange = logged_in(make_user("editor", is_staff=True)).post(KEEP, {"name": "x", "query": ""})

    assert "Give the view a name." in refused.content.decode()
    assert "cannot be kept" in long.content.decode()
    assert strange.status_code == 403
    assert not SavedView.objects.exists()


def test_claims_are_found_by_their_words_and_what_is_of_them_too() -> None:
    curator = logged_in(make_user("curator", is_staff=True))
    found, other = make_claim(sentence="Wells were dug in 2018."), make_claim(sentence="Rivers are long.")
    for claim in (found, other):
        keep_terms(claim)

    page = curator.get(f"{CLAIMS}?q=dug wells")
    none = curator.get(f"{CLAIMS}?q=dug rivers")
    one = curator.get(reverse("admin:claims_evidence_changelist") + f"?q={2**70}")

    assert [claim.pk for claim in page.context["cl"].result_list] == [found.pk]
    assert not list(none.context["cl"].result_list)
    assert one.status_code == 200


def test_the_log_is_found_by_a_table_and_a_number() -> None:
    curator = logged_in(make_user("curator", is_staff=True))
    outlet = Outlet.objects.create(name="Post")
    record_event(None, "outlet.add", outlet)
    log = reverse("admin:claims_auditevent_changelist")

    def found(words: str) -> list[str]:
        return [event.action for event in curator.get(log, {"q": words}).context["cl"].result_list]

    assert found(f"outlet {outlet.pk}") == ["outlet.add"]
    assert found(f"claim {outlet.pk}") == found("outlet") == []


def test_long_tables_are_searched_by_what_has_an_index() -> None:
    curator = logged_in(make_user("curator", is_staff=True))
    item = make_feed_item()
    other = make_series("house/other", name="Wells", indicator=make_indicator("wells", name="Wells"))
    fetch = Fetch.objects.create(source=other.source, series=other, query="{}", at=timezone.now())

    def found(model: str, words: str) -> list[int]:
        page = curator.get(reverse(f"admin:claims_{model}_changelist"), {"q": words})
        return [row.pk for row in page.context["cl"].result_list]

    assert found("feeditem", item.address) == found("feeditem", "") == [item.pk]
    assert found("feeditem", item.address[:-1]) == []
    assert found("fetch", "wells") == [fetch.pk]
    assert found("fetch", "shops") == found("observation", "wells KEN") == found("observation", "wells") == []


def test_no_list_is_counted_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_LISTED", 2)
    curator = logged_in(make_user("curator", is_staff=True))
    make_claims(3, make_queue())

    page = curator.get(CLAIMS)

    assert page.context["cl"].result_count == 2
    assert Claim.objects.count() == 3
    assert isinstance(page.context["cl"].paginator, Paginator)
