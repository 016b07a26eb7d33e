"""Logging in and out by Django's own views with the desk's page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claims.forms import LogInForm
from claims.services.first_use import is_new


class LogIn(views.LoginView):
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On a desk without people, the way to the first account."""
        return redirect("claims:first_use") if is_new() else super().get(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """The desk for its members, the first page for everybody else."""
        on_desk = self.request.user.has_perm("claims.view_desk")
        return reverse("claims:desk" if on_desk else "claims:home")


class LogOut(views.LogoutView):
    next_page = "claims:home"
