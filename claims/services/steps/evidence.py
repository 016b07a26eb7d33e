"""The evidence of a claim that stands, and what a checker decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max, QuerySet

from claims.comparison.origins import origin_of
from claims.models import Check, Claim, ClaimState, Decision, Evidence, Finding, Reading
from claims.queries import KNOWN
from claims.queries.evidence import Standing, evidence_in_force, evidence_of, standing_among
from claims.queries.findings import by_origin, gives_same, series_info

CONFIRMED = Decision.Verdict.CONFIRMED
PAPERS = frozenset({Evidence.Kind.DOCUMENT, Evidence.Kind.QUOTATION})  # what somebody said, word for word
OPEN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


def next_number(claim: Claim) -> int:
    """Of a piece of evidence; its caller holds the claim."""
    return (claim.evidence.aggregate(highest=Max("number"))["highest"] or 0) + 1


def current_evidence(claim: Claim) -> list[Evidence]:
    """Documents, fact-checks, and of each origin the finding that leads, in the order of their numbers."""
    return [each.piece for each in evidence_in_force(claim)]


def give_evidence(claim: Claim, findings: Sequence[Finding]) -> list[Standing]:
    """A finding that leads for its origin is evidence; the others are listed under it and decided on with it. The
    evidence that stands then. `findings` are those in force; the claim's row is locked by the caller."""
    led, rows = by_origin(findings), list(evidence_of(claim))
    known = {each.finding_id for each in rows}
    new = [each.leader for each in led if each.leader.pk not in known]
    if new:
        numbered = enumerate(new, start=max((each.number for each in rows), default=0) + 1)
        Evidence.objects.bulk_create(
            Evidence(claim=claim, number=number, kind=Evidence.Kind.FINDING, finding=each) for number, each in numbered
        )
        rows = list(evidence_of(claim))
    return standing_among(rows, led)


def decisions_of(check: Check) -> dict[int, Decision]:
    """By the id of the evidence, those on evidence that stands."""
    return decisions_on(check, evidence_in_force(check.claim))


def decisions_on(check: Check, standing: Iterable[Standing]) -> dict[int, Decision]:
    """The same for a caller who has read what stands."""
    current = {each.piece.pk for each in standing}
    return {each.evidence_id: each for each in check.decisions.all() if each.evidence_id in current}


def opens_for_readers(piece: Evidence) -> bool:
    """Whether a reader can open it: a figure at its source, or what has an address. A file lies at the desk alone,
    a phone call is over."""
    return piece.finding.observation_id is not None if piece.finding is not None else bool(piece.address)


def known_as_of(evidence: Iterable[Evidence], decisions: Mapping[int, Decision]) -> frozenset[str]:
    """Of "then" and "now" those that a finding answers with a figure and that was not rejected."""
    return frozenset(
        piece.finding.as_of
        for piece in evidence
        if piece.finding is not None and piece.finding.relation in KNOWN and not _rejected(decisions.get(piece.pk))
    )


def _rejected(decision: Decision | None) -> bool:
    return decision is not None and decision.decided == Decision.Verdict.REJECTED


def copy_decisions(source: Check, target: Check) -> None:
    """Carry decisions on evidence that still stands into another check of the same claim."""
    Decision.objects.bulk_create(
        [
            Decision(
                check_of=target,
                evidence_id=decision.evidence_id,
                decided=decision.decided,
                stance=decision.stance,
                note=decision.note,
            )
            for decision in decisions_of(source).values()
        ]
    )


def carry_to_new_findings(claim: Claim, drafts: QuerySet[Check], reading: Reading) -> None:
    """Decisions of drafts on a finding that was superseded, or leads no more, go over to the one that took its
    place, where that says the same of the same figure. `reading` is what the old one was compared under."""
    current = [each for each in current_evidence(claim) if each.finding is not None]
    old = Decision.objects.filter(check_of__in=drafts, evidence__finding__reading=reading)
    old = old.exclude(evidence__in=[each.pk for each in current])
    joined = old.select_related("evidence__finding__series__source", "evidence__finding__observation")
    for decision in joined.select_related("evidence__finding__series__indicator").order_by("-pk"):
        finding = decision.evidence.finding
        successor = next((each for each in current if _says_the_same(each.finding, finding)), None)
        if successor is not None:
            Decision.objects.get_or_create(
                check_of_id=decision.check_of_id,
                evidence=successor,
                defaults={"decided": decision.decided, "stance": decision.stance, "note": decision.note},
            )


def _says_the_same(new: Finding | None, old: Finding | None) -> bool:
    if new is None or old is None or (new.as_of, new.relation) != (old.as_of, old.relation):
        return False
    one_origin = origin_of(series_info(new.series)) == origin_of(series_info(old.series))
    return one_origin and gives_same(new, old)
