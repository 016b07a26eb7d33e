"""A change of curated words and bands is tried before it is kept: saved inside a transaction that is rolled back."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from claims.admin.base import CuratedAdmin, person_of
from claims.models import Indicator
from claims.services.steps.curated import version_in_force
from claims.services.trying import Tried, standing, tried
from claims.values import Relation
from claims.wording import relation_words

TRY = "_try"
BUTTONS = (TRY, "_save", "_addanother", "_continue", "_saveasnew", "csrfmiddlewaretoken")


class TryingAdmin(CuratedAdmin):
    """The page of a row that says how sentences are read or figures compared."""

    change_form_template = "admin/claims/trying_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST" or TRY not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        before = standing()
        with transaction.atomic():
            answer = super().changeform_view(request, object_id, form_url, extra_context)
            if answer.status_code != 302:
                return answer
            found = tried(before, standing())
            transaction.set_rollback(True)
        _forget_messages(request)
        return self._told(request, found)

    def _told(self, request: HttpRequest, found: Tried) -> HttpResponse:
        names = dict(Indicator.objects.values_list("slug", "name"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("What it would move"),
            "opts": self.model._meta,
            "tried": found,
            "sentences": [
                (each.claim, names.get(each.before or "", each.before), names.get(each.after or "", each.after))
                for each in found.sentences
            ],
            "findings": [
                (each.finding, relation_words(Relation(each.before)), relation_words(Relation(each.after)))
                for each in found.findings
            ],
            "given": [
                (name, value) for name, values in request.POST.lists() if name not in BUTTONS for value in values
            ],
        }
        return TemplateResponse(request, "admin/claims/tried.html", context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Every saved state of an indicator is a version, whose findings name it."""
        super().save_related(request, form, formsets, change)
        row = form.instance
        version_in_force(row.pk if isinstance(row, Indicator) else row.indicator_id, person_of(request))


def _forget_messages(request: HttpRequest) -> None:
    """That it was saved, which it was not; what waited from before stays."""
    request._messages = default_storage(request)  # type: ignore[attr-defined]
