"""Publications and verdicts: signed on the desk, read here."""

from __future__ import annotations

from django.contrib import admin

from claims.admin.base import ShownAdmin
from claims.models import Mail, Publication, Reopening, Verdict


@admin.register(Publication)
class PublicationAdmin(ShownAdmin):
    list_display = ("public_id", "slug", "state", "claim", "published_at")
    list_filter = ("state",)
    list_select_related = ("claim",)
    search_claims = "claim"
    search_exact = ("public_id",)


@admin.register(Verdict)
class VerdictAdmin(ShownAdmin):
    list_display = ("publication", "number", "signed_by", "signed_at", "correction", "alone")
    list_filter = ("correction", "alone")
    list_select_related = ("publication", "signed_by")
    search_claims = "publication__claim"
    search_exact = ("publication__public_id",)


@admin.register(Reopening)
class ReopeningAdmin(ShownAdmin):
    list_display = ("claim", "reason", "by", "at", "ended_at")
    list_filter = ("reason",)
    list_select_related = ("claim", "by")
    search_claims = "claim"


@admin.register(Mail)
class MailAdmin(ShownAdmin):
    """The outbox: what waits to be sent, what was sent, what was given up and why."""

    list_display = ("subject", "to", "state", "at", "attempts", "last_error")
    list_filter = ("state",)
    search_fields = ("to", "subject")
    exclude = ("secret",)
