"""Confirming a claim: evidence that a checker brings, translations, and putting it to the claim that it repeats."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.confirming_forms import OWN_FORMS, RepeatForm, TranslationForm
from claims.forms import DraftForm
from claims.models import DismissReason, Evidence
from claims.queries.similar import claim_named
from claims.services import desk, own_evidence, translating
from claims.services.refusal import Refused
from claims.services.steps.uploads import open_file
from claims.views.access import CHECK, VIEW_DESK, DeskRequest, act, page
from claims.views.claim_page import Redrawn, draw_claim
from claims.views.keeping import keep
from claims.views.telling import attempt, give_back, stale_words, tell_form, words_of
from claims.workflow import WrongState


@act(CHECK)
def add_evidence(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Evidence of one's own; the draft that stands beside it in the form is kept first."""
    kind = request.POST.get("kind", Evidence.Kind.DOCUMENT)
    forms = {form.kind: form for form in OWN_FORMS}
    draft, form = DraftForm(request.POST), forms.get(kind, OWN_FORMS[0])(request.POST, request.FILES)
    if not (draft.is_valid() and form.is_valid()):
        return draw_claim(request, claim_id, Redrawn(draft=draft, own=form))
    try:
        keep(request.user, claim_id, draft, request.POST)
        piece = own_evidence.add_evidence(request.user, claim_id, form.brought())
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error(None, problem)
        return draw_claim(request, claim_id, Redrawn(draft=draft, own=form))
    except WrongState:
        messages.error(request, stale_words())
        give_back(request, draft)
        give_back(request, form)
        return redirect("claims:claim", claim_id)
    messages.success(request, _("Added as evidence [%(number)d].") % {"number": piece.number})
    return redirect(reverse("claims:claim", args=[claim_id]) + f"#evidence-{piece.number}")


@page(VIEW_DESK)
def file(request: DeskRequest, evidence_id: int) -> FileResponse:
    """A file that was brought as evidence: always a download, never a page of the desk."""
    piece = get_object_or_404(Evidence, pk=evidence_id, kind=Evidence.Kind.UPLOAD)
    try:
        stored = open_file(piece.file_sha256)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        stored, as_attachment=True, filename=piece.file_name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@act(CHECK)
def translate(request: DeskRequest, claim_id: int) -> HttpResponse:
    prefix = f"translation-{request.POST.get('of', '0')}"
    form = TranslationForm(request.POST, prefix=prefix)
    if not form.is_valid():
        tell_form(request, form)
        return _at_translations(claim_id)
    given = form.cleaned_data
    use = partial(
        translating.translate,
        request.user,
        claim_id,
        evidence_id=given["evidence"],
        language=given["language"],
        text=given["text"],
        made_by=given["made_by"],
    )
    if attempt(request, use, form):
        messages.success(request, _("The translation is kept. It is shown to readers once a person has confirmed it."))
    return _at_translations(claim_id)


@act(CHECK)
def confirm_translation(request: DeskRequest, claim_id: int, translation_id: int) -> HttpResponse:
    if attempt(request, partial(translating.confirm_translation, request.user, claim_id, translation_id)):
        messages.success(request, _("You have confirmed the translation."))
    return _at_translations(claim_id)


@act(CHECK)
def remove_translation(request: DeskRequest, claim_id: int, translation_id: int) -> HttpResponse:
    if attempt(request, partial(translating.remove_translation, request.user, claim_id, translation_id)):
        messages.success(request, _("The translation is removed. The original stands."))
    return _at_translations(claim_id)


def _at_translations(claim_id: int) -> HttpResponse:
    return redirect(reverse("claims:claim", args=[claim_id]) + "#translation")


@act(CHECK)
def repeat(request: DeskRequest, claim_id: int) -> HttpResponse:
    """Put a claim aside as a repeat of one that the desk found, or of another that is named."""
    form = RepeatForm(request.POST)
    named = claim_named(form.named) if form.is_valid() else None
    if named is None:
        form.is_valid()
        messages.error(request, _("No claim was found there: give its number, or its address at this desk."))
        return redirect("claims:claim", claim_id)
    put = partial(desk.dismiss_claim, request.user, claim_id, reason=DismissReason.REPEAT, repeat_of=named)
    if attempt(request, put):
        messages.success(request, _("Put to the claim that it repeats. It can be taken back."))
    return redirect("claims:claim", claim_id)
