"""How a claim is understood, mended or confirmed by a person. A mended field makes a new reading; what was
compared under the reading before is out of force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from claims.models import Check, CheckState, Claim, ClaimState, Indicator, Reading, User
from claims.services.refusal import Refused
from claims.services.steps import leases, lookups
from claims.services.steps.evidence import carry_to_new_findings
from claims.services.steps.findings import compare_with_series, findings_in_force
from claims.services.steps.membership import require_member
from claims.services.steps.mends import mend
from claims.services.steps.readings import claim_columns, reading_in_force
from claims.services.steps.settling import settle
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_check

MENDABLE = frozenset({ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


def mend_reading(user: User, claim_id: int, *, changes: Mapping[str, str]) -> list[int]:
    """Make a new reading with these fields changed (claims.services.steps.mends.FIELDS; empty takes a value
    away) and ask for the data that it calls for; the ids of the series that are due. The user's own draft
    follows the new reading, other drafts are told of it when they are submitted."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        old = reading_in_force(claim)
        mended = mend(old.structure, changes)
        if mended.problems:
            raise Refused("mend_refused", problems=mended.problems)
        if {**mended.structure, "confirmed": False} == {**old.structure, "confirmed": False}:
            return []
        reading = _new_reading(claim, old, mended.structure, user)
        claim.findings.filter(superseded_at__isnull=True).update(superseded_at=Now())
        _copy_to_claim(claim, reading)
        _drafts(claim).filter(checker=user).update(reading=reading)
        return lookups.ask(claim, reading)


def _open_claim(user: User, claim_id: int) -> Claim:
    """The claim's row, locked, where its reading can be changed by this user."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    if claim.state not in MENDABLE:
        raise WrongState(f"Claim {claim_id} is {claim.state}")
    require_member(user, claim)
    if not Claim.objects.filter(pk=claim_id).filter(leases.free_for(user)).exists():
        raise Refused("held", numbers=leases.holder_of(claim_id))
    return claim


def _new_reading(claim: Claim, old: Reading, structure: dict[str, Any], user: User) -> Reading:
    reading = Reading.objects.create(claim=claim, number=old.number + 1, by=user, structure=structure)
    record_event(user, "claim.mend", claim, {"reading": reading.pk})
    _withdraw_checks(claim, user)
    return reading


def _withdraw_checks(claim: Claim, user: User) -> None:
    """A check of an older reading cannot count beside one of the new: its checker starts from a copy."""
    for check in Check.objects.filter(claim=claim, state=CheckState.SUBMITTED):
        step_check(check, "withdraw", user)
    if claim.checks_in:
        Claim.objects.filter(pk=claim.pk).update(checks_in=0)
        claim.checks_in = 0


def _copy_to_claim(claim: Claim, reading: Reading) -> None:
    """The claim's own columns follow the reading in force; nothing has been compared under it yet."""
    indicator = Indicator.objects.filter(slug=reading.structure["indicator"] or "").first()
    columns = {**claim_columns(reading.structure, indicator), "summary": ""}
    Claim.objects.filter(pk=claim.pk).update(**columns)
    claim.refresh_from_db()


def _drafts(claim: Claim) -> Any:
    return Check.objects.filter(claim=claim, state=CheckState.DRAFT)


def confirm_reading(user: User, claim_id: int) -> None:
    """Say that a claim was understood rightly: a person's reading equal to the one in force. What was
    fetched stays; the findings are computed again and no more marked "check the reading first", and
    decisions of drafts go over to them."""
    with transaction.atomic():
        claim = _open_claim(user, claim_id)
        old = reading_in_force(claim)
        if old.structure["confirmed"]:
            return
        reading = _new_reading(claim, old, {**old.structure, "confirmed": True}, user)
        claim.lookups.filter(reading=old).update(reading=reading)
        for series, fetch in {each.series: each.fetch for each in findings_in_force(claim)}.items():
            compare_with_series(claim, reading, series, fetch)
        settle(claim)
        drafts = _drafts(claim).filter(reading=old)
        carry_to_new_findings(claim, drafts)
        drafts.update(reading=reading)
