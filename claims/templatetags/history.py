"""The history of a row in the admin site, in the reader's language."""

from __future__ import annotations

from django import template
from django.contrib.admin.models import LogEntry

from claims.services.steps.history import reason_kept
from claims.wording import kept_sentence

register = template.Library()


@register.filter
def told(entry: LogEntry) -> str:
    reason = reason_kept(entry)
    return kept_sentence(reason) if reason else entry.get_change_message()
