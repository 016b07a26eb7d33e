"""Publishers whose fact-checks are read, what was read of them, and each reading of the feed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, ShownAdmin
from claims.admin.forms import ModelForm
from claims.models import FeedReading, PriorCheck, Publisher, RatingMeaning
from claims.queries.rating_meanings import Unmapped, unmapped_ratings
from claims.sources.fact_check_fields import fold_rating, host_of


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


class RatingMeaningForm(ModelForm):
    class Meta:
        model = RatingMeaning
        fields = ("publisher", "words", "meaning")

    def clean(self) -> dict[str, Any]:
        """One meaning for one rating, whatever its capitals."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        folded = fold_rating(cleaned.get("words", ""))
        others = RatingMeaning.objects.exclude(pk=self.instance.pk)
        if not folded and "words" in cleaned:
            self.add_error("words", _("Give the words of the rating."))
        elif others.filter(publisher=cleaned.get("publisher"), folded=folded).exists():
            self.add_error("words", _("This rating of the publisher has a meaning already."))
        return cleaned


@admin.register(RatingMeaning)
class RatingMeaningAdmin(CuratedAdmin):
    form = RatingMeaningForm
    list_display = ("words", "publisher", "meaning")
    list_filter = ("meaning", "publisher")
    list_select_related = ("publisher",)
    search_fields = ("words", "publisher__name")
    autocomplete_fields = ("publisher",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.unmapped)
        return [path("unmapped/", view, name="claims_ratingmeaning_unmapped"), *super().get_urls()]

    def unmapped(self, request: HttpRequest) -> HttpResponse:
        """The ratings that have no meaning yet, each with the way to give it one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Ratings without a meaning"),
            "opts": self.model._meta,
            "rows": [{"rating": each, "begin": _begin(each)} for each in unmapped_ratings()],
        }
        return TemplateResponse(request, "admin/claims/ratingmeaning/unmapped.html", context)


def _begin(unmapped: Unmapped) -> str:
    given = urlencode({"publisher": unmapped.publisher.pk, "words": unmapped.words})
    return f"{reverse('admin:claims_ratingmeaning_add')}?{given}"


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
