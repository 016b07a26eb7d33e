"""After publication: take a claim up again, say that its verdict still stands, or withdraw it.

A corrected verdict is a check like any other, signed as the next version; here is what needs no new check.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims.models import Check, CheckState, Claim, Publication, PublicationState, Reopening, User, Verdict
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.reopening import end_reopening, reopen
from claims.services.steps.versions import tell_version
from claims.workflow import SIGNING, NotAllowed, WrongState, record_event, step_check, step_claim, step_publication


def reopen_claim(editor: User, publication_id: int, *, reason: str, note: str) -> Reopening:
    """Take the claim of a published verdict up again. `note` is what readers are told above the rating."""
    _editor(editor)
    by_people = (Reopening.Reason.COMPLAINT, Reopening.Reason.CORRECTION, Reopening.Reason.SENTENCE)
    if reason not in by_people:
        raise Refused("reopening_reason")
    note = _note(note)
    with transaction.atomic():
        claim = _locked(publication_id)
        return reopen(claim, editor, Reopening.Reason(reason), note=note)


def still_stands(editor: User, publication_id: int) -> None:
    """Close a reopened claim without a new version: its verdict stands as it was signed. Drafts stay their
    checkers'; a check that was submitted meanwhile is set aside."""
    _editor(editor)
    with transaction.atomic():
        claim = _locked(publication_id)
        _in_force(claim)
        _set_aside_submitted(claim, editor)
        step_claim(claim, "still_stands", editor, checks_in=0, **leases.FREED)
        end_reopening(claim)


def withdraw_verdict(editor: User, publication_id: int, *, note: str) -> Verdict:
    """Withdraw a verdict for good: its last version is kept under a note that says why, and its address
    answers "gone"."""
    _editor(editor)
    note = _note(note)
    with transaction.atomic():
        claim = _locked(publication_id)
        publication, last = claim.publication, _in_force(claim)
        _set_aside_submitted(claim, editor)
        step_claim(claim, "withdraw", editor, checks_in=0, **leases.FREED)
        end_reopening(claim)
        verdict = _withdrawal(publication, last, editor, note)
        step_publication(publication, "withdraw", editor, verdict=verdict)
        record_event(editor, "verdict.withdraw", verdict, {"claim": claim.pk, "record_sha256": last.record_sha256})
        tell_version(verdict, last)
    return verdict


def _withdrawal(publication: Publication, last: Verdict, editor: User, note: str) -> Verdict:
    highest: int = publication.verdicts.aggregate(highest=Max("number"))["highest"]
    return Verdict.objects.create(
        publication=publication,
        number=highest + 1,
        source_check=last.source_check,
        record=last.record,
        record_sha256=last.record_sha256,
        signed_by=editor,
        signed_at=timezone.now(),
        correction=Verdict.Correction.WITHDRAWAL,
        note=note,
    )


def _in_force(claim: Claim) -> Verdict:
    """The verdict that readers see; a claim that was never published, or was withdrawn, has none to correct."""
    publication = claim.publication
    if publication.verdict is None or publication.state != PublicationState.LIVE:
        raise WrongState(f"Claim {claim.pk} has no verdict in force")
    return publication.verdict


def _set_aside_submitted(claim: Claim, editor: User) -> None:
    for check in Check.objects.filter(claim=claim, state=CheckState.SUBMITTED):
        step_check(check, "set_aside", editor)


def _editor(user: User) -> None:
    if not user.has_perm(SIGNING):
        raise NotAllowed


def _note(note: str) -> str:
    note = note.strip()
    if not note:
        raise Refused("public_note_missing")
    return note


def _locked(publication_id: int) -> Claim:
    claim_id = Publication.objects.values_list("claim_id", flat=True).get(pk=publication_id)
    return Claim.objects.select_for_update(of=("self",)).select_related("publication").get(pk=claim_id)
