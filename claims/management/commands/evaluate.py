"""Measure how well claims are pulled, on data with answers that lie outside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.evaluation import worthiness
from claims.packs import load_lexicon
from claims.training.claimbuster import DataError


class Command(BaseCommand):
    help = "Measure how well claims are pulled, on data with answers. Nothing is stored."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
        part = parts.add_parser("worthiness", help="which sentences are worth a check")
        part.add_argument("path", type=Path, help="a ClaimBuster file, or a CheckThat! task 1 file or folder")
        part.add_argument("--trained-on", type=Path, help="the file of the shipped weights, to tell what they saw")
        part.set_defaults(report=_worthiness)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for line in options["report"](options):
                self.stdout.write(line)
        except (DataError, OSError) as error:
            raise CommandError(f"{options['path']} cannot be measured on: {error}") from error


def _worthiness(options: dict[str, Any]) -> Any:
    return worthiness.report(options["path"], options["trained_on"], load_lexicon())
