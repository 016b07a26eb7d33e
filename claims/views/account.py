"""Logging in and out by Django's own views with the desk's page."""

from __future__ import annotations

from django.contrib.auth import views
from django.urls import reverse

from claims.forms import LogInForm


class LogIn(views.LoginView):
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The desk for its members, the first page for everybody else."""
        on_desk = self.request.user.has_perm("claims.view_desk")
        return reverse("claims:desk" if on_desk else "claims:home")


class LogOut(views.LogoutView):
    next_page = "claims:home"
