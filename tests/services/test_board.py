"""The editor's board: its views, its filters, its pages, and what a page of it costs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Claimant, ClaimantName, ClaimState, Queue, User
from claims.queries.board import VIEWS, Filters, board
from claims.services import editing
from tests.builders import (
    make_article,
    make_claim,
    make_outlet,
    make_published,
    make_queue,
    make_release,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db
NOBODY = User(is_active=False)  # from whom no check is hidden


def _claims(view: str, **asked: Any) -> list[int]:
    return [row.claim.pk for row in board(NOBODY, view, Filters(**asked)).page.rows]


def test_each_view_has_the_claims_that_stand_so() -> None:
    submitted, returned = make_submitted(), make_submitted()
    editing.return_check(make_user("editor"), returned.pk, comment="Look again.")
    published = make_published()
    reopened = make_claim(state=ClaimState.REOPENED)
    waiting = make_claim(due_at=timezone.now() - timedelta(hours=1))

    found = {view: _claims(view) for view in VIEWS}

    assert found == {
        "submitted": [submitted.claim_id],
        "returned": [returned.claim_id],
        "published": [published.pk],
        "reopened": [reopened.pk],
        "overdue": [waiting.pk],
        "waiting": [waiting.pk],
    }
    assert board(NOBODY, "submitted", Filters()).counts == dict.fromkeys(VIEWS, 1)


def test_what_waits_the_longest_stands_first_and_the_newest_verdict_too() -> None:
    first, second = make_submitted(), make_submitted()
    earlier, later = make_published(), make_published()

    assert _claims("submitted") == [first.claim_id, second.claim_id]
    assert _claims("published") == [later.pk, earlier.pk]


def test_a_claim_that_wants_a_second_check_is_not_submitted() -> None:
    make_submitted(make_claim(checks_required=2))

    assert _claims("submitted") == []


def test_a_row_has_the_checks_that_can_be_read_and_the_signature_that_waits() -> None:
    check = make_submitted()
    release = make_release(check)

    [row] = board(NOBODY, "submitted", Filters()).page.rows

    assert list(row.checks) == [check]
    assert row.release == release


def test_filters_choose_by_person_queue_outlet_claimant_rating_and_age() -> None:
    who = Claimant.objects.create(name="The Minister", kind="person")
    ClaimantName.objects.create(claimant=who, name="The Minister")
    version = make_article()
    version.article.outlet = make_outlet(name="The Paper")
    version.article.save()
    queue = make_queue(slug="mine")
    checker = make_user("checker", username="ada")
    claim = make_claim(version=version, queue=queue, claimant=who)
    make_submitted(claim, checker)
    Claim.objects.filter(pk=claim.pk).update(state_at=timezone.now() - timedelta(days=4))
    make_submitted(make_claim(queue=make_queue()))
    asked = {"person": "ada", "queue": "mine", "outlet": "the  paper", "claimant": "THE MINISTER", "days": 3}

    for name, value in asked.items():
        assert _claims("submitted", **{name: value}) == [claim.pk], name
    assert _claims("submitted", **asked, rating="supported") == [claim.pk]
    for name, value in {
        "person": "eve",
        "queue": "x",
        "outlet": "x",
        "claimant": "x",
        "rating": "x",
        "days": 5,
    }.items():
        assert _claims("submitted", **{name: value}) == [], name


def test_pages_give_every_claim_once_in_order() -> None:
    claims = [make_claim(state=ClaimState.REOPENED).pk for _ in range(60)]
    moment = timezone.now()
    Claim.objects.filter(pk__in=claims[:40]).update(state_at=moment)
    Claim.objects.filter(pk__in=claims[40:]).update(state_at=moment + timedelta(minutes=1))

    seen: list[int] = []
    after = ""
    while True:
        page = board(NOBODY, "reopened", Filters(), after=after).page
        seen += [row.claim.pk for row in page.rows]
        after = page.after
        if not after:
            break

    assert seen == claims


def test_numbers_beside_the_views_stop_at_a_hundred() -> None:
    version, queue = make_article(), make_queue()
    Claim.objects.bulk_create(
        Claim(article=version.article, sentence="s", state=ClaimState.QUEUED, queue=queue) for _ in range(105)
    )

    with CaptureQueriesContext(connection) as asked:
        counts = board(NOBODY, "submitted", Filters()).counts

    assert counts["waiting"] == 100
    assert not [each["sql"] for each in asked if "COUNT(" in each["sql"].upper()]


def test_the_queries_of_the_board_do_not_grow() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            for view in VIEWS:
                for row in board(NOBODY, view, Filters(rating="supported", person="nobody")).page.rows:
                    assert row.claim.article.title
                list(board(NOBODY, view, Filters()).page.rows)
        return len(asked)

    make_submitted()
    few = cost()
    for _turn in range(4):
        make_submitted()
        make_published()

    assert cost() <= few + len(VIEWS)  # a page without rows asks for no checks of them


ROWS = 40_000


def _fill() -> None:
    """A great many claims in every state of the board, each of its own minute."""
    version = make_article()
    queues = [make_queue() for _ in range(3)]
    states = (ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED, ClaimState.PUBLISHED, ClaimState.REOPENED)
    now = timezone.now()
    rows = (
        Claim(
            article=version.article,
            sentence="s",
            state=states[number % len(states)],
            queue=queues[number % 3],
            due_at=now - timedelta(minutes=number),
        )
        for number in range(ROWS)
    )
    made = Claim.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET state_at = %s - (id - %s) * interval '1 minute'", [now, made[0].pk])
        cursor.execute("ANALYZE claims_claim")


def _plans(view: str, filters: Filters, after: str) -> str:
    """The plans of every statement that a page asks, one under the other."""
    with CaptureQueriesContext(connection) as asked:
        board(NOBODY, view, filters, after=after)
    plans = []
    with connection.cursor() as cursor:
        for each in asked:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS OFF) {each['sql']}".replace("%", "%%"))
            plans += [line for (line,) in cursor.fetchall()]
    return "\n".join(plans)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="plans are looked at on PostgreSQL")
def test_the_thousandth_page_costs_what_the_first_does() -> None:
    _fill()
    queue = Queue.objects.order_by("pk")[0].slug
    for view, filters in [*((view, Filters()) for view in VIEWS), ("waiting", Filters(queue=queue))]:
        column = "due_at" if view == "overdue" else "state_at"
        deep = Claim.objects.filter(state__in=["queued"]) if view == "overdue" else Claim.objects.all()
        claim = deep.order_by(column)[ROWS // (10 if view == "overdue" else 2)]
        after = f"{getattr(claim, column).isoformat()}_{claim.pk}"
        first, far = _plans(view, filters, ""), _plans(view, filters, after)
        for plan in (first, far):
            assert "claim_board" in plan, (view, plan)
            assert "Sort Key: claims_claim." not in plan, (view, plan)
            assert "Seq Scan on claims_claim " not in plan.split("Limit")[1], (view, plan)
        assert _rows_read(far) <= _rows_read(first) + 100, view


def _rows_read(plan: str) -> int:
    """Rows of claims that were read and dropped by a filter: what grows where a page is skipped to."""
    return sum(int(line.rpartition(":")[2]) for line in plan.splitlines() if "Rows Removed by Filter" in line)
