"""The rows behind a number: which are asked for, and what each of them shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, Drawn, Queue
from claims.queries.facts import (
    AGREED,
    ALL,
    ASKED,
    CAME,
    DISAGREED,
    FAILED,
    JUDGED,
    LATENCY,
    LEFT,
    OPEN,
    OUTLET,
    PAIRS,
    PERSON,
    PROPOSED,
    QUOTED,
    RATED,
    SAME,
    TO_CHECK,
    TO_CHECK_BY,
    TO_PUBLISH,
)
from claims.queries.insight import NAMED, names_of, ratings_of
from claims.queries.insight_rows import FOR_EDITORS, LISTED, WITH_VALUE, Asked, Behind, dimensions_of, late_behind
from claims.queries.insight_rows import rows_behind as found_behind
from claims.queries.paging import YEARS, Page
from claims.templatetags.desk import rule
from claims.views.access import SIGN, VIEW_DESK, DeskRequest, page
from claims.views.insight.tables import MEASURES, delay_words
from claims.wording import relation_words

VALUES: Mapping[str, Any] = {
    AGREED: gettext_lazy("agreed"),
    DISAGREED: gettext_lazy("disagreed"),
    OPEN: gettext_lazy("undecided"),
    CAME: gettext_lazy("an answer came"),
    FAILED: gettext_lazy("no answer"),
    SAME: gettext_lazy("both the same"),
    **{str(value): label for value, label in Drawn.Judged.choices if value},
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows of one row: its words, where they lead, what is said first of it and what else, and when; the
    code of the language of its words, "" where nobody knows it."""

    words: str
    at: datetime
    address: str = ""
    tags: Sequence[str] = ()
    notes: Sequence[str] = field(default_factory=tuple)
    language: str = ""


@page(VIEW_DESK)
def show_rows(request: DeskRequest, measure: str) -> HttpResponse:
    asked = _asked(request.GET, measure)
    if asked is None:
        raise Http404
    if (asked.dimension == PERSON or measure in FOR_EDITORS) and not request.user.has_perm(SIGN):
        raise PermissionDenied
    found = found_behind(asked, after=request.GET.get("after", ""))
    rest = {name: request.GET[name] for name in ("from", "to", "by", "key", "value") if name in request.GET}
    context = {
        "title": _title(asked),
        "asked": asked,
        "note": _note(asked),
        "rows": [SHOWN.get(row.measure, _claim)(row) for row in found.rows],
        "page": found,
        "next": urlencode({**rest, "after": found.after}),
    }
    return render(request, "insight/rows.html", context)


@page(VIEW_DESK)
def show_overdue(request: DeskRequest, slug: str) -> HttpResponse:
    """The claims of a queue that are beyond their target."""
    queue = get_object_or_404(Queue, slug=slug)
    found: Page[Claim] = late_behind(queue, after=request.GET.get("after", ""))
    context = {
        "title": f"{_('Overdue')}: {queue}",
        "rows": [_of_claim(claim, claim.due_at) for claim in found.rows if claim.due_at],
        "page": found,
        "next": urlencode({"after": found.after}),
    }
    return render(request, "insight/rows.html", context)


def _asked(given: Mapping[str, str], measure: str) -> Asked | None:
    """None of what no page links to."""
    dimension, key = given.get("by", "") or ALL, given.get("key", "") or "0"
    if measure not in LISTED or dimension not in dimensions_of(measure):
        return None
    if not (key.isascii() and key.isdigit() and len(key) < 19) or (dimension in NAMED) != (key != "0"):
        return None
    try:
        first, last = date.fromisoformat(given.get("from", "")), date.fromisoformat(given.get("to", ""))
    except ValueError:
        return None
    value = given.get("value", "") if measure in WITH_VALUE else ""
    if "\x00" in value or not {first.year, last.year} <= set(YEARS) or last < first:
        return None
    return Asked(measure, dimension, int(key), first, last, value)


