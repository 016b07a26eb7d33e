"""What leaves the house: read only, for those who answer for the desk. No key is ever shown."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from claims.queries.outgoing import asked_lately, sources_in_use
from claims.views.access import DeskRequest, page

VIEW_OUTGOING = "claims.view_outgoing"


@page(VIEW_OUTGOING)
def outgoing(request: DeskRequest) -> HttpResponse:
    sources = [
        {"name": each.name, "host": _host(settings.SOURCE_BASES.get(each.connector, ""))} for each in sources_in_use()
    ]
    context = {
        "model": {"name": settings.MODEL_NAME, "host": _host(settings.MODEL_URL), "key": bool(settings.MODEL_KEY)},
        "sources": sources,
        "lately": asked_lately(),
        "allowed": settings.OUTGOING_ALLOW,
        "user_agent": settings.USER_AGENT,
        "per_minute": settings.REQUESTS_PER_MINUTE,
    }
    return render(request, "desk/outgoing.html", context)


def _host(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2]
