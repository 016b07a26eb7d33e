"""Rows that are append only, and rows that others rest on."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, models, transaction

from claims.models import (
    AuditEvent,
    AuditSeal,
    ContactEntry,
    Verdict,
)
from claims.models.triggers import APPEND_ONLY
from claims.services.sealing import seal_events
from tests.builders import (
    make_asked,
    make_claim,
    make_published,
)

pytestmark = pytest.mark.django_db


def _filled() -> dict[str, int]:
    """A row in every table that is append only; keys that are checked at the commit are checked now, for
    PostgreSQL truncates no table with checks to come."""
    verdict = make_published().publication.verdicts.get()
    contact = make_asked(make_claim())
    seal_events()
    seal = AuditSeal.objects.order_by("number")[0]
    connection.check_constraints()
    return {
        "claims_auditevent": seal.event_id,
        "claims_auditseal": seal.pk,
        "claims_verdict": verdict.pk,
        "claims_contactentry": contact.pk,
    }


COLUMN = {
    "claims_auditevent": "action",
    "claims_auditseal": "sha256",
    "claims_verdict": "note",
    "claims_contactentry": "name",
}


def test_every_table_that_is_append_only_is_tried() -> None:
    assert set(COLUMN) == set(APPEND_ONLY)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = 'x' WHERE id = {pk}",
        "DELETE FROM {table} WHERE id = {pk}",
        "TRUNCATE {table} CASCADE",
    ],
)
def test_a_row_that_is_append_only_is_neither_changed_nor_taken_away(table: str, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    rows = _filled()

    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table, column=COLUMN[table], pk=rows[table]))


def test_the_models_of_rows_that_are_append_only_are_refused_as_well() -> None:
    _filled()

    for model in (AuditEvent, AuditSeal, ContactEntry, Verdict):
        row = model._base_manager.order_by("pk")[0]
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            row.delete()


def test_a_row_that_others_rest_on_is_not_taken_away() -> None:
    claim = make_published()

    for row in (claim, claim.article, claim.checks.get(), claim.queue, claim.readings.get()):
        assert row is not None
        with pytest.raises(models.ProtectedError):
            row.delete()
