"""The page of one claim."""

from __future__ import annotations

from django.http import HttpResponse

from claims.views.access import VIEW_DESK, DeskRequest, page
from claims.views.claim_page import draw_claim


@page(VIEW_DESK)
def claim(request: DeskRequest, claim_id: int) -> HttpResponse:
    return draw_claim(request, claim_id)
