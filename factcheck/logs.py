"""What the log is not to tell."""

from __future__ import annotations

import logging
import re

# Addresses whose last part lets somebody in: Django logs the address of a request that is refused.
_SECRET = re.compile(r"(/(?:password/[^/\s]+|join)/)[^/\s]+")


class WithoutLinks(logging.Filter):
    """Leaves out of every line what lets in whoever has it: the links for a new password and of invitations."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            told = record.getMessage()
        except (TypeError, ValueError, KeyError):
            return True  # its words and numbers do not fit: whoever writes the line says so
        hidden = _SECRET.sub(r"\1...", told)
        if hidden != told:
            record.msg, record.args = hidden, ()
        return True
