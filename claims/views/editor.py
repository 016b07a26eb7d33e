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
from claims.forms import ReturnForm, SignForm
from claims.queries.articles import findings_by_id
from claims.services import editing
from claims.services.refusal import Refused
from claims.views.access import SIGN, DeskRequest, act, page
from claims.views.rows.record import record_shown
from claims.views.telling import attempt, stale_words, words_of
from claims.wording import sentence
from claims.wording.findings import finding_words
from claims.workflow import WrongState


@page(SIGN)
def submitted(request: DeskRequest) -> HttpResponse:
    found = queries.submitted_checks(request.user, after=request.GET.get("after", ""))
    return render(request, "editor/list.html", {"page": found, "user_id": request.user.pk})


@page(SIGN)
def review(request: DeskRequest, check_id: int) -> HttpResponse:
    return _draw(request, check_id)


def _draw(request: DeskRequest, check_id: int, form: ReturnForm | None = None) -> HttpResponse:
    view = queries.check_for_review(request.user, check_id)
    if view is None:
        raise Http404
    context = {
        "view": view,
        "check": view.check,
        "claim": view.claim,
        "shown": record_shown(view.record, findings_by_id(queries.mentioned_findings(view.record))),
        "news": [finding_words(finding) for finding in view.news],
        "why_not": sentence(view.why_not) if view.why_not else "",
        "sign_form": SignForm(initial={"record_sha256": view.check.record_sha256}),
        "form": form or ReturnForm(),
    }
    return render(request, "editor/page.html", context, status=422 if form else 200)


@act(SIGN)
def sign(request: DeskRequest, check_id: int) -> HttpResponse:
    """Sign the record whose hash stands in the form, and no other."""
    form = SignForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The hash of what was read is missing: open the page again."))
        return redirect("claims:review", check_id)
    digest = form.cleaned_data["record_sha256"]
    try:
        verdict = editing.sign_check(request.user, check_id, record_sha256=digest)
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
    if attempt(request, partial(editing.return_check, request.user, check_id, comment=comment)):
        messages.success(request, _("Returned to its checker, with your comment."))
    return redirect("claims:editor")
