"""Who holds a claim: taking it by hand, keeping it, letting it go, putting it aside and back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from claims.forms import DismissForm, SkipForm
from claims.models import DismissReason
from claims.services import desk
from claims.views.access import CHECK, DeskRequest, act
from claims.views.desk import offer_next, to_claim
from claims.views.telling import attempt, tell_form


@act(CHECK)
def take(request: DeskRequest, claim_id: int) -> HttpResponse:
    attempt(request, lambda: desk.take_claim(request.user, claim_id))
    return to_claim(claim_id)


@act(CHECK)
def renew(request: DeskRequest, claim_id: int) -> HttpResponse:
    """For the page's own script: whether the claim is still held, and until when, in words."""
    until = desk.renew_lease(request.user, claim_id)
    if until is None:
        said = _("Your hold on this claim has ended. What you typed is kept as a draft.")
        return JsonResponse({"held": False, "said": said})
    clock = time_format(localtime(until), "TIME_FORMAT")
    said = _("Yours until %(time)s.") % {"time": clock}
    return JsonResponse({"held": True, "said": said, "until": until.isoformat()})


@act(CHECK)
def release(request: DeskRequest, claim_id: int) -> HttpResponse:
    desk.release_lease(request.user, claim_id)
    messages.success(request, _("The claim is free for others. Your draft is kept."))
    return redirect("claims:desk")


@act(CHECK)
def skip(request: DeskRequest, claim_id: int) -> HttpResponse:
    form = SkipForm(request.POST)
    if not form.is_valid():
        tell_form(request, form)
        return redirect("claims:claim", claim_id)
    if not attempt(request, lambda: desk.skip_claim(request.user, claim_id, reason=form.cleaned_data["reason"])):
        return redirect("claims:claim", claim_id)
    messages.success(request, _("Skipped. Your draft is kept."))
    return offer_next(request)


@act(CHECK)
def dismiss(request: DeskRequest, claim_id: int) -> HttpResponse:
    form = DismissForm(request.POST)
    if not form.is_valid():
        tell_form(request, form)
        return redirect("claims:claim", claim_id)
    reason, repeat_of = DismissReason(form.cleaned_data["reason"]), form.cleaned_data["repeat_of"]
    put = partial(desk.dismiss_claim, request.user, claim_id, reason=reason, repeat_of=repeat_of)
    if not attempt(request, put, form):
        return redirect("claims:claim", claim_id)
    messages.success(request, _("Put aside. It can be taken back from the list of what was put aside."))
    return redirect("claims:desk")


@act(CHECK)
def take_up(request: DeskRequest, claim_id: int) -> HttpResponse:
    if attempt(request, lambda: desk.take_up_claim(request.user, claim_id)):
        messages.success(request, _("Taken back: the claim waits in its queue again."))
    return redirect("claims:claim", claim_id)


@act(CHECK)
def hand_over(request: DeskRequest, claim_id: int) -> HttpResponse:
    if attempt(request, lambda: desk.hand_over_claim(request.user, claim_id)):
        messages.success(request, _("Back in its queue: another checker can take it."))
    return redirect("claims:desk")
