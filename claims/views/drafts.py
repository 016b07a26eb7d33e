"""Earlier drafts of one's own check: looked at, and taken back."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.queries.drafts import drafts_of
from claims.services import checks
from claims.views.access import CHECK, DeskRequest, act, page
from claims.views.telling import attempt


@page(CHECK)
def drafts(request: DeskRequest, claim_id: int) -> HttpResponse:
    found = drafts_of(request.user, claim_id)
    if found is None:
        raise Http404
    return render(request, "claim/drafts.html", {"drafts": found, "claim": found.check.claim})


@act(CHECK)
def restore(request: DeskRequest, claim_id: int, number: int) -> HttpResponse:
    found = drafts_of(request.user, claim_id)
    if found is None:
        raise Http404
    if attempt(request, partial(checks.restore_draft, request.user, found.check.pk, number)):
        words = _("Version %(number)d is in force again; what was there before is kept as a version of its own.")
        messages.success(request, words % {"number": number})
    return redirect(reverse("claims:claim", args=[claim_id]) + "#verdict")
