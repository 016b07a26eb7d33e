"""Load the starter content and, on a new desk, the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.services.demo import seed_demo
from claims.services.demo_people import logins_file


class Command(BaseCommand):
    help = (
        "Load the starter content and, where there is none, one article; in development also three log-ins, "
        "where nobody has an account."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        logins = seed_demo(people=settings.DEVELOPMENT)
        if options["verbosity"] == 0:
            return
        if logins:
            self.stdout.write(f"Log-ins were made and stand in {logins_file()}")
        self.stdout.write("The starter content is loaded.")
