"""The tags of one claim, given and taken by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, Tag
from claims.services.tagging import set_tags
from claims.views.access import CHECK, DeskRequest, form_page


class TagsForm(forms.Form):
    tags: Any = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tags"),
        queryset=Tag.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        show_hidden_initial=True,  # what the claim had when the page was opened
    )


@form_page(CHECK)
def tags(request: DeskRequest, claim_id: int) -> HttpResponse:
    claim = get_object_or_404(Claim, pk=claim_id)
    given = list(claim.tagged.values_list("tag", flat=True))
    form = TagsForm(request.POST if request.method == "POST" else None, initial={"tags": given})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "claim/tags.html", {"claim": claim, "form": form}, status=status)
    wanted = [tag.pk for tag in form.cleaned_data["tags"]]
    seen = [int(each) for each in request.POST.getlist(form["tags"].html_initial_name) if each.isdecimal()]
    if set_tags(request.user, claim_id, wanted, seen=seen):
        messages.success(request, _("The tags are kept."))
    return redirect("claims:claim", claim_id)
