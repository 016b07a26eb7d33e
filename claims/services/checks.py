"""One checker's work on a claim, from the first look to the submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.models import (
    Check,
    CheckState,
    Claim,
    Decision,
    DraftVersion,
    Evidence,
    Rating,
    RatingScale,
    User,
)
from claims.queries.findings import findings_in_force
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.actions import Kind, note_action
from claims.services.steps.evidence import OPEN, copy_decisions, give_evidence
from claims.services.steps.membership import require_member
from claims.services.steps.readings import reading_in_force
from claims.services.steps.records import record_of
from claims.services.steps.second_checks import TWO, asks_for_second
from claims.services.steps.second_opinion import keep_pair, wait_for_second
from claims.services.steps.submission import (
    WORDING_LONGEST,
    Submission,
    missing_of,
    problems_of,
    submission_of,
)
from claims.services.steps.taking_back import withdraw_check
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_check, step_claim

# What a new draft goes on with from the check before.
CARRIED = (
    "wording",
    "rating_id",
    "attribution_rating_id",
    "summary",
    "reasoning",
    "answers",
    "in_context",
    "harm",
    "harm_note",
    "confirmed_reading_id",
    "proposal_hidden",
)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What a checker typed; empty texts and None where nothing was yet. `answers` are those to the four questions
    (claims.services.steps.questions), `in_context` says that the claim's quotation stands in its context."""

    wording: str
    rating_id: int | None
    attribution_rating_id: int | None
    summary: str
    reasoning: str
    harm: str = ""
    harm_note: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    in_context: bool = False


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """The number under which a draft was kept. `overtaken` says that another window saved in between: this
    content is kept beside it, and the check still holds the other's."""

    number: int
    overtaken: bool


def open_check(user: User, claim_id: int) -> Check:
    """The user's draft of a claim, made where there is none from the user's last check of it. Where the
    user's check was submitted, or the claim is not open any more, their last check as it stands."""
    _checker(user)
    draft = Check.objects.filter(claim_id=claim_id, checker=user, state=CheckState.DRAFT).first()
    if draft is not None:
        return draft
    with transaction.atomic():
        claim = _locked(claim_id)
        last = claim.checks.filter(checker=user).order_by("-number").first()
        if last is not None and _stays(last, claim):
            return last
        if claim.state not in OPEN:
            raise WrongState(f"Claim {claim_id} is {claim.state}")
        require_member(user, claim)
        give_evidence(claim, findings_in_force(claim))
        return _new_draft(claim, user, last)


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed


def _locked(claim_id: int) -> Claim:
    return Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)


def _stays(last: Check, claim: Claim) -> bool:
    return last.state in (CheckState.DRAFT, CheckState.SUBMITTED) or claim.state not in OPEN


def _new_draft(claim: Claim, user: User, last: Check | None) -> Check:
    check = Check(claim=claim, checker=user, reading=reading_in_force(claim))
    if last is not None:
        check.number = last.number + 1
        for name in CARRIED:
            setattr(check, name, getattr(last, name))
    else:
        check.proposal_hidden = bool(claim.queue and claim.queue.hide_proposal)
    check.save(force_insert=True)
    if last is not None:
        copy_decisions(last, check)
    record_event(user, "check.open", check, {"claim": claim.pk})
    return check


def _own_draft(user: User, check_id: int) -> Check:
    """The check's row, locked, where it is the user's draft."""
    _checker(user)
    check = Check.objects.select_for_update(of=("self",)).get(pk=check_id)
    if check.checker_id != user.pk:
        raise NotAllowed("not_your_check")
    if check.state != CheckState.DRAFT:
        raise WrongState(f"Check {check_id} is {check.state}")
    return check


def save_draft(user: User, check_id: int, content: DraftContent, *, typed_on: int) -> SavedDraft:
    """Keep what was typed on the draft version `typed_on` (0 for a new check). No lease is needed."""
    _known_ratings(content)
    if content.harm not in ("", *Check.Harm.values):
        raise Refused("harm_unknown")
    with transaction.atomic():
        check = _own_draft(user, check_id)
        latest = check.drafts.order_by("-number").first()
        number = latest.number if latest else 0
        if latest is not None and latest.content == asdict(content):
            return SavedDraft(number, overtaken=False)
        overtaken = typed_on != number
        DraftVersion.objects.create(draft_of=check, number=number + 1, typed_on=typed_on, content=asdict(content))
        if not overtaken:
            Check.objects.filter(pk=check.pk).update(**_columns(content))
        return SavedDraft(number + 1, overtaken)


def restore_draft(user: User, check_id: int, number: int) -> SavedDraft:
    """Put an earlier version of one's own draft in force again, as a new version after all others."""
    with transaction.atomic():
        check = _own_draft(user, check_id)
        kept = check.drafts.get(number=number)
        latest = check.drafts.order_by("-number")[0].number
        return save_draft(user, check_id, DraftContent(**kept.content), typed_on=latest)


