"""Which version of a check an editor has had before their eyes."""

from __future__ import annotations

from django.utils import timezone

from claims.models import Sight, User


def note_sight(editor: User, check_id: int) -> None:
    """Kept once per editor and check, with the last time."""
    Sight.objects.bulk_create(
        [Sight(check_of_id=check_id, editor=editor, at=timezone.now())],
        update_conflicts=True,
        unique_fields=["check_of", "editor"],
        update_fields=["at"],
    )
