"""What a request gets before its view: the reader's language and time zone, and whether they are all the way in."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils import timezone, translation

from claims.models import User
from claims.services.signing_in import has_factor, must_have_factor
from claims.sessions import SessionStore

PROVEN = "proven"  # in a session: a second factor was given there
# Where somebody may go who still owes one: to where it is set up or given, and out.
OPEN = frozenset({"security", "add_app", "add_passkey", "confirm", "logout"})


class SignInMiddleware:
    """Keeps whoever needs a second factor at the pages where they give one, the admin site not excepted, and
    marks a session as used. Where no group needs one it asks the database nothing.

    Stands after the authentication middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._way_to_the_factor(request) or self.get_response(request)
        if request.user.is_authenticated and isinstance(request.session, SessionStore):
            request.session.note_use()
        return answer

    @staticmethod
    def _way_to_the_factor(request: HttpRequest) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_GROUPS or request.session.get(PROVEN):
            return None
        user = request.user
        if not isinstance(user, User) or not must_have_factor(user):
            return None
        if resolve(request.path_info).view_name in {f"claims:{name}" for name in OPEN}:
            return None
        return redirect(reverse("claims:confirm" if has_factor(user) else "claims:security"))


class PersonalMiddleware:
    """Times in the reader's zone and texts in the reader's language, where a log-in says which.

    Stands after the authentication middleware. A zone that this machine does not know is read as the
    desk's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        with timezone.override(_zone(user.time_zone)):
            if user.language not in dict(settings.LANGUAGES):
                return self.get_response(request)
            with translation.override(user.language):
                request.LANGUAGE_CODE = user.language
                response = self.get_response(request)
                response.headers.setdefault("Content-Language", user.language)
                return response


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)