def _title(asked: Asked) -> str:
    name = names_of(asked.dimension, [asked.key]).get(asked.key, "")
    values = [_value(asked.measure, part) for part in _parts(asked)]
    return ", ".join([f"{MEASURES[asked.measure]}: {name}" if name else str(MEASURES[asked.measure]), *values])


def _parts(asked: Asked) -> list[str]:
    """What is asked of the rows; of pairs the first number is that of a scale, which rows do not need to say."""
    return [part for part in asked.value.split(":")[1 if asked.measure == PAIRS else 0 :] if part]


def _value(measure: str, value: str) -> str:
    if value in VALUES and measure != RATED:
        return str(VALUES[value])
    return dict(ratings_of([value])).get(value, value)


def _note(asked: Asked) -> str:
    notes = {
        OUTLET: _("In its own voice."),
        QUOTED: _("Quoted or reported of others."),
        PERSON: _("Without claims whose checkers you may not know yet.") if asked.measure in FOR_EDITORS else "",
    }
    return notes.get(asked.dimension, "")


# --- what each kind of row shows ----------------------------------------------------------------------------


def _claim(behind: Behind) -> Shown:
    assert behind.claim is not None
    return _of_claim(behind.claim, behind.at)


def _of_claim(claim: Claim, at: datetime, *tags: str) -> Shown:
    notes = [str(each) for each in (claim.claimant, claim.article.outlet, claim.queue) if each]
    address = reverse("claims:claim", args=[claim.pk])
    return Shown(claim.sentence, at, address, tags or (str(claim.get_state_display()),), notes, claim.article.language)


def _waited(behind: Behind) -> Shown:
    """How long the claim waited until then."""
    assert behind.claim is not None
    return _of_claim(behind.claim, behind.at, delay_words((behind.at - behind.row.since).total_seconds()))


def _proposed(behind: Behind) -> Shown:
    """What the program proposed, what was said in the end, and by which source."""
    assert behind.claim is not None
    finding, rating = behind.row.evidence.finding, behind.row.check_of.rating
    tags = (str(relation_words(finding.relation)), str(finding.series.source), str(rating.label) if rating else "")
    return _of_claim(behind.claim, behind.at, *filter(None, tags))


def _pair(behind: Behind) -> Shown:
    assert behind.claim is not None
    return _of_claim(behind.claim, behind.at, str(behind.row.first_rating.label), str(behind.row.second_rating.label))


def _sentence(behind: Behind) -> Shown:
    version = behind.row.version
    notes = [str(version.article.outlet)] if version.article.outlet else []
    address = reverse("claims:article", args=[version.article_id])
    return Shown(
        behind.row.sentence,
        behind.at,
        address,
        (str(rule(behind.row)),),
        [_titled(version), *notes],
        version.article.language,
    )


def _drawn(behind: Behind) -> Shown:
    row = behind.row
    tags = (str(row.get_judged_display()),)
    if behind.claim is not None:
        return Shown(row.sentence, behind.at, reverse("claims:claim", args=[row.claim_id]), tags, [str(row.judged_by)])
    address = reverse("claims:article", args=[row.version.article_id])
    return Shown(row.sentence, behind.at, address, tags, [_titled(row.version), str(row.judged_by)])


def _titled(version: Any) -> str:
    return str(version.article.title) or _("Untitled")


def _answer(behind: Behind) -> Shown:
    taken = _("%(number)s ms") % {"number": behind.row.milliseconds}
    return Shown(str(behind.row.source), behind.at, "", (str(VALUES[CAME if behind.row.came else FAILED]),), [taken])


SHOWN: Mapping[str, Callable[[Behind], Shown]] = {
    LEFT: _sentence,
    JUDGED: _drawn,
    PROPOSED: _proposed,
    PAIRS: _pair,
    TO_CHECK: _waited,
    TO_CHECK_BY: _waited,
    TO_PUBLISH: _waited,
    ASKED: _answer,
    LATENCY: _answer,
}
