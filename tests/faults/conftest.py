"""What the fault tests start: one stand-in for the sources, one broker, processes that end with their test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.figures import SlowFigures, world_bank_environment
from tests.faults.processes import Processes
from tests.local_server import LocalServer


@pytest.fixture(scope="session")
def source_server() -> Iterator[LocalServer]:
    with LocalServer() as server:
        yield server


@pytest.fixture
def slow_figures(source_server: LocalServer) -> SlowFigures:
    figures = SlowFigures(delay=0.5)
    figures.serve(source_server)
    return figures


@pytest.fixture
def processes(transactional_db: None, redis_server: str, source_server: LocalServer) -> Iterator[Processes]:
    """Ended before the database is emptied: a fixture that asks for the database is torn down first."""
    started = Processes({"REDIS_URL": redis_server, **world_bank_environment(source_server)})
    yield started
    started.end()
