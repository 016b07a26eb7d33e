"""Build the tallies of the insight pages anew, or prove that they are what the tables say."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError

from claims.services.rolling import all_days, build, follow_seals, prove


class Command(BaseCommand):
    help = "Build the tallies of the insight pages anew; with --prove, compare them and change nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", metavar="DAY", help="the first day, as YYYY-MM-DD")
        parser.add_argument("--prove", action="store_true", help="print what differs; ends with 1 where anything does")

    def handle(self, *args: Any, first: str | None, prove: bool, **options: Any) -> None:
        days = [day for day in all_days() if first is None or day >= _day(first)]
        if prove:
            self._prove(days)
            return
        follow_seals()
        wrong = build(days)
        self.stdout.write(f"{len(days)} days counted, {wrong} tallies were not as they are now.")

    def _prove(self, days: list[date]) -> None:
        wrong = 0
        for grain, day, (measure, dimension, key, value), (stored, counted) in prove(days):
            wrong += 1
            self.stdout.write(f"{grain} {day} {measure} {dimension} {key} {value}: {stored} stored, {counted} counted")
        self.stdout.write(f"{len(days)} days compared, {wrong} tallies differ.")
        if wrong:
            sys.exit(1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is no day: write it as 2018-06-11.") from error
