"""Every page asks a bounded number of queries: stated here, and the same for one row and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import ArticleVersion, Claim, Deferral, Feed, Gate, NoticeKind, Publication, User
from claims.services import checks, desk
from claims.services.handing import pass_on_claim
from claims.services.interests import declare_interest
from claims.services.steps.notices import tell
from claims.values import Reason
from tests.builders import (
    make_article,
    make_asked,
    make_claim,
    make_claims,
    make_draft,
    make_finding,
    make_lookup,
    make_outlet,
    make_prior,
    make_proposal,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_source,
    make_submitted,
    make_two_checks,
    make_user,
)
from tests.feeding import make_feed_item, make_poll

pytestmark = pytest.mark.django_db
# What each page may ask, the session and the user with their permissions included.
BOUNDS = {
    "home": 1,
    "verdict": 6,
    "desk": 11,
    "account": 3,
    "notices": 4,
    "queue": 5,
    "aside": 5,  # one more where PostgreSQL is asked for words
    "left_aside": 3,
    "articles": 4,
    "article": 12,
    "evidence": 14,
    "drafts": 5,
    "claim": 29,
    "outgoing": 4,
    "published": 5,
    "asked": 5,
    "editor": 13,
    "review": 22,
    "sources": 3,
    "intake_log": 6,
    "security": 5,
    "people": 7,
    "groups": 4,
}
PER_SERIES = 1  # a chart looks whether it has new observations


def queries_of(client: Client, address: str) -> int:
    """Of a page that was drawn before: the first time each chart reads its observations besides."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


def assert_does_not_grow(client: Client, name: str, address: str, more: Callable[[], object]) -> None:
    few = queries_of(client, address)
    more()
    many = queries_of(client, address)
    assert many == few
    assert many <= BOUNDS[name]


def test_home_with_one_verdict_and_with_many() -> None:
    make_published()

    assert_does_not_grow(Client(), "home", reverse("claims:home"), lambda: [make_published() for _ in range(5)])


def test_a_verdict_with_and_without_others() -> None:
    make_published()
    publication = Publication.objects.get()
    address = reverse("claims:verdict", args=[publication.public_id, publication.slug])

    assert_does_not_grow(Client(), "verdict", address, lambda: [make_published() for _ in range(5)])


def test_the_queues_with_few_and_with_many(checker: Client) -> None:
    make_claim(queue=make_queue())

    def more() -> None:
        for _number in range(6):
            make_claims(4, make_queue())

    assert_does_not_grow(checker, "desk", reverse("claims:desk"), more)


def test_the_queues_with_one_claim_held_and_handed_over_and_with_many(log_in: Any) -> None:
    client, colleague = log_in("checker"), make_user()
    queue = make_queue()
    hold_and_hand(client.user, colleague, make_claims(2, queue))

    def more() -> None:
        for _number in range(5):
            hold_and_hand(client.user, colleague, make_claims(2, queue))

    assert_does_not_grow(client, "desk", reverse("claims:desk"), more)


def hold_and_hand(user: User, colleague: User, claims: list[Claim]) -> None:
    """The user takes the first, the colleague hands them the second."""
    desk.take_claim(user, claims[0].pk)
    pass_on_claim(colleague, claims[1].pk, to=user)


def test_the_own_account_with_one_interest_and_with_many(log_in: Any) -> None:
    client = log_in("checker")
    make_outlet(name="The Paper")
    declare_interest(client.user, kind="outlet", name="The Paper", since=None)

    def more() -> None:
        for number in range(8):
            make_outlet(name=f"Paper {number}")
            declare_interest(client.user, kind="outlet", name=f"Paper {number}", since=None)

    assert_does_not_grow(client, "account", reverse("claims:account"), more)


def test_a_claim_with_one_colleague_and_deferral_and_with_many(log_in: Any) -> None:
    client = log_in("checker")
    claim = make_claim()
    make_user()
    put_off(client.user, claim)
    desk.take_claim(client.user, claim.pk)

    def more() -> None:
        for _number in range(8):
            make_user()
            put_off(client.user, claim)

    assert_does_not_grow(client, "claim", reverse("claims:claim", args=[claim.pk]), more)


