"""A published verdict as its editor keeps it: taken up again, still standing, withdrawn, with all its versions."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims import queries
from claims.editing_forms import ReopenForm, WithdrawForm
from claims.services import corrections
from claims.views.access import SIGN, DeskRequest, act, page
from claims.views.telling import attempt


@page(SIGN)
def published(request: DeskRequest, publication_id: int) -> HttpResponse:
    return _draw(request, publication_id)


def _draw(request: DeskRequest, publication_id: int, **forms: ReopenForm | WithdrawForm) -> HttpResponse:
    view = queries.kept_publication(publication_id)
    if view is None:
        raise Http404
    context = {"view": view, "reopen_form": ReopenForm(), "withdraw_form": WithdrawForm(), **forms}
    return render(request, "editor/published.html", context, status=422 if forms else 200)


@act(SIGN)
def reopen(request: DeskRequest, publication_id: int) -> HttpResponse:
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _draw(request, publication_id, reopen_form=form)
    if attempt(request, partial(corrections.reopen_claim, request.user, publication_id, **form.cleaned_data), form):
        messages.success(request, _("Taken up again. The page of the verdict says so to readers."))
    return redirect("claims:published", publication_id)


@act(SIGN)
def stands(request: DeskRequest, publication_id: int) -> HttpResponse:
    if attempt(request, partial(corrections.still_stands, request.user, publication_id)):
        messages.success(request, _("Closed: the verdict stands as it was signed."))
    return redirect("claims:published", publication_id)


@act(SIGN)
def withdraw(request: DeskRequest, publication_id: int) -> HttpResponse:
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _draw(request, publication_id, withdraw_form=form)
    note = form.cleaned_data["note"]
    if attempt(request, partial(corrections.withdraw_verdict, request.user, publication_id, note=note), form):
        messages.success(request, _("Withdrawn. Its page says so, with your note."))
    return redirect("claims:published", publication_id)
