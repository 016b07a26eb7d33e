"""The claim page put together: the article, the reading, the findings, the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from claims.forms import DismissForm, DocumentForm, DraftForm, MendForm, SkipForm
from claims.models import Check, CheckState, ClaimState
from claims.queries import ClaimView, claim_for_page
from claims.queries.proposals import proposal_behind
from claims.values import Reason, Summary
from claims.views.access import CHECK, DeskRequest
from claims.views.rows import problems as shown_problems
from claims.views.rows.article import Span, paragraphs
from claims.views.rows.earlier import earlier_shown
from claims.views.rows.findings import Typed, decided, series_findings, tokens_of
from claims.views.rows.mending import mend_form_of, split_form
from claims.views.rows.people import people_offered
from claims.views.rows.progress import poll_every, progress_of
from claims.views.rows.ratings import options_of
from claims.views.rows.reading import candidates, read
from claims.wording import summary_words

OPEN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What was posted and could not be taken as it was: the page is drawn again with it, and says why."""

    draft: DraftForm | None = None
    document: DocumentForm | None = None
    mend: MendForm | None = None
    problems: Sequence[Reason] = ()

    @property
    def asked(self) -> bool:
        return bool(self.draft or self.document or self.mend)


def draw_claim(request: DeskRequest, claim_id: int, again: Redrawn | None = None) -> HttpResponse:
    """The page of a claim; 404 where there is none, 422 where it is drawn again with problems."""
    view = claim_for_page(request.user, claim_id)
    if view is None:
        raise Http404
    again = again or Redrawn()
    context = {**_reading(view, again), **evidence_context(view, request, again), **_check(view, request, again)}
    context["earlier"] = earlier_shown(view)
    return render(request, "claim/page.html", context, status=422 if again.asked else 200)


def _reading(view: ClaimView, again: Redrawn) -> dict[str, Any]:
    claim, place = view.claim, view.appearance
    spans = [Span(each.start, each.end, each.claim_id, each.state) for each in view.others]
    spans.append(Span(place.start, place.end, claim.pk, claim.state))
    mend = again.mend or mend_form_of(view.reading, claim.indicator)
    return {
        "view": view,
        "claim": claim,
        "article": view.article,
        "paragraphs": paragraphs(view.version.text, spans, claim.pk),
        "reading": read(view.reading, claim, place.start),
        "proposal": proposal_behind(claim),
        "check_reading": any(each.piece.finding and each.piece.finding.check_reading for each in view.findings),
        "mend": mend,
        "candidates": candidates(view.by_program or view.reading, view.reading.structure["indicator"], mend.measures),
        "people": people_offered(claim, view.reading),
        "mend_open": again.mend is not None,
        "split": split_form(view.reading),
        "other_parts": [each for each in view.others if (each.start, each.end) == (place.start, place.end)],
        "skip_form": SkipForm(),
        "dismiss_form": DismissForm(),
        "is_open": claim.state in OPEN,
    }


def evidence_context(view: ClaimView, request: DeskRequest, again: Redrawn | None = None) -> dict[str, Any]:
    """What arrives while lookups run: one line per source, and the findings."""
    again = again or Redrawn()
    typed = Typed(request.POST if again.draft else None, shown_problems.by_field(again.problems))
    findings = series_findings(view, typed)
    return {
        "claim": view.claim,
        "in_sum": summary_words(Summary(view.claim.summary)) if view.claim.summary else "",
        "progress": progress_of(view.lookups),
        "poll": poll_every(view.lookups, view.now),
        "findings": findings,
        "tokens": tokens_of(findings),
        "documents": [decided(each, typed) for each in view.documents],
        "may_check": _may_check(view, request),
    }


def _may_check(view: ClaimView, request: DeskRequest) -> bool:
    """Whether the page offers the check's form: the claim is open, the person a checker, what they did
    last is not on its way to an editor, and nobody else holds the claim. Who typed on it before somebody
    else took it keeps the form, and so the words."""
    state = view.check.state if view.check else ""
    elsewhere = view.lease.holder is not None and not view.lease.mine and state != CheckState.DRAFT
    open_to_me = view.claim.state in OPEN and state != CheckState.SUBMITTED and not elsewhere
    return open_to_me and request.user.has_perm(CHECK)


def _check(view: ClaimView, request: DeskRequest, again: Redrawn) -> dict[str, Any]:
    check = view.check
    form = again.draft or DraftForm(initial=_initial(view))
    return {
        "check": check,
        "form": form,
        "document": again.document or DocumentForm(),
        "ratings": options_of(view.ratings, _chosen(form, "rating")),
        "attributions": options_of(view.attribution_ratings, _chosen(form, "attribution_rating")),
        "problems": shown_problems.shown(again.problems, form),
        "by_field": shown_problems.by_field(again.problems),
        "returned": check if check and check.state == CheckState.RETURNED else _returned(view),
    }


def _returned(view: ClaimView) -> Check | None:
    """The check that an editor sent back, which a new draft goes on from."""
    if view.claim.state != ClaimState.RETURNED or view.check is None:
        return None
    rows = Check.objects.filter(claim=view.claim, checker=view.check.checker_id, state=CheckState.RETURNED)
    return rows.select_related("returned_by").order_by("-number").first()


def _initial(view: ClaimView) -> dict[str, Any]:
    """What the user typed last, whatever became of it: a new draft goes on from there."""
    check, draft = view.check, view.draft
    if check is None:
        return {"typed_on": 0}
    return {
        "typed_on": draft.number if draft and check.state == CheckState.DRAFT else 0,
        "wording": draft.content["wording"] if draft else check.wording,
        "rating": check.rating_id,
        "attribution_rating": check.attribution_rating_id,
        "summary": check.summary,
        "reasoning": check.reasoning,
    }


def _chosen(form: DraftForm, name: str) -> int | None:
    value = form[name].value()
    return int(value) if str(value or "").isdigit() else None
