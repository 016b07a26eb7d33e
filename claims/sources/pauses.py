"""For how long a host asks to be left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

USUAL_PAUSE = 60  # seconds, where a host asks for a pause and not for how long
LONGEST_PAUSE = 3600


def pause_of(text: str) -> int | None:
    """Seconds of a Retry-After, given as seconds or as a date; absurd ones are capped at an hour."""
    text = text.strip()
    if text.isdecimal():
        return min(int(text[:9]), LONGEST_PAUSE)
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    ahead = (until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)
    return int(min(max(ahead.total_seconds(), 0), LONGEST_PAUSE))
