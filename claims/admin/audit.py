"""The audit log and its seals, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.base import ShownAdmin, user_of
from claims.models import AuditEvent, AuditSeal, Check, ContactEntry, Evidence, User
from claims.queries.second_opinion import hidden_claims


class ObjectFilter(admin.SimpleListFilter):
    """By the tables of the desk: which of them the log has is not asked of its every row."""

    title = _("object type")
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        tables = {model._meta.model_name or "": str(model._meta.verbose_name) for model in admin.site._registry}
        return sorted(tables.items(), key=lambda table: table[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ShownAdmin):
    list_display = ("at", "action", "object_type", "object_id", "actor", "payload")
    list_filter = (ObjectFilter,)
    search_exact = ("object_id",)
    search_words = _("A table and a number, as in claim 17; a number alone is a claim's.")
    ordering = ("-id",)
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        name = User.objects.filter(pk=OuterRef("actor_id")).values("username")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(actor_name=Subquery(name[:1]))
        return rows.exclude(_hidden(user_of(request)))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        table, _space, number = search_term.strip().casefold().rpartition(" ")
        if not search_term.strip():
            return queryset, False
        if not (number.isascii() and number.isdecimal() and len(number) < 16):
            return queryset.none(), False
        return queryset.filter(object_type=table.replace(" ", "") or "claim", object_id=int(number)), False

    @admin.display(description=_("actor"), ordering="actor_id")
    def actor(self, event: Any) -> str:
        """An event outlives its actor, and the program has no name."""
        return event.actor_name or (str(event.actor_id) if event.actor_id else str(_("the program")))


def _hidden(user: User) -> Q:
    """What others did on claims of which this person gives a second opinion, or could."""
    claims = hidden_claims(user)
    rows: Mapping[str, QuerySet[Any]] = {
        "claim": claims,
        "check": Check.objects.filter(claim__in=claims),
        "evidence": Evidence.objects.filter(claim__in=claims),
        "contactentry": ContactEntry.objects.filter(claim__in=claims),
    }
    told = Q(pk__in=[])
    for name, hidden in rows.items():
        told |= Q(Exists(hidden.filter(pk=OuterRef("object_id"))), object_type=name)
    return told & ~Q(actor_id__in=[0, user.pk])


@admin.register(AuditSeal)
class AuditSealAdmin(ShownAdmin):
    list_display = ("number", "event_id", "sha256")
    search_fields = ("sha256",)
    ordering = ("-number",)
