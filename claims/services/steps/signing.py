"""A signature: what stands against it, and the verdict that it makes. For one that publishes at once and for
one that waits for its time."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime

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
    Release,
    ReleaseState,
    User,
    Verdict,
)
from claims.publishing.slug import public_slug
from claims.queries.concerned import unheard
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.interests import interest_in
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
    step_release,
)

PUBLIC_ID_BYTES = 5  # eight letters and digits: a trillion addresses
ADDRESS_TRIES = 20


def lock(check_id: int) -> tuple[Claim, Check]:
    """The rows of the claim and of the check, locked in this order everywhere: a second editor waits here
    and finds the check signed."""
    claim_id = Check.objects.values_list("claim_id", flat=True).get(pk=check_id)
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    check = Check.objects.select_for_update(of=("self",)).select_related("rating").get(pk=check_id)
    return claim, check


def refuse_signature(editor: User, claim: Claim, check: Check, record_sha256: str) -> None:
    """Raises what stands against this editor's signature under the record of that hash."""
    if not editor.has_perm(SIGNING):
        raise NotAllowed
    if check.state != CheckState.SUBMITTED or claim.state != ClaimState.SUBMITTED:
        raise WrongState(f"Check {check.pk} is {check.state}, its claim {claim.state}")
    if checked_by(editor, claim) and not settings.ONE_PERSON_DESK:
        raise NotAllowed("own_check")
    if interest_in(editor, claim) is not None:
        raise NotAllowed("interest_declared")
    if not secrets.compare_digest(record_sha256.encode(), check.record_sha256.encode()):
        raise Refused("record_changed")
    if reading_in_force(claim).pk != check.reading_id:
        raise Refused("reading_changed_since")
    superseded = superseded_since(check)
    if superseded:
        raise Refused("superseded_since", numbers=(("numbers", ", ".join(superseded)),))


def checked_by(editor: User, claim: Claim) -> bool:
    """Whether the editor submitted a check of this claim since its last verdict, even one that was
    returned or taken back: who checked does not sign."""
    own = Check.objects.filter(claim=claim, checker=editor, submitted_at__isnull=False)
    last = Verdict.objects.filter(publication__claim=claim).aggregate(at=Max("signed_at"))["at"]
    return (own.filter(submitted_at__gt=last) if last else own).exists()


def refuse_embargo(claim: Claim, at: datetime) -> None:
    """Raises where the claim may not be published at that time."""
    until = claim.embargo_until
    if until is not None and at < until:
        local = timezone.localtime(until)
        raise Refused("embargo", numbers=(("until", f"{local:%Y-%m-%d %H:%M %Z}"),))


@dataclass(frozen=True, slots=True)
class Told:
    """What readers are told beside the record: from the second version on the kind of `correction` and why, and
    why a claimant was not heard, where that needs a reason."""

    correction: str = ""
    note: str = ""
    without_reply: str = ""


def refuse_told(editor: User, claim: Claim, check: Check, told: Told) -> None:
    """Raises where readers are not told what they have to be, or another editor has to sign what changed."""
    publication = Publication.objects.filter(claim=claim).select_related("verdict__source_check__rating").first()
    code = correction_problem(editor, publication.verdict if publication else None, check, told.correction, told.note)
    code = code or ("" if told.without_reply else unheard(claim, check.rating, timezone.now()))
    if code:
        raise Refused(code)


def sign(claim: Claim, check: Check, editor: User, *, signed_at: datetime, told: Told) -> Verdict:
    """Make the verdict of a check that nothing stands against, and publish it."""
    refuse_told(editor, claim, check, told)
    publication = publication_of(claim, check)
    last = publication.verdict
    number = (publication.verdicts.aggregate(highest=Max("number"))["highest"] or 0) + 1
    verdict = Verdict.objects.create(
        publication=publication,
        number=number,
        source_check=check,
        record=check.record,
        record_sha256=check.record_sha256,
        signed_by=editor,
        signed_at=signed_at,
        alone=check.checker_id == editor.pk,
        correction=told.correction,
        note=told.note,
        without_reply=told.without_reply if unheard(claim, check.rating, timezone.now()) else "",
    )
    _publish(publication, verdict, editor)
    step_check(check, "sign", editor)
    step_claim(claim, "publish", editor, checks_in=0, **leases.FREED)
    _set_others_aside(claim, editor)
    end_reopening(claim)
    tell_version(verdict, last)
    log_signature(verdict, claim, editor)
    return verdict


def log_signature(verdict: Verdict, claim: Claim, editor: User) -> None:
    told: dict[str, int | str | None] = {"check": verdict.source_check_id, "claim": claim.pk}
    told["record_sha256"] = verdict.record_sha256
    record_event(editor, "verdict.alone" if verdict.alone else "verdict.sign", verdict, told)


def publication_of(claim: Claim, check: Check) -> Publication:
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


def _publish(publication: Publication, verdict: Verdict, editor: User) -> None:
    if publication.state == PublicationState.SCHEDULED:
        step_publication(publication, "publish", editor, verdict=verdict, published_at=timezone.now())
    else:
        Publication.objects.filter(pk=publication.pk).update(verdict=verdict)


def _set_others_aside(claim: Claim, editor: User) -> None:
    """Where a claim needed two checks one is signed; the other must not come up as new work later."""
    for other in Check.objects.filter(claim=claim, state=CheckState.SUBMITTED):
        step_check(other, "set_aside", editor)


def waiting_release(claim: Claim) -> Release | None:
    """The signature of a claim that waits for its time."""
    return Release.objects.filter(check_of__claim=claim, state=ReleaseState.WAITING).first()


def void_release(claim: Claim, code: str, actor: User | None) -> None:
    """A step on the check voids the signature that waits, and says so."""
    release = waiting_release(claim)
    if release is not None:
        step_release(release, "void", actor, reason=code)
