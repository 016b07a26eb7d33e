"""Handing a claim to a colleague, who finds it on top."""

from __future__ import annotations

from django.db import transaction

from claims.models import Check, CheckState, Claim, HandOver, NoticeKind, User
from claims.queries import works_on
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.actions import Kind, note_action
from claims.services.steps.evidence import OPEN
from claims.services.steps.handing import end_hand_overs, lift_deferrals
from claims.services.steps.interests import interest_in
from claims.services.steps.membership import require_member
from claims.services.steps.notices import tell
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event

LONGEST_NOTE = 600


def pass_on_claim(user: User, claim_id: int, *, to: User, note: str = "") -> None:
    """Hand a claim over with a note. The lease goes with it and lasts as any other; when it ends before the
    colleague came, others can take the claim, and it stays on top of the colleague's list until they do."""
    if not user.has_perm(CHECKING):
        raise NotAllowed
    with transaction.atomic():
        rows = Claim.objects.select_for_update(of=("self",)).select_related("queue", "claimant", "article__outlet")
        claim = rows.get(pk=claim_id)
        if claim.state not in OPEN:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        require_member(user, claim)
        _refuse(user, claim, to)
        known = leases.holds(user, claim_id)
        if not leases.hand(claim, user, to):
            raise Refused("held", numbers=leases.holder_of(claim_id))
        end_hand_overs(claim_id)
        lift_deferrals(claim, to)
        handed = HandOver.objects.create(claim=claim, by=user, to=to, note=note.strip()[:LONGEST_NOTE])
        note_action(user, claim_id, Kind.HANDED, hand_over=handed.pk, held=known)
        record_event(user, "claim.pass_on", claim, {"hand_over": handed.pk, "to": to.pk})
        reason = Reason("notice_assigned", (("claim", claim.sentence), ("by", str(user))))
        tell(NoticeKind.ASSIGNED, f"handed:{handed.pk}", [to], reason, claim=claim, more=handed.note)


def _refuse(user: User, claim: Claim, to: User) -> None:
    """Refuse somebody who could not check the claim."""
    checked = Check.objects.filter(claim=claim, checker=to, state=CheckState.SUBMITTED).exists()
    may = to.is_active and to.pk != user.pk and to.has_perm(CHECKING) and works_on(to, claim.queue_id)
    if checked or not may or interest_in(to, claim) is not None:
        raise Refused("hand_to_whom")
