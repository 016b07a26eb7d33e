"""Claims, proposals and findings: written by the desk, read here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.base import ShownAdmin, ShownInline, user_of
from claims.models import Appearance, Claim, Finding, ModelRequest, Proposal, Reading
from claims.queries.second_opinion import hidden_claims


class ReadingInline(ShownInline):
    model = Reading
    fields: ClassVar[Any] = ("number", "by", "program", "structure", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


class UnnamedReadingInline(ReadingInline):
    """For who gives a second opinion: without the name of who mended it."""

    fields: ClassVar[Any] = ("number", "program", "structure", "at")


class AppearanceInline(ShownInline):
    model = Appearance
    fields = ("version", "start", "end", "part", "status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("version")


@admin.register(Claim)
class ClaimAdmin(ShownAdmin):
    list_display = ("sentence", "state", "queue", "indicator", "place", "worthiness", "summary")
    list_filter = ("state", "queue", "indicator")
    list_select_related = ("queue", "indicator")
    search_claims = "pk"
    search_help_text = _("Words of the sentence.")
    sortable_by = ()
    inlines = (AppearanceInline, ReadingInline)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """In the order of an index: those of one state by when they came into it."""
        return ("-state_at", "-id") if "state__exact" in request.GET else ("-id",)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = obj is not None and hidden_claims(user_of(request)).filter(pk=obj.pk).exists()
        return (AppearanceInline, UnnamedReadingInline) if hidden else self.inlines


@admin.register(ModelRequest)
class ModelRequestAdmin(ShownAdmin):
    list_display = ("id", "version", "start", "end", "state", "attempts", "model_name")
    list_filter = ("state", "model_name")
    list_select_related = ("version",)
    search_fields = ("version__article__title",)


@admin.register(Proposal)
class ProposalAdmin(ShownAdmin):
    list_display = ("sentence", "model_name", "state", "wording", "claim", "decided_by", "decided_at")
    list_filter = ("state", "model_name")
    list_select_related = ("claim", "decided_by")
    search_fields = ("sentence", "wording")


@admin.register(Finding)
class FindingAdmin(ShownAdmin):
    list_display = ("id", "claim", "series", "as_of", "relation", "at", "superseded_at")
    list_filter = ("relation", "as_of")
    list_select_related = ("claim", "series")
    search_claims = "claim"
    search_exact = ("id",)
    sortable_by = ()
