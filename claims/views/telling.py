"""What a use case refused, told to the person who asked: as a message, or beside a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.services.refusal import Refused
from claims.wording import sentence
from claims.workflow import WrongState

Result = TypeVar("Result")


def attempt(request: HttpRequest, use_case: Callable[[], object]) -> bool:
    """Run a use case and say whether it did its work; what it refuses becomes a message. `NotAllowed`
    goes on to `claims.views.access`, which answers 403."""
    try:
        use_case()
    except Refused as refusal:
        for problem in words_of(refusal):
            messages.error(request, problem)
    except WrongState:
        messages.error(request, stale_words())
    else:
        return True
    return False


def tell_form(request: HttpRequest, form: forms.Form) -> None:
    """The problems of a form as messages, for forms whose page is drawn by another view."""
    for name, problems in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for problem in problems:
            messages.error(request, f"{label}: {problem}" if label else str(problem))


def words_of(refusal: Refused) -> list[str]:
    return [sentence(problem) for problem in refusal.problems]


def stale_words() -> str:
    return _(
        "Somebody has moved this on since the page was opened, so nothing was changed. "
        "What you see now is where it stands."
    )