def put_off(user: User, claim: Claim) -> None:
    until = timezone.now() + timedelta(days=1)
    Deferral.objects.create(claim=claim, by=user, reason="later", until=until)


def test_one_queue_with_few_claims_and_with_many(checker: Client) -> None:
    queue = make_queue()
    make_claims(1, queue)

    assert_does_not_grow(checker, "queue", reverse("claims:queue", args=[queue.slug]), lambda: make_claims(20, queue))


def test_what_was_put_aside_with_one_claim_and_with_many(checker: Client) -> None:
    aside: dict[str, Any] = {"state": "dismissed", "reason": "out_of_scope"}
    make_claim(**aside)

    assert_does_not_grow(checker, "aside", reverse("claims:aside"), lambda: [make_claim(**aside) for _ in range(10)])


def test_sentences_left_aside_with_one_and_with_many(checker: Client) -> None:
    leave_aside(make_article(), 1)

    def more() -> None:
        for _number in range(5):
            leave_aside(make_article(), 4)

    assert_does_not_grow(checker, "left_aside", reverse("claims:left_aside"), more)


def leave_aside(version: ArticleVersion, number: int) -> None:
    """So many rows beyond those that the version has; what they say is of no matter here."""
    first = version.left_aside.count()
    for start in range(first, first + number):
        version.left_aside.create(start=start, end=start + 1, sentence="A", rule="aside_nothing", at=timezone.now())


@pytest.mark.parametrize("view", ["", "polls"])
def test_what_came_in_with_one_feed_and_with_many(view: str, editor: Client) -> None:
    def more() -> None:
        for _number in range(8):
            item = make_feed_item(article=make_claim().article, state="done")
            make_poll(feed=item.feed, failed=True, notes=[["feed_unknown", []]])
            Feed.objects.update(failing_since=timezone.now() - timedelta(days=9))

    more()
    assert_does_not_grow(editor, "intake_log", f"{reverse('claims:intake_log')}?view={view}", more)


def test_articles_with_one_and_with_many(checker: Client) -> None:
    make_claim()

    assert_does_not_grow(checker, "articles", reverse("claims:articles"), lambda: [make_claim() for _ in range(10)])


def test_an_article_with_few_claims_and_with_many(checker: Client) -> None:
    version = make_article()
    make_claim(version=version)
    address = reverse("claims:article", args=[version.article_id])

    def more() -> None:
        for _number in range(15):
            make_claim(version=version)
            gone = make_claim(version=version)
            gone.appearances.update(status="gone")
        leave_aside(version, 20)

    assert_does_not_grow(checker, "article", address, more)


def test_an_article_with_one_proposal_and_with_many(checker: Client) -> None:
    version = make_article(" ".join(f"In {year} Freedonia had {year} towns." for year in range(1900, 1920)))
    make_proposal(version, sentence="In 1900 Freedonia had 1900 towns.")
    address = reverse("claims:article", args=[version.article_id])

    def more() -> None:
        for year in range(1901, 1920):
            make_proposal(version, sentence=f"In {year} Freedonia had {year} towns.")

    assert_does_not_grow(checker, "article", address, more)


def test_what_leaves_the_house_with_one_source_and_with_many(editor: Client) -> None:
    make_source("one")

    def more() -> None:
        for number in range(8):
            make_source(f"source-{number}")
            Gate.objects.create(host=f"host-{number}.example", window=timezone.now(), used=2)

    assert_does_not_grow(editor, "outgoing", reverse("claims:outgoing"), more)


def test_a_claim_among_few_earlier_fact_checks_and_among_many(checker: Client) -> None:
    claim = make_claim()
    make_prior()

    def more() -> None:
        for number in range(30):
            make_prior(f"{number} percent of the people of Freedonia are undernourished")

    assert_does_not_grow(checker, "claim", reverse("claims:claim", args=[claim.pk]), more)


