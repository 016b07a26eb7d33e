"""How somebody comes in: their password, their second factors, where they are signed in. What weakens it needs a
fresh proof of who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, update_session_auth_hash
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from claims.account_forms import AppCodeForm, ChangePasswordForm, CodeForm, ConfirmForm, PasskeyNameForm
from claims.credentials import passcodes, passkeys
from claims.credentials.vault import seal, unseal
from claims.models import Factor
from claims.queries.accounts import codes_left, factors_of, sessions_of
from claims.services import factors, house_accounts, passwords, signing_in
from claims.services.refusal import Refused
from claims.views.access import DeskRequest, member_act, member_form, member_page
from claims.views.coming_in import QUESTION, address, home_of, inside, is_fresh, note_proof, site
from claims.views.signing_in import asked_of, proven
from claims.views.telling import attempt, words_of

APP = "app"  # in a session: the secret of an app that is being set up, sealed
View = Callable[..., HttpResponseBase]


def fresh(view: View) -> View:
    """Asks who they are once more, where they have not said so lately."""

    @wraps(view)
    def answer(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("claims:security")
        if request.method == "POST":
            messages.info(request, _("First show that it is you. Then press it again."))
        return redirect(f"{reverse('claims:confirm')}?{urlencode({REDIRECT_FIELD_NAME: back})}")

    return answer


@never_cache
@member_page
def security(request: DeskRequest) -> HttpResponse:
    user = request.user
    rows = factors_of(user)
    context = {
        "factors": rows,
        "has_app": any(each.kind == Factor.Kind.APP for each in rows),
        "codes_left": codes_left(user) if rows else 0,
        "demanded": not rows and signing_in.must_have_factor(user),
        "sessions": sessions_of(user),
        "this_session": request.session.session_key,
        "takes_passkeys": site(request).takes_passkeys,
        "has_password": user.has_usable_password(),
    }
    return render(request, "account/security.html", context)


@sensitive_post_parameters()
@never_cache
@member_form
def change_password(request: DeskRequest) -> HttpResponse:
    form = ChangePasswordForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and _old_fits(request, form):
        passwords.change_password(request.user, form.cleaned_data["password"], but=request.session.session_key or "")
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The new password is set. You were logged out everywhere else."))
        return redirect("claims:security")
    return render(request, "account/password.html", {"form": form}, status=422 if form.is_bound else 200)


def _old_fits(request: DeskRequest, form: ChangePasswordForm) -> bool:
    try:
        signing_in.confirm_password(request.user, form.cleaned_data["old"], address=address(request))
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error("old", problem)
        return False
    return True


@never_cache
@member_form
@fresh
def add_app(request: DeskRequest) -> HttpResponse:
    """Set up an authenticator app. Its secret is shown here and never again."""
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    sealed = request.session.get(APP)
    if form.is_valid() and sealed:
        try:
            codes = factors.add_app(request.user, unseal(sealed), form.cleaned_data["code"])
        except Refused as refusal:
            for problem in words_of(refusal):
                form.add_error("code", problem)
        else:
            del request.session[APP]
            return _factor_added(request, codes)
    if not sealed:
        sealed = request.session[APP] = seal(passcodes.new_secret())
    secret = unseal(sealed)
    where = passcodes.app_address(secret, person=request.user.username, desk=settings.DESK_NAME)
    groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"form": form, "picture": mark_safe(passcodes.picture(where)), "secret": groups}
    return render(request, "account/app.html", context, status=422 if form.is_bound else 200)


@never_cache
@member_form
@fresh
def add_passkey(request: DeskRequest) -> HttpResponse:
    form = PasskeyNameForm(request.POST if request.method == "POST" else None)
    here = site(request)
    if form.is_valid():
        state, answer = request.session.pop(QUESTION, None) or {}, request.POST.get("answer", "")
        try:
            codes = factors.add_passkey(request.user, here, state, answer, name=form.cleaned_data["name"])
        except Refused as refusal:
            for problem in words_of(refusal):
                form.add_error(None, problem)
        else:
            return _factor_added(request, codes)
    known = [each.secret for each in factors_of(request.user) if each.kind == Factor.Kind.PASSKEY]
    question, request.session[QUESTION] = passkeys.begin_adding(
        here, user_id=request.user.pk, name=request.user.username, known=known
    )
    context = {"form": form, "question": question, "takes_passkeys": here.takes_passkeys}
    return render(request, "account/passkey.html", context, status=422 if form.is_bound else 200)


def _factor_added(request: DeskRequest, codes: list[str]) -> HttpResponse:
    """Whoever set one up has proven it; the first one comes with recovery codes, which are shown once."""
    note_proof(request, proven=True)
    messages.success(request, _("Added. You are asked for it when you log in from now on."))
    if not codes:
        return redirect("claims:security")
    return render(request, "account/codes.html", {"codes": codes, "home": home_of(request.user)})


@never_cache
@member_act
@fresh
def new_codes(request: DeskRequest) -> HttpResponse:
    made: list[str] = []
    if not attempt(request, lambda: made.extend(factors.make_codes(request.user))):
        return redirect("claims:security")
    return render(request, "account/codes.html", {"codes": made, "home": home_of(request.user)})


@member_act
@fresh
def remove_factor(request: DeskRequest, factor_id: int) -> HttpResponse:
    if attempt(request, lambda: factors.remove_factor(request.user, factor_id)):
        messages.success(request, _("Removed. It lets nobody in any more."))
    return redirect("claims:security")


@member_act
@fresh
def end_session(request: DeskRequest, handle: str) -> HttpResponse:
    if signing_in.end_session(request.user, handle):
        messages.success(request, _("Logged out there."))
    return redirect("claims:security")


@member_act
@fresh
def end_others(request: DeskRequest) -> HttpResponse:
    ended = signing_in.end_other_sessions(request.user, but=request.session.session_key or "")
    told = ngettext("Logged out in %(count)s other place.", "Logged out in %(count)s other places.", ended)
    messages.success(request, told % {"count": ended})
    return redirect("claims:security")


@sensitive_post_parameters()
@never_cache
@member_form
def confirm(request: DeskRequest) -> HttpResponse:
    """Show once more that it is you: by the second factor of who has one, else by the password."""
    user = request.user
    wanted = inside(request, request.POST.get("next") or request.GET.get("next", "")) or reverse("claims:security")
    by_factor = signing_in.has_factor(user)
    sent = request.POST if request.method == "POST" and "answer" not in request.POST else None
    form = CodeForm(sent) if by_factor else ConfirmForm(sent)
    if request.method == "POST" and (proven(request, user, form) if by_factor else _password_fits(request, form)):
        note_proof(request, proven=by_factor)
        return redirect(wanted)
    context = {
        "form": form,
        "by_factor": by_factor,
        "has_password": user.has_usable_password(),
        "house": house_accounts.provider(),
        "next": wanted,
        **(asked_of(request, user) if by_factor else {}),
    }
    return render(request, "account/confirm.html", context, status=422 if request.method == "POST" else 200)


def _password_fits(request: DeskRequest, form: Any) -> bool:
    if not form.is_valid():
        return False
    try:
        signing_in.confirm_password(request.user, form.cleaned_data["password"], address=address(request))
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error("password", problem)
        return False
    return True
