"""The editor's part: what was submitted, and one check read, signed or returned."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from claims import queries
from claims.forms import CorrectionForm, ReturnForm, SignForm
from claims.queries.articles import findings_by_id
from claims.queries.second_opinion import checks_beside
from claims.services import editing
from claims.services.refusal import Refused
from claims.services.steps.second_checks import second_check_is_off
from claims.values import Reason
from claims.views.access import SIGN, DeskRequest, act, page
from claims.views.rows.concerned import of_record
from claims.views.rows.opinions import beside, waiting_shown
from claims.views.rows.record import record_shown
from claims.views.telling import attempt, stale_words, words_of
from claims.wording import sentence
from claims.wording.findings import finding_words
from claims.workflow import NotAllowed, WrongState


@page(SIGN)
def submitted(request: DeskRequest) -> HttpResponse:
    found = queries.submitted_checks(request.user, after=request.GET.get("after", ""))
    rows = waiting_shown(found.rows, checks_beside(found.rows), request.user.pk)
    return render(request, "editor/list.html", {"page": found, "rows": rows})


@page(SIGN)
def review(request: DeskRequest, check_id: int) -> HttpResponse:
    return _draw(request, check_id)


def _draw(
    request: DeskRequest, check_id: int, form: ReturnForm | None = None, sign_form: SignForm | None = None
) -> HttpResponse:
    view = queries.check_for_review(request.user, check_id)
    if view is None:
        raise Http404
    if view.hidden:
        raise NotAllowed("second_opinion")
    context = {
        "view": view,
        "check": view.check,
        "claim": view.claim,
        "shown": record_shown(view.record, findings_by_id(queries.mentioned_findings(view.record))),
        "news": [finding_words(finding) for finding in view.news],
        "asked": of_record(view.record, view.contacts),
        "unheard": sentence(Reason(view.unheard)) if view.unheard else "",
        "second_off": second_check_is_off(view.claim, view.check.rating),
        **beside(view.check, view.record, view.others),
        "why_not": sentence(view.why_not) if view.why_not else "",
        "sign_form": sign_form or _sign_form(view),
        "form": form or ReturnForm(),
    }
    return render(request, "editor/page.html", context, status=422 if form or sign_form else 200)


def _sign_form(view: queries.ReviewView) -> SignForm:
    """From the second version on with the kind of the correction, "rating" chosen where the rating changed."""
    initial = {"record_sha256": view.check.record_sha256}
    if view.last is None:
        return SignForm(initial=initial)
    return CorrectionForm(initial={**initial, "correction": "rating" if view.rating_changes else "update"})


@act(SIGN)
def sign(request: DeskRequest, check_id: int) -> HttpResponse:
    """Sign the record whose hash stands in the form, and no other."""
    form = (CorrectionForm if "correction" in request.POST else SignForm)(request.POST)
    if "record_sha256" in form.errors:
        messages.error(request, _("The hash of what was read is missing: open the page again."))
        return redirect("claims:review", check_id)
    if not form.is_valid():
        return _draw(request, check_id, sign_form=form)
    try:
        verdict = editing.sign_check(request.user, check_id, **form.cleaned_data)
    except Refused as refusal:
        for words in words_of(refusal):
            messages.error(request, words)
        return redirect("claims:review", check_id)
    except WrongState:
        messages.error(request, stale_words())
        return redirect("claims:review", check_id)
    published = verdict.publication
    address = reverse("claims:verdict", args=[published.public_id, published.slug])
    messages.success(request, format_html(_('Signed and published: <a href="{}">see the page</a>.'), address))
    return redirect("claims:editor")


@act(SIGN)
def send_back(request: DeskRequest, check_id: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _draw(request, check_id, form)
    comment = form.cleaned_data["comment"]
    both = "both" in request.POST
    give_back = editing.return_both if both else editing.return_check
    if attempt(request, partial(give_back, request.user, check_id, comment=comment)):
        said = (
            _("Returned to both checkers, with your comment.")
            if both
            else _("Returned to its checker, with your comment.")
        )
        messages.success(request, said)
    return redirect("claims:editor")
