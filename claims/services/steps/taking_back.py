"""Taking a submitted check back, for its own use case and for undo."""

from __future__ import annotations

from claims.models import Check, CheckState, Claim, ClaimState, User
from claims.workflow import NotAllowed, WrongState, step_check, step_claim


def withdraw_check(user: User, check_id: int) -> None:
    """Take back one's own submitted check while no editor has signed it. Runs in its caller's transaction."""
    claim_id = Check.objects.values_list("claim_id", flat=True).get(pk=check_id)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    check = Check.objects.select_for_update(of=("self",)).get(pk=check_id)
    if check.checker_id != user.pk:
        raise NotAllowed("not_your_check")
    if check.state != CheckState.SUBMITTED:
        raise WrongState(f"Check {check_id} is {check.state}")
    step_check(check, "withdraw", user)
    columns = {"checks_in": max(claim.checks_in - 1, 0)}
    if claim.state == ClaimState.SUBMITTED:
        step_claim(claim, "take_back", user, **columns)
    else:
        Claim.objects.filter(pk=claim.pk).update(**columns)
