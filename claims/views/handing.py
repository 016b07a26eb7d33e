"""Putting a claim off, handing it to a colleague, ending another's lease, undo, and back to the last one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from claims import queries
from claims.models import Claim
from claims.services import desk
from claims.services.handing import pass_on_claim
from claims.services.undoing import undo_action
from claims.views.access import CHECK, SIGN, VIEW_DESK, DeskRequest, act, page
from claims.views.desk import offer_next, to_claim
from claims.views.desk_forms import PassOnForm, PostponeForm
from claims.views.telling import attempt, tell_form


@act(CHECK)
def postpone(request: DeskRequest, claim_id: int) -> HttpResponse:
    form = PostponeForm(request.POST)
    if not form.is_valid():
        tell_form(request, form)
        return to_claim(claim_id)
    typed = form.cleaned_data
    put_off = partial(
        desk.postpone_claim,
        request.user,
        claim_id,
        reason=typed["reason"],
        until=form.moment(),
        for_everybody=typed["whom"] == "all",
        note=typed["note"],
    )
    if not attempt(request, put_off, form):
        return to_claim(claim_id)
    moment = date_format(localtime(form.moment()), "SHORT_DATETIME_FORMAT")
    messages.success(request, _("Postponed until %(moment)s. Your draft is kept.") % {"moment": moment})
    return offer_next(request)


@act(CHECK)
def pass_on(request: DeskRequest, claim_id: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=claim_id)
    form = PassOnForm(request.POST, user=request.user, queue_id=claim.queue_id)
    if not form.is_valid():
        tell_form(request, form)
        return to_claim(claim_id)
    colleague = form.cleaned_data["to"]
    give = partial(pass_on_claim, request.user, claim_id, to=colleague, note=form.cleaned_data["note"])
    if not attempt(request, give, form):
        return to_claim(claim_id)
    messages.success(request, _("Handed to %(name)s, who finds it on top.") % {"name": colleague})
    return redirect("claims:desk")


@act(SIGN)
def release_for_others(request: DeskRequest, claim_id: int) -> HttpResponse:
    if attempt(request, lambda: desk.release_for_others(request.user, claim_id)):
        messages.success(request, _("The claim is free again. What was typed is kept as its checker's draft."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def leave(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Told by the page's own script when it is left with nothing unsaved."""
    desk.leave_claim(request.user, claim_id, _moment(request.POST.get("until", "")))
    return HttpResponse(status=204)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and is_aware(moment) else None


@act(CHECK)
def undo(request: DeskRequest, action_id: int) -> HttpResponse:
    done: list[int] = []
    if attempt(request, lambda: done.append(undo_action(request.user, action_id))):
        messages.success(request, _("Undone."))
        return to_claim(done[0])
    return redirect("claims:desk")


@page(VIEW_DESK)
def last(request: DeskRequest) -> HttpResponse:
    """Back to the claim that one did something with before the one in `from`."""
    here = request.GET.get("from", "")
    claim_id = queries.last_claim_of(request.user, but=int(here) if here.isascii() and here.isdigit() else 0)
    if claim_id is None:
        messages.info(request, _("There is no claim to go back to yet."))
        return redirect("claims:desk")
    return redirect("claims:claim", claim_id)
