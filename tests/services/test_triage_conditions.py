"""Queues as curators narrow them: lines of conditions, the first queue that fits, bounded in queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Claimant, ClaimState, Queue, QueueCondition
from claims.services.extract import extract_version
from claims.services.intake import receive_text
from claims.services.steps.conditions import TriageFacts, conditions_met
from claims.services.steps.triage import best_queue, queues_in_order, triage
from claims.values import QuantityKind
from tests.builders import make_claim, make_indicator, make_outlet, make_queue

pytestmark = pytest.mark.django_db
FACTS = TriageFacts(
    sentence="The price of bread in Chad rose by 7 percent.",
    worthiness=0.6,
    kinds=frozenset({QuantityKind.PERCENT}),
    has_series=False,
    has_place=True,
    record=False,
    attributed=False,
    repeat_of=None,
    places=frozenset({"TCD"}),
    language="en-GB",
)


def _narrowed(*lines: dict[str, Any], **columns: Any) -> Queue:
    queue = make_queue(**columns)
    QueueCondition.objects.bulk_create(QueueCondition(queue=queue, **line) for line in lines)
    return queue


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ({"place": "TCD"}, True),
        ({"place": "NER"}, False),
        ({"language": "en"}, True),
        ({"language": "e"}, False),
        ({"language": "fr"}, False),
        ({"topic": "rent, bread"}, True),
        ({"topic": "brea"}, False),
        ({"worthiness": 0.6}, True),
        ({"worthiness": 0.61}, False),
        ({"days": 3}, True),
        ({"days": 1}, False),
        ({"place": "TCD", "worthiness": 0.9}, False),
    ],
)
def test_a_line_fits_where_all_that_is_filled_in_fits(line: dict[str, Any], fits: bool) -> None:
    facts = replace(FACTS, said_on=timezone.localdate() - timedelta(days=2))

    assert conditions_met(facts, _narrowed(line)) is fits


def test_lines_name_indicators_claimants_and_outlets_and_one_that_fits_is_enough() -> None:
    indicator, other = make_indicator(), make_indicator("other")
    claimant, outlet = Claimant.objects.create(name="Ann"), make_outlet()
    facts = replace(FACTS, indicator_id=indicator.pk, claimant_id=claimant.pk, outlet_id=outlet.pk)

    assert conditions_met(facts, _narrowed({"indicator": indicator, "claimant": claimant, "outlet": outlet}))
    assert not conditions_met(facts, _narrowed({"indicator": other}, {"outlet": make_outlet()}))
    assert conditions_met(facts, _narrowed({"indicator": other}, {"outlet": outlet}))
    assert not conditions_met(FACTS, _narrowed({"claimant": claimant}))


def test_what_has_no_day_is_of_no_age() -> None:
    assert not conditions_met(FACTS, _narrowed({"days": 9999}))


def test_the_first_queue_in_line_that_fits_gets_the_claim() -> None:
    Queue.objects.all().delete()
    last = make_queue(position=30, rule="number")
    fits = _narrowed({"place": "TCD"}, position=20, rule="conditions_alone")
    _narrowed({"place": "NER"}, position=10, rule="number")
    make_queue(position=5, rule="conditions_alone")
    claim = make_claim(state=ClaimState.DETECTED, queue=last)

    triage(claim, FACTS, queues_in_order())

    assert claim.queue == fits
    assert best_queue(replace(FACTS, places=frozenset()), queues_in_order()) == last


def test_a_line_that_says_nothing_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QueueCondition.objects.create(queue=make_queue())


def test_reading_a_hundred_claims_asks_for_queues_and_conditions_as_often_as_reading_one() -> None:
    make_indicator("unemployment", name="Unemployment rate").phrases.create(text="unemployment rate")
    for position in range(1, 8):
        _narrowed({"place": "NER"}, {"topic": "bread"}, position=position)
    make_queue(position=99)
    asked = "claims_queuecondition", 'FROM "claims_queue"'

    def count(number: int) -> int:
        text = " ".join(
            f"In {1900 + each} the unemployment rate of Chad was {each + 1} percent." for each in range(number)
        )
        received = receive_text(text=text, title=f"{number} figures", published_on=date(2020, 1, 6))
        with CaptureQueriesContext(connection) as queries:
            extract_version(received.version_id)
        assert Claim.objects.filter(article_id=received.article_id).count() == number
        return sum(any(name in query["sql"] for name in asked) for query in queries.captured_queries)

    assert count(1) == count(100) == 2
