"""What came in by feeds: what was pulled, what was left aside, what failed, and trying it again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from claims.models import Feed
from claims.queries.feeds import Shown, items_of_feeds, outlets_with_feeds, polls_of_feeds, troubles
from claims.queries.paging import Page
from claims.services.feeds import poll_now, retry_item
from claims.tasks import ring_hosts
from claims.views.access import TAKE_IN, WATCH, DeskRequest, act, page
from claims.views.feed_forms import LogForm
from claims.views.rows.feeds import ItemRow, PollRow, item_row, poll_row, trouble_row
from claims.views.telling import attempt

POLLS = "polls"


@page(TAKE_IN)
def log(request: DeskRequest) -> HttpResponse:
    """What feeds named, or what their polls said, the newest first."""
    polls = request.GET.get("view") == POLLS
    form = LogForm(request.GET, outlets=outlets_with_feeds(), polls=polls)
    after = _number(request.GET.get("after", ""))
    found = _polls(form, after) if polls else _items(form, after)
    view = {"view": POLLS} if polls else {}
    context = {
        "rows": found.rows,
        "view": POLLS if polls else "",
        "form": form,
        "filtered": bool(form.asked),
        "troubles": [] if after else [trouble_row(each) for each in troubles()],
        "next": urlencode({**view, **form.asked, "after": found.after}) if found.after else "",
        "here": request.get_full_path(),
    }
    return render(request, "feeds/log.html", context)


def _items(form: LogForm, after: int | None) -> Page[ItemRow] | Page[PollRow]:
    found = items_of_feeds(shown=form.shown_now, outlet_id=form.outlet_id, after=after)
    return Page([item_row(each) for each in found.rows], found.after)


def _polls(form: LogForm, after: int | None) -> Page[ItemRow] | Page[PollRow]:
    found = polls_of_feeds(failed=form.shown_now == Shown.FAILED, outlet_id=form.outlet_id, after=after)
    return Page([poll_row(each) for each in found.rows], found.after)


@act(TAKE_IN)
def retry(request: DeskRequest, item_id: int) -> HttpResponse:
    def use_case() -> None:
        ring_hosts([retry_item(request.user, item_id)])

    if attempt(request, use_case):
        messages.success(request, _("It is fetched again."))
    return _back(request)


@act(WATCH)
def poll(request: DeskRequest, feed_id: int) -> HttpResponse:
    """Poll a feed now, whenever its turn would have come."""
    feed = Feed.objects.get(pk=feed_id)
    hosts = poll_now(request.user, [feed_id])
    ring_hosts(hosts)
    if hosts:
        messages.success(request, _("%(feed)s is polled now.") % {"feed": feed})
    else:
        messages.error(request, _("%(feed)s is switched off: switch it on under Tables first.") % {"feed": feed})
    return _back(request)


def _back(request: DeskRequest) -> HttpResponse:
    """To the page as it was filtered."""
    given = request.POST.get("back", "")
    own = url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/desk/intake/log/")
    return redirect(given if own else "claims:intake_log")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
