"""What a person was told, and how often it comes by mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.forms import DeskForm
from claims.models import NoticeKind, Rhythm
from claims.queries.notices import notices_of, rhythms_of
from claims.services import notices as service
from claims.views.access import VIEW_DESK, DeskRequest, act, page


class RhythmForm(DeskForm):
    """One choice for each kind of notice."""

    ids = "rhythm_%s"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NoticeKind:
            self.fields[kind.value] = forms.ChoiceField(label=kind.label, choices=Rhythm.choices, required=False)


@page(VIEW_DESK)
def notices(request: DeskRequest) -> HttpResponse:
    context = {
        "page": notices_of(request.user, request.GET.get("after", "")),
        "form": RhythmForm(initial=rhythms_of(request.user)),
    }
    return render(request, "desk/notices.html", context)


@act(VIEW_DESK)
def seen(request: DeskRequest) -> HttpResponse:
    service.see_all(request.user)
    return redirect("claims:notices")


@act(VIEW_DESK)
def rhythms(request: DeskRequest) -> HttpResponse:
    form = RhythmForm(request.POST)
    if form.is_valid():
        service.set_rhythms(request.user, form.cleaned_data)
        messages.success(request, _("Kept. It holds for what comes from now on."))
    else:
        messages.error(request, _("There is no such rhythm: choose one from the list."))
    return redirect("claims:notices")
