"""All benchmarks, each in a process of its own: `make bench`, or smaller `make bench SIZE=10000`: so many claims on
PostgreSQL, and a tenth of them on SQLite, on neither fewer than two thousand."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.databases import postgres
from tests.benchmarks.measure import LEAST

SIZE = 1_000_000


def _run(module: str, *words: str, **environment: str) -> None:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", "LOG_LEVEL": "ERROR", **environment}
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}", *words], env=given, check=True)


def _modules(size: int) -> tuple[tuple[str, list[str]], ...]:
    return ("desk", [str(max(size, LEAST))]), ("bulk", []), ("fetching", []), ("feeds", [])


def main(size: int) -> None:
    _run("extraction")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # the database server drops root and must reach its data
        # An empty database for each: what the tests' builders make is one of its kind within one process.
        for module, words in _modules(size // 10):
            _run(module, *words, DATABASE_URL=f"sqlite:///{folder}/{module}.sqlite3", FACTCHECK_VAR=f"{folder}/var")
        for module, words in _modules(size):
            with postgres(folder / f"postgres-{module}") as address:
                _run(module, *words, DATABASE_URL=address, FACTCHECK_VAR=f"{folder}/var")
    _run("memory")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)
