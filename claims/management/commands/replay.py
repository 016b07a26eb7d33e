"""Compute a finding again from its stored run."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Finding
from claims.services.replay import replay_finding


class Command(BaseCommand):
    help = "Compute a finding again from stored bytes and say whether it comes out the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("finding", type=int, help="the number of the finding, as its page shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            replayed = replay_finding(options["finding"])
        except Finding.DoesNotExist as error:
            raise CommandError(
                f"There is no finding {options['finding']}: the claim's page shows the numbers."
            ) from error
        if not replayed.same:
            raise CommandError("Not the same:\n" + "\n".join(replayed.differences))
        self.stdout.write(f"Finding {replayed.finding_id} comes out the same from its stored bytes.")
