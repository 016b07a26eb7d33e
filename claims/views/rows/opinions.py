"""Two checks of one claim, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.models import Check, Decision
from claims.publishing.record import parse_record
from claims.queries.second_opinion import same_ratings


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """One of two checks, by the words of its record; `decisions` are (number of the evidence, what was decided)."""

    check: Check
    record: Mapping[str, Any]
    decisions: Sequence[tuple[str, str, str]]
    here: bool


def beside(check: Check, record: Mapping[str, Any], others: Sequence[Check]) -> dict[str, Any]:
    """Both checks in the order in which they came in; empty of a claim with one."""
    if not others:
        return {}
    both = sorted([check, *others], key=lambda each: (each.submitted_at, each.pk))
    shown = [_opinion(each, record if each.pk == check.pk else parse_record(each.record), check.pk) for each in both]
    return {"opinions": shown, "agree": all(same_ratings(check, other) for other in others)}


def _opinion(check: Check, record: Mapping[str, Any], here: int) -> OpinionShown:
    decisions = [(each["number"], _decided(each), each["note"]) for each in record["decisions"]]
    return OpinionShown(check, record, decisions, here=check.pk == here)


def _decided(decision: Mapping[str, Any]) -> str:
    decided = str(Decision.Verdict(decision["decided"]).label)
    return f"{decided}, {Decision.Stance(decision['stance']).label}" if decision["stance"] else decided
