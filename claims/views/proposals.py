"""What people make of a model's proposals."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims.models import Proposal
from claims.services import proposals, proposing
from claims.services.refusal import Refused
from claims.tasks import ring_lookups, ring_model
from claims.views.access import CHECK, DeskRequest, act
from claims.views.telling import attempt, stale_words, words_of
from claims.workflow import WrongState


@act(CHECK)
def take(request: DeskRequest, proposal_id: int) -> HttpResponse:
    """Make a claim of a proposal and open it: how it was understood is for the checker to look at."""
    proposal = Proposal.objects.select_related("version").get(pk=proposal_id)
    try:
        taken = proposals.take_proposal(request.user, proposal_id)
    except Refused as refusal:
        for problem in words_of(refusal):
            messages.error(request, problem)
    except WrongState:
        messages.error(request, stale_words())
    else:
        ring_lookups(taken.series_ids)
        messages.success(request, _("Taken in: it is a claim now and waits in its queue. Look at how it was read."))
        return redirect("claims:claim", taken.claim_id)
    return redirect("claims:article", proposal.version.article_id)


@act(CHECK)
def drop(request: DeskRequest, proposal_id: int) -> HttpResponse:
    proposal = Proposal.objects.select_related("version").get(pk=proposal_id)
    if attempt(request, partial(proposals.drop_proposal, request.user, proposal_id)):
        messages.success(request, _("Dropped."))
    return redirect("claims:article", proposal.version.article_id)


@act(CHECK)
def ask(request: DeskRequest, article_id: int) -> HttpResponse:
    """Ask the model about an article that it was not asked about, or gave no answer on."""
    waiting = proposing.ask_again(request.user, article_id)
    ring_model(waiting)
    if waiting:
        messages.success(request, _("The model is being asked; load the page again in a moment."))
    return redirect("claims:article", article_id)
