"""One checker's work on a claim, from the first look to the submission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Case, When
from django.db.models.functions import Now
from django.utils import timezone

from claims.models import Check, CheckState, Claim, Decision, RatingScale, Reading, User
from claims.queries import ratings_in_force
from claims.queries.evidence import Standing, evidence_in_force
from claims.queries.findings import findings_in_force
from claims.services.refusal import Refused
from claims.services.steps import leases
from claims.services.steps.actions import Kind, note_action
from claims.services.steps.drafting import (
    Decided,
    DraftContent,
    SavedDraft,
    decide_all,
    refuse_unknown,
    save_version,
)
from claims.services.steps.evidence import OPEN, copy_decisions, decisions_on, give_evidence
from claims.services.steps.membership import require_member
from claims.services.steps.readings import reading_in_force
from claims.services.steps.records import record_of
from claims.services.steps.second_checks import TWO, asks_for_second
from claims.services.steps.second_opinion import keep_pair, wait_for_second
from claims.services.steps.submission import AtHand, Submission, problems_of, submission_of, wording_in_force
from claims.services.steps.taking_back import withdraw_check
from claims.values import Reason
from claims.workflow import CHECKING, NotAllowed, WrongState, record_event, step_check, step_claim

__all__ = [
    "Decided",
    "DraftContent",
    "Kept",
    "SavedDraft",
    "Sent",
    "Typed",
    "confirm_for_check",
    "decide",
    "follow_reading",
    "keep_typed",
    "open_check",
    "restore_draft",
    "save_draft",
    "submit_check",
    "submit_typed",
    "take_back_check",
]

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
class Typed:
    """One sending of a claim's form: the draft, the version `typed_on` which it was typed (0 for a new check), the
    decisions beside it, and what is wrong with those that could not be read."""

    content: DraftContent
    typed_on: int
    decisions: Sequence[Decided] = ()
    unread: Sequence[Reason] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: the check, the number of the draft, and what could not be kept as it was sent. The decisions
    of a window that another one overtook are not kept."""

    check: Check
    number: int
    overtaken: bool
    refused: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a form that was sent to be submitted. `problems` are all that stands against it, none where it
    was submitted; with `closed` the claim is not open any more. `state` is that of the claim."""

    problems: tuple[Reason, ...]
    closed: bool
    state: str


def open_check(user: User, claim_id: int) -> Check:
    """The user's draft of a claim, made where there is none from the user's last check of it. Where the
    user's check was submitted, or the claim is not open any more, their last check as it stands."""
    _checker(user)
    draft = Check.objects.filter(claim_id=claim_id, checker=user, state=CheckState.DRAFT).first()
    if draft is not None:
        return draft
    with transaction.atomic():
        claim = _locked(claim_id)
        last = _last(claim, user)
        if last is not None and _stays(last, claim):
            return last
        _may_open(user, claim)
        give_evidence(claim, findings_in_force(claim))
        return _new_draft(claim, user, last, reading_in_force(claim))


def _checker(user: User) -> None:
    if not user.has_perm(CHECKING):
        raise NotAllowed


def _locked(claim_id: int) -> Claim:
    """The claim's row, locked, with what a submission reads of it, and the database's time."""
    rows = Claim.objects.select_related("queue", "claimant", "indicator", "article__outlet")
    return rows.select_for_update(of=("self",)).annotate(database_now=Now()).get(pk=claim_id)


def _last(claim: Claim, user: User) -> Check | None:
    """The user's draft of a claim, else the last of their checks, its row locked."""
    rows = claim.checks.select_for_update(of=("self",)).filter(checker=user)
    draft_first = Case(When(state=CheckState.DRAFT, then=0), default=1)
    last = rows.select_related("reading").order_by(draft_first, "-number").first()
    if last is not None:
        last.claim, last.checker = claim, user
    return last


def _stays(last: Check, claim: Claim) -> bool:
    return last.state in (CheckState.DRAFT, CheckState.SUBMITTED) or claim.state not in OPEN


def _may_open(user: User, claim: Claim) -> None:
    if claim.state not in OPEN:
        raise WrongState(f"Claim {claim.pk} is {claim.state}")
    require_member(user, claim)


