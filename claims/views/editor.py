"""The editor's part: one check read, signed now or for a time, returned or given to another checker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from claims import queries
from claims.editing_forms import (
    AtForm,
    CommentForm,
    CorrectionForm,
    EmbargoForm,
    LookForm,
    ReassignForm,
    ReturnForm,
    SignForm,
)
from claims.models import Check, Release
from claims.queries.articles import findings_by_id
from claims.services import editing, reassigning, scheduling, seeing
from claims.services.refusal import Refused
from claims.services.steps.interests import interest_in
from claims.services.steps.second_checks import second_check_is_off
from claims.values import Reason
from claims.views.access import SIGN, DeskRequest, act, page
from claims.views.rows.article import Span, marked_text
from claims.views.rows.concerned import of_record
from claims.views.rows.opinions import beside
from claims.views.rows.record import record_shown
from claims.views.rows.review import anchors_of, changes_shown, comments_shown
from claims.views.telling import attempt, give_back, stale_words, tell_refusal, words_of
from claims.wording import sentence
from claims.wording.findings import finding_words
from claims.workflow import NotAllowed, WrongState


@page(SIGN)
def review(request: DeskRequest, check_id: int) -> HttpResponse:
    return draw_review(request, check_id)


def draw_review(request: DeskRequest, check_id: int, **forms: Form) -> HttpResponse:
    """The page of a check under review; 422 where it is drawn again with a form that was not taken."""
    view = queries.check_for_review(request.user, check_id)
    if view is None:
        raise Http404
    if view.hidden:
        raise NotAllowed("second_opinion")
    context: dict[str, Any] = {**_record(view), **_article(view), **_forms(view), **forms}
    if view.may_sign and interest_in(request.user, view.claim) is not None:
        context |= {"barred": True, "why_not": sentence(Reason("interest_declared"))}
    context["comment_form"].offer(anchors_of(view.record))
    seeing.note_sight(request.user, check_id)
    return render(request, "editor/page.html", context, status=422 if forms else 200)


def _record(view: queries.ReviewView) -> dict[str, object]:
    return {
        "view": view,
        "check": view.check,
        "claim": view.claim,
        "shown": record_shown(view.record, findings_by_id(queries.mentioned_findings(view.record))),
        "news": [finding_words(finding) for finding in view.news],
        "asked": of_record(view.record, view.contacts),
        "unheard": sentence(Reason(view.unheard)) if view.unheard else "",
        "second_off": second_check_is_off(view.claim, view.check.rating),
        **beside(view.check, view.record, view.others),
        "changed": changes_shown(view.changes),
        "comments": comments_shown(view.beside.comments),
        "why_not": sentence(view.why_not) if view.why_not else "",
    }


def _article(view: queries.ReviewView) -> dict[str, object]:
    place, claim = view.appearance, view.claim
    spans = [Span(each.start, each.end, each.claim_id, each.state) for each in view.elsewhere]
    spans.append(Span(place.start, place.end, claim.pk, claim.state))
    return {"article": claim.article, "text": marked_text(place.version.text, spans, claim.pk)}


def _forms(view: queries.ReviewView) -> dict[str, Any]:
    return {
        "sign_form": _sign_form(view),
        "at_form": AtForm(),
        "embargo_form": EmbargoForm(initial={"until": view.claim.embargo_until}),
        "form": ReturnForm(),
        "comment_form": CommentForm(),
        "look_form": LookForm(),
        "reassign_form": ReassignForm(),
    }


def _sign_form(view: queries.ReviewView) -> SignForm:
    """From the second version on with the kind of the correction, "rating" chosen where the rating changed."""
    signed = {"record_sha256": view.check.record_sha256, "beside": view.beside.sha256}
    if view.last is None:
        return SignForm(initial=signed)
    return CorrectionForm(initial={**signed, "correction": "rating" if view.rating_changes else "update"})


@act(SIGN)
def sign(request: DeskRequest, check_id: int) -> HttpResponse:
    """Sign the record whose hash stands in the form, and no other."""

    def at_once(form: SignForm) -> HttpResponse:
        verdict = editing.sign_check(request.user, check_id, **form.cleaned_data)
        published = verdict.publication
        address = reverse("claims:verdict", args=[published.public_id, published.slug])
        messages.success(request, format_html(_('Signed and published: <a href="{}">see the page</a>.'), address))
        return redirect("claims:editor")

    return _signed(request, check_id, at_once)


@act(SIGN)
def schedule(request: DeskRequest, check_id: int) -> HttpResponse:
    """Sign it now, to be published at the time that stands in the form."""

    def for_a_time(form: SignForm) -> HttpResponse:
        at_form = AtForm(request.POST)
        if not at_form.is_valid():
            return draw_review(request, check_id, sign_form=form, at_form=at_form)
        at = at_form.cleaned_data["at"]
        scheduling.schedule_check(request.user, check_id, at=at, **form.cleaned_data)
        messages.success(request, _("Signed. It is published at its time; until then readers see nothing."))
        return redirect("claims:review", check_id)

    return _signed(request, check_id, for_a_time)


def _signed(request: DeskRequest, check_id: int, use_case: Callable[[SignForm], HttpResponse]) -> HttpResponse:
    form = (CorrectionForm if "correction" in request.POST else SignForm)(request.POST)
    if "record_sha256" in form.errors:
        messages.error(request, _("The hash of what was read is missing: open the page again."))
        return redirect("claims:review", check_id)
    if not form.is_valid():
        return draw_review(request, check_id, sign_form=form, **_typed_time(request))
    try:
        return use_case(form)
    except Refused as refusal:
        tell_refusal(request, refusal)
    except WrongState:
        messages.error(request, stale_words())
    return _typed_again(request, check_id, form)


def _typed_again(request: DeskRequest, check_id: int, form: SignForm) -> HttpResponse:
    """The page as it stands now with what was typed: its hashes are those of what is on this screen. Where it cannot
    be signed any more, what was typed stands in a message."""
    view = queries.check_for_review(request.user, check_id)
    if view is None or not view.may_sign or view.waiting is not None:
        give_back(request, form)
        return redirect("claims:review", check_id)
    shown = {"record_sha256": view.check.record_sha256, "beside": view.beside.sha256}
    again = type(form)({**request.POST.dict(), **shown})
    return draw_review(request, check_id, sign_form=again, **_typed_time(request))


def _typed_time(request: DeskRequest) -> dict[str, Form]:
    return {"at_form": AtForm(request.POST)} if request.POST.get("at") else {}


@act(SIGN)
def stop(request: DeskRequest, release_id: int) -> HttpResponse:
    release = get_object_or_404(Release.objects.only("check_of_id"), pk=release_id)
    if attempt(request, partial(scheduling.stop_release, request.user, release_id)):
        messages.success(request, _("Stopped: the check waits for an editor again."))
    return redirect("claims:review", release.check_of_id)


@act(SIGN)
def embargo(request: DeskRequest, check_id: int) -> HttpResponse:
    form = EmbargoForm(request.POST)
    if not form.is_valid():
        return draw_review(request, check_id, embargo_form=form)
    check = get_object_or_404(Check.objects.only("claim_id"), pk=check_id)
    until = form.cleaned_data["until"]
    if attempt(request, partial(scheduling.set_embargo, request.user, check.claim_id, until)):
        messages.success(request, _("The embargo is set.") if until else _("The embargo is lifted."))
    return redirect("claims:review", check_id)


@act(SIGN)
def send_back(request: DeskRequest, check_id: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return draw_review(request, check_id, form=form)
    comment = form.cleaned_data["comment"]
    both = "both" in request.POST
    send = editing.return_both if both else editing.return_check
    if attempt(request, partial(send, request.user, check_id, comment=comment), form):
        said = (
            _("Returned to both checkers, with your comment.")
            if both
            else _("Returned to its checker, with your comment.")
        )
        messages.success(request, said)
    return redirect("claims:editor")


@act(SIGN)
def reassign(request: DeskRequest, check_id: int) -> HttpResponse:
    form = ReassignForm(request.POST)
    if not form.is_valid():
        return draw_review(request, check_id, reassign_form=form)
    typed = form.cleaned_data
    given = {"checker_id": typed["checker"].pk, "comment": typed["comment"]}
    try:
        reassigning.reassign_check(request.user, check_id, **given)
    except Refused as refusal:
        for words in words_of(refusal):
            form.add_error(None, words)
        return draw_review(request, check_id, reassign_form=form)
    except WrongState:
        messages.error(request, stale_words())
        give_back(request, form)
        return redirect("claims:review", check_id)
    messages.success(request, _("Given to %(name)s, with your comment.") % {"name": typed["checker"]})
    return redirect("claims:editor")
