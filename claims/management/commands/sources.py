"""The sources in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.fetching import is_set_up, key_state
from claims.queries.sources import watched_sources
from claims.services.sources import check_source, last_error_words
from claims.wording import sentence

NO_KEY = "no_key"
HEAD = ("source", "on", "key", "last answer", "took", "calls today", "marks")


class Command(BaseCommand):
    help = (
        "Tell how each source fares. With --check every source that is on is asked one known question, of which "
        "nothing is kept; it ends with 1 where one gives no usable answer."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="ask every source that is on")

    def handle(self, *_args: Any, **options: Any) -> None:
        failed = self._check() if options["check"] else []
        sources = list(watched_sources())
        for line in _aligned([HEAD, *map(_cells, sources)]):
            self.stdout.write(line)
        for source in sources:
            if words := last_error_words(source):
                self.stdout.write(f"{source.slug}: last error at {_minute(source.last_error_at)}: {words}")
        if failed:
            raise CommandError(f"No usable answer: {', '.join(failed)}.")

    def _check(self) -> list[str]:
        """Ask all that are on and tell each answer; those that failed. One that still waits for its key did not."""
        failed = []
        for source in watched_sources().filter(active=True):
            tried = check_source(source)
            self.stdout.write(f"{source.slug}: {sentence(tried.reason)}")
            if not tried.well and tried.reason.code != NO_KEY:
                failed.append(source.slug)
        return failed


def _cells(source: Any) -> Sequence[str]:
    calls = f"{source.calls_today} of {source.daily_quota}" if source.daily_quota else str(source.calls_today)
    took = "" if source.latency_ms is None else f"{source.latency_ms} ms"
    marks = (
        ("drifting", source.drifting),
        ("stale", source.stale),
        (f"left alone until {_minute(source.closed_until)}", source.closed_until),
        ("no address", not is_set_up(source)),
    )
    on = "on" if source.active else "off"
    told = ", ".join(words for words, holds in marks if holds)
    return (source.slug, on, key_state(source), _minute(source.last_success_at), took, calls, told)


def _minute(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
