"""The audit log and its seals, to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.base import ShownAdmin, user_of
from claims.models import AuditEvent, AuditSeal, Check, ContactEntry, Evidence, User
from claims.queries.second_opinion import hidden_claims


@admin.register(AuditEvent)
class AuditEventAdmin(ShownAdmin):
    list_display = ("at", "action", "object_type", "object_id", "actor", "payload")
    list_filter = ("object_type",)
    search_fields = ("action", "object_type")
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        name = User.objects.filter(pk=OuterRef("actor_id")).values("username")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(actor_name=Subquery(name[:1]))
        return rows.exclude(_hidden(user_of(request)))

    @admin.display(description=_("actor"), ordering="actor_id")
    def actor(self, event: Any) -> str:
        """An event outlives its actor, and the program has no name."""
        return event.actor_name or (str(event.actor_id) if event.actor_id else str(_("the program")))


def _hidden(user: User) -> Q:
    """What others did on claims of which this person gives a second opinion, or could."""
    claims = hidden_claims(user).values("pk")
    rows: Mapping[str, QuerySet[Any]] = {
        "claim": claims,
        "check": Check.objects.filter(claim__in=claims).values("pk"),
        "evidence": Evidence.objects.filter(claim__in=claims).values("pk"),
        "contactentry": ContactEntry.objects.filter(claim__in=claims).values("pk"),
    }
    told = Q(pk__in=[])
    for name, ids in rows.items():
        told |= Q(object_type=name, object_id__in=ids)
    return told & ~Q(actor_id__in=[0, user.pk])


@admin.register(AuditSeal)
class AuditSealAdmin(ShownAdmin):
    list_display = ("number", "event_id", "sha256")
    search_fields = ("sha256",)
    ordering = ("-number",)
