"""The pages of what went wrong: each says what happened and the way on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.values import Reason
from claims.wording import sentence


def error_page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    context = {"status": status, "title": title, "words": words, **_way_back(request)}
    return render(request, "errors/page.html", context, status=status)


def _way_back(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    if user is not None and user.has_perm("claims.view_desk"):
        return {"back": reverse("claims:desk"), "back_words": _("To the queues")}
    return {"back": reverse("claims:home"), "back_words": _("To the first page")}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("The desk could not read what was sent. Go back, load the page again and try once more.")
    return error_page(request, 400, _("That could not be read"), words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`claims.views.access` puts the code of what was not allowed into the exception; Django's own checks
    put nothing there."""
    code = str(exception) or "permission"
    return error_page(request, 403, _("This page is not open to you"), _words(code))


def _words(code: str) -> str:
    try:
        return sentence(Reason(code))
    except KeyError:
        return sentence(Reason("permission"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = _("There is nothing at this address. It may have been mistyped.")
    return error_page(request, 404, _("Nothing here"), words)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database, session or user: they may be what broke."""
    return render(None, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    words = _(
        "The form was opened too long ago, or cookies are off. Nothing was changed. "
        "Load the page again and send it once more."
    )
    return error_page(request, 403, _("The form was not accepted"), words)
