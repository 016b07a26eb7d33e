"""What a claim's page offers besides checking: putting it off, handing it over, going back, undo."""

from __future__ import annotations

from typing import Any

from claims.models import Claim, HandOver, User
from claims.queries import ClaimView, deferrals_of, undoable
from claims.services.steps.interests import interest_in
from claims.views.access import CHECK
from claims.views.desk_forms import PassOnForm, PostponeForm
from claims.views.rows.drawn import blank_fields, fields_of


def at_desk(view: ClaimView, user: User) -> dict[str, Any]:
    claim = view.claim
    checks = user.has_perm(CHECK)
    return {
        "postpone_fields": blank_fields(PostponeForm),
        "pass_fields": _pass_fields(claim, user) if view.lease.mine else "",
        "deferrals": deferrals_of(claim.pk, user),
        "handed": _handed(claim.pk, user),
        "interest": interest_in(user, claim) if checks else None,
        "undo": undoable(user) if checks else None,
    }


def _pass_fields(claim: Claim, user: User) -> str:
    """Nothing where there is nobody to hand the claim to."""
    form = PassOnForm(user=user, queue_id=claim.queue_id)
    return fields_of(form) if form.has_colleagues() else ""


def _handed(claim_id: int, user: User) -> HandOver | None:
    """The last time that the claim was handed to this user, while nobody else took it up."""
    last = HandOver.objects.filter(claim_id=claim_id).order_by("-pk").first()
    return last if last and last.to_id == user.pk else None
