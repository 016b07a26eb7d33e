"""Outlets, claimants and articles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.base import CuratedAdmin, CuratedInline, ShownInline, person_of
from claims.admin.bulk import BulkAdmin
from claims.admin.merging import MergingAdmin
from claims.admin.names import ClaimantForm, ClaimantNameForm, ClaimantNameFormSet, OutletForm, add_own_name
from claims.models import Article, ArticleAddress, ArticleVersion, Claimant, ClaimantName, ClaimantTag, Outlet
from claims.queries.lists import counted
from claims.queries.searching import with_words
from claims.services.extract import read_again
from claims.tasks import ring_texts


@admin.register(Outlet)
class OutletAdmin(MergingAdmin, BulkAdmin, CuratedAdmin):
    form = OutletForm
    list_display = ("name", "domain", "number_of_articles")
    search_fields = ("name", "domain")
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        articles = counted(Article.objects.filter(outlet=OuterRef("pk")))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(article_count=articles)
        return rows

    @admin.display(description=_("articles"), ordering="article_count")
    def number_of_articles(self, outlet: Any) -> int:
        return int(outlet.article_count)


class ClaimantNameInline(CuratedInline):
    model = ClaimantName
    form = ClaimantNameForm
    formset = ClaimantNameFormSet
    extra = 1


@admin.register(Claimant)
class ClaimantAdmin(MergingAdmin, BulkAdmin, CuratedAdmin):
    form = ClaimantForm
    list_display = ("name", "kind", "wikidata_id", "private_person")
    list_filter = ("kind", "private_person")
    search_fields = ("name", "names__name", "wikidata_id")
    inlines = (ClaimantNameInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        add_own_name(form.instance)


@admin.register(ClaimantTag)
class ClaimantTagAdmin(CuratedAdmin):
    search_fields = ("name",)
    autocomplete_fields = ("claimants",)


class ArticleAddressInline(CuratedInline):
    model = ArticleAddress
    fields = ("address", "archive")
    readonly_fields = ("address",)
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An address comes with its text: it is taken in on the desk."""
        return False


class ArticleVersionInline(ShownInline):
    model = ArticleVersion
    fields = ("number", "length", "text_sha256", "state", "added_at")


@admin.register(Article)
class ArticleAdmin(CuratedAdmin):
    list_display = ("title", "outlet", "published_on", "added_at")
    list_filter = ("added_at",)
    list_select_related = ("outlet",)
    search_fields = ("title",)
    search_words = _("Words of the title.")
    ordering = ("-added_at", "-id")
    sortable_by = ()
    autocomplete_fields = ("outlet",)
    readonly_fields = ("added_at", "added_by")
    inlines = (ArticleAddressInline, ArticleVersionInline)
    actions = ("read_again",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        words = search_term.replace("\x00", "")
        return with_words(queryset, words, newest="added_at", column="title"), False

    @admin.action(description=_("Read again for claims"), permissions=["change"])
    def read_again(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """What people did on the claims stays; a worker reads, so that a hundred articles hold nobody up."""
        waiting = read_again(person_of(request), queryset.values_list("pk", flat=True))
        ring_texts(waiting)
        words = ngettext(
            "%(number)d article waits to be read again.", "%(number)d articles wait to be read again.", len(waiting)
        )
        self.message_user(request, words % {"number": len(waiting)}, messages.SUCCESS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An article without a text is none: it is taken in on the desk."""
        return False
