"""Read the public feed of fact-checks into the desk's table: today's from its address, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import FeedReading, WorkState
from claims.services.claim_reviews import ask_today, read_reviews, work_feed
from claims.services.steps.work import error_reason
from claims.values import SourceError
from claims.wording import kept_sentence, sentence


class Command(BaseCommand):
    help = "Read the public feed of fact-checks: those of the publishers that curators list, each once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a feed that was fetched before")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_words(_of_file(options["file"]) if options["file"] else _of_today()))


def _of_file(path: Path) -> Any:
    try:
        with path.open("rb") as body:
            return read_reviews(body)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error}.") from error
    except SourceError as error:
        raise CommandError(f"{path} was not read to its end: {sentence(error.reason)}.") from error


def _of_today() -> FeedReading:
    reading_id = ask_today(again=True)
    if reading_id is None:
        raise CommandError("Nothing to read: no publisher is on the list, or a worker is reading at this moment.")
    while work_feed(reading_id):
        continue
    reading = FeedReading.objects.get(pk=reading_id)
    reason = error_reason(reading.last_error)
    if reading.state != WorkState.DONE:
        raise CommandError(f"The feed was not read: {kept_sentence(reason) if reason else 'a worker has it'}.")
    return reading


def _words(told: Any) -> str:
    return (
        f"{told.checks} fact-checks, {told.new} new, {told.changed} changed; left out {told.left_out} of publishers "
        f"that are not on the list and {told.unusable} without an address or a claim."
    )
