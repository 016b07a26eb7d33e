"""Two checks of one claim, side by side, and how often checkers agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from claims.evaluation.metrics import Agreement, agreement, agreement_on
from claims.models import Check, Decision
from claims.publishing.record import parse_record
from claims.queries.second_opinion import PairCount, same_ratings


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


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """How often the two checks of a queue agree, on the whole and on each rating that was given."""

    queue: str
    scale: str
    whole: Agreement
    ratings: Sequence[tuple[str, Agreement]]


def agreements(counts: Sequence[PairCount], labels: Mapping[tuple[str, str], str]) -> list[AgreementShown]:
    """`labels` of ratings by the name of their scale and their slug, in the order of the scale."""
    ordered = sorted(counts, key=lambda each: (each.queue, each.scale))
    return [
        _agreement(queue, scale, {(each.first, each.second): each.number for each in group}, labels)
        for (queue, scale), group in groupby(ordered, key=lambda each: (each.queue, each.scale))
    ]


def _agreement(
    queue: str, scale: str, met: Mapping[tuple[str, str], int], labels: Mapping[tuple[str, str], str]
) -> AgreementShown:
    given = {slug for pair in met for slug in pair}
    ratings = [
        (label, agreement_on(met, slug)) for (of, slug), label in labels.items() if of == scale and slug in given
    ]
    return AgreementShown(queue or _("in no queue"), scale, agreement(met), ratings)
