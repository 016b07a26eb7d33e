"""The page of work that waits for curators, and what it offers to do by one press."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from claims.admin.base import user_of
from claims.models import UnmatchedGroup, WikidataSuggestion
from claims.queries.to_do import MOST, counts, to_do
from claims.services.refusal import Refused
from claims.services.to_do import accept_suggestion, count_words, refuse_suggestions
from claims.wording import sentence

PAGE = "admin:claims_to_do"
TITLES = {
    "sources": _("Sources that fail"),
    "queues": _("Queues that nobody works on any more"),
    "unmatched": _("Claims that no indicator fits"),
    "indicators": _("Indicators without a working series"),
    "phrases": _("Phrases that never match"),
    "claimants": _("Claimants without a Wikidata id"),
    "outlets": _("Outlets without a feed"),
}


def to_do_urls(site: admin.AdminSite) -> list[URLPattern]:
    return [
        path("to-do/", site.admin_view(to_do_page), name="claims_to_do"),
        path("to-do/count/", site.admin_view(count_anew), name="claims_to_do_count"),
        path("to-do/wikidata/<int:suggestion_id>/", site.admin_view(accept), name="claims_to_do_accept"),
        path("to-do/nobody/<int:claimant_id>/", site.admin_view(nobody), name="claims_to_do_nobody"),
    ]


def to_do_page(request: HttpRequest) -> HttpResponse:
    _curator(request)
    numbers = counts()
    context = {
        **admin.site.each_context(request),
        "title": _("Work to do"),
        "sections": [
            {"kind": kind, "title": TITLES[kind], "number": numbers[kind], "rows": [_row(each) for each in rows[:MOST]]}
            for kind, rows in to_do().items()
        ],
    }
    return TemplateResponse(request, "admin/claims/to_do.html", context)


def _row(row: Any) -> dict[str, Any]:
    if isinstance(row, UnmatchedGroup):
        return {"row": row, "begin": begin_indicator(row)}
    meta = row._meta
    return {"row": row, "begin": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])}


def begin_indicator(group: UnmatchedGroup) -> str:
    """The form of a new indicator with the words and the unit of a group filled in."""
    given = {"name": group.words.capitalize(), "slug": slugify(group.words)[:60], "unit": group.unit}
    query = urlencode({**given, "phrase": group.words, "group": group.pk})
    return f"{reverse('admin:claims_indicator_add')}?{query}"


def accept(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    _curator(request, "POST")
    try:
        claimant = accept_suggestion(user_of(request), suggestion_id)
    except WikidataSuggestion.DoesNotExist:
        messages.warning(request, _("This suggestion is gone: somebody decided on it before."))
    except Refused as refusal:
        messages.error(request, sentence(refusal.reason))
    else:
        messages.success(request, _("%(name)s has its Wikidata id.") % {"name": claimant.name})
    return HttpResponseRedirect(reverse(PAGE))


def nobody(request: HttpRequest, claimant_id: int) -> HttpResponse:
    _curator(request, "POST")
    refuse_suggestions(user_of(request), claimant_id)
    return HttpResponseRedirect(reverse(PAGE))


def count_anew(request: HttpRequest) -> HttpResponse:
    """Count at once what is counted once an hour."""
    _curator(request, "POST")
    count_words()
    return HttpResponseRedirect(f"{reverse(PAGE)}#unmatched")


def _curator(request: HttpRequest, method: str = "") -> None:
    allowed = request.user.has_perm("claims.change_indicator") and request.user.has_perm("claims.change_claimant")
    if not allowed or (method and request.method != method):
        raise PermissionDenied


def index_with_work(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
    """The site's first page, with how much waits."""
    work = []
    if request.user.has_perm("claims.change_indicator"):
        work = [(TITLES[kind], number) for kind, number in counts().items() if number]
    shown = admin.AdminSite.index(admin.site, request, {**(extra_context or {}), "work": work})
    assert isinstance(shown, TemplateResponse)
    return shown
