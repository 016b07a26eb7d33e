"""The page on which a curator finds a chart of Our World in Data and makes a series of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models import Indicator, User
from claims.services.chart_search import LONGEST_WORDS, ChartFound, find_charts
from claims.services.refusal import Refused
from claims.wording import sentence


class ChartSearchForm(forms.Form):
    words = forms.CharField(
        label=_("Words"), max_length=LONGEST_WORDS, help_text=_("In English, as in life expectancy.")
    )


def chart_search(page: Any, request: HttpRequest) -> HttpResponse:
    """Shown by a GET, asked by a POST: no link of somebody else's asks a source in the curator's name."""
    if not isinstance(request.user, User) or not page.has_add_permission(request):
        raise PermissionDenied
    indicator = _indicator(request.GET.get("indicator", ""))
    initial = {"words": indicator.name if indicator else ""}
    form = ChartSearchForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    context = {
        **page.admin_site.each_context(request),
        "title": _("Find a chart of Our World in Data"),
        "opts": page.model._meta,
        "form": form,
        "indicator": indicator,
        "asked": form.is_bound and form.is_valid(),
        "rows": _rows(request, request.user, form, indicator) if form.is_bound and form.is_valid() else [],
    }
    return TemplateResponse(request, "admin/claims/series/charts.html", context)


def _indicator(given: str) -> Indicator | None:
    return Indicator.objects.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 10 else None


def _rows(request: HttpRequest, user: User, form: ChartSearchForm, indicator: Indicator | None) -> list[dict[str, Any]]:
    """The charts found, each with the address of a series that is begun with it."""
    try:
        found = find_charts(user, form.cleaned_data["words"])
    except Refused as refusal:
        for problem in refusal.problems:
            messages.error(request, sentence(problem))
        return []
    return [{"found": each, "begin": _begin(found.source.pk, each, indicator)} for each in found.charts]


def _begin(source_id: int, found: ChartFound, indicator: Indicator | None) -> str:
    given: dict[str, Any] = {"source": source_id, "code": found.chart.slug, "name": found.chart.title}
    if indicator is not None:
        given |= {"indicator": indicator.pk, "unit": indicator.unit}
    return f"{reverse('admin:claims_series_add')}?{urlencode(given)}"
