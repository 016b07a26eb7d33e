"""Days as a source knows them: as precise as they are written.

"1952-10-07" is a day, "1952-10" a month, "1952" a year, "195X" a decade; a span joins two by "/" and ends with
".." where it had not ended. (A part of ISO 8601-2, EDTF level 0 and 1.)
"""

from __future__ import annotations

import calendar
from datetime import date

OPEN = ".."


def span_of_date(text: str) -> tuple[date, date]:
    """The first and the last day that a date may be. Raises ValueError for any other text."""
    if text.endswith("X"):
        return date(int(text[:3] + "0"), 1, 1), date(int(text[:3] + "9"), 12, 31)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    day = date(*parts)
    return day, day


def completed_years(since: date, until: date) -> int:
    """The birthdays that have passed; who is born on the 29th of February has theirs on the 1st of March."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
