"""Going on with one check of a claim that needs two: a page that says what waits, asks why, and does it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.forms import DeskForm
from claims.models import Claim
from claims.queries.second_opinion import waits_for_second
from claims.services.refusal import Refused
from claims.services.single_checks import LONGEST_REASON, go_on_with_one
from claims.services.steps.second_checks import second_can_come
from claims.views.access import SIGN, DeskRequest, form_page
from claims.views.telling import give_back, stale_words, words_of
from claims.workflow import WrongState


class SingleCheckForm(DeskForm):
    reason = forms.CharField(
        label=gettext_lazy("Why one check is enough"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands beside the check that is signed, for the desk alone."),
        error_messages={"required": gettext_lazy("Say why the claim goes on with one check.")},
    )


@form_page(SIGN)
def go_on(request: DeskRequest, claim_id: int) -> HttpResponse:
    form = SingleCheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            go_on_with_one(request.user, claim_id, **form.cleaned_data)
        except Refused as refusal:
            for words in words_of(refusal):
                form.add_error(None, words)
        except WrongState:
            messages.error(request, stale_words())
            give_back(request, form)
            return redirect("claims:claim", claim_id)
        else:
            messages.success(request, _("It goes on with one check, and waits to be signed."))
            return redirect("claims:editor")
    claim = get_object_or_404(Claim.objects.select_related("queue"), pk=claim_id)
    if not waits_for_second(claim):
        raise Http404
    context = {"claim": claim, "form": form, "can_come": second_can_come(claim)}
    return render(request, "editor/single_check.html", context, status=422 if form.is_bound else 200)
