"""What the database itself refuses, whatever the code above it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from claims.models import (
    AuditHead,
    ClaimState,
)
from tests.builders import (
    make_claim,
    make_document,
    make_draft,
    make_finding,
    make_lookup,
    make_observation,
    make_published,
    make_queue,
    make_scale,
    make_series,
    make_submitted,
    make_user,
)

pytestmark = pytest.mark.django_db


def _refused(write: Callable[[], Any], name: str = "") -> None:
    """The write breaks a constraint; `name` is looked for where the database tells it."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write()
    if name and connection.vendor == "postgresql":
        assert name in str(refusal.value)


def _update(row: models.Model, **columns: Any) -> Callable[[], int]:
    return lambda: type(row)._base_manager.filter(pk=row.pk).update(**columns)


def _again(row: models.Model, **changes: Any) -> Callable[[], None]:
    """The same row a second time."""

    def insert() -> None:
        fields = [field for field in row._meta.concrete_fields if not field.primary_key]
        columns = {field.attname: getattr(row, field.attname) for field in fields}
        type(row)._base_manager.create(**{**columns, **changes})

    return insert


def test_a_claim_that_is_put_aside_has_a_reason() -> None:
    claim = make_claim()

    _refused(_update(claim, state=ClaimState.DISMISSED), "claim_dismissed_has_reason")
    _update(claim, state=ClaimState.DISMISSED, reason="misread")()


@pytest.mark.parametrize("columns", ["lease_holder", "lease_token", "lease_until", "lease_holder lease_until"])
def test_the_lease_of_a_claim_is_whole_or_none(columns: str) -> None:
    claim = make_claim()
    values = {"lease_holder": make_user(), "lease_token": "t", "lease_until": timezone.now()}

    _refused(_update(claim, **{name: values[name] for name in columns.split()}), "claim_lease_whole")
    _update(claim, **values)()


def test_the_period_of_a_claim_runs_forward_and_has_both_ends() -> None:
    claim = make_claim()

    backward = {"period_start": date(2017, 1, 1), "period_end": date(2016, 1, 1)}
    _refused(_update(claim, **backward), "claim_period_whole")
    _update(claim, period_start=date(2016, 1, 1), period_end=date(2016, 12, 31))()


def test_check_worthiness_lies_between_nothing_and_one() -> None:
    claim = make_claim()

    for value in (-0.1, 1.1):
        _refused(_update(claim, worthiness=value), "claim_worthiness")


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (0, 10**6)])
def test_a_claim_stands_within_its_text(start: int, end: int) -> None:
    appearance = make_claim().appearances.get()

    _refused(_update(appearance, start=start, end=end), "appearance_in_text")


def test_the_length_of_a_text_is_that_of_its_text() -> None:
    version = make_claim().appearances.get().version

    _refused(_update(version, length=version.length + 1), "article_version_length")


def test_the_lease_of_work_is_whole_or_none() -> None:
    claim = make_claim()
    lookup, version = make_lookup(claim), claim.appearances.get().version

    _refused(_update(lookup, lease_token="t"), "lookup_lease_whole")
    _refused(_update(lookup, lease_until=timezone.now()), "lookup_lease_whole")
    _refused(_update(version, lease_token="t"), "article_version_lease_whole")


def test_a_reading_is_by_the_program_or_by_a_person() -> None:
    reading = make_claim().readings.get()

    _refused(_update(reading, program=""), "reading_by_one")
    _refused(_update(reading, by=make_user()), "reading_by_one")


def test_an_observation_runs_forward() -> None:
    observation = make_observation(make_series())

    _refused(_update(observation, period_end=date(2000, 1, 1)), "observation_period_forward")


def test_a_queue_asks_for_one_or_two_checks_and_leases_for_a_minute_at_least() -> None:
    queue = make_queue()

    for number in (0, 3):
        _refused(_update(queue, checks_required=number), "queue_one_or_two_checks")
    _refused(_update(queue, lease_minutes=0), "queue_lease_minutes")


def test_a_rating_is_worth_one_to_five_or_nothing() -> None:
    rating = make_scale()["supported"]

    for value in (0, 6):
        _refused(_update(rating, value=value), "rating_value")
    _update(rating, value=None)()


@pytest.mark.parametrize("lacking", [{"record": ""}, {"record_sha256": ""}, {"rating": None}])
def test_a_submitted_check_has_its_record_its_hash_and_a_rating(lacking: dict[str, Any]) -> None:
    check = make_submitted()

    _refused(_update(check, **lacking), "check_submitted_has_record")


def test_evidence_points_to_a_finding_or_is_a_whole_document() -> None:
    claim = make_claim()
    finding = make_finding(claim)
    document = make_document(claim, make_user())

    _refused(_update(finding, finding=None), "evidence_points_to_one")
    _refused(_update(finding, kind="document"), "evidence_points_to_one")
    for lacking in ({"address": ""}, {"passage": ""}, {"dated": None}):
        _refused(_update(document, **lacking), "evidence_points_to_one")


def test_a_decision_has_a_stance_or_a_note() -> None:
    claim = make_claim()
    make_finding(claim)
    decision = make_draft(claim, make_user()).decisions.get()

    _refused(_update(decision, stance=""), "decision_whole")
    _refused(_update(decision, decided="rejected"), "decision_whole")
    _update(decision, decided="rejected", note="Another place.")()


def test_a_publication_that_is_live_has_its_verdict() -> None:
    publication = make_published().publication

    _refused(_update(publication, verdict=None), "publication_live_has_verdict")
    _refused(_update(publication, published_at=None), "publication_live_has_verdict")


def test_a_later_verdict_tells_its_correction_and_a_first_one_has_none() -> None:
    verdict = make_published().publication.verdicts.get()

    for changes in ({"number": 2}, {"number": 2, "correction": "minor"}, {"number": 2, "note": "n"}):
        _refused(_again(verdict, **changes), "verdict_correction_told")
    _again(verdict, number=2, correction="minor", note="A typing error.")()


def test_the_head_of_the_chain_is_one_row() -> None:
    _refused(lambda: AuditHead.objects.create(pk=2), "audit_head_is_one")
