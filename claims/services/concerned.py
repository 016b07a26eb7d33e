"""Asking those concerned: the log of whom the desk asked, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims.models import Claim, Claimant, ContactEntry, User
from claims.queries.concerned import Contact, asking_line, contact_entries, standing_lines
from claims.services.refusal import Refused
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, record_event

Kind, Role = ContactEntry.Kind, ContactEntry.Role


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """What is to be written: the columns of `ContactEntry` that its kind has. `answers` is the number of the line
    that asked, None of an answer that came unasked."""

    kind: str
    role: str = ""
    name: str = ""
    way: str = ""
    asked_at: datetime | None = None
    due_at: datetime | None = None
    answers: int | None = None
    received_at: datetime | None = None
    words: str = ""
    why: str = ""


def log_contact(user: User, claim_id: int, given: ContactGiven, *, corrects: int | None = None) -> ContactEntry:
    """Write one line of a claim's log; `corrects` is the number of the line whose place it takes. What stands
    there already is not written twice."""
    _checker(user)
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        lines = standing_lines(contact_entries(claim_id))
        old = _line(lines, corrects) if corrects is not None else None
        given = _completed(given, lines, old)
        problems = [problem for rule in RULES for problem in rule(given, lines, old)]
        if problems:
            raise Refused("contact_refused", problems=problems)
        columns = _columns(given, lines, claim)
        return _standing_twin(lines, columns, old) or _write(user, claim, columns, old)


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed


def _line(lines: list[Contact], number: int) -> Contact:
    """By the number of its first form, which is how people refer to it."""
    found = next((line for line in lines if line.first.number == number), None)
    if found is None:
        raise Refused("contact_unknown", numbers=(("number", str(number)),))
    return found


def _completed(given: ContactGiven, lines: list[Contact], old: Contact | None) -> ContactGiven:
    """An answer is of whoever was asked; texts without the space around them."""
    values = {field.name: getattr(given, field.name) for field in fields(given)}
    values |= {name: value.strip() for name, value in values.items() if isinstance(value, str)}
    if given.kind == Kind.ANSWER and given.answers is not None:
        asked = _line(lines, given.answers).entry
        values |= {"role": asked.role, "name": asked.name}
    if given.kind == Kind.MISTAKE and old is not None:
        values |= {"role": old.entry.role, "name": old.entry.name}
    return ContactGiven(**values)


Lines = list[Contact]


def _whole(given: ContactGiven, _lines: Lines, _old: Contact | None) -> Iterator[Reason]:
    if given.kind not in Kind.values:
        yield Reason("contact_kind")
    if given.role not in Role.values:
        yield Reason("contact_role")
    if not given.name:
        yield Reason("contact_name")


def _asked(given: ContactGiven, _lines: Lines, _old: Contact | None) -> Iterator[Reason]:
    if given.kind != Kind.ASKED:
        return
    if given.way not in ContactEntry.Way.values:
        yield Reason("contact_way")
    if given.asked_at is None or given.due_at is None:
        yield Reason("contact_times")
    elif given.asked_at > timezone.now():
        yield Reason("contact_future")
    elif given.due_at < given.asked_at:
        yield Reason("contact_due")


def _answer(given: ContactGiven, lines: Lines, _old: Contact | None) -> Iterator[Reason]:
    if given.kind != Kind.ANSWER:
        return
    if not given.words:
        yield Reason("contact_words")
    if given.received_at is None:
        yield Reason("contact_received")
        return
    if given.received_at > timezone.now():
        yield Reason("contact_future")
    if given.answers is not None:
        line = _line(lines, given.answers)
        if line.entry.kind != Kind.ASKED:
            yield Reason("contact_unknown", (("number", str(given.answers)),))
        elif line.entry.asked_at and given.received_at < line.entry.asked_at:
            yield Reason("contact_before")


def _not_asked(given: ContactGiven, _lines: Lines, _old: Contact | None) -> Iterator[Reason]:
    if given.kind == Kind.NOT_ASKED and given.why not in ContactEntry.NotAsked.values:
        yield Reason("contact_why")


def _correction(given: ContactGiven, lines: Lines, old: Contact | None) -> Iterator[Reason]:
    """A line is corrected by one of its kind; a question that was answered is not taken out from under it."""
    if old is None:
        if given.kind == Kind.MISTAKE:
            yield Reason("contact_kind")
        return
    if given.kind not in (old.entry.kind, Kind.MISTAKE):
        yield Reason("contact_kind")
    if given.kind == Kind.MISTAKE and any(asking_line([old], line.entry) for line in lines):
        yield Reason("contact_answered")


RULES: tuple[Callable[[ContactGiven, Lines, Contact | None], Iterator[Reason]], ...] = (
    _whole,
    _asked,
    _answer,
    _not_asked,
    _correction,
)


KEPT: dict[str, tuple[str, ...]] = {
    Kind.ASKED: ("way", "asked_at", "due_at"),
    Kind.ANSWER: ("received_at", "words"),
    Kind.NOT_ASKED: ("why",),
    Kind.MISTAKE: (),
}


def _columns(given: ContactGiven, lines: Lines, claim: Claim) -> dict[str, Any]:
    asked = _line(lines, given.answers).entry if given.kind == Kind.ANSWER and given.answers is not None else None
    return {
        "kind": given.kind,
        "role": given.role,
        "name": given.name[:200],
        "claimant_id": claim.claimant_id if given.role == Role.CLAIMANT else None,
        "answers_id": asked.pk if asked else None,
        **{name: getattr(given, name) for name in KEPT[given.kind]},
    }


def _standing_twin(lines: Lines, columns: dict[str, Any], old: Contact | None) -> ContactEntry | None:
    """A line that says the same already: a form that was sent twice."""
    rows = [line.entry for line in lines if old is None or line is old]
    return next((row for row in rows if all(getattr(row, name) == value for name, value in columns.items())), None)


def _write(user: User, claim: Claim, columns: dict[str, Any], old: Contact | None) -> ContactEntry:
    highest = ContactEntry.objects.filter(claim=claim).aggregate(highest=Max("number"))["highest"] or 0
    corrects = old.entry if old else None
    entry = ContactEntry.objects.create(claim=claim, number=highest + 1, by=user, corrects=corrects, **columns)
    record_event(
        user, f"contact.{entry.kind}", entry, {"claim": claim.pk, "corrects": corrects.number if corrects else None}
    )
    return entry


def mark_private(user: User, claim_id: int, *, private: bool) -> None:
    """Say that a claim's claimant is a private person, or is none. It counts for all claims of theirs."""
    _checker(user)
    with transaction.atomic():
        claimant = Claimant.objects.select_for_update().filter(claims=claim_id).first()
        if claimant is None or claimant.private_person == private:
            return
        Claimant.objects.filter(pk=claimant.pk).update(private_person=private)
        record_event(user, "claimant.private" if private else "claimant.public", claimant, {"claim": claim_id})
