"""The editor's part: sign the very record that was read, or return the check with a comment."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.models import Check, CheckState, Claim, ClaimState, NoticeKind, User, Verdict
from claims.services.refusal import Refused
from claims.services.steps import leases, signing
from claims.services.steps.notices import tell
from claims.services.steps.screen import refuse_other_screen
from claims.values import Reason
from claims.workflow import SIGNING, NotAllowed, WrongState, step_check, step_claim


def sign_check(
    editor: User,
    check_id: int,
    *,
    record_sha256: str,
    beside: str = "",
    correction: str = "",
    note: str = "",
    without_reply: str = "",
) -> Verdict:
    """Sign a submitted check and publish its verdict. `record_sha256` is the hash of the record that the
    editor read, `beside` that of the comments and third looks beside it (empty: there were none). From the
    second version of a publication on, `correction` is its kind and `note` what readers are told. `without_reply`
    tells readers why a claimant was not heard, where that needs a reason."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    with transaction.atomic():
        claim, check = signing.lock(check_id)
        signing.refuse_signature(editor, claim, check, record_sha256)
        refuse_other_screen(check, beside)
        signing.refuse_embargo(claim, timezone.now())
        if signing.waiting_release(claim) is not None:
            raise Refused("release_waits")
        told = signing.Told(correction, note.strip(), without_reply.strip())
        return signing.sign(claim, check, editor, signed_at=timezone.now(), told=told)


def return_check(editor: User, check_id: int, *, comment: str) -> None:
    """Return a submitted check to its checker, with what is missing."""
    comment = _may_return(editor, comment)
    with transaction.atomic():
        claim, check = signing.lock(check_id)
        if claim.state not in (ClaimState.SUBMITTED, ClaimState.RETURNED):
            raise WrongState(f"Claim {claim.pk} is {claim.state}")
        signing.void_release(claim, "release_returned", editor)
        step_check(check, "return", editor, returned_by=editor, return_comment=comment)
        _tell_returned(claim, check, comment)
        columns = {"checks_in": max(claim.checks_in - 1, 0)}
        if claim.state == ClaimState.RETURNED:
            Claim.objects.filter(pk=claim.pk).update(**columns)
        else:
            step_claim(claim, "return", editor, **columns)
        if not check.checker.is_active:
            _queue_again(claim)


def return_both(editor: User, check_id: int, *, comment: str) -> None:
    """Return every submitted check of the claim of this one, to each checker with the same comment."""
    comment = _may_return(editor, comment)
    with transaction.atomic():
        claim, _check = signing.lock(check_id)
        if claim.state != ClaimState.SUBMITTED:
            raise WrongState(f"Claim {claim.pk} is {claim.state}")
        signing.void_release(claim, "release_returned", editor)
        for check in Check.objects.select_for_update().filter(claim=claim, state=CheckState.SUBMITTED):
            step_check(check, "return", editor, returned_by=editor, return_comment=comment)
            _tell_returned(claim, check, comment)
        step_claim(claim, "return", editor, checks_in=0)
        if not Check.objects.filter(claim=claim, state=CheckState.RETURNED, checker__is_active=True).exists():
            _queue_again(claim)


def _queue_again(claim: Claim) -> None:
    """The checker has left the desk: the claim waits for another, who sees what is missing in the check before."""
    step_claim(claim, "hand_back", None, **leases.FREED)


def _tell_returned(claim: Claim, check: Check, comment: str) -> None:
    reason = Reason("notice_returned", (("claim", check.wording or claim.sentence),))
    about = f"returned:{check.pk}:{check.record_sha256[:12]}"
    tell(NoticeKind.RETURNED, about, [check.checker], reason, claim=claim, more=comment)


def _may_return(editor: User, comment: str) -> str:
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    if not comment.strip():
        raise Refused("comment_missing")
    return comment.strip()
