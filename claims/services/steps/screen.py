"""What stood on an editor's screen beside the record: a signature is bound to it as it is to the record."""

from __future__ import annotations

import secrets

from claims.models import Check
from claims.queries.remarks import beside_sha256
from claims.services.refusal import Refused


def refuse_other_screen(check: Check, beside: str) -> None:
    """Raises where a comment or a third look came, was resolved or answered since the page was drawn."""
    if not secrets.compare_digest(beside.encode(), beside_sha256(check).encode()):
        raise Refused("screen_changed")
