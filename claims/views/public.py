"""What readers see without a log-in: the newest verdicts, and each verdict with all that it rests on."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from claims import queries
from claims.publishing.claim_review import Publisher, claim_review, json_ld
from claims.queries.articles import findings_by_id
from claims.queries.concerned import contact_entries
from claims.services.first_use import is_new
from claims.views.rows.concerned import of_record
from claims.views.rows.record import card_of, record_shown
from claims.views.rows.withholding import for_readers


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    found = queries.newest_publications(after=request.GET.get("after", ""))
    if not found.rows and is_new():
        return redirect("claims:first_use")
    context = {"page": found, "cards": [card_of(publication) for publication in found.rows]}
    return render(request, "public/home.html", context)


@require_safe
def verdict(request: HttpRequest, public_id: str, slug: str | None = None) -> HttpResponse:
    """The page of a verdict; an old or mistyped slug leads to the right address, a withdrawn one says so
    with 410."""
    view = queries.public_verdict(public_id)
    if view is None:
        raise Http404
    address = reverse("claims:verdict", args=[public_id, view.publication.slug])
    if slug != view.publication.slug:
        return redirect(address, permanent=True)
    return _draw(request, view, address)


@require_safe
def version(request: HttpRequest, public_id: str, number: str, slug: str | None = None) -> HttpResponse:
    """An older version of a verdict as it was signed, under a word that a newer one stands in its place."""
    view = queries.public_verdict(public_id, int(number))
    if view is None:
        raise Http404
    address = reverse("claims:verdict", args=[public_id, view.publication.slug])
    if not view.replaced:
        return redirect(address)
    return _draw(request, view, address)


def _draw(request: HttpRequest, view: queries.PublicView, address: str) -> HttpResponse:
    findings = findings_by_id(queries.mentioned_findings(view.record))
    context = {
        "view": view,
        "verdict": view.verdict,
        "shown": record_shown(for_readers(view.record, findings), findings),
        "asked": of_record(view.record, contact_entries(view.publication.claim_id), view.verdict.without_reply),
        "json_ld": "" if view.withdrawn or view.replaced else _json_ld(view, address),
        "address": settings.PUBLIC_BASE + address,
    }
    return render(request, "public/verdict.html", context, status=410 if view.withdrawn else 200)


def _json_ld(view: queries.PublicView, address: str) -> str:
    data = claim_review(
        view.record,
        address=settings.PUBLIC_BASE + address,
        published_on=timezone.localdate(view.verdict.signed_at),
        publisher=Publisher(settings.DESK_NAME, settings.PUBLIC_BASE + "/"),
        version=view.verdict.number,
    )
    return mark_safe(json_ld(data)) if data else ""
