"""Indicators, phrases, sources, series and reference tables; what was fetched is only read."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, CuratedInline, ShownAdmin, ShownInline, person_of, user_of
from claims.admin.bulk import BulkAdmin
from claims.admin.charts import chart_search
from claims.admin.forms import ReferenceTableForm, SourceForm
from claims.admin.to_do import to_do_urls
from claims.admin.trying import TryingAdmin
from claims.fetching import body_of, key_state
from claims.models import (
    CuratedVersion,
    Fetch,
    Indicator,
    Lookup,
    Observation,
    Phrase,
    ReferenceTable,
    Series,
    Snapshot,
    Source,
    User,
)
from claims.packs import place_titles
from claims.queries.lists import series_with_words
from claims.queries.sources import watched_sources
from claims.services.curating import switch_sources
from claims.services.extract import read_again
from claims.services.lookups import retry_lookup
from claims.services.sources import last_error_words
from claims.services.tables import put_table
from claims.services.to_do import articles_of
from claims.sources.tables import kind_of
from claims.tasks import ring_texts
from claims.workflow import CHECKING


class PhraseInline(CuratedInline):
    model = Phrase
    extra = 1


class SeriesInline(CuratedInline):
    model = Series
    fields = ("source", "code", "name", "origin", "variant", "headline", "unit", "active")
    autocomplete_fields = ("source",)
    extra = 0
    show_change_link = True


class VersionInline(ShownInline):
    """As which versions it was used; findings name theirs."""

    model = CuratedVersion
    fields = ("number", "by", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by").defer("content")


@admin.register(Indicator)
class IndicatorAdmin(BulkAdmin, TryingAdmin):
    list_display = ("name", "slug", "unit", "takes_counterpart", "takes_person", "number_of_phrases")
    list_filter = ("unit", "takes_counterpart", "takes_person")
    search_fields = ("name", "slug", "measure")
    ordering = ("name",)
    inlines = (PhraseInline, SeriesInline, VersionInline)

    def get_urls(self) -> list[URLPattern]:
        return [*to_do_urls(self.admin_site), *super().get_urls()]

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """The first phrase of an indicator that is begun with claims that none fits."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and isinstance(inline, PhraseInline) and request.GET.get("phrase"):
            given["initial"] = [{"language": "en", "text": request.GET["phrase"][:200]}]
        return given

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The claims that it was made of are read again, by a worker."""
        super().save_related(request, form, formsets, change)
        group = request.GET.get("group", "")
        if not change and group.isdecimal() and len(group) < 16:
            waiting = read_again(person_of(request), articles_of(int(group)))
            transaction.on_commit(partial(ring_texts, waiting))

    change_form_template = "admin/claims/indicator/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(phrase_count=Count("phrases"))
        return rows

    @admin.display(description=_("phrases"), ordering="phrase_count")
    def number_of_phrases(self, indicator: Any) -> int:
        return int(indicator.phrase_count)


@admin.register(Phrase)
class PhraseAdmin(BulkAdmin, TryingAdmin):
    list_display = ("text", "language", "indicator")
    list_filter = ("language",)
    list_select_related = ("indicator",)
    search_fields = ("text", "indicator__name")
    autocomplete_fields = ("indicator",)


@admin.register(Source)
class SourceAdmin(CuratedAdmin):
    """What the desk's page of sources tells, beside what curators set."""

    form = SourceForm
    list_display = (
        *("name", "connector", "active", "last_success_at", "why_not", "latency_ms", "calls"),
        *("key", "drifting", "stale", "note_on"),
    )
    list_filter = ("active", "connector", "drifting")
    search_fields = ("name", "slug")
    actions = ("switch_off", "switch_on")
    readonly_fields = ("last_success_at", "why_not", "last_error_at", "latency_ms", "newest_on", "key", "drifting")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return watched_sources(super().get_queryset(request))

    @admin.action(description=_("Switch off"), permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._switch(request, queryset, on=False)

    @admin.action(description=_("Switch on"), permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[Source]) -> None:
        self._switch(request, queryset, on=True)

    def _switch(self, request: HttpRequest, queryset: QuerySet[Source], *, on: bool) -> None:
        done = switch_sources(user_of(request), queryset.values_list("pk", flat=True), on=on)
        self.message_user(request, _("Sources that were switched: %(number)d.") % {"number": done})

    @admin.display(description=_("last error"))
    def why_not(self, source: Source) -> str:
        return last_error_words(source)

    @admin.display(description=_("calls today"))
    def calls(self, source: Any) -> str:
        return f"{source.calls_today} / {source.daily_quota}" if source.daily_quota else str(source.calls_today)

    @admin.display(description=_("key"))
    def key(self, source: Source) -> str:
        return str({"set": _("set"), "missing": _("not set")}.get(key_state(source), ""))

    @admin.display(description=_("stale"), boolean=True)
    def stale(self, source: Source) -> bool:
        return source.stale


@admin.register(Series)
class SeriesAdmin(BulkAdmin, TryingAdmin):
    list_display = ("name", "code", "source", "indicator", "origin", "headline", "active")
    list_filter = ("active", "headline", "source")
    list_select_related = ("source", "indicator")
    search_fields = ("name", "code", "indicator__name", "origin")
    autocomplete_fields = ("source", "indicator")
    change_list_template = "admin/claims/series/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(chart_search, self))
        return [path("charts/", view, name="claims_series_charts"), *super().get_urls()]


@admin.register(ReferenceTable)
class ReferenceTableAdmin(BulkAdmin, CuratedAdmin):
    """A file is put in force whole, or refused with its bad rows; the one in force can be had back."""

    form = ReferenceTableForm
    list_display = ("name", "slug", "rows", "updated_at")
    search_fields = ("name", "slug")
    readonly_fields = ("rows", "updated_at", "in_force")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The codes of series name the table: its slug does not change."""
        return (*self.readonly_fields, "slug") if obj else self.readonly_fields

    @admin.display(description=_("file in force"))
    def in_force(self, table: ReferenceTable) -> str | SafeString:
        if not table.pk:
            return ""
        address = reverse("admin:claims_referencetable_download", args=[table.pk])
        return format_html('<a href="{}">{}</a>', address, _("download"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        body: bytes | None = form.cleaned_data["body"]
        if body is None:
            super().save_model(request, obj, form, change)
            return
        stored = put_table(slug=obj.slug, name=obj.name, body=body, actor=person_of(request))
        obj.pk, obj.snapshot_id, obj.rows = stored.pk, stored.snapshot_id, stored.rows

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:table_id>/download/",
            self.admin_site.admin_view(self.download),
            name="claims_referencetable_download",
        )
        return [own, *super().get_urls()]

    def download(self, request: HttpRequest, table_id: int) -> HttpResponse:
        table = get_object_or_404(ReferenceTable.objects.select_related("snapshot"), pk=table_id)
        if not self.has_view_permission(request, table):
            raise PermissionDenied
        body = body_of(table.snapshot).read()
        kind = kind_of(body)
        return attachment(body, f"{table.slug}{kind.suffix}", kind.content_type)


def attachment(body: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """Bytes to keep, never to be shown in the page."""
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@admin.register(Lookup)
class LookupAdmin(ShownAdmin):
    list_display = ("id", "claim", "series", "state", "attempts", "due_at")
    list_filter = ("state",)
    list_select_related = ("claim", "series")
    search_claims = "claim"
    search_exact = ("id",)
    actions = ("ask_again",)

    def has_ask_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHECKING)

    @admin.action(description=_("Ask again now"), permissions=["ask"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Lookup]) -> None:
        """What is due is rung for by the sweep; what was answered or dropped stays."""
        assert isinstance(request.user, User)
        asked = sum(bool(retry_lookup(request.user, lookup.pk)) for lookup in queryset)
        if asked:
            self.message_user(
                request, _("Asked again: %(number)d. The figures arrive within a minute.") % {"number": asked}
            )
        else:
            self.message_user(request, _("None of these waits for an answer: nothing was asked."), messages.WARNING)


@admin.register(Fetch)
class FetchAdmin(ShownAdmin):
    list_display = ("id", "source", "series", "release", "at")
    list_filter = ("source",)
    list_select_related = ("source", "series")
    search_series = "series"
    search_words = _("Words of a series or of its indicator.")


@admin.register(Snapshot)
class SnapshotAdmin(ShownAdmin):
    list_display = ("sha256", "status", "size", "release", "first_at", "seen_at")
    list_filter = ("status",)
    search_exact = ("request_key",)
    fields = ("request", "status", "headers", "size", "sha256", "first_at", "seen_at", "release", "licence", "bytes")
    readonly_fields = fields

    @admin.display(description=_("bytes as received"))
    def bytes(self, snapshot: Snapshot) -> SafeString:
        address = reverse("admin:claims_snapshot_download", args=[snapshot.pk])
        return format_html('<a href="{}">{}</a>', address, _("download"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Snapshot]:
        return super().get_queryset(request).defer("body")

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:snapshot_id>/download/",
            self.admin_site.admin_view(self.download),
            name="claims_snapshot_download",
        )
        return [own, *super().get_urls()]

    def download(self, request: HttpRequest, snapshot_id: int) -> HttpResponse:
        snapshot = get_object_or_404(Snapshot, pk=snapshot_id)
        if not self.has_view_permission(request, snapshot):
            raise PermissionDenied
        return attachment(body_of(snapshot).read(), f"{snapshot.sha256}.bin")


@admin.register(Observation)
class ObservationAdmin(ShownAdmin):
    list_display = ("series", "place", "counterpart", "label", "raw", "vintage_on", "vintage_label", "issue")
    list_filter = ("series__source",)
    list_select_related = ("series",)
    search_series = "series"
    search_words = _("Words of a series or of its indicator, and codes of places, as in undernourishment KEN.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Places are asked for within series, as their index has them, and by codes in capitals: "per" is a word."""
        words = search_term.replace("\x00", "").split()
        places = [word for word in words if word in place_titles()]
        if not places:
            return super().get_search_results(request, queryset, search_term)
        series = series_with_words(" ".join(word for word in words if word not in places))
        return queryset.filter(series__in=series, place__in=places), False
