"""How many statements Next and a submission send, the session and the person included: bounded, and the same for a
claim with little evidence and with much."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Check, Claim, DeskAction, Evidence
from tests.builders import make_claim, make_claims, make_finding, make_queue, make_scale, make_series

pytestmark = pytest.mark.django_db
# SQLite has no statement that leases and notes at once, and none that writes an event with what waits for its seal.
NEXT = {"postgresql": 6, "sqlite": 10}
SUBMIT = {"postgresql": 40, "sqlite": 46}


@pytest.fixture
def rating(db: None) -> int:
    return make_scale()["contradicted"].pk


def _sent(client: Client, address: str, fields: dict[str, Any] | None = None) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        response = client.post(address, fields)
    assert response.status_code == 302, response.content
    return len(asked), response


def _form(claim: Claim, rating: int) -> dict[str, Any]:
    pieces = list(Evidence.objects.filter(claim=claim).values_list("pk", flat=True))
    decided = {f"e{pk}-decided": "confirmed" for pk in pieces} | {f"e{pk}-stance": "contradicts" for pk in pieces}
    typed = {"wording": "Few", "summary": "More.", "reasoning": "See [1].", "rating": rating, "typed_on": 0}
    return {**typed, **decided, "evidence": pieces}


def test_next_sends_few_statements_however_many_queues_there_are(checker: Client) -> None:
    make_claim(queue=make_queue())
    few, _first = _sent(checker, reverse("claims:next"))
    for _number in range(6):
        make_claim(queue=make_queue())

    many, _second = _sent(checker, reverse("claims:next"))

    assert many == few <= NEXT[connection.vendor]
    assert DeskAction.objects.filter(kind="taken").count() == 2


def test_a_submission_reads_its_evidence_once_however_much_there_is(checker: Client, rating: int) -> None:
    claims = [make_claim(queue=make_queue()) for _number in range(2)]
    make_claims(3, make_queue())  # Next goes on to them
    for number in range(5):
        for claim, wanted in zip(claims, (1, 5), strict=True):
            if number < wanted:
                make_finding(claim, series=make_series(f"S{number}", origin=f"Office {number}"))
    counts = [_sent(checker, reverse("claims:submit", args=[each.pk]), _form(each, rating))[0] for each in claims]

    few, many = counts

    assert many == few <= SUBMIT[connection.vendor]
    assert Check.objects.filter(state="submitted").count() == 2
