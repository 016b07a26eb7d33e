"""Evidence as it arrives: short polls of a partial, and asking again for what is missing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from claims.models import Lookup
from claims.queries import claim_for_page
from claims.services.lookups import retry_lookup
from claims.tasks import ring_lookups
from claims.views.access import CHECK, VIEW_DESK, DeskRequest, act, page
from claims.views.claim_page import evidence_context
from claims.views.rows.ratings import options_of


@page(VIEW_DESK)
def arriving(request: DeskRequest, claim_id: int) -> HttpResponse:
    """The progress of a claim's lookups, with the origins whose findings the page does not show yet.

    `seen` names what the page has, as the partial before named it: origin:finding-finding, by commas.
    """
    view = claim_for_page(request.user, claim_id)
    if view is None:
        raise Http404
    context = evidence_context(view, request)
    seen = request.GET.get("seen", "").split(",")
    known = {token.partition(":")[0] for token in seen}
    fresh = [each for each in context["findings"] if each.token not in seen]
    context["changed"] = [each for each in fresh if each.key in known]
    context["arrived"] = [each for each in fresh if each.key not in known]
    if fresh and context["may_check"]:
        chosen = view.check.rating_id if view.check else None
        needy = [choice for choice in view.ratings if choice.rating.needs and not choice.missing]
        context["marks"] = options_of(needy, chosen)
    return render(request, "claim/arriving.html", context)


@act(CHECK)
def retry(request: DeskRequest, lookup_id: int) -> HttpResponse:
    lookup = get_object_or_404(Lookup, pk=lookup_id)
    if series_ids := retry_lookup(request.user, lookup_id):
        ring_lookups(series_ids)
        messages.info(request, _("Asked again. The answer appears here when it comes."))
    return redirect("claims:claim", lookup.claim_id)
