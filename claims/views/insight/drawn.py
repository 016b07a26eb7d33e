"""The weekly draw of what nobody read, for a person to look at."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims.models import Drawn
from claims.queries.insight import newest_draws
from claims.services import desk, drawing, sentences
from claims.tasks import ring_lookups
from claims.views.access import CHECK, VIEW_DESK, DeskRequest, act, page
from claims.views.insight.pages import Head, draw
from claims.views.telling import attempt


@page(VIEW_DESK)
def show_drawn(request: DeskRequest) -> HttpResponse:
    draws = newest_draws()
    for each in draws:
        each.told = Counter(row.judged for row in each.shown)  # type: ignore[attr-defined]
    lead = _(
        "Each week twenty are drawn of the sentences and claims that the program put aside and nobody read. What "
        "people say of them tells how much is missed."
    )
    return draw(request, Head("insight_drawn", _("Drawn unread"), lead), None, [], draws=draws)


@act(CHECK)
def judge(request: DeskRequest, drawn_id: int) -> HttpResponse:
    """Rightly left aside, or missed: then it is pulled in first."""
    row = Drawn.objects.get(pk=drawn_id)
    missed = request.POST.get("judged") == Drawn.Judged.MISSED
    if missed and row.judged == Drawn.Judged.OPEN:
        attempt(request, lambda: _pull_in(request, row))
    judged = Drawn.Judged.MISSED if missed else Drawn.Judged.RIGHT
    if attempt(request, lambda: drawing.judge(request.user, drawn_id, judged)):
        messages.success(request, _("Noted as missed.") if missed else _("Noted as rightly left aside."))
    return redirect("claims:insight_drawn")


def _pull_in(request: DeskRequest, row: Drawn) -> None:
    if row.claim_id is not None:
        desk.take_up_claim(request.user, row.claim_id)
        return
    if row.version_id is not None:
        ring_lookups(sentences.pull_in(request.user, row.version_id, start=row.start, end=row.end).series_ids)
