"""Keeping what a checker typed: the draft and every decision that is whole, from one form.

The claim page is one form, so that no button of it loses what stands in another of its fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.confirming_forms import QuestionsForm
from claims.forms import DecisionForm, DraftForm
from claims.models import Check, CheckState, Decision, User
from claims.services import checks
from claims.services.refusal import Refused
from claims.services.steps.evidence import decisions_of
from claims.values import Reason
from claims.workflow import WrongState

DECISION_PREFIX = "e"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: the check, the number of the draft, and what could not be kept as it was sent."""

    check: Check
    number: int
    overtaken: bool
    refused: tuple[Reason, ...]


def keep(user: User, claim_id: int, form: DraftForm, posted: QueryDict) -> Kept:
    """Save a valid form's draft and the decisions posted beside it. A decision that lacks something is
    told and not kept; those of a window that another one overtook are not kept either."""
    check = checks.open_check(user, claim_id)
    if check.state != CheckState.DRAFT:
        raise WrongState(f"Check {check.pk} is {check.state}")
    typed, questions = form.cleaned_data, QuestionsForm(posted)
    content = checks.DraftContent(
        wording=typed["wording"],
        rating_id=typed["rating"],
        attribution_rating_id=typed["attribution_rating"],
        summary=typed["summary"],
        reasoning=typed["reasoning"],
        harm=typed["harm"],
        harm_note=typed["harm_note"],
        answers=questions.answers(),
        in_context=questions.context_confirmed(),
    )
    saved = checks.save_draft(user, check.pk, content, typed_on=typed["typed_on"] or 0)
    refused = () if saved.overtaken else tuple(_decide(user, check, posted))
    return Kept(check, saved.number, saved.overtaken, refused)


def _decide(user: User, check: Check, posted: QueryDict) -> Iterator[Reason]:
    known = decisions_of(check)
    for text in posted.getlist("evidence"):
        if not text.isascii() or not text.isdigit():
            continue
        evidence_id = int(text)
        form = decision_form(posted, evidence_id)
        if not form.is_valid():
            yield Reason("decision_unknown", (("number", text),))
        elif _differs(form, known.get(evidence_id)):
            yield from _refusals(user, check, evidence_id, form)


def decision_form(posted: QueryDict, evidence_id: int) -> DecisionForm:
    return DecisionForm(posted, prefix=f"{DECISION_PREFIX}{evidence_id}")


def _differs(form: DecisionForm, known: Decision | None) -> bool:
    typed = form.cleaned_data
    if known is None:
        return bool(typed["decided"])
    return (typed["decided"], typed["stance"], typed["note"]) != (known.decided, known.stance, known.note)


def _refusals(user: User, check: Check, evidence_id: int, form: DecisionForm) -> tuple[Reason, ...]:
    try:
        checks.decide(user, check.pk, evidence_id, **form.cleaned_data)
    except Refused as refusal:
        return refusal.problems
    return ()


def overtaken_words() -> str:
    return _(
        "This check was changed in another window since this one was opened. Both versions are kept; "
        "saving once more puts yours in force."
    )
