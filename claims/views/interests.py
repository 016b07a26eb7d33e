"""A person's own page: the interests that they declare, and whether single keys do something."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.queries.offered import declared_by
from claims.services import interests
from claims.services.refusal import Refused
from claims.views.access import VIEW_DESK, DeskRequest, act, form_page
from claims.views.desk_forms import InterestForm
from claims.views.telling import words_of


@form_page(VIEW_DESK)
def account(request: DeskRequest) -> HttpResponse:
    form = InterestForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _declared(request, form):
        messages.success(request, _("Declared. Next passes over such claims from now on."))
        return redirect("claims:account")
    context = {"form": form, "interests": declared_by(request.user)}
    return render(request, "desk/account.html", context, status=422 if form.is_bound else 200)


def _declared(request: DeskRequest, form: InterestForm) -> bool:
    try:
        interests.declare_interest(request.user, **form.cleaned_data)
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(None, problem)
        return False
    return True


@act(VIEW_DESK)
def drop(request: DeskRequest, interest_id: int) -> HttpResponse:
    interests.drop_interest(request.user, interest_id)
    messages.success(request, _("Taken off the list."))
    return redirect("claims:account")


@act(VIEW_DESK)
def keys(request: DeskRequest) -> HttpResponse:
    """Single keys on or off, for this person alone."""
    on = request.POST.get("on") == "yes"
    interests.switch_keys(request.user, on=on)
    messages.success(request, _("Single keys are on.") if on else _("Single keys are off."))
    return redirect("claims:account")
