"""The editor's board: claims by where they stand, filtered by what the address says."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from claims.editing_forms import BoardForm
from claims.queries.board import SUBMITTED, VIEWS, board, board_choices
from claims.views.access import SIGN, DeskRequest, page

TITLES = {
    "submitted": _("To be signed"),
    "returned": _("Returned"),
    "published": _("Published"),
    "reopened": _("Reopened"),
    "overdue": _("Overdue"),
    "waiting": _("Waiting"),
}
LEADS = {
    "submitted": _("Checks that wait for an editor, the longest waiting first."),
    "returned": _("Checks that went back to a checker, the longest waiting first."),
    "published": _("Verdicts that are out, the newest first."),
    "reopened": _("Claims that came back after publication, the longest waiting first."),
    "overdue": _("Claims beyond the target of their queue that have no verdict in force, the latest first."),
    "waiting": _("Claims that wait for a checker, the longest waiting first."),
}
EMPTY = {
    "submitted": _("Nothing waits to be signed."),
    "returned": _("Nothing is on its way back."),
    "published": _("No verdict is out."),
    "reopened": _("Nothing came back."),
    "overdue": _("Nothing is overdue."),
    "waiting": _("No claim waits."),
}


@page(SIGN)
def show(request: DeskRequest) -> HttpResponse:
    view = request.GET.get("view", "")
    view = view if view in VIEWS else SUBMITTED
    form = BoardForm(request.GET)
    filters = form.filters()
    choices = board_choices()
    form.offer(choices)
    shown = board(request.user, view, filters, after=request.GET.get("after", ""))
    asked = {name: value for name in form.fields if (value := request.GET.get(name, "").strip())}
    context = {
        "view": view,
        "title": TITLES[view],
        "lead": LEADS[view],
        "empty": EMPTY[view],
        "ways": [(name, TITLES[name], shown.counts[name], urlencode({"view": name, **asked})) for name in VIEWS],
        "form": form,
        "unattended": [queue for queue in choices.queues if getattr(queue, "unattended", False)],
        "filtered": bool(filters),
        "page": shown.page,
        "here": urlencode({"view": view, **asked}),
        "next": urlencode({"view": view, **asked, "after": shown.page.after}),
        "user_id": request.user.pk,
    }
    return render(request, "editor/board.html", context)
