"""Publishing at a time: a signature that waits, an embargo on a claim, and the sweep that lets out what is due.

A waiting signature leaves its check submitted and readers with nothing. The sweep asks all of them again what a
signature is asked: one that does not hold any more is void, with the reason, and the check waits for an editor
as before. Every release is one transaction under the locks of its claim and check, so a sweep that is killed
leaves nothing half done, and two at once publish once.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from claims.models import Check, Claim, ClaimState, Release, ReleaseState, User, Verdict
from claims.services.refusal import Refused
from claims.services.steps import signing
from claims.services.steps.screen import refuse_other_screen
from claims.workflow import SIGNING, NotAllowed, WrongState, record_event, step_release

AT_MOST = 500  # waiting signatures that one sweep looks at
EMBARGOED = frozenset({ClaimState.DETECTED, ClaimState.QUEUED, ClaimState.SUBMITTED, ClaimState.RETURNED})


def schedule_check(
    editor: User,
    check_id: int,
    *,
    record_sha256: str,
    at: datetime,
    beside: str = "",
    correction: str = "",
    note: str = "",
    without_reply: str = "",
) -> Release:
    """Sign a submitted check, to be published at that time. The other arguments are those of signing."""
    if at <= timezone.now():
        raise Refused("release_past")
    with transaction.atomic():
        claim, check = signing.lock(check_id)
        signing.refuse_signature(editor, claim, check, record_sha256)
        refuse_other_screen(check, beside)
        signing.refuse_embargo(claim, at)
        told = signing.Told(correction, note.strip(), without_reply.strip())
        signing.refuse_told(editor, claim, check, told)
        if signing.waiting_release(claim) is not None:
            raise Refused("release_waits")
        return _wait(editor, claim, check, at, told)


def _wait(editor: User, claim: Claim, check: Check, at: datetime, told: signing.Told) -> Release:
    signing.publication_of(claim, check)
    release = Release.objects.create(
        check_of=check,
        record_sha256=check.record_sha256,
        correction=told.correction,
        note=told.note,
        without_reply=told.without_reply,
        signed_by=editor,
        signed_at=timezone.now(),
        due_at=at,
    )
    event: dict[str, int | str | None] = {"check": check.pk, "claim": claim.pk, "at": at.isoformat()}
    event["record_sha256"] = check.record_sha256
    record_event(editor, "release.sign", release, event)
    return release


def stop_release(editor: User, release_id: int) -> None:
    """Take a waiting signature back: the check waits for an editor again."""
    with transaction.atomic():
        _claim, release = _locked(release_id)
        step_release(release, "stop", editor)


def _locked(release_id: int) -> tuple[Claim, Release]:
    """The release with its claim and check locked before it, in the order in which a signature locks them."""
    check_id = Release.objects.values_list("check_of_id", flat=True).get(pk=release_id)
    claim, check = signing.lock(check_id)
    release = Release.objects.select_for_update(of=("self",)).select_related("signed_by").get(pk=release_id)
    release.check_of = check
    return claim, release


def waiting_releases() -> list[int]:
    """The ids of the signatures that wait, the first due first."""
    rows = Release.objects.filter(state=ReleaseState.WAITING).order_by("due_at")
    return list(rows.values_list("pk", flat=True)[:AT_MOST])


def look_at_release(release_id: int) -> Verdict | None:
    """Publish a waiting signature that is due, and void one that does not hold any more; the verdict that it
    made. One that ended in the meantime is left alone."""
    with transaction.atomic():
        claim, release = _locked(release_id)
        if release.state != ReleaseState.WAITING:
            return None
        code = _void_because(claim, release)
        if code:
            step_release(release, "void", None, reason=code)
            return None
        now = timezone.now()
        if release.due_at > now or (claim.embargo_until is not None and claim.embargo_until > now):
            return None
        return _let_out(claim, release)


def _void_because(claim: Claim, release: Release) -> str:
    """The code of what stands against a signature by now; empty where it holds."""
    try:
        signing.refuse_signature(release.signed_by, claim, release.check_of, release.record_sha256)
        signing.refuse_told(release.signed_by, claim, release.check_of, _told(release))
    except WrongState:
        return "release_moved_on"
    except NotAllowed as denied:
        return "release_signer" if denied.reason == "permission" else denied.reason
    except Refused as refusal:
        return "release_superseded" if refusal.code == "superseded_since" else refusal.code
    return ""


def _told(release: Release) -> signing.Told:
    return signing.Told(release.correction, release.note, release.without_reply)


def _let_out(claim: Claim, release: Release) -> Verdict:
    signed_at, told = release.signed_at, _told(release)
    verdict = signing.sign(claim, release.check_of, release.signed_by, signed_at=signed_at, told=told)
    step_release(release, "publish", None)
    return verdict


def set_embargo(editor: User, claim_id: int, until: datetime | None) -> None:
    """Forbid that a claim is published before a time, or lift that with None. What is out stays out."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    with transaction.atomic():
        claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
        if claim.state not in EMBARGOED:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        Claim.objects.filter(pk=claim.pk).update(embargo_until=until)
        record_event(editor, "claim.embargo", claim, {"until": until.isoformat() if until else None})
