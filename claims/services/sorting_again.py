"""Claims sorted again by the rules as they are now, on a curator's word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from claims.models import AuditEvent, Check, Claim, ClaimState, User
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.conditions import TriageFacts
from claims.services.steps.rule_facts import facts_of_stored
from claims.services.steps.rules import Asked, rules_in_order
from claims.services.steps.triage import forget_sorting, triage
from claims.workflow import NotAllowed, record_event, step_claim

KEEPING_RULES = "claims.change_rule"
AT_MOST = 1000
AT_ONCE = 100  # in one transaction: rows of claims are not locked for long


@dataclass(frozen=True, slots=True)
class SortedAgain:
    """How many were sorted, and how many were left as they are: people work on them, or a person put them aside."""

    done: int
    left: int


def sort_again(user: User, claim_ids: Iterable[int]) -> SortedAgain:
    """Have the rules say anew where claims go that wait or were put aside by the program. They wait from when they
    did before."""
    if not user.has_perm(KEEPING_RULES):
        raise NotAllowed
    ids = sorted(set(claim_ids))
    if len(ids) > AT_MOST:
        raise Refused("too_many_to_sort", numbers=(("most", str(AT_MOST)),))
    rules = rules_in_order()
    done = sum(_sort(user, ids[start : start + AT_ONCE], rules) for start in range(0, len(ids), AT_ONCE))
    return SortedAgain(done, len(ids) - done)


@transaction.atomic
def _sort(user: User, claim_ids: list[int], rules: list[Asked]) -> int:
    claims = list(_untouched().filter(pk__in=claim_ids).order_by("pk"))
    for claim, facts in zip(claims, facts_of_stored(claims), strict=True):
        _sort_one(user, claim, facts, rules)
    return len(claims)


def _untouched() -> QuerySet[Claim]:
    """Claims, locked, that nobody holds, checks or put aside."""
    rows = Claim.objects.select_for_update(of=("self",)).select_related("article", "indicator")
    by_hand = AuditEvent.objects.filter(object_type="claim", object_id=OuterRef("pk"), action="claim.dismiss")
    rows = rows.filter(leases.free(), state__in=(ClaimState.QUEUED, ClaimState.DISMISSED))
    return rows.exclude(Exists(by_hand)).exclude(Exists(Check.objects.filter(claim=OuterRef("pk"))))


def _sort_one(user: User, claim: Claim, facts: TriageFacts, rules: list[Asked]) -> None:
    waited_since = claim.state_at if claim.state == ClaimState.QUEUED else None
    record_event(user, "claim.sort_again", claim, {"queue": claim.queue_id, "reason": claim.reason})
    step = "unqueue" if waited_since else "reconsider"
    step_claim(claim, step, None, reason="", repeat_of=None, queue=None, rank_at=None, due_at=None)
    forget_sorting(claim)
    triage(claim, facts, rules, waited_since)
