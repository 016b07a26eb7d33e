"""Going on with one check of a claim that needs two, where nobody is left for the second."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from claims.models import Claim, SingleCheck, User, Verdict
from claims.queries.second_opinion import waits_for_second
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.second_checks import ONE, second_can_come
from claims.services.steps.signing import checked_by
from claims.workflow import SIGNING, NotAllowed, WrongState, record_event, step_claim

LONGEST_REASON = 600


def go_on_with_one(editor: User, claim_id: int, *, reason: str) -> SingleCheck:
    """Give the claim to the editors with the check that is in. Refused while the desk has checkers for another, and
    to who made that check. What a second checker had begun to type stays their draft."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        _refuse(editor, claim)
        reason = reason.strip()
        if not reason:
            raise Refused("single_check_reason")
        verdicts = Verdict.objects.filter(publication__claim=claim).count()
        single = SingleCheck.objects.create(claim=claim, verdicts=verdicts, by=editor, reason=reason[:LONGEST_REASON])
        step_claim(claim, "go_on_with_one", editor, checks_required=ONE, **leases.FREED)
        record_event(editor, "claim.single_check", claim, {"single_check": single.pk})
    return single


def _refuse(editor: User, claim: Claim) -> None:
    if not waits_for_second(claim):
        raise WrongState(f"Claim {claim.pk} waits for no second check")
    if checked_by(editor, claim) and not settings.ONE_PERSON_DESK:
        raise NotAllowed("own_check")
    if second_can_come(claim):
        raise Refused("single_check_needless")
    if not Claim.objects.filter(pk=claim.pk).filter(leases.free_for(editor)).exists():
        raise Refused("held", numbers=leases.holder_of(claim.pk))
