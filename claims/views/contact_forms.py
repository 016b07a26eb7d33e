"""The forms by which the log of those who were asked is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms import DeskForm
from claims.models import ContactEntry
from claims.services.concerned import ContactGiven

Kind = ContactEntry.Kind


class MomentInput(forms.DateTimeInput):
    """A day and an hour in the browser's own field, in the reader's zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        widget=MomentInput(),
        error_messages={"invalid": _("This is no day with an hour. Write it as 2018-06-11 14:30.")},
    )


class ContactForm(DeskForm):
    """One line of the log; which form it came from stands in `kind`."""

    kind: str = ""
    corrects = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def given(self) -> ContactGiven:
        return ContactGiven(self.kind, **{k: v for k, v in self.cleaned_data.items() if k != "corrects"})


def _role(required: bool = True) -> forms.ChoiceField:
    choices = ContactEntry.Role.choices if required else [("", "---"), *ContactEntry.Role.choices]
    return forms.ChoiceField(label=_("Who that is"), choices=choices, required=required)


def _name(required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=200, required=required, help_text=help_text)


class AskedForm(ContactForm):
    kind = Kind.ASKED
    prefix = "asked"

    role = _role()
    name = _name(help_text=_("As readers see it. No address or telephone number: this is published."))
    way = forms.ChoiceField(label=_("Way"), choices=ContactEntry.Way.choices)
    asked_at = _moment(_("Asked at"))
    due_at = _moment(_("Answer due by"), _("What you told them."))


class AnswerForm(ContactForm):
    kind = Kind.ANSWER
    prefix = "answer"

    answers = forms.TypedChoiceField(label=_("Answers"), coerce=int, empty_value=None, required=False)
    role = _role(required=False)
    name = _name(required=False, help_text=_("Both only where they were not asked."))
    received_at = _moment(_("Came at"))
    words = forms.CharField(
        label=_("Word for word"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("This is published as it stands."),
    )

    def __init__(self, *args: Any, asked: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answers"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*asked, ("", _("nothing: it came unasked"))]


class NotAskedForm(ContactForm):
    kind = Kind.NOT_ASKED
    prefix = "not_asked"

    role = _role()
    name = _name()
    why = forms.ChoiceField(label=_("Why not"), choices=ContactEntry.NotAsked.choices)


class MistakeForm(ContactForm):
    kind = Kind.MISTAKE
    prefix = "mistake"


FORMS: Mapping[str, type[ContactForm]] = {
    form.kind: form for form in (AskedForm, AnswerForm, NotAskedForm, MistakeForm)
}
