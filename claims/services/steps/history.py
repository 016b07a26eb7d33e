"""What was done to curated rows, beside the audit log: the history that the admin site shows under each row.

An entry keeps a reason, its code and numbers, and whoever reads the history reads it in their own language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from claims.models import User
from claims.values import Reason

AT_ONCE = 1000
LONGEST_NAME = 200  # characters, as the history's table has it


def note_history(actor: User, rows: Sequence[models.Model], code: str, *, made: bool = False, **numbers: str) -> None:
    """One entry for each row, the same for all. Inside its caller's transaction."""
    if not rows:
        return
    kind = ContentType.objects.get_for_model(type(rows[0]))
    at = timezone.now()
    kept = json.dumps({"code": code, "numbers": numbers})
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                user_id=actor.pk,
                content_type_id=kind.pk,
                object_id=str(row.pk),
                object_repr=str(row)[:LONGEST_NAME],
                action_flag=ADDITION if made else CHANGE,
                change_message=kept,
                action_time=at,
            )
            for row in rows
        ],
        batch_size=AT_ONCE,
    )


def reason_kept(entry: LogEntry) -> Reason | None:
    """What an entry of `note_history` says; None of one that Django's own pages wrote, or from before codes were
    kept."""
    try:
        kept = json.loads(entry.change_message)
        return Reason(kept["code"], tuple(kept["numbers"].items()))
    except (ValueError, TypeError, KeyError):
        return None
