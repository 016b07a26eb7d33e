"""A new password by mail, and joining by an invitation: pages for who is not signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from claims.account_forms import JoinForm, NewPasswordForm, ResetForm
from claims.models import User
from claims.services import inviting, passwords
from claims.services.refusal import Refused
from claims.services.steps.joining import free_username
from claims.tasks import ring_mail
from claims.views.coming_in import come_in, enter
from claims.views.telling import words_of

Result = TypeVar("Result")


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether or not somebody has that address."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and settings.EMAIL_HOST:
        ring_mail(passwords.ask_reset(form.cleaned_data["email"], link=_link))
        messages.success(request, _("If somebody here has that address, a mail with a link is on its way to it."))
        return redirect("claims:reset")
    context = {"form": form, "sends_mail": bool(settings.EMAIL_HOST)}
    return render(request, "registration/reset.html", context, status=422 if form.is_bound else 200)


def _link(uid: str, token: str) -> str:
    """By the desk's own name: whoever asks for a mail to somebody else does not choose where its link leads."""
    return settings.PUBLIC_BASE + reverse("claims:set_password", args=[uid, token])


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The page behind the link of the mail. Whoever has a second factor is asked for it afterwards."""
    person = passwords.reset_for(uid, token)
    if person is None:
        return _spent(request)
    form = NewPasswordForm(person, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = _done(form, lambda: passwords.reset_password(uid, token, form.cleaned_data["password"]))
        if done is not None:
            user, ended = done
            messages.success(request, _("The new password is set. You were logged out everywhere else."))
            if ended:
                told = ngettext(
                    "%(count)s token of your programs has ended: make a new one where a program needs it.",
                    "%(count)s tokens of your programs have ended: make new ones where programs need them.",
                    ended,
                )
                messages.warning(request, told % {"count": ended})
            return enter(request, user, "")
    context = {"form": form, "person": person}
    return render(request, "registration/set_password.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters()
@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation."""
    invitation = inviting.open_invitation(token)
    if invitation is None:
        return _spent(request)
    person = User(email=invitation.email, first_name=invitation.name)
    wish = {"username": free_username(invitation.email)}
    form = JoinForm(person, request.POST if request.method == "POST" else None, initial=wish)
    if form.is_valid():
        given = form.cleaned_data
        user = _done(form, lambda: inviting.join(token, username=given["username"], password=given["password"]))
        if user is not None:
            messages.success(request, _("Welcome. This account is yours from now on."))
            return come_in(request, user, "", proven=False)
    context = {"form": form, "invitation": invitation}
    return render(request, "registration/join.html", context, status=422 if form.is_bound else 200)


def _done(form: Form, use_case: Callable[[], Result]) -> Result | None:
    try:
        return use_case()
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error("username" if refusal.code == "username_taken" else None, problem)
        return None


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/spent.html", status=410)