@pytest.mark.parametrize("name", ["claim", "evidence"])
def test_a_claim_beside_few_claims_and_beside_many(name: str, checker: Client) -> None:
    version = make_article()
    claim = make_claim(version=version)
    make_scale()
    make_finding(claim, as_of="then")
    make_finding(claim, as_of="now")
    address = reverse(f"claims:{name}", args=[claim.pk])

    assert_does_not_grow(checker, name, address, lambda: [make_claim(version=version) for _ in range(15)])


def test_each_series_of_a_claim_costs_one_query_more(checker: Client) -> None:
    claim = make_claim()
    make_finding(claim)
    address = reverse("claims:claim", args=[claim.pk])
    few = queries_of(checker, address)

    for number in range(4):
        series = make_series(f"OTHER.{number}", source=make_source(f"source-{number}"), origin=f"office-{number}")
        make_lookup(claim, series)
        make_finding(claim, series=series)

    assert queries_of(checker, address) == few + 4 * PER_SERIES


def test_the_drafts_of_a_check_with_one_version_and_with_many(log_in: Any) -> None:
    client, claim = log_in("checker"), make_claim()
    check, ratings = make_draft(claim, client.user), [*make_scale().values()]
    address = reverse("claims:drafts", args=[claim.pk])

    def more() -> None:
        for number in range(1, 40):
            rating = ratings[number % len(ratings)].pk
            content = checks.DraftContent(f"Version {number}", rating, None, "", "See [1].")
            checks.save_draft(client.user, check.pk, content, typed_on=number)

    assert_does_not_grow(client, "drafts", address, more)


def test_the_editors_list_with_one_check_and_with_many(editor: Client) -> None:
    make_submitted()

    assert_does_not_grow(editor, "editor", reverse("claims:editor"), lambda: [make_submitted() for _ in range(6)])


def test_a_published_verdict_as_its_editor_keeps_it(editor: Client) -> None:
    make_published()
    address = reverse("claims:published", args=[Publication.objects.get().pk])

    assert_does_not_grow(editor, "published", address, lambda: [make_published() for _ in range(6)])


def test_a_check_under_review_beside_others(editor: Client) -> None:
    check = make_submitted()
    address = reverse("claims:review", args=[check.pk])

    assert_does_not_grow(editor, "review", address, lambda: [make_submitted() for _ in range(6)])


def test_two_checks_of_one_claim_and_of_many(editor: Client) -> None:
    make_two_checks()

    assert_does_not_grow(editor, "editor", reverse("claims:editor"), lambda: [make_two_checks() for _ in range(4)])


def test_a_log_of_one_line_and_of_many(checker: Client) -> None:
    claim = make_claim()
    make_asked(claim)
    address = reverse("claims:asked", args=[claim.pk])

    assert_does_not_grow(checker, "asked", address, lambda: [make_asked(claim, name=f"Office {n}") for n in range(8)])


def test_pages_of_a_queue_by_keyset_give_every_claim_once(checker: Client) -> None:
    queue = make_queue()
    make_claims(60, queue)
    address, seen = reverse("claims:queue", args=[queue.slug]), []

    while address:
        page = checker.get(address).context["page"]
        seen += [claim.pk for claim in page.rows]
        address = f"{reverse('claims:queue', args=[queue.slug])}?after={page.after}".replace("+", "%2B")
        if not page.after:
            break

    assert sorted(seen) == sorted(Claim.objects.filter(queue=queue).values_list("pk", flat=True))
    assert len(seen) == 60


def test_the_sources_with_few_and_with_many(log_in: Any) -> None:
    make_source("one", connector="who", name="One")

    def more() -> None:
        for number in range(8):
            make_source(f"source-{number}", connector="comtrade", name=f"Source {number}", daily_quota=500)

    assert_does_not_grow(log_in("editor"), "sources", reverse("claims:sources"), more)


def test_notices_with_one_and_with_many(log_in: Any) -> None:
    client = log_in("checker")

    def more(number: int = 10) -> None:
        for _each in range(number):
            claim = make_claim()
            reason = Reason("notice_overdue", (("claim", "x"),))
            tell(NoticeKind.OVERDUE, f"overdue:{claim.pk}", [client.user], reason, claim=claim)

    more(1)

    assert_does_not_grow(client, "notices", reverse("claims:notices"), more)
