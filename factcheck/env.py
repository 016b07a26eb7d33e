"""The environment, read once through typed readers that fail loudly and name the variable.

Every name that is read is noted in `READ`, so that a test can hold the README's table against it.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parent.parent
READ: set[str] = set()
LAST_PORT = 65_535
LONGEST_MODEL_NAME = 100
HOST_AND_PORT = re.compile(r"(?:\[[0-9a-f:.]+\]|[^\s:/@\[\]]+):\d{1,5}")


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


def port(name: str, default: int) -> int:
    value = number(name, default, least=1)
    if value > LAST_PORT:
        raise ImproperlyConfigured(f"{name} is '{value}': the last port is {LAST_PORT}.")
    return value


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


def pairs(name: str) -> tuple[str, ...]:
    """host:port pairs apart by commas, an IPv6 address in brackets. None is the default."""
    values = tuple(value.lower() for value in words(name))
    for value in values:
        if not HOST_AND_PORT.fullmatch(value):
            raise ImproperlyConfigured(f"{name} holds {value!r}: it has to be host:port, for instance 127.0.0.1:3128.")
    return values


def address(name: str, default: str) -> str:
    """An address of the web, without a slash at its end."""
    value = text(name, default)
    try:
        whole = urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)
    except ValueError:
        whole = False
    if not whole:
        raise ImproperlyConfigured(f"{name} is {value!r}: it has to begin with https:// or http:// and name a host.")
    return value.rstrip("/")


def mailbox(name: str) -> str:
    """imaps://USER@HOST/FOLDER, without a password; plain imap:// on this machine alone. None is the default."""
    value = text(name)
    if not value:
        return ""
    parts = urlsplit(value)
    near = parts.scheme == "imap" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not (parts.scheme == "imaps" or near) or not parts.hostname or not parts.username or parts.password is not None:
        raise ImproperlyConfigured(
            f"{name} has to be imaps://USER@HOST/FOLDER, without the password, which goes into {name}_PASSWORD."
        )
    return value


def model() -> tuple[str, str, str]:
    """Address, name and key of a language model, as MODEL_URL, MODEL_NAME and MODEL_KEY have them; the address
    is empty where none is set, and then no text of an article leaves the house."""
    url, name, key = text("MODEL_URL"), text("MODEL_NAME"), text("MODEL_KEY")
    if not url and not name:
        return "", "", ""
    if not url or not name:
        raise ImproperlyConfigured("MODEL_URL and MODEL_NAME go together: set both, or neither.")
    url = address("MODEL_URL", url)
    if urlsplit(url).username is not None or urlsplit(url).query or urlsplit(url).fragment:
        raise ImproperlyConfigured("MODEL_URL is a plain base address: a key goes into MODEL_KEY.")
    if len(name) > LONGEST_MODEL_NAME:
        raise ImproperlyConfigured(f"MODEL_NAME is longer than {LONGEST_MODEL_NAME} characters.")
    return url, name, key


def house_sign_in() -> tuple[str, str, str]:
    """Issuer, client id and secret of the house's OpenID Connect provider; the issuer is empty where there is none."""
    parts = text("OIDC_ISSUER"), text("OIDC_CLIENT_ID"), text("OIDC_CLIENT_SECRET")
    if any(parts) and not all(parts):
        raise ImproperlyConfigured("OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all or none.")
    return (address("OIDC_ISSUER", parts[0]), *parts[1:]) if parts[0] else parts


def mapping(name: str) -> dict[str, str]:
    """THEIRS=OURS pairs apart by commas."""
    pairs = [word.rpartition("=") for word in words(name)]
    if not all(theirs.strip() and ours.strip() for theirs, _mark, ours in pairs):
        raise ImproperlyConfigured(f"{name} has to be THEIRS=OURS, several apart by commas.")
    return {theirs.strip(): ours.strip() for theirs, _mark, ours in pairs}


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(f"{name} is {value!r}: it has to be a zone such as Europe/Vienna or UTC.") from error


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def hosts(*, development: bool) -> list[str]:
    """The names that the desk answers for: loopback in development, in production those that are given."""
    named = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if development else "")
    if not named:
        raise ImproperlyConfigured("ALLOWED_HOSTS is not set: name the hosts, for instance desk.example.org.")
    return list(named)


def debug(*, development: bool) -> bool:
    """Debug pages show settings and code to whoever meets an error: in development only, and only if asked."""
    asked = switch("FACTCHECK_DEBUG", default=False)
    if asked and not development:
        raise ImproperlyConfigured("FACTCHECK_DEBUG is 'yes' in production: leave it out, or set FACTCHECK_ENV.")
    return asked


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
    try:
        if not file.exists():
            _make_key(file)
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{file} cannot be made or read ({error.strerror}): give {var} to the desk's user, make room in it, "
            "or set FACTCHECK_VAR."
        ) from error


def _make_key(file: Path) -> None:
    """Written aside and then linked: of two processes that start at once, both read the same whole key."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(secrets.token_urlsafe(50))
    with suppress(FileExistsError):
        file.hardlink_to(aside)
    aside.unlink()


def database(var: Path) -> dict[str, Any]:
    """DATABASE_URL as Django's dictionary: postgres://user:password@host:port/name or sqlite:///PATH."""
    url = text("DATABASE_URL", f"sqlite:///{var / 'factcheck.sqlite3'}")
    scheme, _colon, rest = url.partition(":")
    if scheme == "sqlite" and rest.startswith("///") and rest.strip("/"):
        return _sqlite(Path(unquote(rest.removeprefix("///"))))
    if scheme in ("postgres", "postgresql"):
        return _postgres(urlsplit(url))
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {scheme!r}: it has to be postgres://USER:PASSWORD@HOST/NAME or sqlite:///PATH."
    )


def _postgres(parts: SplitResult) -> dict[str, Any]:
    """Without compiling queries: the desk's are short, and compiling one takes longer than answering it."""
    query = {"options": "-c jit=off", **dict(parse_qsl(parts.query, keep_blank_values=True))}
    name = unquote(parts.path.lstrip("/"))
    try:
        given = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured("DATABASE_URL names a port that is none: it has to be a number.") from error
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://USER:PASSWORD@HOST/NAME.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": given,
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


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
    url = text("REDIS_URL") or f"unix://{private_socket(var)}"
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("REDIS_URL has to be redis://HOST:PORT/0, rediss://HOST:PORT/0 or unix://PATH.")
    return url


def celery_broker_url(var: Path) -> str:
    """The same address as Celery spells it: a socket is redis+socket:// there, its `db` a `virtual_host`."""
    url = broker_url(var)
    if not url.startswith("unix://"):
        return url
    place, _mark, query = url.removeprefix("unix://").partition("?")
    named = urlencode([("virtual_host" if key == "db" else key, value) for key, value in parse_qsl(query)])
    return f"redis+socket://{place}" + (f"?{named}" if named else "")


def private_socket(var: Path) -> Path:
    """Where the private server listens; FACTCHECK_SOCKET where the path under `var` is too long."""
    return Path(text("FACTCHECK_SOCKET", str(var / "redis.sock")))
