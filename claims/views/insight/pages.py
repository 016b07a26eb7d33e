"""The pages: over all, by what, balance, proposals, sources, and the rows behind a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.queries.facts import ALL, FACTS, PERSON, RATED
from claims.queries.insight import NAMED, Span, names_of, ratings_of, span_of
from claims.queries.insight_rows import LISTED, Asked, rows_behind
from claims.views.access import SIGN, VIEW_DESK, DeskRequest, page
from claims.views.insight import balance, by_key, overview, trust
from claims.views.insight.tables import MEASURES, Section, csv_answer

SPAN_WORDS = {"30d": gettext_lazy("30 days"), "12w": gettext_lazy("12 weeks"), "1y": gettext_lazy("A year")}


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


def _ways() -> list[Head]:
    return [
        Head("insight", _("Overview"), ""),
        Head("insight_by", _("Breakdown"), "", next(iter(by_key.TITLES))),
        Head("insight_balance", _("Balance"), "", next(iter(balance.TITLES))),
        Head("insight_proposals", _("Proposals"), ""),
        Head("insight_sources", _("Sources"), ""),
        Head("insight_drawn", _("Drawn unread"), ""),
    ]


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
    ways = {"ways": _ways(), "within": _within(request, head), "spans": spans if span else []}
    return render(request, "insight/page.html", {"head": head, "span": span, "sections": sections, **ways, **more})


def _span(request: DeskRequest) -> Span:
    return span_of(request.GET.get("span", ""))


def _as_file(request: DeskRequest) -> bool:
    return "csv" in request.GET


@page(VIEW_DESK)
def show_overview(request: DeskRequest) -> HttpResponse:
    span = _span(request)
    lead = _("What came in, what was done of it, and how long it took.")
    sections = overview.sections(span, may_sign=request.user.has_perm(SIGN))
    return draw(request, Head("insight", _("Insight"), lead), span, sections)


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


@page(VIEW_DESK)
def show_rows(request: DeskRequest, measure: str) -> HttpResponse:
    """The claims behind a number."""
    asked = _asked(request.GET, measure)
    if asked is None:
        raise Http404
    if not _may(request, asked.dimension):
        raise PermissionDenied
    found = rows_behind(request.user, asked, after=request.GET.get("after", ""))
    names = names_of(asked.dimension, [asked.key])
    rest = {name: request.GET[name] for name in ("from", "to", "by", "key", "value") if name in request.GET}
    context = {
        "title": MEASURES[measure],
        "of": names.get(asked.key, ""),
        "value": dict(ratings_of([asked.value])).get(asked.value, asked.value) if asked.value else "",
        "asked": asked,
        "page": found,
        "next": urlencode({**rest, "after": found.after}),
    }
    return render(request, "insight/rows.html", context)


def _asked(given: Mapping[str, str], measure: str) -> Asked | None:
    """None of what no page links to."""
    dimension, key = given.get("by", "") or ALL, given.get("key", "") or "0"
    if measure not in LISTED or dimension not in FACTS[measure].dimensions:
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 19) or (dimension in NAMED) != (key != "0"):
        return None
    try:
        first, last = date.fromisoformat(given.get("from", "")), date.fromisoformat(given.get("to", ""))
    except ValueError:
        return None
    value = given.get("value", "") if measure == RATED else ""
    return Asked(measure, dimension, int(key), first, last, value) if date(1990, 1, 1) < first <= last else None
