"""What the findings of a claim mean for the claim: its evidence, its summary, and how many checks it needs.

A claim whose figures differ then and now needs two checks in the queue of numbers, once a person has
confirmed its reading, and only on a desk that has two checkers besides its editors. Where they differ no
more, the second is let go, unless the queue asks for two of every claim or a first check is in.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.comparison.summary import summarise
from claims.models import Check, CheckState, Claim, ClaimState, Finding, User
from claims.queries.findings import by_origin, compared_of, findings_in_force, series_info
from claims.services.steps.evidence import carry_to_new_findings, give_evidence
from claims.services.steps.readings import reading_in_force
from claims.values import Relation, Summary

SECOND_CHECK_RULE = "number_with_data"
ONE, TWO = 1, 2


def settle(claim: Claim) -> None:
    """Write what follows from the findings in force. The claim's row is locked by the caller."""
    findings = findings_in_force(claim)
    give_evidence(claim, findings)
    _follow_in_drafts(claim)
    columns: dict[str, object] = {}
    summary = _summary(findings)
    if summary != claim.summary:
        columns["summary"] = summary
    if summary == Summary.FAILS and claim.checks_required < TWO and _wants_second_check(claim, findings):
        columns["checks_required"] = TWO
    elif summary != Summary.FAILS and _second_check_is_moot(claim):
        columns["checks_required"] = ONE
    if columns:
        Claim.objects.filter(pk=claim.pk).update(**columns)


def _summary(findings: Sequence[Finding]) -> str:
    """Empty where nothing was found."""
    summary = summarise((series_info(each.series), compared_of(each)) for each in findings)
    return summary.value if summary else ""


def _follow_in_drafts(claim: Claim) -> None:
    """Another finding may lead now, or say the same anew: what was decided in a draft stays decided."""
    drafts = Check.objects.filter(claim=claim, state=CheckState.DRAFT)
    if drafts.exists():
        reading = reading_in_force(claim)
        carry_to_new_findings(claim, drafts.filter(reading=reading), reading)


def _wants_second_check(claim: Claim, findings: Sequence[Finding]) -> bool:
    if claim.state != ClaimState.QUEUED or claim.queue is None or claim.queue.rule != SECOND_CHECK_RULE:
        return False
    leaders = (each.leader for each in by_origin(findings))
    sure = any(finding.relation == Relation.DIFFERS and not finding.check_reading for finding in leaders)
    return sure and has_two_checkers()


def _second_check_is_moot(claim: Claim) -> bool:
    queue = claim.queue
    raised = queue is not None and queue.rule == SECOND_CHECK_RULE and claim.checks_required > queue.checks_required
    return raised and claim.state == ClaimState.QUEUED and not claim.checks_in


def has_two_checkers() -> bool:
    """Whether the desk has two checkers besides its editors: without them a second check would wait for
    nobody."""
    checkers = User.objects.filter(is_active=True, groups__name="checker").exclude(groups__name="editor")
    return checkers.distinct()[:TWO].count() == TWO
