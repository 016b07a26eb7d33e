"""The page of what came in by feeds: what it says, what it offers, and what it leaves to curators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import AuditEvent, Feed, FeedItem, FeedPoll, WorkState
from claims.services.steps.work import error_text
from claims.values import Reason
from tests.builders import make_article, make_claim, make_outlet
from tests.feeding import make_feed_item, make_poll
from tests.web.conftest import LogIn

pytestmark = pytest.mark.django_db
LOG = "claims:intake_log"


def page_of(log_in: LogIn, role: str = "checker", **given: str) -> str:
    return str(log_in(role).get(reverse(LOG), given).content.decode())


def test_an_empty_desk_says_so(log_in: LogIn) -> None:
    page = page_of(log_in)

    assert "No feed has named an article yet" in page
    assert "look after" not in page
    assert "No poll has brought anything yet" in page_of(log_in, view="polls")


def test_the_page_says_what_came_in_what_was_pulled_and_why_the_rest_did_not(log_in: LogIn) -> None:
    version = make_article()
    make_claim(version=version)
    make_claim(version=version, state="dismissed", reason="out_of_scope")
    came = make_feed_item(state=WorkState.DONE, article=version.article, title="Came in")
    old = Reason("item_old", (("date", "2026-01-02"), ("days", "30")))
    make_feed_item(state=WorkState.DROPPED, title="Aside", why=error_text(old))
    failed = make_feed_item(state=WorkState.MISSING, title="Failed", last_error=error_text(Reason("no_main_text")))
    make_feed_item(title="Waits")

    pages = {shown: page_of(log_in, shown=shown) for shown in ("", "in", "aside", "failed", "waiting", "nonsense")}

    for words in (
        "2 claims pulled, 1 of them put aside",
        reverse("claims:article", args=[version.article_id]),
        "It was published on 2026-01-02, more than 30 days before the feed was read.",
        "No article was found on the page",
        reverse("claims:retry_item", args=[failed.pk]),
    ):
        assert words in pages[""], words
    all_titles = ("Came in", "Aside", "Failed", "Waits")
    titles = {shown: [each for each in all_titles if f">{each}<" in page] for shown, page in pages.items()}
    assert titles == {
        "": ["Came in", "Aside", "Failed", "Waits"],
        "in": ["Came in"],
        "aside": ["Aside"],
        "failed": ["Failed"],
        "waiting": ["Waits"],
        "nonsense": ["Came in", "Aside", "Failed", "Waits"],
    }
    assert ">Came in<" not in page_of(log_in, outlet=str(make_feed_item().outlet_id))
    assert ">Came in<" in page_of(log_in, outlet=str(came.outlet_id))


def test_pages_go_on_by_where_the_one_before_ended(log_in: LogIn) -> None:
    feed = make_feed_item(title="Article 0").feed
    for number in range(1, 30):
        make_feed_item(feed=feed, title=f"Article {number}")
    before = FeedItem.objects.order_by("-pk")[24].pk

    first, second = page_of(log_in), page_of(log_in, after=str(before))

    assert ">Article 29<" in first
    assert ">Article 4<" not in first
    assert f"?after={before}" in first
    assert ">Article 4<" in second
    assert "Further on" not in second


def late(host: str) -> str:
    return error_text(Reason("timeout", (("host", host),)))


def test_a_feed_in_trouble_is_told_on_the_page_and_on_the_index_of_the_tables(log_in: LogIn) -> None:
    now = timezone.now()
    became = error_text(Reason("feed_became_page", (("was", "RSS"),)))
    columns: list[dict[str, Any]] = [
        {"failing_since": now, "last_error": became},
        {"failing_since": now - timedelta(days=8), "last_error": late("a.example")},
        {"quiet_from": now - timedelta(days=1)},
        {"failing_since": now, "last_error": late("b.example")},
    ]
    for each in columns:
        Feed.objects.filter(pk=make_feed_item().feed_id).update(**each)

    page = page_of(log_in, "editor")
    index = log_in("curator").get(reverse("admin:index")).content.decode()

    assert "3 feeds need somebody to look after them" in page
    assert "3 feeds need somebody to look after them" in index
    for words in (
        "It was RSS and is a web page now",
        "a.example did not answer in time",
        "nothing new for much longer",
    ):
        assert words in page, words
    assert "b.example" not in page
    assert page.count("Poll now") == 3
    assert "Poll now" not in page_of(log_in, "checker")


def test_polls_tell_what_they_brought_or_why_they_failed(log_in: LogIn) -> None:
    make_poll(new=3, aside=2, notes=[["feed_mended", []]])
    make_poll(failed=True, notes=[["feed_unknown", []]])

    everything, failed = page_of(log_in, view="polls"), page_of(log_in, view="polls", shown="failed")

    assert "3 new articles, 2 left aside" in everything
    assert "not in the encoding that it claims" in everything
    assert "This is not a feed" in failed
    assert "3 new articles" not in failed


def test_trying_again_goes_back_to_the_page_as_it_was_and_nowhere_else(log_in: LogIn) -> None:
    client = log_in("checker")
    item = make_feed_item(state=WorkState.MISSING)
    here = f"{reverse(LOG)}?shown=failed"

    back = [
        client.post(reverse("claims:retry_item", args=[item.pk]), {"back": given}).headers["Location"]
        for given in (here, "https://evil.example/desk/intake/log/", "//evil.example")
    ]

    assert back == [here, reverse(LOG), reverse(LOG)]
    item.refresh_from_db()
    assert item.state == WorkState.PENDING
    assert AuditEvent.objects.filter(action="feeditem.retry").count() == 1


def test_curators_keep_feeds_poll_them_and_switch_them(log_in: LogIn) -> None:
    client = log_in("curator")
    outlet = make_outlet()
    add = reverse("admin:claims_feed_add")

    for address in ("https://paper.example/feed", "https://paper.example/feed#1", "ftp://paper.example/feed"):
        client.post(add, {"outlet": outlet.pk, "address": address, "kind": "", "active": "on", "note": ""})
    feed = Feed.objects.get()
    Feed.objects.update(etag='"1"', found="rss", last_error=error_text(Reason("feed_unknown")), failures=3)
    listed = client.get(reverse("admin:claims_feed_changelist")).content.decode()
    for action in ("switch_off", "poll", "switch_on"):
        client.post(reverse("admin:claims_feed_changelist"), {"action": action, "_selected_action": [feed.pk]})

    assert "This is not a feed" in listed
    feed.refresh_from_db()
    assert (feed.host, feed.active, feed.etag, feed.failures) == ("paper.example", True, "", 0)
    actions = AuditEvent.objects.filter(object_type="feed").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["feed.add", "feed.switch_off", "feed.switch_on"]
    assert FeedPoll.objects.count() == 0
