"""Next: the best free claim, to one person each, by the index."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from claims.models import (
    Article,
    Check,
    Claim,
    Claimant,
    ClaimState,
    Deferral,
    Interest,
    Outlet,
    Queue,
    Reading,
    User,
)
from claims.services import desk
from claims.services.steps import leases
from claims.workflow import NotAllowed
from tests.builders import (
    make_article,
    make_claim,
    make_claims,
    make_queue,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def _run_out(claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(lease_until=timezone.now() - timedelta(minutes=1))


def test_next_leases_the_claim_that_ranks_first_over_all_queues_of_the_user() -> None:
    now = timezone.now()
    late = make_claim(queue=make_queue(), rank_at=now)
    early = make_claim(queue=make_queue(lease_minutes=7), rank_at=now - timedelta(days=3))
    user = make_user()

    offered = desk.next_claim(user)

    early.refresh_from_db()
    late.refresh_from_db()
    assert offered.claim_id == early.pk
    assert early.lease_holder == user
    assert early.lease_until and timedelta(minutes=6) < early.lease_until - now < timedelta(minutes=8)
    assert late.lease_holder is None


def test_next_never_offers_a_claim_that_somebody_holds() -> None:
    queue = make_queue()
    first, second = make_claims(2, queue)
    one, other = make_user(), make_user()
    desk.next_claim(one)

    offered = desk.next_claim(other)

    assert offered.claim_id == second.pk
    assert desk.next_claim(make_user()) == desk.NextClaim(None, held_by_others=True)
    assert first.pk != second.pk


def test_a_claim_that_one_holds_oneself_is_not_in_other_hands() -> None:
    claim = make_claim()
    user = make_user()
    desk.take_claim(user, claim.pk)

    assert desk.next_claim(user) == desk.NextClaim(None, held_by_others=False)


def test_next_says_empty_where_nothing_waits() -> None:
    make_claim(state=ClaimState.DETECTED)

    assert desk.next_claim(make_user()) == desk.NextClaim(None, held_by_others=False)


def test_a_lease_that_ran_out_frees_the_claim() -> None:
    claim = make_claim()
    desk.next_claim(make_user())
    _run_out(claim)
    other = make_user()

    offered = desk.next_claim(other)

    claim.refresh_from_db()
    assert offered.claim_id == claim.pk
    assert claim.lease_holder == other


def test_next_reads_only_queues_that_are_on_and_that_the_user_works_on() -> None:
    member, stranger = make_user(), make_user()
    claim = make_claim(queue=make_queue(member))
    make_claim(queue=make_queue(active=False))

    assert desk.next_claim(stranger).claim_id is None
    assert desk.next_claim(member).claim_id == claim.pk


def test_next_of_one_queue_passes_over_the_others_and_refuses_a_foreign_one() -> None:
    user = make_user()
    wanted, first = make_queue(), make_queue()
    make_claim(queue=first, rank_at=timezone.now() - timedelta(days=9))
    claim = make_claim(queue=wanted)

    assert desk.next_claim(user, wanted).claim_id == claim.pk
    with pytest.raises(NotAllowed):
        desk.next_claim(user, make_queue(make_user()))


def test_next_is_refused_to_who_may_not_check() -> None:
    make_claim()

    for group in ("", "curator"):
        with pytest.raises(NotAllowed):
            desk.next_claim(make_user(group))


def test_a_claim_that_needs_two_checks_is_not_offered_again_to_who_has_checked_it() -> None:
    claim = make_claim(checks_required=2)
    first, second = make_user(), make_user()

    make_submitted(claim, first)

    assert desk.next_claim(first) == desk.NextClaim(None, not_for_you=True)
    assert desk.next_claim(second).claim_id == claim.pk


def _press(user: User) -> int | None:
    try:
        return desk.next_claim(user).claim_id
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("people", "number"), [(16, 100), (32, 200)])
def test_many_people_who_press_next_at_once_over_many_claims_never_share_one(people: int, number: int) -> None:
    queues = [make_queue(), make_queue()]
    claims = [*make_claims(number // 2, queues[0]), *make_claims(number // 2, queues[1])]
    users = [make_user() for _ in range(people)]
    presses = [users[press % people] for press in range(number + 10)]

    with ThreadPoolExecutor(max_workers=people) as pool:
        given = list(pool.map(_press, presses))

    counted = Counter(given)
    assert counted.pop(None) == 10
    assert set(counted) == {claim.pk for claim in claims}
    assert set(counted.values()) == {1}
    assert Claim.objects.filter(lease_holder__isnull=False).count() == number
    for claim_id, user in zip(given, presses, strict=True):
        assert claim_id is None or Claim.objects.get(pk=claim_id).lease_holder_id == user.pk


def _fill(queue: Queue, number: int, **columns: object) -> None:
    """Many queued claims that only Next will read."""
    version = make_article()
    now = timezone.now()
    Claim.objects.bulk_create(
        Claim(
            article=version.article,
            sentence="A sentence.",
            state=ClaimState.QUEUED,
            queue=queue,
            rank_at=now + timedelta(seconds=index % 977),
            **columns,
        )
        for index in range(number)
    )


def _fill_work_of(user: User, queue: Queue) -> None:
    """A desk that has worked for a while: checks that wait for an editor, and a long audit."""
    claims = list(Claim.objects.filter(queue=queue).order_by("-rank_at")[:1000])
    readings = Reading.objects.bulk_create(
        Reading(claim=claim, number=1, program="extraction-test", structure={}) for claim in claims
    )
    Check.objects.bulk_create(
        Check(claim=claim, checker=user, reading=reading) for claim, reading in zip(claims, readings, strict=True)
    )
    Deferral.objects.bulk_create(
        Deferral(claim=claim, person=person, by=user, reason="later", until=timezone.now() + timedelta(hours=hours))
        for claim in claims
        for person, hours in ((user, -1), (user, 1), (None, -2))
    )


def _fill_interests_of(user: User) -> list[Interest]:
    """Declared interests of all three kinds, on a desk with many articles and claimants."""
    Outlet.objects.bulk_create(Outlet(name=f"Paper {number}", folded=f"paper {number}") for number in range(2000))
    outlets = list(Outlet.objects.order_by("pk")[:2])
    Article.objects.bulk_create(Article(title="An article", language="en", outlet=outlets[0]) for _ in range(2000))
    Claimant.objects.bulk_create(Claimant(name=f"Claimant {number}") for number in range(2000))
    claimant = Claimant.objects.get(name="Claimant 7")
    Claim.objects.update(claimant=claimant.pk + 1)
    return [
        Interest.objects.create(person=user, kind="party", claimant=claimant),
        Interest.objects.create(person=user, kind="outlet", outlet=outlets[1]),
        Interest.objects.create(person=user, kind="family", words="Hannah Hlavacek"),
    ]


def _nodes(plan: str) -> set[str]:
    return set(re.findall(r"(?:->|^)\s*([A-Z][A-Za-z ]+?)(?: using| on |  \()", plan, flags=re.MULTILINE))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="reads PostgreSQL's plan")
def test_next_is_one_indexed_statement_that_scans_nothing_and_sorts_a_handful_on_postgresql() -> None:
    queues = [make_queue() for _ in range(4)]
    user = make_user()
    for queue in queues:
        _fill(queue, 1500)
    holder = make_user()
    held = Claim.objects.filter(queue=queues[0]).order_by("rank_at").values_list("pk", flat=True)[:200]
    Claim.objects.filter(pk__in=list(held)).update(
        lease_holder=holder, lease_token="t", lease_until=timezone.now() + timedelta(minutes=5)
    )
    _fill_work_of(user, queues[0])
    interests = _fill_interests_of(user)
    statement, parameters = leases.best_statement(user, queues, skip_locked=True, interests=interests)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(f"EXPLAIN {statement}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    nodes = _nodes(plan)

    assert "Index Scan" in nodes and "claim_next" in plan, plan
    assert "LockRows" in nodes, plan
    assert not [node for node in nodes if "Seq Scan" in node], plan
    assert [node for node in nodes if "Sort" in node] == ["Sort"], plan  # of the first claims of all queues
    assert plan.index("Sort") < plan.index("Nested Loop") < plan.index("claim_next"), plan


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite takes one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_next_passes_over_a_locked_claim_and_waits_before_it_says_empty() -> None:
    first, second = make_claims(2, make_queue())
    one, other = make_user(), make_user()

    with ThreadPoolExecutor(max_workers=1) as pool:
        with transaction.atomic():
            Claim.objects.select_for_update().get(pk=first.pk)
            passed_over = pool.submit(_press, one).result(timeout=20)
            waiting = pool.submit(_press, other)
            ended_early = bool(wait([waiting], timeout=0.5).done)
        waited_for = waiting.result(timeout=20)

    assert passed_over == second.pk
    assert not ended_early
    assert waited_for == first.pk
