"""Whether a checker may see yet what the program proposes on a claim."""

from __future__ import annotations

from claims.models import Check, Claim, ClaimState, Reading, User

CHECKING = "claims.check_claim"  # the permission of claims.workflow, which stands beside this package
OPEN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


def proposal_hidden(claim: Claim, reading: Reading, check: Check | None, user: User) -> bool:
    """Hidden from who may check the claim until they confirmed or mended its reading themselves, where the queue
    asks for that. The claim comes with its queue."""
    if claim.queue is None or not claim.queue.hide_proposal or claim.state not in OPEN:
        return False
    own = reading.by_id == user.pk or (check is not None and check.confirmed_reading_id == reading.pk)
    return not own and user.has_perm(CHECKING)
