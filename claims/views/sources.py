"""The sources, as those see them who watch over them: how each fares, and trying one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.queries.sources import watched_sources
from claims.services.sources import try_source
from claims.views.access import WATCH, DeskRequest, act, page
from claims.wording import sentence


@page(WATCH)
def watched(request: DeskRequest) -> HttpResponse:
    return render(request, "sources/list.html", {"sources": watched_sources()})


@act(WATCH)
def try_it(request: DeskRequest, source_id: int) -> HttpResponse:
    """Ask a source its known question and tell what came back."""
    tried = try_source(request.user, source_id)
    tell = messages.success if tried.well else messages.error
    tell(request, f"{tried.source.name}: {sentence(tried.reason)}")
    return redirect(f"{reverse('claims:sources')}#source-{source_id}")
