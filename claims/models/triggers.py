"""The triggers that make four tables append only, on PostgreSQL and on SQLite.

They are made after every migrate and not in a migration: SQLite loses triggers when it rebuilds a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections

APPEND_ONLY = ("claims_auditevent", "claims_auditseal", "claims_verdict", "claims_contactentry")
MESSAGE = "rows of this table are append only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION claims_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$ LANGUAGE plpgsql
"""


def _names(table: str, vendor: str) -> Iterator[tuple[str, str]]:
    """(event, trigger name) pairs that guard a table."""
    events = ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")
    for event in events:
        yield event, f"{table}_no_{event}"


def install_triggers(using: str) -> None:
    """Make what is missing; what is there stays."""
    connection = connections[using]
    missing = set(missing_triggers(using))
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in APPEND_ONLY:
            for event, name in _names(table, connection.vendor):
                if name in missing:
                    cursor.execute(_create(connection.vendor, table, event, name))


def _create(vendor: str, table: str, event: str, name: str) -> str:
    if vendor == "postgresql":
        scope = "STATEMENT" if event == "truncate" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {scope} EXECUTE FUNCTION claims_append_only()"
        )
    return f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def missing_triggers(using: str) -> tuple[str, ...]:
    """Names of the triggers that should be there and are not; empty where the tables do not exist yet."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    wanted = [name for table in APPEND_ONLY if table in tables for _event, name in _names(table, connection.vendor)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {row[0] for row in cursor.fetchall()}
    return tuple(name for name in wanted if name not in present)


def drop_triggers(using: str) -> None:
    """For the tests' flush alone, which must empty the tables; production code never calls it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            for _event, name in _names(table, connection.vendor):
                suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")
