"""The one way in, whichever door somebody came by: a second factor where they have one, then the session."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from claims.credentials.devices import address_of, device_of
from claims.credentials.passkeys import Site
from claims.middleware import PROVEN
from claims.models import User
from claims.services.signing_in import all_the_way_in, has_factor
from claims.sessions import DEVICE, STARTED

HALF = "half_in"  # in a session: who gave a password and owes a second factor
CONFIRMED = "confirmed"  # in a session: when whoever it is proved who they are
QUESTION = "question"  # in a session: what a passkey was asked
HALF_SECONDS = 600.0  # that a password counts for while the second factor is looked for
FRESH_SECONDS = 600.0  # that a proof counts for, for what needs a fresh one
BACKEND = "claims.backends.DeskBackend"


def enter(
    request: HttpRequest, user: User, wanted: str, *, strong: bool = False, proven_at: float | None = None
) -> HttpResponse:
    """On to the second factor, or in. `strong` says that the house's own sign-in asked for one already, `proven_at`
    when they logged in there: it may have known them for hours."""
    if strong or not has_factor(user):
        return come_in(request, user, wanted, proven=strong, proven_at=proven_at)
    request.session.cycle_key()  # half a log-in is not for whoever knew the session before it
    request.session[HALF] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "wanted": wanted,
        "at": time.time(),
    }
    return redirect("claims:second")


def half_in(request: HttpRequest) -> tuple[User, str] | None:
    """Who owes a second factor here, and where they wanted to go; None where nobody does, or took too long."""
    kept: dict[str, Any] = request.session.get(HALF) or {}
    user = User.objects.filter(pk=kept.get("user", 0), is_active=True).first()
    if user is None or time.time() - kept["at"] > HALF_SECONDS:
        return None
    if not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None  # the password was changed meanwhile
    return user, kept["wanted"]


def come_in(
    request: HttpRequest, user: User, wanted: str, *, proven: bool, proven_at: float | None = None
) -> HttpResponse:
    """Signed in, under a new session key."""
    request.session.pop(HALF, None)
    login(request, user, backend=BACKEND)
    request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
    request.session[STARTED] = timezone.now().isoformat()
    note_proof(request, proven=proven, at=proven_at)
    all_the_way_in(user)
    return redirect(inside(request, wanted) or home_of(user))


def note_proof(request: HttpRequest, *, proven: bool, at: float | None = None) -> None:
    """Who they are was proven `at` that time, in seconds, or just now; `proven` by a second factor."""
    request.session[CONFIRMED] = time.time() if at is None else at
    if proven:
        request.session[PROVEN] = True


def is_fresh(request: HttpRequest) -> bool:
    return time.time() - float(request.session.get(CONFIRMED, 0)) < FRESH_SECONDS


def inside(request: HttpRequest, wanted: str) -> str:
    """The address that somebody wanted, empty where it is none of this desk."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


def home_of(user: User) -> str:
    """The desk for its members, the first page for everybody else."""
    return reverse("claims:desk" if user.has_perm("claims.view_desk") else "claims:home")


def address(request: HttpRequest) -> str:
    return address_of(request.META, behind_proxy=settings.BEHIND_PROXY)


def site(request: HttpRequest) -> Site:
    """The desk as this browser knows it."""
    host = request.get_host()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host
    return Site(name, f"{request.scheme}://{host}", settings.DESK_NAME)
