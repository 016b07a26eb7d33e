"""Lists of the admin site at a million rows: none is counted to its end, and views that curators keep stand above."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.models import SavedView, User
from claims.queries.lists import claims_with_words, counted_to, series_with_words
from claims.services.refusal import Refused
from claims.services.views_kept import drop_view, keep_view
from claims.wording import sentence

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    ListPaginator = Paginator[Any]
else:  # Django's own classes take no parameters
    ModelAdmin = admin.ModelAdmin
    ListPaginator = Paginator

MOST_LISTED = 1000


class BoundedPaginator(ListPaginator):
    """Counts as far as pages go, so that a list costs the same however long it is."""

    @cached_property
    def count(self) -> int:
        return counted_to(self.object_list, MOST_LISTED)


class ListAdmin(ModelAdmin):
    """`search_claims` is the path to a claim whose words the search looks for (its own page: "pk"), `search_series`
    that to a series; `search_exact` are indexed columns in which a word stands whole. Where all are empty the search
    is Django's own, for short tables."""

    list_per_page = 50
    list_max_show_all = 0
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    paginator = BoundedPaginator
    change_list_template = "admin/claims/change_list.html"
    search_claims = ""
    search_series = ""
    search_exact: Sequence[str] = ()

    def get_search_fields(self, request: HttpRequest) -> Any:
        """None would hide the box."""
        own = super().get_search_fields(request)
        return own or [*filter(None, [self.search_claims, self.search_series]), *self.search_exact]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.strip().replace("\x00", "")
        if not words or not (self.search_claims or self.search_series or self.search_exact):
            return super().get_search_results(request, queryset, words)
        found = Q(pk__in=[])
        for column in self.search_exact:
            found |= _exactly(self.model, column, words)
        if self.search_claims:
            found |= Q(**{f"{self.search_claims}__in": claims_with_words(words)})
        if self.search_series:
            found |= Q(**{f"{self.search_series}__in": series_with_words(words)})
        return queryset.filter(found), False

    def get_urls(self) -> list[URLPattern]:
        name, wrap = _name(self.model), self.admin_site.admin_view
        own = [
            path("views/keep/", wrap(self.keep), name=f"{name}_keep_view"),
            path("views/<int:view_id>/drop/", wrap(self.drop), name=f"{name}_drop_view"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The views are none of a pop-up's."""
        context = {"title": capfirst(str(self.model._meta.verbose_name_plural)), **(extra_context or {})}
        if isinstance(request.user, User) and "_popup" not in request.GET:
            rows = SavedView.objects.filter(Q(shared=True) | Q(person=request.user), page=_name(self.model))
            context |= {"views": list(rows.select_related("person")), "here": request.GET.urlencode()}
        return super().changelist_view(request, context)

    def keep(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("query", "")
        try:
            view = keep_view(
                self._person(request),
                _name(self.model),
                name=request.POST.get("name", ""),
                query=query,
                shared="shared" in request.POST,
            )
        except Refused as refusal:
            messages.error(request, sentence(refusal.reason))
            return self._back("")
        messages.success(request, _("The view %(name)s is kept.") % {"name": view.name})
        return self._back(view.query)

    def drop(self, request: HttpRequest, view_id: int) -> HttpResponse:
        drop_view(self._person(request), _name(self.model), view_id)
        return self._back("")

    def _person(self, request: HttpRequest) -> User:
        if request.method != "POST" or not isinstance(request.user, User) or not self.has_view_permission(request):
            raise PermissionDenied
        return request.user

    def _back(self, query: str) -> HttpResponseRedirect:
        address = reverse(f"admin:{_name(self.model)}_changelist")
        return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _name(model: Any) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def _exactly(model: Any, column: str, words: str) -> Q:
    """A number is asked for by digits alone: other words are none of its values. The rows that a column of another
    table names are found first: PostgreSQL reads a whole table where one "or" spans two."""
    relation, _sep, theirs = column.partition("__")
    field = model._meta.get_field(relation)
    if theirs:
        named = field.related_model._default_manager.filter(**{theirs: words})
        return Q(**{f"{relation}__in": list(named.values_list("pk", flat=True))})
    if field.get_internal_type() in NUMBERS and not (words.isascii() and words.isdecimal() and len(words) < 16):
        return Q(pk__in=[])
    return Q(**{column: words})


NUMBERS = frozenset({"BigAutoField", "BigIntegerField", "ForeignKey"})
