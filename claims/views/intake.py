"""Taking in an article in three ways; what was pulled from it is shown at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.db.models import Count
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
from claims.tasks import read_text
from claims.views.access import TAKE_IN, DeskRequest, form_page
from claims.views.telling import words_of
from claims.wording import sentence

Receive = Callable[[forms.IntakeForm, User], Received]


def _paste(form: forms.IntakeForm, user: User) -> Received:
    return service.receive_text(**form.cleaned_data, actor=user)


def _file(form: forms.IntakeForm, user: User, at: int = 0) -> Received:
    """One of the files of a form; a title is that of a single file alone."""
    columns = dict(form.cleaned_data)
    files = columns.pop("file")
    if len(files) > 1:
        columns["title"] = ""
    return service.receive_file(name=files[at].name, body=files[at].read(), **columns, actor=user)


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
    """Take in an article. An `address` in the query, as a bookmark gives it, is filled in and not fetched yet."""
    way = request.POST.get("way", "")
    if way not in WAYS:
        return _draw(request, {})
    form_class, receive = WAYS[way]
    form = form_class(request.POST, request.FILES, prefix=way)
    if form.is_valid() and way == "file" and len(form.cleaned_data["file"]) > 1:
        return _take_many(request, form)
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


def _take_many(request: DeskRequest, form: forms.IntakeForm) -> HttpResponse:
    """Every file by itself: what is wrong with one keeps no other out, and is told by its name."""
    taken: list[tuple[str, Received]] = []
    refused: list[tuple[str, list[str]]] = []
    for at, file in enumerate(form.cleaned_data["file"]):
        try:
            received = _file(form, request.user, at)
        except Refused as refusal:
            refused.append((file.name, words_of(refusal)))
        else:
            read_text(received.version_id)
            taken.append((file.name, received))
    articles = Article.objects.annotate(found=Count("claims")).in_bulk([each.article_id for _name, each in taken])
    rows = [(name, articles[each.article_id], each.new) for name, each in taken]
    return render(
        request, "desk/many_files.html", {"taken": rows, "refused": refused}, status=422 if not taken else 200
    )


def _put_beside(form: forms.IntakeForm, way: str, refusal: Refused) -> None:
    field = "published_on" if refusal.code == "future_date" else MAIN_FIELD[way]
    for problem in words_of(refusal):
        form.add_error(field, problem)


def _draw(request: DeskRequest, bound: Mapping[str, forms.IntakeForm], status: int = 200) -> HttpResponse:
    initial = {"address": request.GET.get("address", "")[:2000]}
    ways = {way: bound.get(way) or form_class(prefix=way, initial=initial) for way, (form_class, _r) in WAYS.items()}
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
