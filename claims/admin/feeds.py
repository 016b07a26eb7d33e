"""Feeds with how they fare, and what they brought."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.admin.base import CuratedAdmin, ShownAdmin, person_of
from claims.admin.forms import ModelForm
from claims.models import Feed, FeedItem, FeedPoll, WebHost
from claims.queries.feeds import kept_reason
from claims.services.feeds import begin_anew, poll_now, switch
from claims.services.steps.addresses import is_web_address
from claims.sources.addresses import address_key
from claims.tasks import ring_hosts
from claims.wording import kept_sentence


class FeedForm(ModelForm):
    class Meta:
        model = Feed
        fields: Any = "__all__"

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not is_web_address(address):
            raise ValidationError(_("This is no web address: it has to begin with http:// or https://."))
        if Feed.objects.exclude(pk=self.instance.pk).filter(address_key=address_key(address)).exists():
            raise ValidationError(_("Another feed has this address."))
        return address


@admin.register(Feed)
class FeedAdmin(CuratedAdmin):
    form = FeedForm
    fields = ("outlet", "address", "kind", "active", "note", "how_it_fares")
    readonly_fields = ("how_it_fares",)
    autocomplete_fields = ("outlet",)
    list_display = ("address", "outlet", "what", "active", "last_success_at", "next_poll", "failures", "trouble")
    list_filter = ("active", "kind", "found")
    list_select_related = ("outlet",)
    search_fields = ("address", "outlet__name")
    actions = ("poll", "switch_off", "switch_on")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What was kept of another address, or of another kind, is of no use any more."""
        if {"address", "kind", "active"}.intersection(form.changed_data):
            begin_anew(obj)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("kind"), ordering="found")
    def what(self, feed: Feed) -> str:
        kind = feed.found or feed.kind
        return str(Feed.Kind(kind).label) if kind else str(_("not known yet"))

    @admin.display(description=_("next poll"), ordering="due_at")
    def next_poll(self, feed: Feed) -> Any:
        return feed.due_at if feed.active else None

    @admin.display(description=_("last error"))
    def trouble(self, feed: Feed) -> str:
        return kept_sentence(kept_reason(feed.last_error)) if feed.last_error else ""

    @admin.display(description=_("how it fares"))
    def how_it_fares(self, feed: Feed) -> str:
        log = f"{reverse('claims:intake_log')}?outlet={feed.outlet_id}" if feed.pk else reverse("claims:intake_log")
        return format_html('<a href="{}">{}</a>', log, _("What came in from this outlet"))

    @admin.action(description=_("Poll now"), permissions=["change"])
    def poll(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        chosen = list(queryset.values_list("pk", flat=True))
        ring_hosts(poll_now(person_of(request), chosen))
        words = ngettext(
            "%(number)d feed was asked for, unless it is off.",
            "%(number)d feeds were asked for, but for those that are off.",
            len(chosen),
        )
        self.message_user(request, words % {"number": len(chosen)}, messages.SUCCESS)

    @admin.action(description=_("Switch off"), permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        self._switched(request, switch(person_of(request), queryset.values_list("pk", flat=True), on=False))

    @admin.action(description=_("Switch on"), permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        self._switched(request, switch(person_of(request), queryset.values_list("pk", flat=True), on=True))

    def _switched(self, request: HttpRequest, number: int) -> None:
        words = ngettext("%(number)d feed was switched.", "%(number)d feeds were switched.", number)
        self.message_user(request, words % {"number": number}, messages.SUCCESS)


@admin.register(FeedItem)
class FeedItemAdmin(ShownAdmin):
    list_display = ("__str__", "outlet", "state", "seen_at")
    list_filter = ("state",)
    list_select_related = ("outlet",)
    search_exact = ("address_key",)
    search_words = _("A whole address.")
    ordering = ("-pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.strip()
        try:
            words = address_key(words) if words else ""
        except ValueError:  # no address: nothing is found by it
            words = words.replace("\x00", "") or "-"
        return super().get_search_results(request, queryset, words)


@admin.register(FeedPoll)
class FeedPollAdmin(ShownAdmin):
    list_display = ("at", "feed", "failed", "listed", "new", "changed", "aside")
    list_filter = ("failed",)
    list_select_related = ("feed",)
    ordering = ("-pk",)


@admin.register(WebHost)
class WebHostAdmin(ShownAdmin):
    list_display = ("host", "free_at", "robots_at", "robots_error")
    search_fields = ("host",)
