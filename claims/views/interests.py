"""A person's own page: their interests, how readers see them, and whether single keys do something."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from claims.editing_forms import AppearingForm, LanguageForm
from claims.queries.offered import declared_by
from claims.services import interests
from claims.services.appearing import show_as
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
    return _page(request, form=form)


@act(VIEW_DESK)
def appearing(request: DeskRequest) -> HttpResponse:
    """How readers see who is logged in: each person chooses for themselves."""
    form = AppearingForm(request.POST)
    if form.is_valid() and _shown(request, form):
        messages.success(request, _("Readers see you like this from now on, on everything that was published."))
        return redirect("claims:account")
    return _page(request, readers=form)


def _page(
    request: DeskRequest, *, form: InterestForm | None = None, readers: AppearingForm | None = None
) -> HttpResponse:
    """The page with the form that was sent, and 422 where it was sent and refused."""
    user = request.user
    form = form or InterestForm()
    readers = readers or AppearingForm(initial={"shown_as": user.shown_as, "shown_name": user.shown_name})
    language = LanguageForm(initial={"language": user.language})
    context = {"form": form, "readers": readers, "interests": declared_by(user), "language": language}
    return render(request, "desk/account.html", context, status=422 if form.is_bound or readers.is_bound else 200)


def _declared(request: DeskRequest, form: InterestForm) -> bool:
    return _done(form, None, lambda: interests.declare_interest(request.user, **form.cleaned_data))


def _shown(request: DeskRequest, form: AppearingForm) -> bool:
    return _done(form, "shown_name", lambda: show_as(request.user, **form.cleaned_data))


def _done(form: forms.Form, beside: str | None, use_case: Callable[[], object]) -> bool:
    """Whether the use case did its work; what it refuses stands beside that field."""
    try:
        use_case()
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(beside, problem)
        return False
    return True


@act(VIEW_DESK)
def drop(request: DeskRequest, interest_id: int) -> HttpResponse:
    interests.drop_interest(request.user, interest_id)
    messages.success(request, _("Taken off the list."))
    return redirect("claims:account")


@act(VIEW_DESK)
def language(request: DeskRequest) -> HttpResponse:
    """The language of the interface for this person alone; one that the desk does not have changes nothing."""
    form = LanguageForm(request.POST)
    if form.is_valid():
        interests.choose_language(request.user, form.cleaned_data["language"])
        with override(form.cleaned_data["language"] or get_language()):
            messages.success(request, _("Kept: pages are in this language from now on."))
    return redirect("claims:account")


@act(VIEW_DESK)
def keys(request: DeskRequest) -> HttpResponse:
    """Single keys on or off, for this person alone."""
    on = request.POST.get("on") == "yes"
    interests.switch_keys(request.user, on=on)
    messages.success(request, _("Single keys are on.") if on else _("Single keys are off."))
    return redirect("claims:account")
