"""What a claim's page offers besides checking: putting it off, handing it over, going back, undo."""

from __future__ import annotations

from typing import Any

from claims.models import HandOver, User
from claims.queries import ClaimView, deferrals_of, undoable
from claims.services.steps.interests import interest_in
from claims.views.access import CHECK
from claims.views.desk_forms import PassOnForm, PostponeForm


def at_desk(view: ClaimView, user: User) -> dict[str, Any]:
    claim = view.claim
    checks = user.has_perm(CHECK)
    return {
        "postpone_form": PostponeForm(),
        "pass_form": PassOnForm(user=user, queue_id=claim.queue_id) if view.lease.mine else None,
        "deferrals": deferrals_of(claim.pk, user),
        "handed": _handed(claim.pk, user),
        "interest": interest_in(user, claim) if checks else None,
        "undo": undoable(user) if checks else None,
    }


def _handed(claim_id: int, user: User) -> HandOver | None:
    """The last time that the claim was handed to this user, while nobody else took it up."""
    last = HandOver.objects.filter(claim_id=claim_id).select_related("by").order_by("-pk").first()
    return last if last and last.to_id == user.pk else None
