"""What came back after publication waits in a queue like any other claim, and Next gives it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.models import Claim, ClaimState, Publication, Queue, Reopening, User
from claims.queries import come_back, navigation_counts, queues_of, undoable, waiting_claims
from claims.services import checks, corrections, desk
from claims.services.handing import pass_on_claim
from claims.services.steps import leases
from claims.services.undoing import undo_action
from tests.builders import (
    make_claim,
    make_document,
    make_published,
    make_queue,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db
NOTE = "A reader wrote that the figure is of another year."


def _reopened(rule: str = "complaint", editor: User | None = None, **columns: object) -> Claim:
    """A claim that was published and taken up again, in a queue of that rule."""
    claim = make_published(editor=editor)
    make_queue(rule=rule, priority=150, target_hours=4, **columns)
    reason = "complaint" if rule == "complaint" else "correction"
    publication = Publication.objects.get(claim=claim)
    corrections.reopen_claim(make_user("editor"), publication.pk, reason=reason, note=NOTE)
    return Claim.objects.get(pk=claim.pk)


def _undo(user: User) -> None:
    action = undoable(user)
    assert action is not None
    undo_action(user, action.pk)


@pytest.mark.parametrize("rule", ["complaint", "come_back"])
def test_next_gives_what_came_back_before_what_is_new_and_every_list_counts_it(rule: str) -> None:
    claim = _reopened(rule)
    fresh = make_claim(queue=make_queue(), rank_at=timezone.now())
    user = make_user()
    before = queues_of(user)

    offered = desk.next_claim(user)

    queue = Queue.objects.get(takes=rule)
    assert offered.claim_id == claim.pk and fresh.pk != claim.pk
    assert claim.due_at and claim.rank_at and claim.rank_at < timezone.now() - timedelta(days=149)
    assert {row.queue.takes: row.waiting for row in before}[rule] == 1
    after = {row.queue.pk: row for row in queues_of(user)}[queue.pk]
    assert (after.waiting, after.held, after.mine) == (0, 1, 1)
    assert [each.pk for each in waiting_claims(user, queue).rows] == [claim.pk]
    assert navigation_counts(user).waiting == 2
    assert desk.next_claim(make_user(), queue) == desk.NextClaim(None, held_by_others=True)


def test_what_came_back_is_skipped_postponed_let_go_handed_over_and_each_undone() -> None:
    claim = _reopened()
    one, other = make_user(), make_user()

    def holder() -> int | None:
        return Claim.objects.get(pk=claim.pk).lease_holder_id

    assert desk.next_claim(one).claim_id == claim.pk
    desk.skip_claim(one, claim.pk, reason="later")
    assert desk.next_claim(one) == desk.NextClaim(None, not_for_you=True)
    _undo(one)
    assert holder() == one.pk
    until = timezone.now() + timedelta(hours=1)
    desk.postpone_claim(one, claim.pk, reason="data", until=until, for_everybody=True)
    assert desk.next_claim(other).claim_id is None
    _undo(one)
    desk.release_lease(one, claim.pk)
    _undo(one)
    pass_on_claim(one, claim.pk, to=other)
    assert desk.next_claim(other).claim_id == claim.pk
    assert holder() == other.pk
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.REOPENED


def test_a_check_of_it_that_is_taken_back_waits_in_its_queue_and_says_what_brought_it_back() -> None:
    claim, user = _reopened("come_back"), make_user()
    make_document(claim, user)
    check = make_submitted(claim, user)
    assert (desk.next_claim(make_user()).claim_id, come_back()) == (None, [])

    checks.take_back_check(user, check.pk)

    assert desk.next_claim(make_user()).claim_id == claim.pk
    assert [each.rows[0].claim_id for each in come_back()] == [claim.pk]


def test_a_complaint_is_not_offered_to_the_editor_who_signed_the_verdict() -> None:
    signer = make_user("editor")
    claim = _reopened(editor=signer)

    assert desk.next_claim(signer) == desk.NextClaim(None, not_for_you=True)
    assert desk.next_claim(make_user("editor")).claim_id == claim.pk


def test_revised_data_are_offered_to_who_signed_too() -> None:
    signer = make_user("editor")
    claim = _reopened("come_back", signer)

    assert desk.next_claim(signer).claim_id == claim.pk


def test_a_queue_that_asks_for_two_gets_two_of_what_came_back() -> None:
    make_user()
    make_user()
    claim = _reopened("come_back", checks_required=2)
    first, second = make_user(), make_user()

    make_submitted(claim, first)

    standing = Claim.objects.get(pk=claim.pk)
    assert (standing.state, standing.checks_in, standing.checks_required) == (ClaimState.REOPENED, 1, 2)
    assert desk.next_claim(first) == desk.NextClaim(None, not_for_you=True)
    assert desk.next_claim(second).claim_id == claim.pk
    make_submitted(standing, second)
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.SUBMITTED
    assert Reopening.objects.get().ended_at is None


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's plan; PostgreSQL's is read beside Next")
def test_next_reads_the_index_of_what_is_offered_in_its_order_on_sqlite() -> None:
    statement, parameters = leases.best_statement(make_user(), [make_queue(), make_queue()], skip_locked=True)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plan = [row[3] for row in cursor.fetchall()]

    assert sum("claims_claim USING INDEX claim_next" in line for line in plan) == 2, plan
    assert not [line for line in plan if line.startswith("SCAN claims_claim")], plan
