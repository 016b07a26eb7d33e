"""Articles and what was pulled from them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from claims.queries.articles import article_for_page, newest_articles
from claims.queries.proposals import proposals_of
from claims.views.access import VIEW_DESK, DeskRequest, page
from claims.views.rows.article import Span, paragraphs
from claims.views.rows.proposals import proposals_shown


@page(VIEW_DESK)
def articles(request: DeskRequest) -> HttpResponse:
    found = newest_articles(after=request.GET.get("after", ""))
    return render(request, "articles/list.html", {"page": found})


@page(VIEW_DESK)
def article(request: DeskRequest, article_id: int) -> HttpResponse:
    view = article_for_page(article_id)
    if view is None:
        raise Http404
    spans = [Span(each.start, each.end, each.claim_id, each.claim.state) for each in view.appearances]
    proposals = proposals_shown(proposals_of(view.version), text_was_read=not view.reading_waits)
    context = {
        "view": view,
        "article": view.article,
        "paragraphs": paragraphs(view.version.text, spans),
        "proposals": proposals,
    }
    return render(request, "articles/page.html", context)
