"""Two checks of a claim: the first waits for the second, and both are counted as they came in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claims.models import Check, CheckState, Claim, ClaimState, OpinionPair, User, Verdict
from claims.workflow import step_claim


def wait_for_second(claim: Claim, check: Check, user: User, columns: Mapping[str, Any]) -> None:
    """Write what is in. A claim that was returned goes back into its queue, unless the editor returned the other
    check too, whose checker is asked for it already. The claim's row is locked by the caller."""
    others = Check.objects.filter(claim=claim, state__in=[CheckState.RETURNED, CheckState.DRAFT])
    if claim.state == ClaimState.RETURNED and not others.exclude(checker=check.checker_id).exists():
        step_claim(claim, "hand_over", user, **columns)
    else:
        Claim.objects.filter(pk=claim.pk).update(**columns)


def keep_pair(claim: Claim) -> None:
    """The two ratings of a claim as they met first; nothing where it has one check, or was counted before."""
    rows = Check.objects.filter(claim=claim, state=CheckState.SUBMITTED, rating__isnull=False)
    both = list(rows.defer("record").order_by("submitted_at", "pk")[:2])
    if len(both) < 2:
        return
    first, second = both
    OpinionPair.objects.get_or_create(
        claim=claim,
        verdicts=Verdict.objects.filter(publication__claim=claim).count(),
        defaults={
            "queue": claim.queue,
            "first": first,
            "second": second,
            "first_rating_id": first.rating_id,
            "second_rating_id": second.rating_id,
        },
    )
