"""The forms by which curators write rules of triage, and what these refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.admin.base import CuratedFormSet
from claims.admin.forms import ModelForm
from claims.forms import LongSelect
from claims.models import Queue, Rule, RuleCondition, Topic, User
from claims.packs import place_titles
from claims.queries import works_on
from claims.services.steps.conditions import term_of
from claims.workflow import CHECKING

Kind = RuleCondition.Kind
TRY = "_try"  # the button that tries a rule and saves nothing

VALUES: Mapping[str, str] = {
    Kind.TOPIC: "topic",
    Kind.WORDS: "words",
    Kind.PLACE: "place",
    Kind.INDICATOR: "indicator",
    Kind.OUTLET: "outlet",
    Kind.CLAIMANT: "claimant",
    Kind.AT_LEAST: "worthiness",
    Kind.BELOW: "worthiness",
    Kind.QUANTITY_KIND: "number_kind",
    Kind.ONLY_KIND: "number_kind",
    Kind.AGE: "days",
    Kind.LANGUAGE: "language",
}
ONCE = (Kind.AT_LEAST, Kind.BELOW, Kind.AGE)
# What the first says cannot be where the second is not.
NEEDS = (
    (Kind.QUANTITY_KIND, Kind.QUANTITY),
    (Kind.ONLY_KIND, Kind.QUANTITY),
    (Kind.INDICATOR, Kind.ANY_INDICATOR),
    (Kind.HAS_SERIES, Kind.ANY_INDICATOR),
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def refuse_empty_words(words: Iterable[str]) -> None:
    """Raises ValidationError where a word has nothing that could be looked for."""
    given = [word.strip() for word in words if word.strip()]
    if not given:
        raise ValidationError(_("Give a word at least."))
    for word in given:
        if not term_of(word):
            raise ValidationError(_("“%(word)s” has no letter and no figure.") % {"word": word})
        if "*" in word.strip("*"):
            raise ValidationError(_("“%(word)s”: a star stands at the beginning or the end.") % {"word": word})


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
        queue, reason, person = (cleaned.get(name) for name in ("queue", "reason", "person"))
        moves = bool(cleaned.get("points") or cleaned.get("worthiness_points"))
        if not any((queue, reason, person, moves, cleaned.get("tags"))) and not self.errors:
            raise ValidationError(
                _("This rule does nothing: choose a queue, put aside, give points, a person or a tag.")
            )
        if reason and queue:
            self.add_error("reason", _("A claim goes to a queue or is put aside: choose one of the two."))
        if reason and person:
            self.add_error("person", _("What is put aside is handed to nobody."))
        if reason and moves:
            self.add_error("points", _("What is put aside has no priority."))
        if person and not self.has_error("person"):
            self._refuse_person(person, queue)
        return cleaned

    def _refuse_person(self, person: User, queue: Queue | None) -> None:
        if not person.is_active or not person.has_perm(CHECKING):
            self.add_error("person", _("%(person)s does not check claims.") % {"person": person})
        elif queue and not works_on(person, queue.pk):
            told = {"person": person, "queue": queue}
            self.add_error("person", _("%(person)s does not work on %(queue)s.") % told)


def _places() -> list[tuple[str, str]]:
    return [("", "---------"), *sorted(place_titles().items(), key=lambda place: place[1])]


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
        if language and not LANGUAGE.fullmatch(language):
            raise ValidationError(_("Give its code, as in en or pt-BR."))
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
        for one, other in combinations(self.lines(), 2):
            _refuse_pair(one, other)
        _refuse_empty_range(self.lines())


def _refuse_pair(one: RuleCondition, other: RuleCondition) -> None:
    told = {"kind": one.get_kind_display()}
    if one.kind == other.kind and _value(one) == _value(other):
        if one.negated == other.negated:
            raise ValidationError(_("“%(kind)s” stands there twice.") % told)
        raise ValidationError(_("“%(kind)s” is asked for and excluded: nothing fits both.") % told)
    if one.kind == other.kind and one.kind in ONCE:
        raise ValidationError(_("“%(kind)s” can be given once only.") % told)
    for first, second in ((one, other), (other, one)):
        if (first.kind, second.kind) in NEEDS and second.negated and not first.negated:
            told = {"first": first.get_kind_display(), "second": second.get_kind_display()}
            raise ValidationError(_("“%(first)s” and “not %(second)s” never fit together.") % told)


def _value(line: RuleCondition) -> Any:
    name = VALUES.get(line.kind)
    return getattr(line, name) if name else None


def _refuse_empty_range(lines: Iterable[RuleCondition]) -> None:
    given = {line.kind: line.worthiness for line in lines if not line.negated and line.worthiness is not None}
    least, below = given.get(Kind.AT_LEAST, 0.0), given.get(Kind.BELOW)
    if below is not None and least >= below:
        raise ValidationError(
            _("No check-worthiness is at least %(least)s and below %(below)s.") % {"least": least, "below": below}
        )
