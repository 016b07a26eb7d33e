"""What an installation needs, looked at one by one: what holds, what does not, and what to do about it."""

from __future__ import annotations

import errno
import shutil
import smtplib
import sqlite3
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from packaging.requirements import InvalidRequirement, Requirement

from claims.models import ArticleVersion, Indicator, Lookup, Mail, Queue, RatingScale, Source, User
from claims.models.work import Work
from claims.services.first_use import first_key
from claims.services.steps.work import due

LEAST_DISK = 1_000_000_000  # bytes: below this a busy day of snapshots fills it
LEAST_POSTGRES = 130_000
LEAST_SQLITE = (3, 35)
LATE_SECONDS = 600
MOST_SECONDS_APART = 30.0
PRIVATE = 0o077


class Health(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, how it is, and what to do; the last is empty where all is
    well. In English: it is for a terminal and its logs."""

    what: str
    health: Health
    words: str
    remedy: str = ""


Findings = Iterator[Finding]


def examine(broker_complaint: Callable[[], str], workers: Callable[[], int]) -> Findings:
    """All findings, in the order in which they are mended: what needs the database is left out where that
    cannot be reached, and said. `broker_complaint` says why the broker cannot be reached, "" where it can;
    `workers` then counts those that answer."""
    yield from _packages()
    yield from _folder()
    yield from _settings()
    reached = yield from _database()
    yield from _broker(broker_complaint(), workers)
    yield from _mail()
    if reached:
        for part in ON_DATABASE:
            yield from part()


def _good(what: str, words: str) -> Finding:
    return Finding(what, Health.GOOD, words)


def _packages() -> Findings:
    wrong = [line for line in _requirements() if not _is_met(line)]
    if wrong:
        told = ", ".join(str(line) for line in wrong)
        yield Finding(
            "packages", Health.BAD, f"not as requirements.txt says: {told}", "pip install -r requirements.txt"
        )
    else:
        yield _good("packages", "as requirements.txt says")


def _requirements() -> list[Requirement]:
    lines = (settings.BASE_DIR / "requirements.txt").read_text().splitlines()
    found = []
    for line in lines:
        try:
            found.append(Requirement(line.partition("#")[0].strip().rstrip("\\").strip()))
        except InvalidRequirement:  # an empty line, a comment, a hash
            continue
    return [each for each in found if each.marker is None or each.marker.evaluate()]


def _is_met(line: Requirement) -> bool:
    try:
        return line.specifier.contains(metadata.version(line.name), prereleases=True)
    except metadata.PackageNotFoundError:
        return False


def _folder() -> Findings:
    var = Path(settings.VAR_DIR)
    try:
        with tempfile.TemporaryFile(dir=var) as probe:
            probe.write(b"the doctor was here")
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "free some space" if full else "make it, owned by the desk's user, on a disk that can be written to"
        yield Finding("folder", Health.BAD, f"{var} cannot be written to: {error.strerror}", remedy)
        return
    if var.stat().st_mode & PRIVATE:
        yield Finding("folder", Health.WARNING, f"others on this machine can look into {var}", f"chmod 700 {var}")
    free = shutil.disk_usage(var).free
    if free < LEAST_DISK:
        yield Finding("disk", Health.WARNING, f"{free // 1_000_000} MB are left at {var}", "free some space")
    else:
        yield _good("folder", f"{var}, {free // 1_000_000_000} GB free")


def _settings() -> Findings:
    messages = run_checks(include_deployment_checks=not settings.DEVELOPMENT)
    for message in messages:
        if message.level >= WARNING and not message.is_silenced():
            health = Health.BAD if message.is_serious() else Health.WARNING
            yield Finding("settings", health, f"{message.msg} ({message.id})", message.hint or "")
    yield _good("settings", f"read, for {settings.ENVIRONMENT}")
    if not settings.CONTACT:
        words = "CONTACT is not set: whom the desk asks cannot tell who asks, and some refuse"
        yield Finding("settings", Health.WARNING, words, "set CONTACT to an address of mail, or of a page, of yours")
    if settings.DEBUG:
        words = "FACTCHECK_DEBUG is on: an error shows code and settings to whoever meets it"
        yield Finding("settings", Health.WARNING, words, "leave FACTCHECK_DEBUG out")


def _database() -> Generator[Finding, None, bool]:
    """Whether the tables can be asked is returned to whoever yields from this."""
    try:
        connection.ensure_connection()
        plan = _missing_migrations()
    except DatabaseError as error:
        remedy = (
            f"look at {settings.VAR_DIR}" if connection.vendor == "sqlite" else "set DATABASE_URL, start the server"
        )
        yield Finding("database", Health.BAD, f"not reached: {_in_a_line(error)}", remedy)
        return False
    old = _too_old()
    if old:
        yield Finding("database", Health.BAD, old, "take a newer release")
    if plan:
        yield Finding("database", Health.BAD, f"{plan} migrations have not run", "manage.py migrate")
        return False
    broken = run_checks(tags=["database"], databases=["default"])
    for message in broken:
        yield Finding("database", Health.BAD, str(message.msg), message.hint or "")
    apart = _seconds_apart()
    if apart > MOST_SECONDS_APART:
        words = f"its clock and this machine's are {apart:.0f} s apart"
        yield Finding("database", Health.WARNING, words, "have both set their clocks by the network (NTP)")
    if not broken:
        yield _good("database", f"{connection.vendor}, all migrations have run, the triggers stand")
    return True


def _seconds_apart() -> float:
    """Between the clocks of this machine and of the database's."""
    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return abs(float(cursor.fetchone()[0]) - time.time())


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _too_old() -> str:
    if connection.vendor == "sqlite":
        old = sqlite3.sqlite_version_info < LEAST_SQLITE
        return f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed" if old else ""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0])
    return f"PostgreSQL {number // 10_000} is too old: 13 or newer is needed" if number < LEAST_POSTGRES else ""


def _broker(complaint: str, workers: Callable[[], int]) -> Findings:
    """One that was given has to be there; a private one comes and goes with `manage.py up`."""
    if complaint:
        words = f"not reached: {_in_a_line(complaint)}"
        if settings.PRIVATE_BROKER:
            yield Finding("broker", Health.WARNING, words, "start the desk: manage.py up brings a private one")
        else:
            yield Finding("broker", Health.BAD, words, "start the server that REDIS_URL names, or correct REDIS_URL")
        return
    yield _good("broker", "answers")
    number = workers()
    if number:
        yield _good("worker", f"{number} answered")
    else:
        remedy = "manage.py up, or celery -A factcheck worker"
        yield Finding("worker", Health.WARNING, "none answered: nothing is fetched, read or mailed", remedy)


def _in_a_line(words: object) -> str:
    return " ".join(str(words).split())


def _mail() -> Findings:
    if not settings.EMAIL_HOST:
        yield Finding("mail", Health.WARNING, "no server is set: nobody is told anything by mail", "set EMAIL_HOST")
        return
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except OSError as error:
        yield Finding("mail", Health.WARNING, f"{settings.EMAIL_HOST}: {error}", "see EMAIL_HOST and EMAIL_PORT")
    else:
        yield _good("mail", f"{settings.EMAIL_HOST} answers")


def _people() -> Findings:
    active = User.objects.filter(is_active=True)
    if not active.exists():
        address = f"{settings.PUBLIC_BASE}/first/?key={first_key()}"
        yield Finding("people", Health.BAD, "nobody has an account yet", f"make the first at {address}")
        return
    numbers = {name: active.filter(groups__name=name).count() for name in ("checker", "editor", "curator")}
    told = ", ".join(f"{number} in the group {name}" for name, number in numbers.items())
    missing = [name for name, number in numbers.items() if not number]
    if missing:
        yield Finding("people", Health.WARNING, told, f"invite somebody as {' and '.join(missing)}")
    elif active.filter(groups__name__in=("checker", "editor")).distinct().count() < 2 and not settings.ONE_PERSON_DESK:
        yield Finding("people", Health.WARNING, told, "one checks and another signs: invite a second person")
    else:
        yield _good("people", told)


def _content() -> Findings:
    numbers = {
        "measures": Indicator.objects.count(),
        "sources that are on": Source.objects.filter(active=True).count(),
        "queues that are on": Queue.objects.filter(active=True).count(),
        "rating scales in force": RatingScale.objects.filter(active=True).count(),
    }
    told = ", ".join(f"{number} {what}" for what, number in numbers.items())
    if all(numbers.values()):
        yield _good("content", told)
    else:
        yield Finding("content", Health.WARNING, told, f"take starter packs at {settings.PUBLIC_BASE}/desk/starter/")


def _sources() -> Findings:
    """How those that are on fared when they were last asked; nothing is asked here."""
    on = list(Source.objects.filter(active=True).order_by("name"))
    asked = [each for each in on if each.last_success_at or each.last_error_at]
    failed = [each.name for each in asked if _failed_last(each)]
    told = f"{len(on)} are on, {len(asked)} of them were asked so far"
    if failed:
        words = f"{told}; no usable answer the last time: {', '.join(failed)}"
        yield Finding(
            "sources", Health.WARNING, words, "see whether this machine reaches them: manage.py sources --check"
        )
    else:
        yield _good("sources", f"{told}; manage.py sources --check asks them")


def _failed_last(source: Source) -> bool:
    good, bad = source.last_success_at, source.last_error_at
    return bad is not None and (good is None or bad > good)


def _work() -> Findings:
    """Rows that wait for a worker for longer than a sweep takes to ring for them."""
    kinds: dict[str, type[Work]] = {"lookups": Lookup, "texts": ArticleVersion, "letters": Mail}
    late = {name: _late(model) for name, model in kinds.items()}
    if any(late.values()):
        told = ", ".join(f"{number} {name}" for name, number in late.items() if number)
        yield Finding(
            "work", Health.BAD, f"due for over ten minutes: {told}", "start a worker and the clock: manage.py up"
        )
    else:
        yield _good("work", "nothing that is due waits for long")


def _late(model: type[Work]) -> int:
    return due(model._default_manager.all()).filter(due_at__lt=Now() - timedelta(seconds=LATE_SECONDS)).count()


ON_DATABASE: tuple[Callable[[], Findings], ...] = (_people, _content, _sources, _work)
