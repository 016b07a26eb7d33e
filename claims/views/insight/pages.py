"""The pages: over all, by what, balance, agreement, proposals and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.queries.facts import PERSON
from claims.queries.insight import Span, span_of
from claims.services.steps.second_checks import has_two_checkers
from claims.views.access import SIGN, VIEW_DESK, DeskRequest, page
from claims.views.insight import agreement, balance, by_key, overview, trust
from claims.views.insight.tables import Section, csv_answer

SPAN_WORDS = {"30d": gettext_lazy("30 days"), "12w": gettext_lazy("12 weeks"), "1y": gettext_lazy("12 months")}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the sections of a page; `name` and `argument` make its address."""

    name: str
    title: str
    lead: str
    argument: str = ""

    @property
    def address(self) -> str:
        return reverse(f"claims:{self.name}", args=[self.argument] if self.argument else [])


def _ways(request: DeskRequest) -> list[Head]:
    """The pages that this person may open, those of one kind as one."""
    ways = [
        Head("insight", _("Overview"), ""),
        Head("insight_by", _("Breakdown"), "", next(iter(by_key.TITLES))),
        Head("insight_balance", _("Balance"), "", next(iter(balance.TITLES))),
    ]
    ways += [Head("agreement", _("Agreement"), "")] if request.user.has_perm(SIGN) else []
    ways += [Head("insight_proposals", _("Proposals"), ""), Head("insight_sources", _("Sources"), "")]
    return [*ways, Head("insight_drawn", _("Drawn unread"), "")]


def _within(request: DeskRequest, head: Head) -> list[Head]:
    """The pages beside this one under the same way, of those that this person may open."""
    titles: dict[str, Any] = {"insight_by": by_key.TITLES, "insight_balance": balance.TITLES}.get(head.name, {})
    return [Head(head.name, str(words), "", name) for name, words in titles.items() if _may(request, name)]


def _may(request: DeskRequest, dimension: str) -> bool:
    return dimension != PERSON or request.user.has_perm(SIGN)


def draw(request: DeskRequest, head: Head, span: Span | None, sections: Sequence[Section], **more: Any) -> HttpResponse:
    """The page, or the table that `csv` names as a file."""
    wanted = next((each for each in sections if each.slug == request.GET.get("csv")), None)
    if wanted is not None:
        return csv_answer(f"{head.name}-{wanted.slug}", wanted.table)
    spans = [(f"?span={name}", words, bool(span and span.name == name)) for name, words in SPAN_WORDS.items()]
    ways = {"ways": _ways(request), "within": _within(request, head), "spans": spans if span else []}
    return render(request, "insight/page.html", {"head": head, "span": span, "sections": sections, **ways, **more})


def _span(request: DeskRequest) -> Span:
    return span_of(request.GET.get("span", ""))


def _as_file(request: DeskRequest) -> bool:
    return "csv" in request.GET


@page(VIEW_DESK)
def show_overview(request: DeskRequest) -> HttpResponse:
    span = _span(request)
    lead = _("What came in, what was done of it, and how long it took.")
    return draw(request, Head("insight", _("Insight"), lead), span, overview.sections(span))


@page(VIEW_DESK)
def show_by(request: DeskRequest, dimension: str) -> HttpResponse:
    if dimension not in by_key.TITLES:
        raise Http404
    if not _may(request, dimension):
        raise PermissionDenied
    span = _span(request)
    head = Head("insight_by", str(by_key.TITLES[dimension]), str(by_key.LEADS.get(dimension, "")), dimension)
    return draw(request, head, span, by_key.sections(span, dimension, whole=_as_file(request)))


@page(VIEW_DESK)
def show_balance(request: DeskRequest, dimension: str) -> HttpResponse:
    if dimension not in balance.TITLES:
        raise Http404
    span = _span(request)
    head = Head("insight_balance", str(balance.TITLES[dimension]), str(balance.LEADS[dimension]), dimension)
    return draw(request, head, span, balance.sections(span, dimension, whole=_as_file(request)))


@page(SIGN)
def show_agreement(request: DeskRequest) -> HttpResponse:
    span = _span(request)
    lead = _(
        "Where a claim has two checks, neither checker sees the other's. Each pair is counted once, with the ratings "
        "that came in first, as soon as the claim is decided; what was returned and done again is not counted."
    )
    if not has_two_checkers():
        lead = f"{lead} {_('Two checks are off: the desk has fewer than two checkers besides its editors.')}"
    return draw(request, Head("agreement", _("Agreement between checkers"), lead), span, agreement.sections(span))


@page(VIEW_DESK)
def show_proposals(request: DeskRequest) -> HttpResponse:
    span = _span(request)
    lead = _("How often a finding of the program pointed the same way as the verdict that an editor signed.")
    return draw(request, Head("insight_proposals", _("Proposals"), lead), span, trust.proposals(span))


@page(VIEW_DESK)
def show_sources(request: DeskRequest) -> HttpResponse:
    span = _span(request)
    lead = _("How often each source answered when it was asked over the network, and how long that took.")
    return draw(request, Head("insight_sources", _("Sources"), lead), span, trust.sources(span))
