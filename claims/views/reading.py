"""How a claim was understood: mended, confirmed, taken over by a draft that was opened before."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.services import checks, mending
from claims.services.refusal import Refused
from claims.tasks import ring_lookups
from claims.views.access import CHECK, DeskRequest, act
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.rows.reading import mend_form
from claims.views.telling import attempt, stale_words, words_of
from claims.workflow import WrongState


@act(CHECK)
def mend(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Save the fields that were changed as a new reading, and ask for the figures that it calls for."""
    form = mend_form(Claim.objects.get(pk=claim_id), request.POST)
    if not form.is_valid():
        return draw_claim(request, claim_id, Redrawn(mend=form))
    try:
        series_ids = mending.mend_reading(request.user, claim_id, changes=form.changes())
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(None, problem)
        return draw_claim(request, claim_id, Redrawn(mend=form))
    except WrongState:
        messages.error(request, stale_words())
    else:
        ring_lookups(series_ids)
        messages.success(request, _("The reading is mended. Figures for it are on their way."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def confirm(request: DeskRequest, claim_id: int) -> HttpResponse:
    if attempt(request, partial(mending.confirm_reading, request.user, claim_id)):
        messages.success(request, _("You have confirmed how the claim was read."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def follow(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Take over the reading in force for the user's draft."""
    check = checks.open_check(request.user, claim_id)
    if attempt(request, partial(checks.follow_reading, request.user, check.pk)):
        messages.success(request, _("Your check now stands on the reading in force. Look at its findings again."))
    return redirect("claims:claim", claim_id)
