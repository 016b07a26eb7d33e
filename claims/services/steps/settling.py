"""What the findings of a claim mean for the claim: its summary, and how many checks it needs.

A claim whose figures differ then and now needs two checks in the queue of numbers, once a person has
confirmed its reading, and only on a desk that has two checkers besides its editors. Where they differ no
more, the second is let go, unless the queue asks for two of every claim or a first check is in.
"""

from __future__ import annotations

from claims.models import Claim, ClaimState, User
from claims.services.steps.findings import findings_in_force, summarise_claim
from claims.values import Relation, Summary

SECOND_CHECK_RULE = "number_with_data"
ONE, TWO = 1, 2


def settle(claim: Claim) -> None:
    """Write what follows from the findings in force. The claim's row is locked by the caller."""
    columns: dict[str, object] = {}
    summary = summarise_claim(claim)
    if summary != claim.summary:
        columns["summary"] = summary
    if summary == Summary.FAILS and claim.checks_required < TWO and _wants_second_check(claim):
        columns["checks_required"] = TWO
    elif summary != Summary.FAILS and _second_check_is_moot(claim):
        columns["checks_required"] = ONE
    if columns:
        Claim.objects.filter(pk=claim.pk).update(**columns)


def _wants_second_check(claim: Claim) -> bool:
    if claim.state != ClaimState.QUEUED or claim.queue is None or claim.queue.rule != SECOND_CHECK_RULE:
        return False
    sure = any(
        finding.relation == Relation.DIFFERS and not finding.check_reading for finding in findings_in_force(claim)
    )
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
