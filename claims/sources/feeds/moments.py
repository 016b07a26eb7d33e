"""Times as feeds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EARLIEST, LATEST = 1900, 9998  # years: what lies beyond leaves the calendar in some time zone
_SPACED = re.compile(r"(?<=\d) +(?=[+-]\d)")


def moment_of(text: object) -> datetime | None:
    """A moment by RFC 822 or ISO 8601, in UTC; one without a zone is taken as UTC, a day as its beginning. None for
    what is neither, and for a year in which nobody published."""
    found = _read(text)
    return found if found and EARLIEST <= found.year <= LATEST else None


def _read(text: object) -> datetime | None:
    if not isinstance(text, str) or not text.strip() or len(text) > 100:
        return None
    try:
        return _in_utc(datetime.fromisoformat(_SPACED.sub("", text.strip())))
    except (ValueError, OverflowError):
        pass
    try:
        return _in_utc(parsedate_to_datetime(text.strip()))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _in_utc(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
