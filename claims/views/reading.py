"""How a claim was understood: mended, confirmed, split, taken over by a draft that was opened before."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.services import checks, mending
from claims.services.refusal import Refused
from claims.services.steps.readings import reading_in_force
from claims.tasks import ring_lookups
from claims.views.access import CHECK, DeskRequest, act
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.rows.mending import mend_form, split_form
from claims.views.telling import attempt, give_back, stale_words, tell_form, words_of
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
        give_back(request, form)
    else:
        ring_lookups(series_ids)
        messages.success(request, _("The reading is mended. Figures for it are on their way."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def confirm(request: DeskRequest, claim_id: int) -> HttpResponse:
    """For the claim, and for who confirms it: where the queue hides the proposal, they see it from then on."""
    confirmed = attempt(request, partial(mending.confirm_reading, request.user, claim_id))
    if confirmed and attempt(request, partial(checks.confirm_for_check, request.user, claim_id)):
        messages.success(request, _("You have confirmed how the claim was read."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def follow(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Take over the reading in force for the user's draft."""
    check = checks.open_check(request.user, claim_id)
    if attempt(request, partial(checks.follow_reading, request.user, check.pk)):
        messages.success(request, _("Your check now stands on the reading in force. Look at its findings again."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def split(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Make a second claim of the same sentence, and open it to be mended."""
    form = split_form(reading_in_force(Claim.objects.get(pk=claim_id)), request.POST)
    if not form.is_valid():
        tell_form(request, form)
        return redirect("claims:claim", claim_id)
    try:
        part = mending.split_claim(request.user, claim_id, number=form.cleaned_data["number"])
    except Refused as refusal:
        for problem in words_of(refusal):
            messages.error(request, problem)
    except WrongState:
        messages.error(request, stale_words())
    else:
        ring_lookups(part.series_ids)
        messages.success(request, _("Split: this is the second claim of the sentence. Mend how it is to be read."))
        return redirect(reverse("claims:claim", args=[part.claim_id]) + "#reading")
    return redirect("claims:claim", claim_id)


@act(CHECK)
def follow_text(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Take over the words that the article has now in place of the claim's."""
    try:
        series_ids = mending.follow_text(request.user, claim_id)
    except Refused as refusal:
        for problem in words_of(refusal):
            messages.error(request, problem)
    except WrongState:
        messages.error(request, stale_words())
    else:
        ring_lookups(series_ids)
        messages.success(request, _("The claim has the new words of the article, read by the program."))
    return redirect("claims:claim", claim_id)
