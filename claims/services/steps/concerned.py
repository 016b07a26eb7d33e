"""The log of those who were asked, as a record keeps it."""

from __future__ import annotations

from claims.models import Check, ContactEntry
from claims.publishing.record import Concerned, ContactLogged
from claims.queries.concerned import Contact, asking_line, contact_entries, policy_on_asking, standing_lines


def concerned_of(check: Check) -> Concerned:
    """The lines that stand at this moment, with the desk's own words on asking."""
    entries = contact_entries(check.claim_id)
    lines = standing_lines(entries)
    return Concerned(
        policy=policy_on_asking(),
        contacts=tuple(logged(line, lines) for line in lines),
        last=entries[-1].number if entries else 0,
        harm=check.harm,
    )


def logged(line: Contact, lines: list[Contact]) -> ContactLogged:
    """A line by the number of its first form, which it keeps when it is corrected. It names nobody of the desk."""
    entry: ContactEntry = line.entry
    asked = asking_line(lines, entry)
    return ContactLogged(
        number=line.first.number,
        kind=entry.kind,
        role=entry.role,
        name=entry.name,
        way=entry.way,
        asked_at=entry.asked_at,
        due_at=entry.due_at,
        answers=asked.first.number if asked else None,
        received_at=entry.received_at,
        words=entry.words,
        why=entry.why,
    )
