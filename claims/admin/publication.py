"""Publications and verdicts: signed on the desk, read here."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.base import ShownAdmin
from claims.models import Publication, Verdict


@admin.register(Publication)
class PublicationAdmin(ShownAdmin):
    list_display = ("public_id", "slug", "state", "claim", "published_at")
    list_filter = ("state",)
    list_select_related = ("claim",)
    search_fields = ("public_id", "slug", "claim__sentence")


@admin.register(Verdict)
class VerdictAdmin(ShownAdmin):
    list_display = ("publication", "number", "signed_by", "signed_at", "correction", "alone")
    list_filter = ("correction", "alone")
    list_select_related = ("publication", "signed_by")
    search_fields = ("publication__public_id", "record_sha256", "signed_by__username")