def _columns(content: DraftContent) -> dict[str, object]:
    """A wording that is too long is kept whole in its version, and told at submission."""
    return {**asdict(content), "wording": content.wording.strip()[:WORDING_LONGEST]}


def _known_ratings(content: DraftContent) -> None:
    chosen = (
        (content.rating_id, RatingScale.Kind.SUBSTANCE),
        (content.attribution_rating_id, RatingScale.Kind.ATTRIBUTION),
    )
    for rating_id, kind in chosen:
        if rating_id is None:
            continue
        if not Rating.objects.filter(pk=rating_id, version__scale__kind=kind).exists():
            raise Refused("rating_unknown")


def decide(user: User, check_id: int, evidence_id: int, *, decided: str, stance: str, note: str) -> None:
    """Confirm a piece of evidence with its stance, or reject it with a note; an empty `decided` takes the
    decision back."""
    with transaction.atomic():
        check = _own_draft(user, check_id)
        piece = Evidence.objects.select_related("finding").get(pk=evidence_id, claim_id=check.claim_id)
        if not decided:
            check.decisions.filter(evidence=piece).delete()
            return
        _refuse_decision(piece, decided, stance, note)
        columns = {"decided": decided, "stance": stance, "note": note.strip()}
        Decision.objects.update_or_create(check_of=check, evidence=piece, defaults=columns)


def _refuse_decision(piece: Evidence, decided: str, stance: str, note: str) -> None:
    number = (("number", str(piece.number)),)
    if decided not in Decision.Verdict.values or (stance and stance not in Decision.Stance.values):
        raise Refused("decision_unknown", numbers=number)
    if piece.finding is not None and piece.finding.superseded_at is not None:
        raise Refused("evidence_superseded", numbers=(("numbers", str(piece.number)),))
    problem = missing_of(decided, stance, note)
    if problem:
        raise Refused(problem, numbers=number)


def confirm_for_check(user: User, claim_id: int) -> None:
    """The user says that the reading in force is right, for their own check: from then on it shows what the
    program proposes. Nothing on a claim that is not open to be checked."""
    if not Claim.objects.filter(pk=claim_id, state__in=OPEN).exists():
        return
    check = open_check(user, claim_id)
    with transaction.atomic():
        check = _own_draft(user, check.pk)
        Check.objects.filter(pk=check.pk).update(confirmed_reading=reading_in_force(check.claim))


def follow_reading(user: User, check_id: int) -> None:
    """Take over the reading in force for a draft that was opened on an earlier one."""
    with transaction.atomic():
        check = _own_draft(user, check_id)
        Check.objects.filter(pk=check.pk).update(reading=reading_in_force(check.claim))


def submit_check(user: User, check_id: int) -> Check:
    """Submit a draft: its record is built and hashed once, and the claim goes to the editor with the last
    check that it needs. Refused with every problem at once."""
    _checker(user)
    with transaction.atomic():
        claim = _locked(Check.objects.values_list("claim_id", flat=True).get(pk=check_id))
        check = _own_draft(user, check_id)
        if claim.state not in OPEN:
            raise WrongState(f"Claim {claim.pk} is {claim.state}")
        # A curator may have named another origin since: what leads now has to be decided on.
        give_evidence(claim, findings_in_force(claim))
        submission = submission_of(claim, check)
        problems = problems_of(submission)
        if problems:
            raise Refused("not_ready", problems=problems)
        _submit(submission, user)
        note_action(user, claim.pk, Kind.SUBMITTED, check=check.pk)
    return check


def _submit(submission: Submission, user: User) -> None:
    claim, check = submission.claim, submission.check
    if not submission.attribution_asked:
        check.attribution_rating = None
    check.summary = submission.summary
    record, digest = record_of(submission)
    step_check(
        check,
        "submit",
        user,
        attribution_rating=check.attribution_rating,
        summary=check.summary,
        record=record,
        record_sha256=digest,
        submitted_at=timezone.now(),
    )
    _count_in(claim, check, user)


def _count_in(claim: Claim, check: Check, user: User) -> None:
    """The claim waits for further checks, or goes to the editor with the last that it needs."""
    required = TWO if asks_for_second(claim, check.rating) else claim.checks_required
    columns = {"checks_in": claim.checks_in + 1, "checks_required": required, **leases.FREED}
    if claim.checks_in + 1 < required:
        record_event(user, "claim.check_in", claim, {"check": check.pk})
        wait_for_second(claim, check, user, columns)
        return
    step_claim(claim, "submit", user, **columns)
    keep_pair(claim)


def take_back_check(user: User, check_id: int) -> None:
    """Take back one's own submitted check while no editor has signed it; `open_check` then copies it."""
    _checker(user)
    with transaction.atomic():
        withdraw_check(user, check_id)
