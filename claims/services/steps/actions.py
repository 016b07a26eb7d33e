"""What people did last at the desk: written beside each step, read to find the last one again and to undo it."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, DeskAction, User

Kind = DeskAction.Kind


def note_action(user: User, claim_id: int, kind: str, **before: Any) -> DeskAction:
    """Keep what somebody did, in the transaction that did it. `before` is what undoing needs."""
    return DeskAction.objects.create(person=user, claim_id=claim_id, kind=kind, before=before)


def place_before(claim: Claim) -> dict[str, Any]:
    """Where a claim stood, as `note_action` keeps it."""
    return {"state": claim.state, "repeat_of": claim.repeat_of_id, "state_at": claim.state_at.isoformat()}
