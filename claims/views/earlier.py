"""Earlier fact-checks of a claim: search for them, take one as evidence, put one away."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _

from claims.services import fact_checks
from claims.tasks import ring_searches
from claims.views.access import CHECK, DeskRequest, act
from claims.views.beside import beside_the_draft


@act(CHECK)
def search(request: DeskRequest, claim_id: int) -> HttpResponse:
    def ask() -> None:
        ring_searches([fact_checks.search(request.user, claim_id)])
        messages.info(request, _("Searched for. What is found stands here when the page is loaded again."))

    return beside_the_draft(request, claim_id, ask, anchor="earlier")


@act(CHECK)
def take(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    def as_evidence() -> None:
        piece = fact_checks.take_as_evidence(request.user, claim_id, prior_id)
        messages.success(request, _("Added as evidence [%(number)d].") % {"number": piece.number})

    return beside_the_draft(request, claim_id, as_evidence, anchor="earlier")


@act(CHECK)
def dismiss(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    return beside_the_draft(
        request, claim_id, partial(fact_checks.dismiss, request.user, claim_id, prior_id), anchor="earlier"
    )


@act(CHECK)
def restore(request: DeskRequest, claim_id: int, prior_id: int) -> HttpResponse:
    return beside_the_draft(
        request, claim_id, partial(fact_checks.restore, request.user, claim_id, prior_id), anchor="earlier"
    )
