"""What every page of the admin site has in common: who may, what is logged, what is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from claims.models import User
from claims.workflow import record_event

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
else:  # Django's own classes take no parameters
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline


class CuratedAdmin(ModelAdmin):
    """A table that curators own. Every change is an audit event; deleting what is referred to is refused
    by the database and told by the site."""

    list_per_page = 50
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record_event(_person(request), _action(obj, "change" if change else "add"), obj)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record_event(_person(request), _action(obj, "delete"), obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for row in queryset:
            record_event(_person(request), _action(row, "delete"), row)
        super().delete_queryset(request, queryset)


class ShownAdmin(ModelAdmin):
    """A table that the desk writes: nobody adds, changes or deletes here, whatever their rights."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ShownInline(TabularInline):
    """Rows beneath a page that are read and not written; `fields` names what is shown."""

    extra = 0
    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return tuple(str(name) for name in self.fields or ())

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _action(row: models.Model, verb: str) -> str:
    return f"{row._meta.model_name}.{verb}"
