"""A checker's work on one claim: the draft, documents, and the submission."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from claims.forms import DraftForm
from claims.models import Check, CheckState, ClaimState
from claims.services import checks
from claims.services.checks import Kept
from claims.services.refusal import Refused
from claims.services.steps.leases import other_holder
from claims.views.access import CHECK, DeskRequest, act
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.desk import offer_next
from claims.views.keeping import keep, overtaken_words, typed_in
from claims.views.telling import attempt, give_back, stale_words, words_of
from claims.wording import sentence
from claims.workflow import WrongState


@act(CHECK)
def save(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Keep the draft: asked for by the page's script every few seconds, or by its button."""
    form = DraftForm(request.POST)
    by_script = request.headers.get("Accept") == "application/json"
    try:
        kept = keep(request.user, claim_id, form, request.POST) if form.is_valid() else None
    except (Refused, WrongState) as error:
        words = " ".join(words_of(error)) if isinstance(error, Refused) else stale_words()
        if by_script:
            return JsonResponse({"said": words}, status=409)
        messages.error(request, words)
        give_back(request, form)
        return redirect("claims:claim", claim_id)
    if kept is None:
        return (
            JsonResponse({"said": _("Too long to be kept.")}, status=422)
            if by_script
            else _again(request, claim_id, form)
        )
    if by_script:
        return JsonResponse({"number": kept.number, "said": _saved_words(kept)})
    return _told(request, claim_id, kept)


def _saved_words(kept: Kept) -> str:
    if kept.overtaken:
        return overtaken_words()
    holder = other_holder(kept.check)
    if holder is not None:
        return _("Kept as your draft. %(name)s holds the claim now, so it cannot be submitted.") % {"name": holder}
    clock = time_format(timezone.localtime(), "H:i:s")
    return _("Saved at %(time)s.") % {"time": clock}


def _told(request: DeskRequest, claim_id: int, kept: Kept) -> HttpResponse:
    messages.success(request, _saved_words(kept))
    for reason in kept.refused:
        messages.warning(request, sentence(reason))
    preview = "preview" in request.POST
    return redirect(reverse("claims:claim", args=[claim_id]) + ("?preview=1#preview" if preview else "#verdict"))


def _again(request: DeskRequest, claim_id: int, form: DraftForm, **redrawn: object) -> HttpResponse:
    return draw_claim(request, claim_id, Redrawn(draft=form, **redrawn))  # type: ignore[arg-type]


@act(CHECK)
def submit(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Keep everything, submit it, and go on to the next claim; or show all problems at once."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _again(request, claim_id, form)
    typed = typed_in(form, request.POST)
    try:
        sent = checks.submit_typed(request.user, claim_id, typed)
    except Refused as refusal:
        return _again(request, claim_id, form, problems=refusal.problems)
    except WrongState:
        sent = None
    if sent is None or sent.closed:
        messages.error(request, stale_words())
        give_back(request, form)
        return redirect("claims:claim", claim_id)
    if sent.problems:
        return _again(request, claim_id, form, problems=sent.problems)
    messages.success(request, _submitted_words(sent.state))
    return offer_next(request)


def _submitted_words(state: str) -> str:
    if state == ClaimState.SUBMITTED:
        return _("Submitted. An editor has it now.")
    return _("Submitted. A second checker looks at it apart before an editor does.")


@act(CHECK)
def take_back(request: DeskRequest, claim_id: int) -> HttpResponse:
    submitted = Check.objects.filter(claim_id=claim_id, checker=request.user, state=CheckState.SUBMITTED)
    check = get_object_or_404(submitted)
    if attempt(request, partial(checks.take_back_check, request.user, check.pk)):
        messages.success(request, _("Taken back: you can go on with it."))
    return redirect("claims:claim", claim_id)
