"""Other ways in: a bookmark for the browser, tokens for programs, and the mailbox."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from claims.forms import DeskForm
from claims.queries.letters import newest_letters
from claims.services.mailbox import mailbox_name
from claims.services.refusal import Refused
from claims.services.tokens import LONGEST_NAME, end_token, make_token, tokens_of
from claims.views.access import TAKE_IN, DeskRequest, act, form_page
from claims.views.telling import words_of

# Opens the desk's own form with the address filled in: the page that is read learns nothing and sends nothing.
BOOKMARK = "javascript:void(open({base}+encodeURIComponent(location.href)))"


class TokenForm(DeskForm):
    ids = "token_%s"

    name = forms.CharField(
        label=gettext_lazy("Which program holds it"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("As in: archive scraper."),
    )


@never_cache
@form_page(TAKE_IN)
def ways(request: DeskRequest) -> HttpResponse:
    """The page; a token that was just made stands on the answer to its form alone."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    made = ""
    if form.is_valid():
        try:
            made = make_token(request.user, form.cleaned_data["name"])
            form = TokenForm()
        except Refused as refusal:
            for problem in words_of(refusal):
                form.add_error("name", problem)
    context = {
        "form": form,
        "made": made,
        "tokens": tokens_of(request.user),
        "bookmark": _bookmark(),
        "post_to": settings.PUBLIC_BASE + reverse("claims:post_article"),
        "mailbox": mailbox_name(),
        "letters": newest_letters() if mailbox_name() else [],
    }
    return render(request, "desk/ways.html", context, status=422 if form.errors else 200)


def _bookmark() -> str:
    base = f"{settings.PUBLIC_BASE}{reverse('claims:intake')}?address="
    return BOOKMARK.format(base=quote(f"'{base}'", safe="':/?=."))


@act(TAKE_IN)
def end(request: DeskRequest, token_id: int) -> HttpResponse:
    end_token(request.user, token_id)
    messages.success(request, _("Ended: whoever shows it is refused from now on."))
    return redirect("claims:ways")
