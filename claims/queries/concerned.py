"""Whom the desk asked about a claim: the log as it stands, and whether the claimant was heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.models import Claim, Claimant, ContactEntry, Policy, Rating

BEST_AND_WORST = 6  # of ClaimReview's values, five and one: the lower half lies below half of it


@dataclass(frozen=True, slots=True)
class Contact:
    """One line of the log as it stands: `entry` is its newest form, `before` the forms that it took the place of,
    the oldest first; `answers` is the first form of the line that asked."""

    entry: ContactEntry
    before: Sequence[ContactEntry]

    @property
    def first(self) -> ContactEntry:
        return self.before[0] if self.before else self.entry

    @property
    def taken_out(self) -> bool:
        return self.entry.kind == ContactEntry.Kind.MISTAKE


class Hearing(StrEnum):
    """How far the claimant was heard."""

    HEARD = "heard"
    SILENT = "silent"
    WAITING = "waiting"
    LEFT_OUT = "left_out"
    NOBODY = "nobody"


def contact_entries(claim_id: int) -> list[ContactEntry]:
    rows = ContactEntry.objects.filter(claim_id=claim_id).select_related("by").order_by("number")
    return list(rows)


def lines_of(entries: Sequence[ContactEntry]) -> list[Contact]:
    """Every line of the log, those that were taken out too, in the order in which they were begun."""
    chains: dict[int, list[ContactEntry]] = {}
    first_of: dict[int, int] = {}
    for entry in entries:
        first = first_of[entry.corrects_id] if entry.corrects_id else entry.pk
        first_of[entry.pk] = first
        chains.setdefault(first, []).append(entry)
    return [Contact(chain[-1], tuple(chain[:-1])) for chain in chains.values()]


def standing_lines(entries: Sequence[ContactEntry]) -> list[Contact]:
    return [line for line in lines_of(entries) if not line.taken_out]


def asking_line(lines: Iterable[Contact], answer: ContactEntry) -> Contact | None:
    """The line that an answer answers, whichever of its forms the answer names."""
    forms = {entry.pk: line for line in lines for entry in (*line.before, line.entry)}
    return forms.get(answer.answers_id) if answer.answers_id else None


def hearing_of(claim: Claim, entries: Sequence[ContactEntry], now: datetime) -> Hearing:
    """Of the claimant in force: what was asked of somebody else before the reading was mended does not count."""
    lines = standing_lines(entries)
    mine = [
        line.entry
        for line in lines
        if line.entry.role == ContactEntry.Role.CLAIMANT and line.entry.claimant_id == claim.claimant_id
    ]
    kinds = {entry.kind for entry in mine}
    if ContactEntry.Kind.ANSWER in kinds:
        return Hearing.HEARD
    dues = [entry.due_at for entry in mine if entry.kind == ContactEntry.Kind.ASKED and entry.due_at]
    if dues:
        return Hearing.SILENT if min(dues) <= now else Hearing.WAITING
    return Hearing.LEFT_OUT if ContactEntry.Kind.NOT_ASKED in kinds else Hearing.NOBODY


UNHEARD: Mapping[Hearing, str] = {Hearing.NOBODY: "claimant_not_asked", Hearing.WAITING: "reply_pending"}


def unheard(claim: Claim, rating: Rating | None, now: datetime) -> str:
    """The code of why signing this rating needs a reason that is published, empty where it needs none."""
    if not names_somebody(claim) or not in_lower_half(rating):
        return ""
    return UNHEARD.get(hearing_of(claim, contact_entries(claim.pk), now), "")


def names_somebody(claim: Claim) -> bool:
    claimant = claim.claimant
    return claimant is not None and claimant.kind != Claimant.Kind.UNNAMED


def in_lower_half(rating: Rating | None) -> bool:
    return rating is not None and rating.value is not None and 2 * rating.value < BEST_AND_WORST


def policy_on_asking() -> str:
    """The desk's own words; empty where the curators keep none."""
    return Policy.objects.filter(slug=Policy.ASKING).values_list("text", flat=True).first() or ""
