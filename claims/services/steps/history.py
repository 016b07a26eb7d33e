"""What was done to curated rows, beside the audit log: the history that the admin site shows under each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from claims.models import User

AT_ONCE = 1000
LONGEST_NAME = 200  # characters, as the history's table has it


def note_history(
    actor: User, rows: Sequence[models.Model], words: Mapping[int, str] | str, *, made: bool = False
) -> None:
    """One entry for each row; `words` are the same for all, or by the row's id. Inside its caller's transaction."""
    if not rows:
        return
    kind = ContentType.objects.get_for_model(type(rows[0]))
    at = timezone.now()
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                user_id=actor.pk,
                content_type_id=kind.pk,
                object_id=str(row.pk),
                object_repr=str(row)[:LONGEST_NAME],
                action_flag=ADDITION if made else CHANGE,
                change_message=words if isinstance(words, str) else words.get(row.pk, ""),
                action_time=at,
            )
            for row in rows
        ],
        batch_size=AT_ONCE,
    )
