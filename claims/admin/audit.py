"""The audit log and its seals, to be read."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.base import ShownAdmin
from claims.models import AuditEvent, AuditSeal


@admin.register(AuditEvent)
class AuditEventAdmin(ShownAdmin):
    list_display = ("at", "action", "object_type", "object_id", "actor_id", "payload")
    list_filter = ("object_type",)
    search_fields = ("action", "object_type")
    ordering = ("-id",)


@admin.register(AuditSeal)
class AuditSealAdmin(ShownAdmin):
    list_display = ("number", "event_id", "sha256")
    search_fields = ("sha256",)
    ordering = ("-number",)
