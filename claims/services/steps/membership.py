"""Who works on which claims: the members of their queue."""

from __future__ import annotations

from claims.models import Claim, User
from claims.queries import works_on
from claims.workflow import NotAllowed


def require_member(user: User, claim: Claim) -> None:
    """Raises NotAllowed where the claim waits in a queue that this user does not work on."""
    if not works_on(user, claim.queue_id):
        raise NotAllowed("not_your_queue")
