"""What the findings of a claim mean for the claim: its evidence, its summary, and how many checks it needs.

A claim whose figures differ then and now needs two checks in a queue that says so, once a person has
confirmed its reading, and only on a desk that has two checkers besides its editors. Where they differ no
more, the second is let go, unless the queue asks for two of every claim or a first check is in. A claim of
somebody named that a checker rates with the lowest step of the scale needs two as well, whatever its queue.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.comparison.summary import summarise
from claims.models import Check, CheckState, Claim, ClaimState, Finding, Reopening, Series
from claims.queries.findings import by_origin, compared_of, findings_in_force, series_info
from claims.services.steps.evidence import carry_to_new_findings, give_evidence
from claims.services.steps.readings import reading_in_force
from claims.services.steps.reopening import moved, reopen
from claims.services.steps.second_checks import ONE, TWO, has_two_checkers
from claims.values import Relation, Summary


def settle(claim: Claim, series: Series | None = None) -> None:
    """Write what follows from the findings in force. The claim's row is locked by the caller; `series` is the
    one that was just compared. A published claim whose summary turned comes back to the desk."""
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
    before = claim.summary
    if columns:
        Claim.objects.filter(pk=claim.pk).update(**columns)
    if claim.state == ClaimState.PUBLISHED and moved(before, summary):
        claim.summary = summary
        reopen(claim, None, Reopening.Reason.REVISION, series=series, vintage_label=_release(claim, series))


def _release(claim: Claim, series: Series | None) -> str:
    """The newest release of a series that a finding of the claim uses."""
    used = [each.observation for each in findings_in_force(claim) if series and each.series_id == series.pk]
    newest = max((each for each in used if each), key=lambda each: (each.vintage_on, each.pk), default=None)
    return newest.vintage_label if newest else ""


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
    if claim.state != ClaimState.QUEUED or claim.queue is None or not claim.queue.second_where_fails:
        return False
    leaders = (each.leader for each in by_origin(findings))
    sure = any(finding.relation == Relation.DIFFERS and not finding.check_reading for finding in leaders)
    return sure and has_two_checkers()


def _second_check_is_moot(claim: Claim) -> bool:
    queue = claim.queue
    raised = queue is not None and queue.second_where_fails and claim.checks_required > queue.checks_required
    return raised and claim.state == ClaimState.QUEUED and not claim.checks_in
