"""The editor's part: sign the very record that was read, or return the check with a comment."""

from __future__ import annotations

import base64
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    ClaimState,
    Publication,
    PublicationState,
    User,
    Verdict,
)
from claims.publishing.slug import public_slug
from claims.queries.concerned import unheard
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.readings import reading_in_force
from claims.services.steps.records import superseded_since
from claims.services.steps.reopening import end_reopening
from claims.services.steps.versions import correction_problem, tell_version
from claims.workflow import (
    SIGNING,
    NotAllowed,
    WrongState,
    record_event,
    step_check,
    step_claim,
    step_publication,
)

PUBLIC_ID_BYTES = 5  # eight letters and digits: a trillion addresses
ADDRESS_TRIES = 20


def sign_check(
    editor: User,
    check_id: int,
    *,
    record_sha256: str,
    correction: str = "",
    note: str = "",
    without_reply: str = "",
) -> Verdict:
    """Sign a submitted check and publish its verdict. `record_sha256` is the hash of the record that the
    editor read. From the second version of a publication on, `correction` is its kind and `note` what
    readers are told. `without_reply` tells readers why a claimant was not heard, where that needs a reason."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    with transaction.atomic():
        claim, check = _locked(check_id)
        _refuse_signature(editor, claim, check, record_sha256)
        why = _why_unheard(claim, check, without_reply.strip())
        publication = _publication(claim, check)
        last = publication.verdict
        problem = correction_problem(editor, publication, check, correction, note.strip())
        if problem:
            raise Refused(problem)
        verdict = _verdict(publication, check, editor, correction, note.strip(), why)
        _publish(publication, verdict, editor)
        step_check(check, "sign", editor)
        step_claim(claim, "publish", editor, checks_in=0, **leases.FREED)
        _withdraw_others(claim, editor)
        end_reopening(claim)
        tell_version(verdict, last)
        record_event(
            editor,
            "verdict.alone" if verdict.alone else "verdict.sign",
            verdict,
            {"check": check.pk, "claim": claim.pk, "record_sha256": check.record_sha256},
        )
    return verdict


def _locked(check_id: int) -> tuple[Claim, Check]:
    """The rows of the claim and of the check, locked in this order everywhere: a second editor waits here
    and finds the check signed."""
    claim_id = Check.objects.values_list("claim_id", flat=True).get(pk=check_id)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    check = Check.objects.select_for_update(of=("self",)).select_related("rating").get(pk=check_id)
    return claim, check


def _refuse_signature(editor: User, claim: Claim, check: Check, record_sha256: str) -> None:
    if check.state != CheckState.SUBMITTED or claim.state != ClaimState.SUBMITTED:
        raise WrongState(f"Check {check.pk} is {check.state}, its claim {claim.state}")
    if checked_by(editor, claim) and not settings.ONE_PERSON_DESK:
        raise NotAllowed("own_check")
    if not secrets.compare_digest(record_sha256.encode(), check.record_sha256.encode()):
        raise Refused("record_changed")
    if reading_in_force(claim).pk != check.reading_id:
        raise Refused("reading_changed_since")
    superseded = superseded_since(check)
    if superseded:
        raise Refused("superseded_since", numbers=(("numbers", ", ".join(superseded)),))


def _why_unheard(claim: Claim, check: Check, reason: str) -> str:
    """The reason to publish, empty where none is needed; refused where one is and none is given."""
    code = unheard(claim, check.rating, timezone.now())
    if code and not reason:
        raise Refused(code)
    return reason if code else ""


def checked_by(editor: User, claim: Claim) -> bool:
    """Whether the editor submitted a check of this claim since its last verdict, even one that was
    returned or taken back: who checked does not sign."""
    own = Check.objects.filter(claim=claim, checker=editor, submitted_at__isnull=False)
    last = Verdict.objects.filter(publication__claim=claim).aggregate(at=Max("signed_at"))["at"]
    return (own.filter(submitted_at__gt=last) if last else own).exists()


def _publication(claim: Claim, check: Check) -> Publication:
    """The claim's publication; its address is made once and stays, whatever the version."""
    known = Publication.objects.filter(claim=claim).first()
    if known is not None:
        return known
    slug = public_slug(check.wording)
    for _try in range(ADDRESS_TRIES):
        try:
            with transaction.atomic():
                return Publication.objects.create(claim=claim, public_id=new_public_id(), slug=slug)
        except IntegrityError:
            continue  # another publication drew the same letters
    raise Refused("no_address")


def new_public_id() -> str:
    """Short, random, in lower case letters and digits that survive being read out."""
    return base64.b32encode(secrets.token_bytes(PUBLIC_ID_BYTES)).decode().lower()


def _verdict(publication: Publication, check: Check, editor: User, correction: str, note: str, why: str) -> Verdict:
    number = (publication.verdicts.aggregate(highest=Max("number"))["highest"] or 0) + 1
    return Verdict.objects.create(
        publication=publication,
        number=number,
        source_check=check,
        record=check.record,
        record_sha256=check.record_sha256,
        signed_by=editor,
        signed_at=timezone.now(),
        alone=check.checker_id == editor.pk,
        correction=correction,
        note=note,
        without_reply=why,
    )


def _publish(publication: Publication, verdict: Verdict, editor: User) -> None:
    if publication.state == PublicationState.SCHEDULED:
        step_publication(publication, "publish", editor, verdict=verdict, published_at=timezone.now())
    else:
        Publication.objects.filter(pk=publication.pk).update(verdict=verdict)


def _withdraw_others(claim: Claim, editor: User) -> None:
    """Where a claim needed two checks one is signed; the other must not come up as new work later."""
    for other in Check.objects.filter(claim=claim, state=CheckState.SUBMITTED):
        step_check(other, "set_aside", editor)


def return_check(editor: User, check_id: int, *, comment: str) -> None:
    """Return a submitted check to its checker, with what is missing."""
    comment = _may_return(editor, comment)
    with transaction.atomic():
        claim, check = _locked(check_id)
        if claim.state not in (ClaimState.SUBMITTED, ClaimState.RETURNED):
            raise WrongState(f"Claim {claim.pk} is {claim.state}")
        step_check(check, "return", editor, returned_by=editor, return_comment=comment)
        columns = {"checks_in": max(claim.checks_in - 1, 0)}
        if claim.state == ClaimState.RETURNED:
            Claim.objects.filter(pk=claim.pk).update(**columns)
        else:
            step_claim(claim, "return", editor, **columns)


def return_both(editor: User, check_id: int, *, comment: str) -> None:
    """Return every submitted check of the claim of this one, to each checker with the same comment."""
    comment = _may_return(editor, comment)
    with transaction.atomic():
        claim, _check = _locked(check_id)
        if claim.state != ClaimState.SUBMITTED:
            raise WrongState(f"Claim {claim.pk} is {claim.state}")
        for check in Check.objects.select_for_update().filter(claim=claim, state=CheckState.SUBMITTED):
            step_check(check, "return", editor, returned_by=editor, return_comment=comment)
        step_claim(claim, "return", editor, checks_in=0)


def _may_return(editor: User, comment: str) -> str:
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    if not comment.strip():
        raise Refused("comment_missing")
    return comment.strip()
