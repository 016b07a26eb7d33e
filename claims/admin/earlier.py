"""Publishers whose fact-checks are read, what was read of them, and each reading of the feed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, ShownAdmin
from claims.admin.forms import ModelForm
from claims.models import FeedReading, PriorCheck, Publisher
from claims.sources.fact_check_fields import host_of


class PublisherForm(ModelForm):
    class Meta:
        model = Publisher
        fields: Any = "__all__"

    def clean_domain(self) -> str:
        """The bare domain of what was given, which may be a whole address."""
        given: str = self.cleaned_data["domain"].strip()
        host = host_of(given if "//" in given else f"https://{given}").removeprefix("www.")
        if "." not in host:
            raise ValidationError(_("This is no domain: give one as in factcheck.example."))
        if Publisher.objects.exclude(pk=self.instance.pk).filter(domain=host).exists():
            raise ValidationError(_("Another publisher has this domain."))
        return host


@admin.register(Publisher)
class PublisherAdmin(CuratedAdmin):
    form = PublisherForm
    list_display = ("name", "domain", "active")
    list_filter = ("active",)
    search_fields = ("name", "domain")


@admin.register(PriorCheck)
class PriorCheckAdmin(ShownAdmin):
    list_display = ("claim", "publisher", "rating", "reviewed_on")
    list_filter = ("publisher",)
    list_select_related = ("publisher",)
    search_fields = ("claim", "claimant")


@admin.register(FeedReading)
class FeedReadingAdmin(ShownAdmin):
    list_display = ("day", "state", "finished_at", "checks", "new", "changed", "left_out", "unusable", "last_error")
    ordering = ("-day",)
