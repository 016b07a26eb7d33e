"""The log of those who were asked, as the desk and readers see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import ContactEntry, User
from claims.queries.concerned import Contact, lines_of, standing_lines
from claims.services.steps.concerned import logged

Kind, Role, Way, NotAsked = ContactEntry.Kind, ContactEntry.Role, ContactEntry.Way, ContactEntry.NotAsked


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line. `answers` are the lines that answer it; `at`, `by` and `before` are of the desk's own rows: when and
    by whom it was written (`by` empty where that is not shown), and the forms that it took the place of. `heard` says
    that an answer came after the record, `silent` that its time has passed without any."""

    number: str
    kind: str
    role: str
    name: str
    way: str
    asked_at: datetime | None
    due_at: datetime | None
    answers_number: str
    received_at: datetime | None
    words: str
    why: str
    answers: Sequence[LineShown] = ()
    at: datetime | None = None
    by: str = ""
    corrects: bool = False
    before: Sequence[LineShown] = ()
    heard: bool = False

    @property
    def silent(self) -> bool:
        over = self.due_at is not None and self.due_at < timezone.now()
        return self.kind == Kind.ASKED and over and not (self.answers or self.heard)


@dataclass(frozen=True, slots=True)
class AskedShown:
    """All that a page shows: the lines, those written after the record with their day, and why a claimant was not
    heard."""

    policy: str = ""
    lines: Sequence[LineShown] = ()
    since: Sequence[LineShown] = ()
    without_reply: str = ""
    harm: str = ""

    @property
    def anything(self) -> bool:
        return bool(self.lines or self.since or self.without_reply)


def of_record(record: Mapping[str, Any], entries: Sequence[ContactEntry], without_reply: str = "") -> AskedShown:
    """What a record says, and beside it what was written since. A record from before the log has none of it."""
    kept = record.get("concerned") or {"policy": "", "contacts": [], "last": "0", "harm": ""}
    private = bool(record["reading"]["claimant_private"])
    since = _since(entries, int(kept["last"]), private)
    late = {line.answers_number for line in since if line.kind == Kind.ANSWER}
    lines = _nested([_shown(each, private) for each in kept["contacts"]])
    heard = [replace(line, heard=line.number in late) for line in lines]
    return AskedShown(kept["policy"], heard, since, without_reply, kept["harm"])


def of_rows(entries: Sequence[ContactEntry], *, viewer: User, names: bool) -> list[LineShown]:
    """The whole log as it stands; who wrote a line is named where `names` says so, or where it was the viewer."""
    lines = standing_lines(entries)
    return _nested([_row(line, lines, viewer, names) for line in lines])


def taken_out(entries: Sequence[ContactEntry], *, viewer: User, names: bool) -> list[LineShown]:
    lines = lines_of(entries)
    return [_row(line, lines, viewer, names) for line in lines if line.taken_out]


def _row(line: Contact, lines: list[Contact], viewer: User, names: bool) -> LineShown:
    def by(entry: ContactEntry) -> str:
        return str(entry.by) if names or entry.by_id == viewer.pk else ""

    before = [replace(_shown(asdict(logged(Contact(old, ()), lines))), at=old.at, by=by(old)) for old in line.before]
    now = _shown(asdict(logged(line, lines)))
    return replace(now, at=line.entry.at, by=by(line.entry), corrects=bool(line.before), before=before)


def _since(entries: Sequence[ContactEntry], last: int, private: bool) -> list[LineShown]:
    """The newest form of every line of which something was written after the line `last`; one that was begun and
    taken out since then was never read."""
    lines = lines_of(entries)
    read = [line for line in lines if not (line.taken_out and line.first.number > last)]
    return [
        replace(_shown(asdict(logged(line, lines)), private), at=line.entry.at, corrects=line.first.number <= last)
        for line in read
        if line.entry.number > last
    ]


def _shown(contact: Mapping[str, Any], private: bool = False) -> LineShown:
    """A line of a record, or of a row in the form of a record. A private person is not named."""
    hidden = private and contact["role"] == Role.CLAIMANT
    return LineShown(
        number=str(contact["number"]),
        kind=contact["kind"],
        role=str(Role(contact["role"]).label),
        name=_("a private person") if hidden else contact["name"],
        way=str(Way(contact["way"]).label) if contact["way"] else "",
        asked_at=_moment(contact["asked_at"]),
        due_at=_moment(contact["due_at"]),
        answers_number=str(contact["answers"] or ""),
        received_at=_moment(contact["received_at"]),
        words=contact["words"],
        why=str(NotAsked(contact["why"]).label) if contact["why"] else "",
    )


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _nested(lines: Sequence[LineShown]) -> list[LineShown]:
    """Answers beneath the lines that they answer."""
    known = {line.number for line in lines}
    top = [line for line in lines if line.answers_number not in known]
    return [replace(line, answers=[each for each in lines if each.answers_number == line.number]) for line in top]
