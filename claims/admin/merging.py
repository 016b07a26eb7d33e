"""Merging rows that are one: chosen in a list, asked about on a page of its own, done by a service."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.base import user_of
from claims.admin.lists import ListAdmin
from claims.services.merging import AT_MOST, merge, references_of
from claims.services.refusal import Refused
from claims.wording import sentence


class MergingAdmin(ListAdmin):
    """Rows that were merged are listed no more, and are no choice any more."""

    actions: Any = ("merge",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Their own page stays, with its history."""
        rows: QuerySet[Any] = super().get_queryset(request)
        one = request.resolver_match is not None and "object_id" in request.resolver_match.kwargs
        return rows if one else rows.filter(merged_into__isnull=True)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description=_("Merge: they are one"), permissions=["merge"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset.order_by("pk")[: AT_MOST + 1])
        if not 1 < len(rows) <= AT_MOST:
            self.message_user(request, _("Choose two or more, at most fifty."), messages.WARNING)
            return None
        into = request.POST.get("into", "")
        if not into.isdecimal():
            return self._ask(request, rows)
        try:
            stays = merge(user_of(request), self.model, into=int(into), ids=[row.pk for row in rows])
        except Refused as refusal:
            self.message_user(request, sentence(refusal.reason), messages.ERROR)
        else:
            self.message_user(request, _("Merged into %(name)s.") % {"name": stays}, messages.SUCCESS)
        return None

    def _ask(self, request: HttpRequest, rows: list[Any]) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge: they are one"),
            "opts": self.model._meta,
            "rows": rows,
            "references": references_of(rows),
        }
        return TemplateResponse(request, "admin/claims/merge.html", context)
