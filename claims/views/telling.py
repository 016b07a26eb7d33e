"""What a use case refused, told to the person who asked: as a message, or beside a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext as _

from claims.services.refusal import Refused
from claims.wording import sentence
from claims.workflow import WrongState

Result = TypeVar("Result")


def attempt(request: HttpRequest, use_case: Callable[[], object], form: forms.Form | None = None) -> bool:
    """Run a use case and say whether it did its work; what it refuses becomes a message, with what was typed into
    `form`. `NotAllowed` goes on to `claims.views.access`, which answers 403."""
    try:
        use_case()
    except Refused as refusal:
        tell_refusal(request, refusal)
    except WrongState:
        messages.error(request, stale_words())
    else:
        return True
    if form is not None:
        give_back(request, form)
    return False


def tell_refusal(request: HttpRequest, refusal: Refused) -> None:
    for problem in words_of(refusal):
        messages.error(request, problem)


def give_back(request: HttpRequest, form: forms.Form) -> None:
    """What was typed into a form that is not drawn again with it, to be copied from the page."""
    for field in form.visible_fields():
        typed = str(field.value() or "").strip()
        if typed and type(field.field) is forms.CharField:
            words = _("Not kept. This is what you typed under %(field)s:") % {"field": field.label}
            messages.info(request, format_html("{}<br>{}", words, linebreaksbr(typed, autoescape=True)))


def tell_form(request: HttpRequest, form: forms.Form) -> None:
    """The problems of a form as messages, for forms whose page is drawn by another view."""
    for name, problems in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for problem in problems:
            messages.error(request, f"{label}: {problem}" if label else str(problem))
    give_back(request, form)


def words_of(refusal: Refused) -> list[str]:
    return [sentence(problem) for problem in refusal.problems]


def stale_words() -> str:
    return _(
        "Somebody has moved this on since the page was opened, so nothing was changed. "
        "What you see now is where it stands."
    )
