"""Logging in and out by Django's own views with the desk's page, and how readers see a member of the desk."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import views
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.editing_forms import AppearingForm
from claims.forms import LogInForm
from claims.services.appearing import show_as
from claims.services.refusal import Refused
from claims.views.access import VIEW_DESK, DeskRequest, form_page
from claims.views.telling import words_of


class LogIn(views.LoginView):
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The desk for its members, the first page for everybody else."""
        on_desk = self.request.user.has_perm("claims.view_desk")
        return reverse("claims:desk" if on_desk else "claims:home")


class LogOut(views.LogoutView):
    next_page = "claims:home"


@form_page(VIEW_DESK)
def appearing(request: DeskRequest) -> HttpResponse:
    """How readers see who is logged in: each person chooses for themselves."""
    user = request.user
    form = AppearingForm(request.POST or None, initial={"shown_as": user.shown_as, "shown_name": user.shown_name})
    if request.method == "POST" and form.is_valid():
        try:
            show_as(user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("shown_name", words_of(refusal))
        else:
            messages.success(request, _("Readers see you like this from now on, on everything that was published."))
            return redirect("claims:appearing")
    return render(request, "registration/appearing.html", {"form": form}, status=422 if form.is_bound else 200)
