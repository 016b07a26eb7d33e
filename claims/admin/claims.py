"""Claims, proposals and findings: written by the desk, read here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.base import ShownAdmin, ShownInline, user_of
from claims.models import Appearance, Claim, Finding, ModelRequest, Proposal, Reading
from claims.queries.second_opinion import hidden_claims
from claims.services.curating import REASONS, QueuedAgain, ask_again, put_aside, queue_again
from claims.services.refusal import Refused
from claims.services.sorting_again import AT_MOST, KEEPING_RULES, sort_again
from claims.tasks import ring_lookups
from claims.wording import sentence
from claims.workflow import CURATING


class ReadingInline(ShownInline):
    model = Reading
    fields: ClassVar[Any] = ("number", "by", "program", "structure", "at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


class UnnamedReadingInline(ReadingInline):
    """For who gives a second opinion: without the name of who mended it."""

    fields: ClassVar[Any] = ("number", "program", "structure", "at")


class AppearanceInline(ShownInline):
    model = Appearance
    fields = ("version", "start", "end", "part", "status")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("version")


class ReasonForm(ActionForm):
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", "---------"), *((each.value, each.label) for each in REASONS)]
    )


@admin.register(Claim)
class ClaimAdmin(ShownAdmin):
    list_display = ("sentence", "state", "queue", "indicator", "place", "worthiness", "summary")
    list_filter = ("state", "reason", "queue", "indicator")
    list_select_related = ("queue", "indicator")
    search_claims = "pk"
    search_words = _("Words of the sentence.")
    sortable_by = ()
    inlines = (AppearanceInline, ReadingInline)
    action_form = ReasonForm
    actions = ("sort_again", "queue_again", "put_aside", "ask_again")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """In the order of an index: those of one state by when they came into it."""
        return ("-state_at", "-id") if "state__exact" in request.GET else ("-id",)

    def has_curate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CURATING)

    @admin.action(description=_("Queue again what was put aside"), permissions=["curate"])
    def queue_again(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """Where the rules send them; the answer says by which."""
        told: list[QueuedAgain] = []

        def act() -> int:
            told.append(queue_again(user_of(request), queryset.values_list("pk", flat=True)))
            return told[0].done

        self._told(request, act)
        for each in told:
            self._tell_rules(request, each)

    def _tell_rules(self, request: HttpRequest, found: QueuedAgain) -> None:
        for (rule, queue), number in found.by_rules.items():
            told = {"number": number, "rule": rule, "queue": queue}
            self.message_user(request, _("Sent to %(queue)s by rule %(rule)s: %(number)d.") % told)
        if found.by_none:
            told = {"number": found.by_none}
            self.message_user(
                request, _("No rule sends them to a queue, back in their own or in the last: %(number)d.") % told
            )

    @admin.action(description=_("Put aside, for the reason chosen"), permissions=["curate"])
    def put_aside(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        """What is held, checked or published stays."""
        reason = request.POST.get("reason", "")
        self._told(request, lambda: put_aside(user_of(request), queryset.values_list("pk", flat=True), reason=reason))

    @admin.action(description=_("Run the lookups again"), permissions=["curate"])
    def ask_again(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        due = ask_again(user_of(request), queryset.values_list("pk", flat=True))
        ring_lookups(due)
        self.message_user(request, _("Series that are asked again: %(number)d.") % {"number": len(due)})

    def _told(self, request: HttpRequest, act: Callable[[], int]) -> None:
        try:
            done = act()
        except Refused as refusal:
            self.message_user(request, sentence(refusal.reason), messages.ERROR)
            return
        level = messages.SUCCESS if done else messages.WARNING
        self.message_user(request, _("Claims that were moved: %(number)d.") % {"number": done}, level)

    def has_sort_again_permission(self, request: HttpRequest) -> bool:
        return user_of(request).has_perm(KEEPING_RULES)

    @admin.action(description=_("Queue again, by the rules as they are now"), permissions=["sort_again"])
    def sort_again(self, request: HttpRequest, queryset: QuerySet[Claim]) -> None:
        try:
            found = sort_again(user_of(request), queryset.values_list("pk", flat=True)[: AT_MOST + 1])
        except Refused as refusal:
            for problem in refusal.problems:
                self.message_user(request, sentence(problem), messages.ERROR)
            return
        told = ngettext("%(number)d claim was queued again.", "%(number)d claims were queued again.", found.done)
        self.message_user(request, told % {"number": found.done}, messages.SUCCESS)
        if found.left:
            left = ngettext(
                "%(number)d was left: somebody works on it, or a person put it aside.",
                "%(number)d were left: somebody works on them, or a person put them aside.",
                found.left,
            )
            self.message_user(request, left % {"number": found.left}, messages.WARNING)

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = obj is not None and hidden_claims(user_of(request)).filter(pk=obj.pk).exists()
        return (AppearanceInline, UnnamedReadingInline) if hidden else self.inlines


@admin.register(ModelRequest)
class ModelRequestAdmin(ShownAdmin):
    list_display = ("id", "version", "start", "end", "state", "attempts", "model_name")
    list_filter = ("state", "model_name")
    list_select_related = ("version",)
    search_fields = ("version__article__title",)


@admin.register(Proposal)
class ProposalAdmin(ShownAdmin):
    list_display = ("sentence", "model_name", "state", "wording", "claim", "decided_by", "decided_at")
    list_filter = ("state", "model_name")
    list_select_related = ("claim", "decided_by")
    search_fields = ("sentence", "wording")


@admin.register(Finding)
class FindingAdmin(ShownAdmin):
    list_display = ("id", "claim", "series", "as_of", "relation", "curated", "at", "superseded_at")
    list_filter = ("relation", "as_of")
    list_select_related = ("claim", "series", "curated")
    search_claims = "claim"
    search_exact = ("id",)
    sortable_by = ()
