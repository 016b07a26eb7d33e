"""Rules of triage, and the topics and tags that they name. A rule is tried before it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Field, Prefetch, QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, StackedInline, name_widget
from claims.admin.bulk import BulkAdmin
from claims.admin.rule_forms import TRY, RuleConditionForm, RuleConditionFormSet, RuleForm, TopicForm
from claims.models import Rule, RuleCondition, Tag, Topic
from claims.services.trying_rules import Trial, try_edited, try_saved
from claims.wording.rules import actions_words, conditions_words

TRIED = "_tried"  # a field of the page that says that something was tried on it


@admin.register(Topic)
class TopicAdmin(CuratedAdmin):
    form = TopicForm
    list_display = ("name",)
    search_fields = ("name", "words")


@admin.register(Tag)
class TagAdmin(CuratedAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


class RuleConditionInline(StackedInline):
    model = RuleCondition
    form = RuleConditionForm
    formset = RuleConditionFormSet
    extra = 2
    verbose_name = _("condition")
    verbose_name_plural = _("conditions: each kind has to fit; of several lines of one kind, one is enough")
    autocomplete_fields = ("topic", "indicator", "outlet", "claimant", "group")
    fields = (
        ("negated", "kind"),
        (
            *("topic", "words", "place", "indicator", "outlet", "claimant", "group"),
            *("worthiness", "number_kind", "days", "language"),
        ),
    )


@admin.register(Rule)
class RuleAdmin(BulkAdmin, CuratedAdmin):
    form = RuleForm
    list_display = ("name", "position", "active", "takes", "does", "stops")
    list_display_links = ("name",)
    list_editable = ("position", "active")
    list_filter = ("active", "queue")
    search_fields = ("name", "note", "queue__name")
    ordering = ("position", "pk")
    autocomplete_fields = ("queue", "person", "tags")
    inlines = (RuleConditionInline,)
    fieldsets = (
        (None, {"fields": ("name", "note", ("position", "active", "stops"))}),
        (
            _("What it does"),
            {"fields": (("queue", "reason"), ("points", "worthiness_points"), ("person", "tags"))},
        ),
    )

    @property
    def media(self) -> Media:
        return super().media + Media(js=["claims/rules.js"])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        related = RuleCondition.objects.select_related("topic", "indicator", "outlet", "claimant", "group")
        rows: QuerySet[Any] = super().get_queryset(request).select_related("queue", "person")
        return rows.prefetch_related(Prefetch("conditions", related), "tags")

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """In the list no label stands beside a field: each carries its name for screen readers."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.list_editable:
            name_widget(field.widget, str(field.label or ""))
        return field

    @admin.display(description=_("takes"))
    def takes(self, rule: Rule) -> str:
        return conditions_words(rule.conditions.all())

    @admin.display(description=_("does"))
    def does(self, rule: Rule) -> str:
        return format_html_join(", ", "{}", ((each,) for each in actions_words(rule, rule.tags.all())))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new rule is asked last, until its place is chosen."""
        last = Rule.objects.order_by("position").last()
        return {"position": last.position + 10 if last else 10, **super().get_changeform_initial_data(request)}

    # --- trying ------------------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """With what the rule would change, where that was asked: as it was typed, or as it is saved."""
        rule = context.get("original")
        if request.method == "POST" and TRY in request.POST:
            context["trial"] = _tried(context)
        elif TRY in request.GET and rule is not None and request.method == "GET":
            context["trial"] = try_saved(rule)
        context["was_tried"] = TRIED in request.POST or context.get("trial") is not None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if TRIED not in request.POST:
            self._offer_to_try(request, form.instance)

    def _offer_to_try(self, request: HttpRequest, rule: Rule) -> None:
        there = f"{reverse('admin:claims_rule_change', args=[rule.pk])}?{TRY}=1"
        told = _("The rule holds for what comes in from now on; it was saved without being tried.")
        link = format_html('<a href="{}">{}</a>', there, _("See what it changes"))
        self.message_user(request, format_html("{} {}", told, link), messages.WARNING)


def _tried(context: Any) -> Trial | None:
    """None where what was typed is no rule: the page tells the errors."""
    form, inlines = context["adminform"].form, context["inline_admin_formsets"]
    if context["errors"]:
        return None
    lines = [line for inline in inlines for line in inline.formset.lines()]
    return try_edited(form.instance, lines, form.cleaned_data["tags"])
