"""The desk: queues, the next claim, what was put aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import queries
from claims.forms import SearchForm
from claims.models import DeskAction, DismissReason, Queue
from claims.queries.articles import put_aside, sentences_left_aside
from claims.queries.paging import COUNT_LIMIT
from claims.queries.sorted_claims import not_reached_lately
from claims.services import desk
from claims.services.steps.second_checks import has_two_checkers
from claims.views.access import CHECK, VIEW_DESK, DeskRequest, act, page


@page(VIEW_DESK)
def queues(request: DeskRequest) -> HttpResponse:
    held = queries.held_by(request.user)
    context = {
        "rows": queries.queues_of(request.user, held),
        "held": held,
        "handed": queries.handed_to(request.user),
        "returned": queries.my_returned(request.user),
        "come_back": queries.come_back(),
        "undo": queries.undoable(request.user),
        "counted": queries.COUNTED,
    }
    return render(request, "desk/queues.html", context)


@act(CHECK)
def take_next(request: DeskRequest, slug: str = "") -> HttpResponse:
    """Lease the best claim of one queue, or of all of mine, and open it."""
    queue = get_object_or_404(Queue, slug=slug) if slug else None
    offered = desk.next_claim(request.user, queue)
    if offered.claim_id is not None:
        return to_claim(offered.claim_id)
    messages.info(request, _why_none(offered))
    return redirect("claims:queue", slug) if slug else redirect("claims:desk")


def _why_none(offered: desk.NextClaim) -> str:
    if offered.held_by_others:
        return _("Everything that waits is in other hands now. Try again in a few minutes.")
    if offered.not_for_you:
        return _("What waits here you have skipped, postponed, checked or signed, or you declared an interest in it.")
    return _("Nothing waits here: the queue is empty.")


def to_claim(claim_id: int) -> HttpResponse:
    """The claim's page with the focus on the claim."""
    return redirect(reverse("claims:claim", args=[claim_id]) + "#claim-title")


def offer_next(request: DeskRequest) -> HttpResponse:
    """The next claim for who is done with one; the desk where there is none."""
    offered = desk.next_claim(request.user, noted=DeskAction.Kind.OFFERED)
    if offered.claim_id is None:
        return redirect("claims:desk")
    messages.info(request, _("This is your next claim. Let it go if you are done for now."))
    return to_claim(offered.claim_id)


@page(VIEW_DESK)
def queue(request: DeskRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Queue, slug=slug)
    claims = queries.waiting_claims(request.user, shown, after=request.GET.get("after", ""))
    context = {
        "queue": shown,
        "page": claims,
        "now": timezone.now(),
        "user_id": request.user.pk,
        "second_off": shown.checks_required > 1 and not has_two_checkers(),
    }
    return render(request, "desk/queue.html", context)


@page(VIEW_DESK)
def aside(request: DeskRequest) -> HttpResponse:
    """What was put aside, searched by words of its sentence."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    reason = request.GET.get("reason", "")
    reason = reason if reason in DismissReason.values else ""
    found = put_aside(words=words, after=request.GET.get("after", ""), reason=reason)
    context = {
        "page": found,
        "form": form,
        "query": words,
        "reason": reason,
        "reason_words": DismissReason(reason).label if reason else "",
        "not_reached": not_reached_lately(),
        "counted": COUNT_LIMIT,
    }
    return render(request, "desk/aside.html", context)


@page(VIEW_DESK)
def left_aside(request: DeskRequest) -> HttpResponse:
    """The sentences of which the program made no claim, with the rule that said so."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = sentences_left_aside(words=words, after=request.GET.get("after", ""))
    return render(request, "desk/left_aside.html", {"page": found, "form": form, "query": words})