def _new_draft(claim: Claim, user: User, last: Check | None, reading: Reading) -> Check:
    check = Check(claim=claim, checker=user, reading=reading)
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
    refuse_unknown(content)
    with transaction.atomic():
        return save_version(_own_draft(user, check_id), content, typed_on)


def keep_typed(user: User, claim_id: int, typed: Typed) -> Kept:
    """Keep a draft and every decision beside it that is whole."""
    refuse_unknown(typed.content)
    check = open_check(user, claim_id)
    with transaction.atomic():
        check = _own_draft(user, check.pk)
        standing = evidence_in_force(check.claim)
        return _keep(check, typed, standing, decisions_on(check, standing))


def _keep(check: Check, typed: Typed, standing: Sequence[Standing], decisions: dict[int, Decision]) -> Kept:
    """`decisions` are those that the check has, and then has."""
    saved = save_version(check, typed.content, typed.typed_on)
    if saved.overtaken:
        return Kept(check, saved.number, True, ())
    refused = decide_all(check, typed.decisions, decisions, standing)
    return Kept(check, saved.number, False, (*typed.unread, *refused))


def restore_draft(user: User, check_id: int, number: int) -> SavedDraft:
    """Put an earlier version of one's own draft in force again, as a new version after all others."""
    with transaction.atomic():
        check = _own_draft(user, check_id)
        kept = check.drafts.get(number=number)
        latest = check.drafts.order_by("-number")[0].number
        return save_draft(user, check_id, DraftContent(**kept.content), typed_on=latest)


def decide(user: User, check_id: int, evidence_id: int, *, decided: str, stance: str, note: str) -> None:
    """Confirm a piece of evidence with its stance, or reject it with a note; an empty `decided` takes the
    decision back."""
    with transaction.atomic():
        check = _own_draft(user, check_id)
        known = {each.evidence_id: each for each in check.decisions.filter(evidence=evidence_id)}
        problems = decide_all(check, [Decided(evidence_id, decided, stance, note)], known, ())
        if problems:
            raise Refused(problems[0].code, numbers=problems[0].numbers)


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
        standing = give_evidence(claim, findings_in_force(claim))
        ratings = ratings_in_force(*RatingScale.Kind.values)
        at_hand = AtHand(reading_in_force(claim), standing, decisions_on(check, standing), ratings)
        problems = _submit(user, submission_of(claim, check, at_hand, wording_in_force(check)))
        if problems:
            raise Refused("not_ready", problems=problems)
    return check


def submit_typed(user: User, claim_id: int, typed: Typed) -> Sent:
    """Keep what was typed, then submit it, in one transaction that reads the evidence once. What stands against
    the submission is told, and the draft is kept all the same."""
    _checker(user)
    ratings = ratings_in_force(*RatingScale.Kind.values)
    refuse_unknown(typed.content, ratings)
    with transaction.atomic():
        claim = _locked(claim_id)
        last = _last(claim, user)
        if last is None or last.state != CheckState.DRAFT:
            _refuse_submitted(last)
            _may_open(user, claim)
        standing = give_evidence(claim, findings_in_force(claim))
        reading = reading_in_force(claim)
        check = last if last and last.state == CheckState.DRAFT else _new_draft(claim, user, last, reading)
        decisions = decisions_on(check, standing)
        kept = _keep(check, typed, standing, decisions)
        if claim.state not in OPEN:
            return Sent((), True, claim.state)
        problems = (Reason("draft_overtaken"),) if kept.overtaken else kept.refused
        if not problems:
            at_hand = AtHand(reading, standing, decisions, ratings)
            problems = _submit(user, submission_of(claim, check, at_hand, typed.content.wording))
    return Sent(problems, False, claim.state)


def _refuse_submitted(last: Check | None) -> None:
    if last is not None and last.state == CheckState.SUBMITTED:
        raise WrongState(f"Check {last.pk} is {last.state}")


def _submit(user: User, submission: Submission) -> tuple[Reason, ...]:
    """Nothing but what stands against it, where anything does."""
    problems = tuple(problems_of(submission))
    if not problems:
        _send(submission, user)
        note_action(user, submission.claim.pk, Kind.SUBMITTED, check=submission.check.pk)
    return problems


def _send(submission: Submission, user: User) -> None:
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
