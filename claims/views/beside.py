"""Steps whose buttons stand in the form of a check."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claims.forms import DraftForm
from claims.services.refusal import Refused
from claims.views.access import DeskRequest
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.keeping import keep
from claims.views.telling import attempt, give_back, stale_words, tell_refusal
from claims.workflow import WrongState


def beside_the_draft(
    request: DeskRequest, claim_id: int, use_case: Callable[[], object], *, anchor: str
) -> HttpResponse:
    """The buttons stand in the form of the check: what was typed in it is kept first."""
    if "typed_on" in request.POST:
        draft = DraftForm(request.POST)
        if not draft.is_valid():
            return draw_claim(request, claim_id, Redrawn(draft=draft))
        try:
            keep(request.user, claim_id, draft, request.POST)
        except Refused as refusal:
            tell_refusal(request, refusal)
            give_back(request, draft)
        except WrongState:
            messages.error(request, stale_words())
            give_back(request, draft)
            return redirect("claims:claim", claim_id)
    attempt(request, use_case)
    return redirect(reverse("claims:claim", args=[claim_id]) + f"#{anchor}")
