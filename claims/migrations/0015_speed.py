"""Next by an index that SQLite uses too, whose partial ones it passes over where a condition is a parameter; words of
sentences by an index of PostgreSQL's."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

INDEXES = (
    ("claim_aside_words", "claims_claim", "WHERE state = 'dismissed'"),
    ("left_aside_words", "claims_leftaside", ""),
)


def make(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for name, table, condition in INDEXES:
            editor.execute(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', sentence)) {condition}")


def drop(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for name, _table, _condition in INDEXES:
            editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("claims", "0014_rating_meanings")]

    operations = [
        migrations.RemoveIndex(model_name="claim", name="claim_next"),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["queue", "state", "rank_at", "id"], name="claim_next"),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["checker", "state"], name="check_of_checker"),
        ),
        migrations.RunPython(make, drop),
    ]
