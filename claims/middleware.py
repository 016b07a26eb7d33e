"""What a request gets before its view: the reader's language and time zone."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from claims.models import User


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
                return self.get_response(request)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)
