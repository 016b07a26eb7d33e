"""Claims, proposals and findings: written by the desk, read here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.base import ShownAdmin, ShownInline, user_of
from claims.models import Appearance, Claim, Finding, ModelRequest, Proposal, Reading
from claims.queries.second_opinion import hidden_claims
from claims.services.refusal import Refused
from claims.services.sorting_again import AT_MOST, KEEPING_RULES, sort_again
from claims.wording import sentence


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
    list_filter = ("state", "reason", "queue", "indicator")
    list_select_related = ("queue", "indicator")
    search_fields = ("sentence", "article__title", "claimant__name")
    inlines = (AppearanceInline, ReadingInline)
    actions = ("sort_again",)

    def has_sort_again_permission(self, request: HttpRequest) -> bool:
        return user_of(request).has_perm(KEEPING_RULES)

    @admin.action(description=_("Queue again, by the rules as they are now"), permissions=["sort_again"])
    def sort_again(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        try:
            found = sort_again(user_of(request), queryset.values_list("pk", flat=True)[: AT_MOST + 1])
        except Refused as refusal:
            for problem in refusal.problems:
                self.message_user(request, sentence(problem), messages.ERROR)
            return
        told = ngettext("%(number)d claim was queued again.", "%(number)d claims were queued again.", found.done)
        self.message_user(request, told % {"number": found.done}, messages.SUCCESS)
        if found.left:
            left = ngettext(
                "%(number)d was left: somebody works on it, or a person put it aside.",
                "%(number)d were left: somebody works on them, or a person put them aside.",
                found.left,
            )
            self.message_user(request, left % {"number": found.left}, messages.WARNING)

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
    search_fields = ("claim__sentence", "series__name", "series__code")
