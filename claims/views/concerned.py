"""The log of whom the desk asked about a claim."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims.models import Claim, ContactEntry
from claims.queries.concerned import contact_entries, policy_on_asking, standing_lines
from claims.queries.second_opinion import sees_others
from claims.services import concerned
from claims.services.refusal import Refused
from claims.views.access import CHECK, VIEW_DESK, DeskRequest, act, page
from claims.views.contact_forms import FORMS, AnswerForm, AskedForm, ContactForm, NotAskedForm
from claims.views.rows.concerned import of_rows, taken_out
from claims.views.telling import attempt, words_of

Kind = ContactEntry.Kind


@page(VIEW_DESK)
def asked(request: DeskRequest, claim_id: int) -> HttpResponse:
    return _draw(request, claim_id, correcting=request.GET.get("correct", ""))


def _draw(request: DeskRequest, claim_id: int, form: ContactForm | None = None, correcting: str = "") -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("claimant", "article"), pk=claim_id)
    entries = contact_entries(claim_id)
    names = sees_others(request.user, claim)
    line = next((each for each in standing_lines(entries) if str(each.first.number) == correcting), None)
    context = {
        "claim": claim,
        "lines": of_rows(entries, viewer=request.user, names=names),
        "taken_out": taken_out(entries, viewer=request.user, names=names),
        "policy": policy_on_asking(),
        "forms": [form] if form else _correction(entries, line.entry, correcting) if line else _forms(claim, entries),
        "correcting": correcting if line else "",
        "refused": form is not None,
    }
    return render(request, "claim/asked.html", context, status=422 if form else 200)


def _questions(entries: list[ContactEntry]) -> list[tuple[int, str]]:
    lines = standing_lines(entries)
    return [
        (each.first.number, f"{each.first.number}. {each.entry.name}")
        for each in lines
        if each.entry.kind == Kind.ASKED
    ]


def _forms(claim: Claim, entries: list[ContactEntry]) -> list[ContactForm]:
    name = {"name": claim.claimant.name if claim.claimant else ""}
    return [AskedForm(initial=name), AnswerForm(asked=_questions(entries)), NotAskedForm(initial=name)]


def _correction(entries: list[ContactEntry], entry: ContactEntry, number: str) -> list[ContactForm]:
    """The form of a line, filled with what it says."""
    initial: dict[str, Any] = {
        name: getattr(entry, name) for name in FORMS[entry.kind].base_fields if name != "answers"
    }
    if entry.kind != Kind.ANSWER:
        return [FORMS[entry.kind](initial={**initial, "corrects": number})]
    asked = next((each.first.number for each in standing_lines(entries) if _holds(each, entry.answers_id)), None)
    return [AnswerForm(initial={**initial, "corrects": number, "answers": asked}, asked=_questions(entries))]


def _holds(line: Any, entry_id: int | None) -> bool:
    return entry_id in {line.entry.pk, *(each.pk for each in line.before)}


@act(CHECK)
def log(request: DeskRequest, claim_id: int, kind: str) -> HttpResponse:
    """Write one line, or one that takes the place of another."""
    more = {"asked": _questions(contact_entries(claim_id))} if kind == Kind.ANSWER else {}
    form = FORMS[kind](request.POST, **more)
    if not form.is_valid():
        return _draw(request, claim_id, form)
    try:
        concerned.log_contact(request.user, claim_id, form.given(), corrects=form.cleaned_data["corrects"])
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(None, problem)
        return _draw(request, claim_id, form)
    messages.success(request, _("Written into the log."))
    return redirect("claims:asked", claim_id)


@act(CHECK)
def private(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Mark the claimant as a private person, or take the mark away."""
    wanted = request.POST.get("private") == "yes"
    if attempt(request, partial(concerned.mark_private, request.user, claim_id, private=wanted)):
        messages.success(request, _("Kept: it counts for every claim of theirs."))
    return redirect("claims:asked", claim_id)
