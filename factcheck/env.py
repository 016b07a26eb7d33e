"""The environment, read once through typed readers that fail loudly and name the variable.

Every name that is read is noted in `READ`, so that a test can hold the README's table against it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parent.parent
READ: set[str] = set()


def _raw(name: str) -> str:
    READ.add(name)
    return os.environ.get(name, "").strip()


def text(name: str, default: str = "") -> str:
    return _raw(name) or default


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}: it has to be one of {', '.join(allowed)}.")
    return value


def number(name: str, default: int, *, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}: it has to be a whole number of {least} or more.")
    return int(value)


def switch(name: str, *, default: bool) -> bool:
    return choice(name, ("yes", "no"), "yes" if default else "no") == "yes"


def words(name: str, default: str = "") -> tuple[str, ...]:
    """Values apart by commas."""
    return tuple(word.strip() for word in text(name, default).split(",") if word.strip())


def numbers(name: str, default: str) -> tuple[int, ...]:
    """Whole numbers apart by commas, at least one."""
    values = words(name, default)
    if not values or not all(value.isdecimal() for value in values):
        raise ImproperlyConfigured(f"{name} is {','.join(values)!r}: it has to be whole numbers apart by commas.")
    return tuple(int(value) for value in values)


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def secret_key(var: Path, *, development: bool) -> str:
    """The key that signs sessions: from the environment, and in development made under `var` once."""
    key = text("SECRET_KEY")
    if key:
        return key
    if not development:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give a long random text, for instance of "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'."
        )
    file = var / "secret-key"
    if not file.exists():
        var.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


def database(var: Path) -> dict[str, Any]:
    """DATABASE_URL as Django's dictionary: postgres://user:password@host:port/name or sqlite:///PATH."""
    address = text("DATABASE_URL", f"sqlite:///{var / 'factcheck.sqlite3'}")
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(address.removeprefix("sqlite:///"))))
    if parts.scheme in ("postgres", "postgresql"):
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", "") or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": query,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}: it has to be postgres://USER:PASSWORD@HOST/NAME or sqlite:///PATH."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    """A file in WAL mode. Transactions begin immediate, so that two writers wait instead of failing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "TEST": {"NAME": str(path.with_name(f"test-{path.name}"))},
    }


def broker_url(var: Path) -> str:
    """The broker's address as redis-py spells it: REDIS_URL, else the private server's socket."""
    return text("REDIS_URL") or f"unix://{private_socket(var)}"


def celery_broker_url(var: Path) -> str:
    """The same address as Celery spells it: a socket is redis+socket:// there."""
    address = broker_url(var)
    return "redis+socket://" + address.removeprefix("unix://") if address.startswith("unix://") else address


def private_socket(var: Path) -> Path:
    """Where the private server listens; FACTCHECK_SOCKET where the path under `var` is too long."""
    return Path(text("FACTCHECK_SOCKET", str(var / "redis.sock")))
