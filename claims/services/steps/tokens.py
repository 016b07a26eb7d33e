"""The end of all tokens with which programs act for a person."""

from __future__ import annotations

from django.utils import timezone

from claims.models import IntakeToken, User
from claims.workflow import record_event


def end_tokens(owner: User, actor: User) -> int:
    """End those in force, for good, in the caller's transaction; how many. Whoever was in an account that was not
    theirs may have made some."""
    ended = IntakeToken.objects.filter(owner=owner, ended_at=None).update(ended_at=timezone.now())
    if ended:
        record_event(actor, "token.end_all", owner, {"ended": ended})
    return ended
