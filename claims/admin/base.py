"""What every page of the admin site has in common: who may, what is logged, what is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models, transaction
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.lists import ListAdmin
from claims.models import User
from claims.workflow import record_event

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    InlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:  # Django's own classes take no parameters
    TabularInline = admin.TabularInline
    StackedInline = admin.StackedInline
    InlineFormSet = BaseInlineFormSet

HTTPS: Any = {models.URLField: {"assume_scheme": "https"}}


class CuratedAdmin(ListAdmin):
    """A table that curators own. Every change is an audit event; deleting what is referred to is refused
    by the database and told by the site."""

    formfield_overrides = HTTPS

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """A day with an hour is two fields under one label: each gets its name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.DateTimeField) and field is not None:
            name_widget(field.widget, str(field.label or ""))
        return field

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record_event(person_of(request), _action(obj, "change" if change else "add"), obj)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record_event(person_of(request), _action(obj, "delete"), obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        with transaction.atomic():
            for row in queryset:
                record_event(person_of(request), _action(row, "delete"), row)
            super().delete_queryset(request, queryset)


class CuratedFormSet(InlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            name_widget(form.fields[DELETION_FIELD_NAME].widget, str(_("Delete")))


class CuratedInline(TabularInline):
    """Rows that are filled in beneath a page. The heads of the columns label no field by themselves: each
    field carries its name for screen readers."""

    extra = 0
    formset = CuratedFormSet
    formfield_overrides = HTTPS

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            name_widget(field.widget, str(field.label or ""))
        return field


def name_widget(widget: Any, name: str) -> None:
    """Name a widget, and what it wraps or is made of, for screen readers."""
    parts = getattr(widget, "widgets", None)
    if parts:
        for part, of_part in zip(parts, (_("date"), _("time")), strict=True):
            part.attrs["aria-label"] = f"{name}: {of_part}"
        return
    getattr(widget, "widget", widget).attrs["aria-label"] = name


class ShownAdmin(ListAdmin):
    """A table that the desk writes: nobody adds, changes or deletes here, whatever their rights."""

    formfield_overrides = HTTPS

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


def person_of(request: HttpRequest) -> User | None:
    """Who is at the page, for the log."""
    return request.user if isinstance(request.user, User) else None


def user_of(request: HttpRequest) -> User:
    """Who is at a page of the site; nobody opens one without a log-in."""
    assert isinstance(request.user, User)
    return request.user


def _action(row: models.Model, verb: str) -> str:
    return f"{row._meta.model_name}.{verb}"
