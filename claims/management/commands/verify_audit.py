"""manage.py verify_audit: walk the chain of audit events."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.services.sealing import ChainReport, verify_chain

FAULTS = {
    "seal_missing": "seal {number} is missing",
    "seal_altered": "seal {number} (of event {event}) was altered",
    "event_missing": "event {event}, sealed as number {number}, is missing",
    "event_altered": "event {event}, sealed as number {number}, was altered",
    "head_altered": "the head of the chain does not hold the hash of the last seal, number {number}",
    "event_not_sealed": "event {event} is in no seal and does not wait for one",
    "waiting_missing": "event {event} waits for its seal and is missing",
}


class Command(BaseCommand):
    help = (
        "Walk the hash chain of the audit events, name the first broken row, and tell how many events wait "
        "for their seal. Ends with 1 where a row is broken or a trigger that guards the tables is missing."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        report = verify_chain()
        self.stdout.write(f"{report.sealed} events sealed, {report.waiting} waiting for their seal.")
        problems = list(_problems(report))
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("The chain holds.")


def _problems(report: ChainReport) -> list[str]:
    problems = []
    if report.fault:
        found = FAULTS[report.fault].format(number=report.broken, event=report.event)
        problems.append(f"BROKEN: {found}. Compare with a backup before anything else is written.")
    if report.missing_triggers:
        names = ", ".join(report.missing_triggers)
        problems.append(f"MISSING TRIGGERS: {names}. `manage.py migrate` installs them again.")
    return problems
