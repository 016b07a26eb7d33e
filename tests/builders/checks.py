"""Checks of claims and what stands on them: ratings, verdicts, comments, who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from claims.models import (
    Check,
    Claim,
    Claimant,
    Comment,
    ContactEntry,
    Rating,
    RatingScale,
    Release,
    ScaleVersion,
    ThirdLook,
    User,
)
from claims.services import checks, comments, concerned, editing, scheduling, third_looks
from claims.services.steps import questions
from tests.builders.desk import make_claim, make_finding, make_user, serial

FAIR = {name: {"answer": questions.FAIR, "sentence": ""} for name in questions.QUESTIONS}
SUBSTANCE: Sequence[dict[str, Any]] = (
    {"slug": "supported", "label": "Supported", "value": 5},
    {
        "slug": "right-when-said",
        "label": "Right when said",
        "value": 4,
        "needs": Rating.Needs.BOTH,
        "step": False,
    },
    {"slug": "contradicted", "label": "Contradicted", "value": 1},
    {"slug": "unproven", "label": "Unproven", "needs_evidence": False, "step": False},
)
ATTRIBUTION: Sequence[dict[str, Any]] = (
    {"slug": "said-so", "label": "Said so", "value": 5, "needs_document": True},
    {"slug": "cannot-be-established", "label": "Cannot be established", "needs_evidence": False},
)


def make_scale(kind: str = "substance", ratings: Sequence[dict[str, Any]] = ()) -> dict[str, Rating]:
    """A scale in force of that kind with its ratings by slug; the one before it goes out of force."""
    RatingScale.objects.filter(kind=kind).update(active=False)
    scale = RatingScale.objects.create(slug=f"{kind}-{next(serial)}", name=kind, kind=kind, active=True)
    version = ScaleVersion.objects.create(scale=scale, number=1)
    rows = ratings or (SUBSTANCE if kind == "substance" else ATTRIBUTION)
    return {
        row["slug"]: Rating.objects.create(version=version, position=position, **{"meaning": "what it means", **row})
        for position, row in enumerate(rows)
    }


def make_draft(claim: Claim, checker: User, rating: Rating | None = None, **changes: Any) -> Check:
    """A checker's draft, ready to be submitted: worded, rated, every piece of evidence confirmed."""
    check = checks.open_check(checker, claim.pk)
    rating = rating or make_scale()["supported"]
    content = checks.DraftContent(
        **{
            "wording": "Forty percent of Freedonia's people are undernourished",
            "rating_id": rating.pk,
            "attribution_rating_id": None,
            "summary": "The figure of 2014-16 was 41.6 percent.",
            "reasoning": "The figure of the house bears it out.",
            "answers": FAIR,
            "in_context": True,
            **changes,
        }
    )
    checks.save_draft(checker, check.pk, content, typed_on=0)
    for piece in claim.evidence.all():
        checks.decide(checker, check.pk, piece.pk, decided="confirmed", stance="supports", note="")
    check.refresh_from_db()
    return check


def make_submitted(claim: Claim | None = None, checker: User | None = None, **changes: Any) -> Check:
    """A check that was submitted and waits for an editor."""
    claim = claim or make_claim()
    checker = checker or make_user("checker")
    if not claim.evidence.exists():
        make_finding(claim)
    check = make_draft(claim, checker, **changes)
    return checks.submit_check(checker, check.pk)


def make_published(claim: Claim | None = None, editor: User | None = None, **changes: Any) -> Claim:
    """A claim whose verdict an editor signed."""
    check = make_submitted(claim, **changes)
    editing.sign_check(editor or make_user("editor"), check.pk, record_sha256=check.record_sha256)
    return Claim.objects.get(pk=check.claim_id)


def make_claimant(name: str = "Minister Ada Ode", **columns: Any) -> Claimant:
    return Claimant.objects.create(**{"name": name, "kind": Claimant.Kind.PERSON, **columns})


def asked(**changes: Any) -> concerned.ContactGiven:
    """A question to who said it, two days ago, with a day to answer."""
    now = timezone.now()
    given = {
        "kind": "asked",
        "role": "claimant",
        "name": "Minister Ada Ode",
        "way": "mail",
        "asked_at": now - timedelta(days=2),
        "due_at": now - timedelta(days=1),
    }
    return concerned.ContactGiven(**{**given, **changes})


def answered(number: int | None = 1, **changes: Any) -> concerned.ContactGiven:
    """What came back an hour ago to the line of that number."""
    given = {
        "kind": "answer",
        "answers": number,
        "received_at": timezone.now() - timedelta(hours=1),
        "words": "It is so.",
    }
    return concerned.ContactGiven(**{**given, **changes})


def make_asked(claim: Claim, user: User | None = None, **changes: Any) -> ContactEntry:
    return concerned.log_contact(user or make_user(), claim.pk, asked(**changes))


def make_two_checks(
    claim: Claim | None = None,
    *,
    first: Rating | str = "supported",
    second: Rating | str = "supported",
    **changes: Any,
) -> list[Check]:
    """The two checks of a claim that needs two, submitted by two people, each with its rating or the slug of one."""
    claim = claim or make_claim(checks_required=2)
    if not claim.evidence.exists():
        make_finding(claim)
    scale = make_scale() if isinstance(first, str) else {}
    ratings = [each if isinstance(each, Rating) else scale[each] for each in (first, second)]
    drafts = [make_draft(claim, make_user(), rating, **changes) for rating in ratings]
    return [checks.submit_check(draft.checker, draft.pk) for draft in drafts]


def make_comment(check: Check | None = None, editor: User | None = None, **changes: Any) -> Comment:
    """What an editor says of a submitted check as a whole."""
    given = {"text": "Name the year.", **changes}
    return comments.add_comment(editor or make_user("editor"), (check or make_submitted()).pk, **given)


def make_third_look(check: Check | None = None, person: User | None = None, **changes: Any) -> ThirdLook:
    given = {"kind": "legal", "person_id": (person or make_user("editor")).pk, "question": "May we say so?", **changes}
    return third_looks.ask_third_look(make_user("editor"), (check or make_submitted()).pk, **given)


def make_release(check: Check | None = None, editor: User | None = None, **changes: Any) -> Release:
    """A signature that waits until tomorrow."""
    check = check or make_submitted()
    given = {"record_sha256": check.record_sha256, "at": timezone.now() + timedelta(days=1), **changes}
    return scheduling.schedule_check(editor or make_user("editor"), check.pk, **given)
