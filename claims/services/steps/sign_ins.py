"""Where somebody is signed in."""

from __future__ import annotations

from claims.models import DeskSession, User


def end_sessions(user: User, *, but: str = "") -> int:
    """End every session of a person, but the one of that key; how many."""
    return DeskSession.objects.filter(user_id=user.pk).exclude(session_key=but).delete()[0]
