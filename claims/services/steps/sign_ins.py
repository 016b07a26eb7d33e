"""Where somebody is signed in."""

from __future__ import annotations

from django.utils import timezone

from claims.models import DeskSession, User


def end_sessions(user: User, *, but: str = "") -> int:
    """End every session of a person, but the one of that key; how many."""
    return DeskSession.objects.filter(user_id=user.pk).exclude(session_key=but).delete()[0]


def forget_expired() -> None:
    """Rows of sessions that let nobody in any more: each log-in leaves one, and each way to the house's sign-in."""
    DeskSession.objects.filter(expire_date__lt=timezone.now()).delete()
