"""Giving a check to another checker: what was written goes along, the one before it is set aside."""

from __future__ import annotations

from django.db import transaction

from claims.models import Check, CheckState, Claim, ClaimState, Comment, NoticeKind, User
from claims.queries import works_on
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.services.steps.evidence import copy_decisions
from claims.services.steps.interests import interest_in
from claims.services.steps.notices import tell
from claims.services.steps.readings import reading_in_force
from claims.values import Reason
from claims.workflow import CHECKING, SIGNING, NotAllowed, WrongState, record_event, step_check, step_claim

# What goes along; what a checker confirms with their own eyes does not.
TYPED = (
    *("wording", "rating_id", "attribution_rating_id", "summary", "reasoning"),
    *("answers", "harm", "harm_note", "proposal_hidden"),
)
GIVEN = frozenset({CheckState.SUBMITTED, CheckState.RETURNED})


def reassign_check(editor: User, check_id: int, *, checker_id: int, comment: str) -> Check:
    """Give a submitted or returned check to another checker, with a comment: their draft, which begins with
    what stands in it. Comments that are open go along."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    comment = comment.strip()
    if not comment:
        raise Refused("comment_missing")
    with transaction.atomic():
        claim, check = signing.lock(check_id)
        if check.state not in GIVEN or claim.state not in (ClaimState.SUBMITTED, ClaimState.RETURNED):
            raise WrongState(f"Check {check_id} is {check.state}, its claim {claim.state}")
        checker = _other_checker(claim, check, checker_id)
        signing.void_release(claim, "release_returned", editor)
        _give_back(claim, check, editor)
        draft = _draft_for(checker, check, editor, comment)
        Comment.objects.filter(check_of=check, resolved_at__isnull=True).update(check_of=draft)
        record_event(editor, "check.reassign", draft, {"claim": claim.pk, "before": check.pk, "to": checker.pk})
        reason = Reason("notice_assigned", (("claim", claim.sentence), ("by", str(editor))))
        tell(NoticeKind.ASSIGNED, f"reassigned:{draft.pk}", [checker], reason, claim=claim, more=comment)
    return draft


def _other_checker(claim: Claim, check: Check, checker_id: int) -> User:
    """Refused for who cannot check this claim: no checker, not of its queue, with an interest in it, at work on it
    already."""
    checker = User.objects.filter(pk=checker_id, is_active=True).first()
    if checker is None or not checker.has_perm(CHECKING) or not works_on(checker, claim.queue_id):
        raise Refused("reassign_person")
    if interest_in(checker, claim) is not None:
        raise Refused("reassign_person")
    busy = claim.checks.filter(checker=checker, state__in=[CheckState.SUBMITTED, CheckState.DRAFT]).exists()
    if checker.pk == check.checker_id or busy:
        raise Refused("reassign_same")
    return checker


def _give_back(claim: Claim, check: Check, editor: User) -> None:
    counted = check.state == CheckState.SUBMITTED
    step_check(check, "set_aside", editor)
    columns = {"checks_in": max(claim.checks_in - counted, 0)}
    if claim.state == ClaimState.SUBMITTED:
        step_claim(claim, "return", editor, **columns)
    else:
        Claim.objects.filter(pk=claim.pk).update(**columns)


def _draft_for(checker: User, before: Check, editor: User, comment: str) -> Check:
    last = before.claim.checks.filter(checker=checker).order_by("-number").first()
    draft = Check(
        claim_id=before.claim_id,
        checker=checker,
        number=last.number + 1 if last else 1,
        reading=reading_in_force(before.claim),
        returned_by=editor,
        return_comment=comment,
    )
    for name in TYPED:
        setattr(draft, name, getattr(before, name))
    draft.save(force_insert=True)
    copy_decisions(before, draft)
    return draft
