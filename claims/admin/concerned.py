"""The desk's words on asking, and the log of those who were asked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims.admin.base import CuratedAdmin, ShownAdmin, user_of
from claims.models import ContactEntry, OpinionPair, Policy, SingleCheck
from claims.queries.second_opinion import hidden_claims


@admin.register(Policy)
class PolicyAdmin(CuratedAdmin):
    list_display = ("title", "slug")
    search_fields = ("title", "text")
    fields = ("title", "text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each is shown at a place of its own, which is of the program."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ContactEntry)
class ContactEntryAdmin(ShownAdmin):
    list_display = ("claim", "number", "kind", "role", "name", "at")
    list_filter = ("kind", "role")
    list_select_related = ("claim",)
    search_claims = "claim"

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = obj is not None and hidden_claims(user_of(request)).filter(pk=obj.claim_id).exists()
        return ("by",) if hidden else None


@admin.register(OpinionPair)
class OpinionPairAdmin(ShownAdmin):
    """Whose checks they were stands on the checks."""

    list_display = ("claim", "queue", "first_rating", "second_rating", "at")
    list_filter = ("queue",)
    list_select_related = ("claim", "queue", "first_rating", "second_rating")
    search_claims = "claim"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).exclude(claim__in=hidden_claims(user_of(request)))


@admin.register(SingleCheck)
class SingleCheckAdmin(ShownAdmin):
    list_display = ("claim", "by", "reason", "at")
    list_select_related = ("claim", "by")
    search_fields = ("claim__sentence", "reason")
