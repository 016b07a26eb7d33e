"""Taking in an article in three ways; what was pulled from it is shown at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import forms
from claims.models import Article, Claim, User
from claims.services import intake as service
from claims.services.extract import unread
from claims.services.intake import Received
from claims.services.refusal import Refused
from claims.views.access import TAKE_IN, DeskRequest, form_page
from claims.views.telling import words_of
from claims.views.texts import read_text
from claims.wording import sentence

Receive = Callable[[forms.IntakeForm, User], Received]


def _paste(form: forms.IntakeForm, user: User) -> Received:
    return service.receive_text(**form.cleaned_data, actor=user)


def _file(form: forms.IntakeForm, user: User) -> Received:
    columns = dict(form.cleaned_data)
    file = columns.pop("file")
    return service.receive_file(name=file.name, body=file.read(), **columns, actor=user)


def _address(form: forms.IntakeForm, user: User) -> Received:
    return service.receive_address(**form.cleaned_data, actor=user)


WAYS: Mapping[str, tuple[type[forms.IntakeForm], Receive]] = {
    "address": (forms.AddressForm, _address),
    "paste": (forms.PasteForm, _paste),
    "file": (forms.FileForm, _file),
}
# The field beside which a refusal of that way stands.
MAIN_FIELD = {"address": "address", "paste": "text", "file": "file"}


@form_page(TAKE_IN)
def intake(request: DeskRequest) -> HttpResponse:
    way = request.POST.get("way", "")
    if way not in WAYS:
        return _draw(request, {})
    form_class, receive = WAYS[way]
    form = form_class(request.POST, request.FILES, prefix=way)
    if form.is_valid():
        try:
            received = receive(form, request.user)
        except Refused as refusal:
            _put_beside(form, way, refusal)
        else:
            read_text(received.version_id)
            _tell_what_came(request, received)
            return redirect("claims:article", received.article_id)
    return _draw(request, {way: form}, status=422)


def _put_beside(form: forms.IntakeForm, way: str, refusal: Refused) -> None:
    field = "published_on" if refusal.code == "future_date" else MAIN_FIELD[way]
    for problem in words_of(refusal):
        form.add_error(field, problem)


def _draw(request: DeskRequest, bound: Mapping[str, forms.IntakeForm], status: int = 200) -> HttpResponse:
    ways = {way: bound.get(way) or form_class(prefix=way) for way, (form_class, _receive) in WAYS.items()}
    tried = next(iter(bound), "address")
    return render(request, "desk/intake.html", {"ways": ways, "tried": tried}, status=status)


def _tell_what_came(request: DeskRequest, received: Received) -> None:
    for reason in received.differs:
        messages.warning(request, sentence(reason))
    if not received.new:
        messages.info(request, _("This text is known already: here it is, with its claims."))
        return
    foreign = unread(Article.objects.get(pk=received.article_id))
    if foreign:
        messages.warning(request, sentence(foreign))
        return
    number = Claim.objects.filter(article_id=received.article_id).count()
    words = ngettext("%(number)d claim was found.", "%(number)d claims were found.", number)
    messages.success(request, words % {"number": number})
