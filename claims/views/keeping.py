"""Keeping what a checker typed: the draft and every decision that is whole, from one form.

The claim page is one form, so that no button of it loses what stands in another of its fields.
"""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.confirming_forms import QuestionsForm
from claims.forms import DecisionForm, DraftForm
from claims.models import User
from claims.services import checks
from claims.services.checks import Kept, Typed
from claims.services.steps.drafting import Decided, DraftContent
from claims.values import Reason

DECISION_PREFIX = "e"
LONGEST_ID = 18  # digits


def keep(user: User, claim_id: int, form: DraftForm, posted: QueryDict) -> Kept:
    """Save a valid form's draft and the decisions posted beside it. A decision that lacks something is
    told and not kept; those of a window that another one overtook are not kept either."""
    return checks.keep_typed(user, claim_id, typed_in(form, posted))


def typed_in(form: DraftForm, posted: QueryDict) -> Typed:
    """What a valid form sends."""
    typed, questions = form.cleaned_data, QuestionsForm(posted)
    content = DraftContent(
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
    numbers = (text for text in posted.getlist("evidence") if text.isascii() and text.isdigit())
    forms = {int(text): decision_form(posted, int(text)) for text in numbers if len(text) <= LONGEST_ID}
    decided = [Decided(pk, **each.cleaned_data) for pk, each in forms.items() if each.is_valid()]
    unread = [Reason("decision_unknown", (("number", str(pk)),)) for pk, each in forms.items() if not each.is_valid()]
    return Typed(content, typed["typed_on"] or 0, decided, unread)


def decision_form(posted: QueryDict, evidence_id: int) -> DecisionForm:
    return DecisionForm(posted, prefix=f"{DECISION_PREFIX}{evidence_id}")


def overtaken_words() -> str:
    return _(
        "This check was changed in another window since this one was opened. Both versions are kept; "
        "saving once more puts yours in force."
    )
