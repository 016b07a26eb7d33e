"""Who may open an address, and how: every view of the desk is wrapped by `page`, `act` or `form_page`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from claims.models import User
from claims.workflow import NotAllowed

VIEW_DESK = "claims.view_desk"
CHECK = "claims.check_claim"
SIGN = "claims.sign_verdict"
TAKE_IN = "claims.take_in"
WATCH = "claims.watch_sources"
CURATE = "claims.add_indicator"
MANAGE = "claims.manage_people"


class DeskRequest(HttpRequest):
    """A request of somebody who is logged in and holds the permission of the address."""

    user: User


View = Callable[..., HttpResponseBase]


def page(permission: str) -> Callable[[View], View]:
    """A page that is read: GET alone."""
    return _guarded(permission, ["GET", "HEAD"])


def act(permission: str) -> Callable[[View], View]:
    """A step that changes something: POST alone."""
    return _guarded(permission, ["POST"])


def form_page(permission: str) -> Callable[[View], View]:
    """A page with a form that posts to itself."""
    return _guarded(permission, ["GET", "HEAD", "POST"])


def member_page(view: View) -> View:
    """A page about oneself, for whoever is logged in."""
    return _for_members(view, ["GET", "HEAD"])


def member_act(view: View) -> View:
    return _for_members(view, ["POST"])


def member_form(view: View) -> View:
    return _for_members(view, ["GET", "HEAD", "POST"])


def _for_members(view: View, methods: list[str]) -> View:
    return cast(View, require_http_methods(methods)(login_required(cast(Any, _refused_in_pages(view)))))


def _guarded(permission: str, methods: list[str]) -> Callable[[View], View]:
    def wrap(view: View) -> View:
        allowed: Any = permission_required(permission, raise_exception=True)(_refused_in_pages(view))
        return cast(View, require_http_methods(methods)(login_required(allowed)))

    return wrap


def _refused_in_pages(view: View) -> View:
    """A use case that is not allowed is a 403 whose page words the code it gave; a row that is not there
    is a 404."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(*args, **kwargs)
        except NotAllowed as denied:
            raise PermissionDenied(denied.reason) from denied
        except ObjectDoesNotExist as missing:
            raise Http404 from missing

    return answer
