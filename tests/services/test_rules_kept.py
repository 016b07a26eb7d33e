"""Around the rules: queues of before become rules, and what nobody picked is put aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from claims import migrations
from claims.models import Check, Claim, ClaimState, Deferral, HandOver, Topic
from claims.queries.articles import put_aside
from claims.queries.sorted_claims import not_reached_lately
from claims.services.desk import take_claim, take_up_claim
from claims.services.sorting_again import sort_again
from claims.services.unreached import put_aside_unreached
from claims.workflow import NotAllowed
from tests.builders import make_claims, make_published, make_queue, make_user

pytestmark = pytest.mark.django_db
EMPTY = {"place": "", "language": "", "topic": "", "worthiness": None, "days": None}
EMPTY |= {"indicator_id": None, "claimant_id": None, "outlet_id": None}


# --- queues of before -------------------------------------------------------------------------------------


@pytest.fixture
def rules_of() -> Callable[..., list[list[dict[str, Any]]]]:
    name = next(Path(migrations.__file__ or "").parent.glob("*_triage_rules.py")).stem
    migration = import_module(f"claims.migrations.{name}")

    def rules(rule: str, *lines: dict[str, Any], words: str = "") -> list[list[dict[str, Any]]]:
        kept = [SimpleNamespace(**{**EMPTY, **line}) for line in lines]
        conditions = SimpleNamespace(order_by=lambda _column: kept)
        queue = SimpleNamespace(rule=rule, words=words, name="Queue", slug="queue", conditions=conditions)
        return list(migration._rules(queue, Topic))

    return rules


def test_a_queue_of_before_becomes_rules_that_take_the_same(rules_of: Any) -> None:
    assert rules_of("number") == [[{"kind": "quantity"}, {"kind": "at_least", "worthiness": 0.2}]]
    assert [len(rule) for rule in rules_of("people_and_records")] == [2, 2]
    assert [line["kind"] for line in rules_of("number_with_data")[0]] == [
        "quantity",
        "has_series",
        "any_place",
        "at_least",
    ]
    assert rules_of("reader") == rules_of("come_back") == rules_of("conditions_alone") == rules_of("unknown") == []


def test_its_lines_narrow_each_rule_and_the_higher_check_worthiness_holds(rules_of: Any) -> None:
    lines = {"place": "TCD", "worthiness": 0.4}, {"topic": "rent, bread", "days": 3, "outlet_id": 7}

    assert rules_of("number", *lines) == [
        [{"kind": "quantity"}, {"kind": "place", "place": "TCD"}, {"kind": "at_least", "worthiness": 0.4}],
        [
            {"kind": "quantity"},
            {"kind": "outlet", "outlet_id": 7},
            {"kind": "words", "words": "rent, bread"},
            {"kind": "age", "days": 3},
            {"kind": "at_least", "worthiness": 0.2},
        ],
    ]
    assert rules_of("conditions_alone", {"language": "fr"}) == [[{"kind": "language", "language": "fr"}]]


def test_words_of_danger_become_a_topic(rules_of: Any) -> None:
    (rule,) = rules_of("danger", words="poison\n\nside effect")

    assert rules_of("danger") == []
    assert rule[0]["topic"].words == "*poison*\n*side effect*"
    assert rule[1] == {"kind": "at_least", "worthiness": 0.3}


# --- not reached ------------------------------------------------------------------------------------------


def _let_wait(*claims: Claim, days: int = 15) -> None:
    ids = [claim.pk for claim in claims]
    Claim.objects.filter(pk__in=ids).update(state_at=timezone.now() - timedelta(days=days))


def _left() -> set[int]:
    return set(Claim.objects.filter(state=ClaimState.QUEUED).values_list("pk", flat=True))


def test_what_nobody_picked_in_two_weeks_is_put_aside_counted_and_taken_back() -> None:
    queue, checker = make_queue(), make_user()
    unpicked, fresh, leased, begun, put_off, handed = claims = make_claims(6, queue)
    take_claim(checker, leased.pk)
    Check.objects.create(claim=begun, checker=checker, reading=begun.readings.get())
    Deferral.objects.create(claim=put_off, by=checker, reason="data", until=timezone.now() + timedelta(days=1))
    HandOver.objects.create(claim=handed, by=checker, to=make_user())
    published = make_published()
    Claim.objects.filter(pk=published.pk).update(state=ClaimState.QUEUED)
    _let_wait(*claims, published)
    _let_wait(fresh, days=13)

    assert put_aside_unreached() == 1
    assert put_aside_unreached() == 0
    unpicked.refresh_from_db()
    assert (unpicked.state, unpicked.reason, unpicked.queue) == (ClaimState.DISMISSED, "not_reached", queue)
    assert _left() == {each.pk for each in (fresh, leased, begun, put_off, handed, published)}
    assert not_reached_lately() == 1
    assert [claim.pk for claim in put_aside(reason="not_reached").rows] == [unpicked.pk]
    assert put_aside(reason="opinion").rows == []

    take_up_claim(checker, unpicked.pk)
    assert put_aside_unreached() == 0
    assert not_reached_lately() == 0


def test_a_sweep_puts_aside_no_more_than_a_batch_the_longest_waiting_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.services.unreached.AT_MOST", 2)
    first, second, third = make_claims(3, make_queue())
    for claim, days in ((first, 30), (second, 15), (third, 20)):
        _let_wait(claim, days=days)

    assert put_aside_unreached() == 2
    assert _left() == {second.pk}


def test_only_who_keeps_the_rules_has_claims_queued_again() -> None:
    (claim,) = make_claims(1, make_queue())

    with pytest.raises(NotAllowed):
        sort_again(make_user("editor"), [claim.pk])
    assert sort_again(make_user("curator"), [claim.pk]).done == 1
