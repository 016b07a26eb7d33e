"""Look at everything that an installation needs, and say what to do."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.doctor import Health, examine
from claims.tasks import broker_complaint, workers_that_answer

SIGNS = {Health.GOOD: "  ", Health.WARNING: "! ", Health.BAD: "!!"}


class Command(BaseCommand):
    help = "Look at everything that an installation needs and say what to do. Ends with 1 where something is broken."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = 0
        for found in examine(broker_complaint, workers_that_answer):
            broken += found.health == Health.BAD
            self.stdout.write(f"{SIGNS[found.health]} {found.what:<10} {found.words}")
            if found.remedy:
                self.stdout.write(f"   {'':<10} do: {found.remedy}")
        if broken:
            raise CommandError("What is marked !! keeps the desk from working.")
