"""How often two checkers of the same claim agree, for editors."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from claims.queries.second_opinion import pair_counts, rating_labels
from claims.services.steps.second_checks import has_two_checkers
from claims.views.access import SIGN, DeskRequest, page
from claims.views.rows.opinions import agreements


@page(SIGN)
def agreement(request: DeskRequest) -> HttpResponse:
    context = {"queues": agreements(pair_counts(request.user), rating_labels()), "off": not has_two_checkers()}
    return render(request, "editor/agreement.html", context)
