"""The people of the desk: who there is, who is invited, who leaves; and what each group may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.account_forms import InviteForm
from claims.models import User
from claims.queries import accounts
from claims.services import factors, inviting, leaving
from claims.services.refusal import Refused
from claims.tasks import ring_mail
from claims.views.access import MANAGE, VIEW_DESK, DeskRequest, act, form_page, page
from claims.views.telling import attempt, words_of
from claims.wording.accounts import ability_words


@form_page(MANAGE)
def people(request: DeskRequest) -> HttpResponse:
    """Everybody, who is invited, and the form that invites."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = _invited(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "people": accounts.people(),
        "invitations": accounts.open_invitations(),
        "sends_mail": bool(settings.EMAIL_HOST),
    }
    return render(request, "people/people.html", context, status=422 if form.is_bound else 200)


def _invited(request: DeskRequest, form: InviteForm) -> HttpResponse | None:
    """The page after it; without a mail server it shows the link, this once. None where it was refused."""
    base = settings.PUBLIC_BASE if settings.EMAIL_HOST else request.build_absolute_uri("/").rstrip("/")
    try:
        done = inviting.invite(
            request.user, **form.cleaned_data, link=lambda token: base + reverse("claims:join", args=[token])
        )
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(None, problem)
        return None
    ring_mail(done.mails)
    if done.link:
        return render(request, "people/link.html", {"invitation": done.invitation, "link": done.link})
    messages.success(request, _("Invited: the mail is on its way."))
    return redirect("claims:people")


@act(MANAGE)
def revoke(request: DeskRequest, invitation_id: int) -> HttpResponse:
    if attempt(request, lambda: inviting.revoke(request.user, invitation_id)):
        messages.success(request, _("Taken back: its link works no more."))
    return redirect("claims:people")


@act(MANAGE)
def deactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    back: list[leaving.HandedBack] = []
    if attempt(request, lambda: back.append(leaving.deactivate(request.user, person_id))):
        messages.success(request, _handed_back(back[0]))
        for queue in back[0].queues:
            told = _("Nobody who is active can check in the queue %(queue)s any more: give it members.")
            messages.warning(request, told % {"queue": queue})
    return redirect("claims:people")


def _handed_back(back: leaving.HandedBack) -> str:
    told = _(
        "Deactivated. Handed back: %(leases)s claims they held, %(handed)s handed to them, %(returned)s returned "
        "to them by an editor, %(looks)s third looks asked of them. Ended: %(invitations)s invitations of theirs that "
        "were open, %(tokens)s tokens of their programs. Drafts are kept, and what was submitted stays."
    )
    return told % {name: getattr(back, name) for name in back.__slots__}


@act(MANAGE)
def reactivate(request: DeskRequest, person_id: int) -> HttpResponse:
    if attempt(request, lambda: leaving.reactivate(request.user, person_id)):
        messages.success(request, _("Active again, in the same groups as before."))
    return redirect("claims:people")


@act(MANAGE)
def take_factors(request: DeskRequest, person_id: int) -> HttpResponse:
    """For somebody who has lost every second factor and every recovery code."""
    person = get_object_or_404(User, pk=person_id)
    factors.take_factors_away(request.user, person)
    messages.success(request, _("Taken away: they log in by their password, and can set up a new one."))
    return redirect("claims:people")


@page(VIEW_DESK)
def show_groups(request: DeskRequest) -> HttpResponse:
    rows = accounts.groups()
    names = [row.name for row in rows]
    abilities: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    for each in accounts.abilities(rows):
        row = {"words": ability_words(each.codename, each.words), "cells": list(zip(names, each.verbs, strict=True))}
        (abilities if any("do" in verbs for verbs in each.verbs) else tables).append(row)
    demanded = settings.SECOND_FACTOR_GROUPS
    groups = [{"name": row.name, "people": row.people, "demanded": row.name in demanded} for row in rows]
    context = {"groups": groups, "abilities": abilities, "tables": tables}
    return render(request, "people/groups.html", context)
