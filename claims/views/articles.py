"""Articles, what was pulled from them, and what a person pulls in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims.forms import NewTextForm, PullInForm
from claims.models import ArticleVersion
from claims.queries.articles import article_for_page, newest_articles
from claims.queries.proposals import proposals_of
from claims.services import sentences
from claims.services.extract import unread
from claims.services.intake import receive_version
from claims.services.refusal import Refused
from claims.tasks import read_text, ring_lookups
from claims.views.access import CHECK, TAKE_IN, VIEW_DESK, DeskRequest, act, page
from claims.views.rows.article import Span, marked_text
from claims.views.rows.proposals import proposals_shown
from claims.views.telling import words_of
from claims.wording import sentence


@page(VIEW_DESK)
def articles(request: DeskRequest) -> HttpResponse:
    found = newest_articles(after=request.GET.get("after", ""))
    return render(request, "articles/list.html", {"page": found})


@page(VIEW_DESK)
def article(request: DeskRequest, article_id: int) -> HttpResponse:
    return _draw(request, article_id, NewTextForm())


def _draw(request: DeskRequest, article_id: int, form: NewTextForm) -> HttpResponse:
    begin = request.GET.get("from", "")
    view = article_for_page(article_id, begin=int(begin) if begin.isascii() and begin.isdigit() else 0)
    if view is None:
        raise Http404
    spans = [Span(each.start, each.end, each.claim_id, each.claim.state) for each in view.appearances]
    reason = unread(view.article)
    proposals = proposals_shown(proposals_of(view.version), text_was_read=not view.reading_waits)
    context = {
        "view": view,
        "article": view.article,
        "text": marked_text(view.version.text, spans),
        "proposals": proposals,
        "new_text": form,
        "unread": sentence(reason) if reason else "",
    }
    return render(request, "articles/page.html", context, status=422 if form.is_bound else 200)


@act(TAKE_IN)
def new_text(request: DeskRequest, article_id: int) -> HttpResponse:
    """What the text of an article was changed to: a new version, read like the first."""
    form = NewTextForm(request.POST)
    if not form.is_valid():
        return _draw(request, article_id, form)
    try:
        received = receive_version(article_id, text=form.cleaned_data["text"], actor=request.user)
    except Refused as refusal:
        for problem in words_of(refusal):
            form.add_error("text", problem)
        return _draw(request, article_id, form)
    read_text(received.version_id)
    messages.success(request, _("The new text is in force. Its claims were carried over from the one before."))
    return redirect("claims:article", article_id)


@act(CHECK)
def pull_in(request: DeskRequest, version_id: int) -> HttpResponse:
    """Make a claim of a sentence that is none yet, and open it."""
    article_id = ArticleVersion.objects.values_list("article_id", flat=True).get(pk=version_id)
    form = PullInForm(request.POST)
    start, end = form.span() if form.is_valid() else (0, 0)
    try:
        pulled = sentences.pull_in(request.user, version_id, start=start, end=end)
    except Refused as refusal:
        for problem in words_of(refusal):
            messages.error(request, problem)
        return redirect("claims:article", article_id)
    ring_lookups(pulled.series_ids)
    messages.success(request, _pulled_words(pulled))
    return redirect("claims:claim", pulled.claim_id)


def _pulled_words(pulled: sentences.PulledIn) -> str:
    if not pulled.new:
        return _("This sentence is a claim of the desk already: here it is.")
    return _("Pulled in: the sentence is a claim now and waits in its queue. Look at how it was understood.")
