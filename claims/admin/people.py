"""People and their groups. A curator makes users and puts them into the desk's groups, and can give no
right that they do not need: no superuser, no single permission."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, ShownAdmin, person_of, user_of
from claims.admin.forms import PersonForm
from claims.models import User
from claims.services.leaving import hand_back_work
from claims.services.steps.tokens import end_tokens
from claims.wording.groups import group_words
from claims.workflow import record_event

if TYPE_CHECKING:
    DjangoUserAdmin = UserAdmin[User]
else:
    DjangoUserAdmin = UserAdmin

BY_CURATORS = (
    (None, {"fields": ("username", "password")}),
    (_("Person"), {"fields": ("first_name", "last_name", "email", "shown_name", "shown_as", "language", "time_zone")}),
    (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
)
GUARDED = ("is_superuser", "user_permissions")


@admin.register(User)
class DeskUserAdmin(DjangoUserAdmin, CuratedAdmin):
    form = PersonForm
    fieldsets: ClassVar[Any] = BY_CURATORS
    list_display = ("username", "shown_name", "is_active", "is_staff", "in_groups")
    list_filter = ("is_active", "is_staff", "groups")
    autocomplete_fields = ("groups",)
    filter_horizontal = ()
    search_fields = ("username", "first_name", "last_name", "email", "shown_name")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("groups"))
    def in_groups(self, user: User) -> str:
        return ", ".join(group_words(group.name) for group in user.groups.all())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fieldsets(request, obj)
        if obj is None or not request.user.is_superuser:
            return shown
        return [*shown, (_("All rights"), {"fields": GUARDED})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Nobody locks themselves out, or makes themselves more than they are."""
        mine = obj is not None and obj.pk == request.user.pk
        return ("is_active", "is_staff", "groups") if mine else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        mine = obj is not None and obj.pk == request.user.pk
        return super().has_delete_permission(request, obj) and not mine and self._may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever is switched off here leaves as by the page of people: their open work goes back."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            hand_back_work(user_of(request), obj)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Whose password was set by whom is logged like any other change. Whom others give a new one may have lost
        the old one to somebody: what programs do in their name ends."""
        before = User.objects.filter(pk=id).values_list("password", flat=True).first() if id.isdigit() else None
        answer = super().user_change_password(request, id, form_url)
        changed = User.objects.exclude(password=before).filter(pk=id).first() if before is not None else None
        if changed is not None:
            record_event(person_of(request), "user.password", changed)
            if changed.pk != request.user.pk:
                end_tokens(changed, user_of(request))
        return answer

    @staticmethod
    def _may_touch(request: HttpRequest, obj: Any) -> bool:
        """A superuser is for superusers to change."""
        return obj is None or not obj.is_superuser or bool(request.user.is_superuser)


admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(ShownAdmin):
    """The desk's groups are made with the database; what they may is not changed by hand."""

    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name",)
    fields = ("name",)
