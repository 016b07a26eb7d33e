"""Queues and rating scales; checks, evidence and decisions are only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, ShownAdmin, ShownInline, StackedInline, person_of, user_of
from claims.admin.bulk import BulkAdmin
from claims.admin.forms import QueueForm, RatingForm, RatingScaleForm
from claims.models import Check, Decision, Evidence, Queue, Rating, RatingScale, ScaleVersion
from claims.queries.second_opinion import hidden_claims
from claims.services.scales import is_used, next_version


@admin.register(Queue)
class QueueAdmin(CuratedAdmin):
    form = QueueForm
    list_display = ("name", "position", "priority", "target_hours", "lease_minutes", "takes", "active")
    list_filter = ("active", "takes")
    search_fields = ("name", "slug", "description")
    autocomplete_fields = ("members",)


class ScaleVersionInline(ShownInline):
    model = ScaleVersion
    fields = ("number", "at")
    show_change_link = True


@admin.register(RatingScale)
class RatingScaleAdmin(BulkAdmin, CuratedAdmin):
    form = RatingScaleForm
    list_display = ("name", "slug", "kind", "active", "number_of_versions")
    list_filter = ("kind", "active")
    search_fields = ("name", "slug")
    ordering = ("slug",)
    inlines = (ScaleVersionInline,)
    actions = ("make_next_version",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(version_count=Count("versions"))
        return rows

    @admin.display(description=_("versions"), ordering="version_count")
    def number_of_versions(self, scale: Any) -> int:
        return int(scale.version_count)

    @admin.action(description=_("Make the next version, to be changed"), permissions=["change"])
    def make_next_version(self, request: HttpRequest, queryset: QuerySet[RatingScale]) -> None:
        for scale in queryset:
            version = next_version(scale, person_of(request))
            self.message_user(
                request,
                _("%(scale)s has the version %(number)s now.") % {"scale": scale, "number": version.number},
                messages.SUCCESS,
            )


class RatingInline(StackedInline):
    model = Rating
    form = RatingForm
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or not is_used(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or not is_used(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not is_used(obj))


@admin.register(ScaleVersion)
class ScaleVersionAdmin(CuratedAdmin):
    list_display = ("scale", "number", "at")
    list_filter = ("scale",)
    list_select_related = ("scale",)
    search_fields = ("scale__name",)
    autocomplete_fields = ("scale",)
    fields = ("scale", "number")
    readonly_fields = ("scale", "number")
    inlines = (RatingInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The next version is made from the scale, as a copy."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not is_used(obj))


@admin.register(Rating)
class RatingAdmin(BulkAdmin, CuratedAdmin):
    form = RatingForm
    list_display = ("label", "version_name", "position", "value", "step", "needs")
    list_filter = ("version__scale", "step")
    list_select_related = ("version__scale",)
    search_fields = ("label", "slug", "meaning")
    readonly_fields = ("version_name",)

    @admin.display(description=_("version"), ordering="version")
    def version_name(self, rating: Rating) -> str:
        return f"{rating.version.scale.name} {rating.version.number}"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A rating is added on the page of its version."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _unused(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _unused(obj)


def _unused(rating: Model | None) -> bool:
    return not isinstance(rating, Rating) or not is_used(rating.version)


class DecisionInline(ShownInline):
    model = Decision
    fields = ("evidence", "decided", "stance", "note", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("evidence")


@admin.register(Check)
class CheckAdmin(ShownAdmin):
    list_display = ("id", "claim", "checker", "state", "rating", "submitted_at")
    list_filter = ("state",)
    list_select_related = ("claim", "checker", "rating")
    search_claims = "claim"
    search_exact = ("id", "checker__username")
    inlines = (DecisionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of others that who gives a second opinion must not see."""
        apart = Exists(hidden_claims(user_of(request)).filter(pk=OuterRef("claim_id")))
        hidden = apart & ~Q(checker=user_of(request))
        rows: QuerySet[Any] = super().get_queryset(request).exclude(hidden)
        return rows


@admin.register(Evidence)
class EvidenceAdmin(ShownAdmin):
    list_display = ("id", "claim", "number", "kind", "title", "at")
    list_filter = ("kind",)
    list_select_related = ("claim",)
    search_claims = "claim"
    search_exact = ("id",)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = obj is not None and hidden_claims(user_of(request)).filter(pk=obj.claim_id).exists()
        return ("added_by",) if hidden else None
