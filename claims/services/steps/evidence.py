"""The evidence of a claim that stands, and what a checker decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Max, Q, QuerySet

from claims.models import Check, Claim, ClaimState, Decision, Evidence, Finding
from claims.queries import KNOWN

CURRENT = Q(finding__isnull=True) | Q(finding__superseded_at__isnull=True)
CONFIRMED = Decision.Verdict.CONFIRMED
PAPERS = frozenset({Evidence.Kind.DOCUMENT, Evidence.Kind.QUOTATION})  # what somebody said, word for word
OPEN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


def next_number(claim: Claim) -> int:
    """Of a piece of evidence; its caller holds the claim."""
    return (claim.evidence.aggregate(highest=Max("number"))["highest"] or 0) + 1


def current_evidence(claim: Claim) -> QuerySet[Evidence]:
    """Documents, fact-checks, and findings that nothing superseded, in the order of their numbers."""
    rows = claim.evidence.filter(CURRENT).order_by("number")
    return rows.select_related(
        "finding__series__source",
        "finding__series__indicator",
        "finding__observation",
        "finding__fetch",
        "prior__publisher",
    )


def decisions_of(check: Check) -> dict[int, Decision]:
    """By the id of the evidence, those on evidence that stands."""
    return {
        decision.evidence_id: decision
        for decision in check.decisions.filter(
            Q(evidence__finding__isnull=True) | Q(evidence__finding__superseded_at__isnull=True)
        )
    }


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


def carry_to_new_findings(claim: Claim, drafts: QuerySet[Check]) -> None:
    """Decisions of drafts on a superseded finding go over to the one that took its place, where that says
    the same of the same figure."""
    successors = {_said(each.finding): each.pk for each in current_evidence(claim) if each.finding is not None}
    old = Decision.objects.filter(check_of__in=drafts, evidence__finding__superseded_at__isnull=False)
    for decision in old.select_related("evidence__finding").order_by("pk"):
        finding = decision.evidence.finding
        successor = successors.get(_said(finding)) if finding else None
        if successor is not None:
            Decision.objects.get_or_create(
                check_of_id=decision.check_of_id,
                evidence_id=successor,
                defaults={"decided": decision.decided, "stance": decision.stance, "note": decision.note},
            )


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.series_id, finding.as_of, finding.observation_id, finding.relation
