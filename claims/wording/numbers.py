"""Numbers as the reader's language writes them. What is typed, stored or given out as data is never passed here."""

from __future__ import annotations

import re

from django.utils.formats import get_format

WRITTEN = re.compile(r"(?P<before>[<>\u2212+ -]*)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<rest>\d+))?")


def local(text: str) -> str:
    """A number with a point before its decimals, and commas or none between its thousands, in the language
    in force; any other text as it is. Groups are kept as they are, none are made."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        return text
    whole = found["whole"].replace(",", str(get_format("THOUSAND_SEPARATOR")))
    rest = f"{get_format('DECIMAL_SEPARATOR')}{found['rest']}" if found["rest"] else ""
    return f"{found['before']}{whole}{rest}"
