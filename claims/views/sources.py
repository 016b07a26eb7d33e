"""The sources, as those see them who watch over them: how each fares, and trying one."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.queries.sources import sources_on, watched_sources
from claims.services.sources import try_source
from claims.tasks import ring_trials
from claims.views.access import WATCH, DeskRequest, act, page
from claims.wording import sentence

ASKED_AT_MOST = 120  # seconds for which the page looks again by itself after all sources were asked


@page(WATCH)
def watched(request: DeskRequest) -> HttpResponse:
    """How the sources fare; with `asked`, a time in seconds, also which of them have not answered since."""
    sources = list(watched_sources())
    asked = _asked(request)
    waiting = [source for source in sources if source.active and asked and not _answered(source, asked)]
    context = {"sources": sources, "waiting": waiting, "asked": request.GET.get("asked", "")}
    return render(request, "sources/list.html", context)


def _asked(request: DeskRequest) -> datetime | None:
    """When all sources were asked, where that is not too long ago to wait for them."""
    text = request.GET.get("asked", "")
    if not text.isdecimal() or not 0 <= time.time() - int(text[:12]) <= ASKED_AT_MOST:
        return None
    return datetime.fromtimestamp(int(text), UTC)


def _answered(source: Any, since: datetime) -> bool:
    """One whose host is left alone for now is not asked, so nobody waits for it."""
    if source.closed_until is not None:
        return True
    return any(at is not None and at >= since for at in (source.last_success_at, source.last_error_at))


@act(WATCH)
def try_all(request: DeskRequest) -> HttpResponse:
    """Have the workers ask every source that is on its known question; the page shows what comes."""
    now = int(time.time())
    chosen = sources_on()
    if not chosen:
        messages.error(request, _("No source is on: tick some in the starter packs, or switch them on in the tables."))
        return _back(request)
    if not ring_trials(request.user, chosen):
        messages.error(request, _("No worker could be told to ask them: the broker is away. Try them one by one."))
        return _back(request)
    return _back(request, asked=str(now))


@act(WATCH)
def try_it(request: DeskRequest, source_id: int) -> HttpResponse:
    """Ask a source its known question and tell what came back."""
    tried = try_source(request.user, source_id)
    tell = messages.success if tried.well else messages.error
    tell(request, f"{tried.source.name}: {sentence(tried.reason)}")
    return _back(request, place=f"#source-{source_id}")


def _back(request: DeskRequest, *, asked: str = "", place: str = "") -> HttpResponse:
    """To the page, which stays a step of the first day where it was one."""
    kept = {"asked": asked, "first": "1" if request.POST.get("first") else ""}
    query = urlencode({name: value for name, value in kept.items() if value})
    return redirect(f"{reverse('claims:sources')}{query and '?'}{query}{place}")
