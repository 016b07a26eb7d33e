"""Signing in: by password, by the second factor, by the house's own accounts; and out."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, views
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from claims.account_forms import CodeForm, LogInForm
from claims.credentials import passkeys
from claims.credentials.oidc import Begun
from claims.models import Factor, User
from claims.queries.accounts import factors_of
from claims.services import house_accounts, signing_in
from claims.services.first_use import is_new
from claims.services.refusal import Refused
from claims.services.steps.factors import Asked
from claims.views.coming_in import QUESTION, address, come_in, enter, half_in, home_of, inside, site
from claims.views.telling import attempt, words_of

AT_HOUSE = "at_house"  # in a session: who went to the house's sign-in and has not come back


class LogIn(views.LoginView):
    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On a desk without people, the way to the first account."""
        return redirect("claims:first_use") if is_new() else super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> Any:
        return enter(self.request, form.get_user(), self.get_redirect_url())

    def get_default_redirect_url(self) -> str:
        user = self.request.user
        return home_of(user) if isinstance(user, User) else reverse("claims:home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "house": house_accounts.provider()}


class LogOut(views.LogoutView):
    next_page = "claims:home"


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """The second factor of who gave the right password."""
    found = half_in(request)
    if found is None:
        return redirect("claims:login")
    user, wanted = found
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and proven(request, user, form):
        return come_in(request, user, wanted, proven=True)
    context = {"form": form, **asked_of(request, user)}
    return render(request, "registration/second.html", context, status=422 if request.method == "POST" else 200)


def proven(request: HttpRequest, user: User, form: Form) -> bool:
    """Whether what was sent is a second factor of theirs; what is wrong with it is told."""
    if "answer" in request.POST:
        asked = Asked(site(request), request.session.pop(QUESTION, None) or {}, request.POST["answer"])
        return attempt(request, lambda: signing_in.prove_by_passkey(user, asked, address=address(request)))
    if not form.is_valid():
        return False
    try:
        signing_in.prove_by_code(user, form.cleaned_data["code"], address=address(request))
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error("code", problem)
        return False
    return True


def asked_of(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the page asks of somebody's passkeys, as far as they have some; the session keeps the question."""
    rows = factors_of(user)
    keys = [each.secret for each in rows if each.kind == Factor.Kind.PASSKEY]
    has_app = any(each.kind == Factor.Kind.APP for each in rows)
    if not keys or not site(request).takes_passkeys:
        return {"question": "", "has_app": has_app, "has_keys": bool(keys)}
    question, request.session[QUESTION] = passkeys.begin_proving(site(request), keys)
    return {"question": question, "has_app": has_app, "has_keys": True}


@never_cache
@require_safe
def house(request: HttpRequest) -> HttpResponse:
    """Off to the house's own sign-in. Who is signed in already is asked anew: they have to prove who they are."""
    known = house_accounts.provider()
    if known is None:
        raise Http404
    begun = Begun.now(since=int(time.time()) if request.user.is_authenticated else 0)
    try:
        there = house_accounts.begin(known, begun, _back(request))
    except Refused as refusal:
        return _not_in(request, refusal)
    request.session[AT_HOUSE] = {**asdict(begun), "wanted": request.GET.get(REDIRECT_FIELD_NAME, "")}
    return redirect(there)


@never_cache
@require_safe
def house_back(request: HttpRequest) -> HttpResponse:
    """Back from there, with a code that is worth one sign-in of this very browser."""
    known, kept = house_accounts.provider(), request.session.pop(AT_HOUSE, None)
    if known is None:
        raise Http404
    state = request.GET.get("state", "")
    if kept is None or not constant_time_compare(state, kept["state"]):
        raise BadRequest("state")
    wanted = inside(request, kept.pop("wanted"))
    try:
        if "code" not in request.GET:  # the person, or the provider, called it off
            raise Refused("house_refused")
        arrived = house_accounts.finish(known, Begun(**kept), _back(request), request.GET["code"])
    except Refused as refusal:
        return _not_in(request, refusal)
    return enter(request, arrived.user, wanted, strong=arrived.strong, proven_at=arrived.logged_in_at)


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("claims:house_back"))


def _not_in(request: HttpRequest, refusal: Refused) -> HttpResponse:
    for problem in words_of(refusal):
        messages.error(request, problem)
    return redirect("claims:login")
