"""What is said of a check at the desk: comments, and third looks that are asked for and answered."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.editing_forms import AnswerForm, CommentForm, LookForm
from claims.models import ThirdLook
from claims.publishing.record import parse_record
from claims.queries import cited_findings
from claims.queries.articles import findings_by_id
from claims.queries.remarks import third_looks_of
from claims.services import comments, third_looks
from claims.services.refusal import Refused
from claims.views.access import CHECK, SIGN, VIEW_DESK, DeskRequest, act, form_page, page
from claims.views.beside import beside_the_draft
from claims.views.editor import draw_review
from claims.views.rows.record import record_shown
from claims.views.telling import attempt, give_back, stale_words, words_of
from claims.workflow import NotAllowed, WrongState


@act(SIGN)
def comment(request: DeskRequest, check_id: int) -> HttpResponse:
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            made = comments.add_comment(request.user, check_id, **form.cleaned_data)
        except Refused as refusal:
            for words in words_of(refusal):
                form.add_error(None, words)
        except WrongState:
            messages.error(request, stale_words())
            give_back(request, form)
            return redirect("claims:review", check_id)
        else:
            return redirect(reverse("claims:review", args=[check_id]) + f"#comment-{made.pk}")
    return draw_review(request, check_id, comment_form=form)


@act(SIGN)
def settle(request: DeskRequest, check_id: int, comment_id: int) -> HttpResponse:
    """An editor marks a comment as resolved, or as open again."""
    comments.settle_comment(request.user, comment_id, resolved=_resolved(request))
    return redirect(reverse("claims:review", args=[check_id]) + f"#comment-{comment_id}")


@act(CHECK)
def settle_own(request: DeskRequest, claim_id: int, comment_id: int) -> HttpResponse:
    """A checker does so on their own check. The button stands in its form: what was typed is kept first."""
    step = partial(comments.settle_comment, request.user, comment_id, resolved=_resolved(request))
    return beside_the_draft(request, claim_id, step, anchor=f"comment-{comment_id}")


def _resolved(request: DeskRequest) -> bool:
    return request.POST.get("resolved") != "no"


@act(SIGN)
def ask(request: DeskRequest, check_id: int) -> HttpResponse:
    """Ask somebody for a third look."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return draw_review(request, check_id, look_form=form)
    typed = form.cleaned_data
    asked = {"kind": typed["kind"], "person_id": typed["person"].pk, "question": typed["question"]}
    try:
        third_looks.ask_third_look(request.user, check_id, **asked)
    except Refused as refusal:
        for words in words_of(refusal):
            form.add_error(None, words)
        return draw_review(request, check_id, look_form=form)
    except WrongState:
        messages.error(request, stale_words())
        give_back(request, form)
    else:
        messages.success(request, _("%(name)s is asked.") % {"name": typed["person"]})
    return redirect("claims:review", check_id)


@page(VIEW_DESK)
def looks(request: DeskRequest) -> HttpResponse:
    """What was asked of who is logged in."""
    found = third_looks_of(request.user, after=request.GET.get("after", ""))
    return render(request, "editor/looks.html", {"page": found})


@form_page(VIEW_DESK)
def look(request: DeskRequest, look_id: int) -> HttpResponse:
    """A third look, for who was asked and for editors: the record, the question, and the answer."""
    asked = get_object_or_404(ThirdLook.objects.select_related("check_of", "person", "asked_by"), pk=look_id)
    if asked.person_id != request.user.pk and not request.user.has_perm(SIGN):
        raise NotAllowed
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        if attempt(request, partial(third_looks.answer_third_look, request.user, look_id, answer=answer), form):
            messages.success(request, _("Kept. The editors see it beside the check."))
        return redirect("claims:look", look_id)
    record = parse_record(asked.check_of.record)
    context = {
        "look": asked,
        "may_answer": asked.person_id == request.user.pk and asked.answered_at is None,
        "form": form,
        "shown": record_shown(record, findings_by_id(cited_findings(record))),
    }
    return render(request, "editor/look.html", context, status=422 if form.is_bound else 200)
