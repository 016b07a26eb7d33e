"""Earlier fact-checks of a claim: search for them, take one as evidence, put one away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.forms import DraftForm
from claims.services import fact_checks
from claims.services.refusal import Refused
from claims.tasks import ring_searches
from claims.views.access import CHECK, DeskRequest, act
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.keeping import keep
from claims.views.telling import attempt, stale_words, words_of
from claims.workflow import WrongState


@act(CHECK)
def search(request: DeskRequest, claim_id: int) -> HttpResponse:
    def ask() -> None:
        ring_searches([fact_checks.search(request.user, claim_id)])
        messages.info(request, _("Searched for. What is found stands here when the page is loaded again."))

    return _beside_the_draft(request, claim_id, ask)


@act(CHECK)
def take(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    def as_evidence() -> None:
        piece = fact_checks.take_as_evidence(request.user, claim_id, prior_id)
        messages.success(request, _("Added as evidence [%(number)d].") % {"number": piece.number})

    return _beside_the_draft(request, claim_id, as_evidence)


@act(CHECK)
def dismiss(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    return _beside_the_draft(request, claim_id, partial(fact_checks.dismiss, request.user, claim_id, prior_id))


@act(CHECK)
def restore(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    return _beside_the_draft(request, claim_id, partial(fact_checks.restore, request.user, claim_id, prior_id))


def _beside_the_draft(request: DeskRequest, claim_id: int, use_case: Callable[[], None]) -> HttpResponse:
    """The buttons stand in the form of the check: what was typed in it is kept first."""
    if "typed_on" in request.POST:
        draft = DraftForm(request.POST)
        if not draft.is_valid():
            return draw_claim(request, claim_id, Redrawn(draft=draft))
        try:
            keep(request.user, claim_id, draft, request.POST)
        except Refused as refusal:
            for words in words_of(refusal):
                messages.error(request, words)
        except WrongState:
            messages.error(request, stale_words())
            return redirect("claims:claim", claim_id)
    attempt(request, use_case)
    return redirect(reverse("claims:claim", args=[claim_id]) + "#earlier")
