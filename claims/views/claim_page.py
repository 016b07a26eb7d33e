"""The claim page put together: the article, the reading, the findings, the check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import render

from claims.confirming_forms import OwnForm, RepeatForm
from claims.forms import DismissForm, DraftForm, MendForm, SkipForm
from claims.models import Check, CheckState, ClaimState, Finding
from claims.queries import ClaimView, claim_for_page
from claims.queries.concerned import contact_entries
from claims.queries.proposals import proposal_behind
from claims.queries.publications import open_reopening
from claims.queries.remarks import comments_for
from claims.queries.sorted_claims import sorting
from claims.services.steps.questions import top_of
from claims.services.steps.second_checks import second_check_is_off
from claims.values import Reason, Relation, Summary
from claims.views.access import CHECK, DeskRequest
from claims.views.rows import problems as shown_problems
from claims.views.rows.article import Span, around_number, marked_text
from claims.views.rows.at_desk import at_desk
from claims.views.rows.concerned import of_rows
from claims.views.rows.confirming import confirming, questions
from claims.views.rows.drawn import blank_fields, fields_of
from claims.views.rows.earlier import earlier_shown
from claims.views.rows.findings import Typed, decided, series_findings, tokens_of
from claims.views.rows.mending import measures, mend_fields, split_fields
from claims.views.rows.origins import definitions_of
from claims.views.rows.people import people_offered
from claims.views.rows.progress import poll_every, progress_of
from claims.views.rows.ratings import options_of
from claims.views.rows.reading import candidates, read
from claims.views.rows.review import comments_by_part, comments_shown
from claims.views.telling import give_back
from claims.wording import summary_words

OPEN = frozenset({ClaimState.QUEUED, ClaimState.RETURNED, ClaimState.REOPENED})


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What was posted and could not be taken as it was: the page is drawn again with it, and says why."""

    draft: DraftForm | None = None
    own: OwnForm | None = None
    mend: MendForm | None = None
    repeat: RepeatForm | None = None
    problems: Sequence[Reason] = ()

    @property
    def asked(self) -> bool:
        return bool(self.draft or self.own or self.mend or self.repeat)


def draw_claim(request: DeskRequest, claim_id: int, again: Redrawn | None = None) -> HttpResponse:
    """The page of a claim; 404 where there is none, 422 where it is drawn again with problems."""
    view = claim_for_page(request.user, claim_id)
    if view is None:
        raise Http404
    again = again or Redrawn()
    context = {
        **_reading(view, request, again),
        **evidence_context(view, request, again),
        **_check(view, request, again),
    }
    context["earlier"] = earlier_shown(view, None if view.names_others else request.user)
    context["second_off"] = second_check_is_off(view.claim)
    context["reopening"] = open_reopening(view.claim)
    context["asked"] = of_rows(contact_entries(claim_id), viewer=request.user, names=False)
    context |= confirming(view, request, own=again.own, repeat=again.repeat)
    context |= questions(view, request.POST if again.draft else None)
    context |= at_desk(view, request.user)
    for form in (again.draft, again.own):
        if form is not None and not context["may_check"]:
            give_back(request, form)
    prefetch_related_objects([view.claim], *sorting())
    return render(request, "claim/page.html", context, status=422 if again.asked else 200)


def _reading(view: ClaimView, request: DeskRequest, again: Redrawn) -> dict[str, Any]:
    claim, place = view.claim, view.appearance
    named = view.names_others or view.reading.by_id == request.user.pk
    spans = [Span(each.start, each.end, each.claim_id, each.state) for each in view.others]
    shown = read(view.reading, claim, place.start, named=named)
    spans += around_number(Span(place.start, place.end, claim.pk, claim.state), shown.claimed)
    offered = measures()
    return {
        "view": view,
        "claim": claim,
        "article": view.article,
        "text": marked_text(view.version.text, spans, claim.pk),
        "reading": shown,
        "proposal": proposal_behind(claim),
        "check_reading": any(_waits_for_a_reader(each.piece.finding) for each in view.findings),
        "mend": again.mend,
        "mend_fields": fields_of(again.mend) if again.mend else mend_fields(view.reading, claim.indicator, offered),
        "candidates": candidates(view.by_program or view.reading, view.reading.structure["indicator"], dict(offered)),
        "people": people_offered(claim, view.reading),
        "mend_open": again.mend is not None,
        "split_fields": split_fields(view.reading),
        "other_parts": [each for each in view.others if (each.start, each.end) == (place.start, place.end)],
        "skip_fields": blank_fields(SkipForm),
        "dismiss_fields": blank_fields(DismissForm),
        "is_open": claim.state in OPEN,
    }


def _waits_for_a_reader(finding: Finding | None) -> bool:
    """Whether a figure differs, and counts for nothing until a person has confirmed the reading."""
    return finding is not None and finding.check_reading and finding.relation == Relation.DIFFERS


def evidence_context(view: ClaimView, request: DeskRequest, again: Redrawn | None = None) -> dict[str, Any]:
    """What arrives while lookups run: one line per source, and the findings."""
    again, hidden = again or Redrawn(), view.proposal_hidden
    said = comments_for(request.user, view.claim.pk) if view.check else ()
    remarks = comments_by_part(said, (each.piece.number for each in (*view.findings, *view.documents)))
    typed = Typed(request.POST if again.draft else None, shown_problems.by_field(again.problems), remarks)
    findings = series_findings(view, typed)
    return {
        "remarks": remarks,
        "open_remarks": comments_shown([each for each in said if each.resolved_at is None]),
        "claim": view.claim,
        "in_sum": summary_words(Summary(view.claim.summary)) if view.claim.summary and not hidden else "",
        "progress": progress_of(view.lookups),
        "poll": poll_every(view.lookups, view.now),
        "findings": findings,
        "definitions": definitions_of(findings),
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
        "ratings": options_of(view.ratings, _chosen(form, "rating"), top_of([each.rating for each in view.ratings])),
        "attributions": options_of(view.attribution_ratings, _chosen(form, "attribution_rating")),
        "problems": shown_problems.shown(again.problems, form),
        "by_field": shown_problems.by_field(again.problems),
        "returned": check if check and _given_back(check) else _returned(view),
    }


def _given_back(check: Check) -> bool:
    """Whether an editor returned the check, or gave it to who has it now."""
    return check.state == CheckState.RETURNED or check.state == CheckState.DRAFT and check.returned_by_id is not None


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
        "harm": check.harm,
        "harm_note": check.harm_note,
    }


def _chosen(form: DraftForm, name: str) -> int | None:
    value = form[name].value()
    return int(value) if str(value or "").isdigit() else None
