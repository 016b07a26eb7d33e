"""The forms by which curators write rules of triage, and what these refuse."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import CuratedFormSet
from claims.admin.forms import ModelForm
from claims.forms import LongSelect
from claims.models import Rule, RuleCondition, Topic
from claims.services.steps.rule_checks import (
    VALUES,
    problems_of_rule,
    refuse_empty_words,
    refuse_language,
    refuse_lines,
)
from claims.wording.places import places_by_name

Kind = RuleCondition.Kind
TRY = "_try"  # the button that tries a rule and saves nothing


class TopicForm(ModelForm):
    class Meta:
        model = Topic
        fields = ("name", "words")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        refuse_empty_words(words.splitlines())
        return words


class RuleForm(ModelForm):
    class Meta:
        model = Rule
        fields: Any = "__all__"

    def is_valid(self) -> bool:
        """What is only tried is never fit to be saved: the page is shown again, with what was typed."""
        return super().is_valid() and TRY not in self.data

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        broken = bool(self.errors)
        for column, told in problems_of_rule(cleaned):
            if column or not broken:  # what was refused already may be what it does
                self.add_error(column or None, told)
        return cleaned


def _places() -> list[tuple[str, str]]:
    return [("", "---------"), *places_by_name()]


class RuleConditionForm(ModelForm):
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False, choices=_places, widget=LongSelect)

    class Meta:
        model = RuleCondition
        fields: Any = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:  # which field each kind takes, for the page
            self.fields["kind"].widget.attrs["data-values"] = json.dumps(VALUES)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind is None:
            return cleaned
        wanted = VALUES.get(kind, "")
        if wanted and not self.has_error(wanted) and cleaned.get(wanted) in (None, ""):
            self.add_error(wanted, _("This condition needs it."))
        for name in sorted(set(VALUES.values()) - {wanted}):
            if cleaned.get(name) not in (None, ""):
                told = {"kind": Kind(kind).label}
                self.add_error(name, _("“%(kind)s” does not ask for this: leave it empty.") % told)
        return cleaned

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if words:
            refuse_empty_words(words.split(","))
        return words

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"].strip()
        refuse_language(language)
        return language


class RuleConditionFormSet(CuratedFormSet):
    def lines(self) -> list[RuleCondition]:
        """What is filled in, saved or not."""
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        return [form.instance for form in kept if not form.cleaned_data.get(DELETION_FIELD_NAME)]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        refuse_lines(self.lines())
