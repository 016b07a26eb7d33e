"""Forms of confirming a claim: own evidence, questions, translations, repeats. Apart from `forms`, for its length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms import DayInput, DeskForm
from claims.models import Evidence
from claims.services.own_evidence import Brought
from claims.services.steps.questions import FAIR, MISLEADS, QUESTIONS
from claims.wording.confirming import QUESTIONS as ASKED


def _title(label: Any, missing: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=300, error_messages={"required": missing})


def _passage(label: Any, missing: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
    )


def _day(help_text: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=_("Dated"),
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={"invalid": _("This is not a day. Write it as 2018-06-11 (year, month, day).")},
    )


def _context() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("The passage stands in its context; every cut is marked with [...]"),
        required=False,
    )


class OwnForm(DeskForm):
    """What the forms of own evidence share: each is a part of the form of the check, told apart by its prefix."""

    kind: str
    heading: Any = ""
    button = _("Add as evidence")
    lead: Any = ""

    def brought(self) -> Brought:
        typed = {name: value for name, value in self.cleaned_data.items() if value is not None}
        file = typed.pop("file", None)
        return Brought(kind=self.kind, file=file, file_name=file.name if file else "", **typed)


class DocumentForm(OwnForm):
    """A document as evidence: a link with the passage word for word and its date."""

    prefix = "document"
    kind = Evidence.Kind.DOCUMENT
    heading = _("Add a document")
    lead = _("A page that a reader can open. An archived copy of it is asked for.")

    address = forms.URLField(
        label=_("Link"),
        max_length=2000,
        assume_scheme="https",
        error_messages={"required": _("A document needs a link that a reader can open.")},
    )
    title = _title(_("Title"), _("Say what the document is called."))
    passage = _passage(_("Passage, word for word"), _("Copy the passage as it stands in the document."))
    dated = _day(_("The day of the document."))
    in_context = _context()


class QuotationForm(OwnForm):
    prefix = "quotation"
    kind = Evidence.Kind.QUOTATION
    heading = _("Add a quotation")
    lead = _("Out of a book, a broadcast, a speech: what has no page of its own.")

    title = _title(_("Where it is from"), _("Say where the words are from: book and page, broadcast, speech."))
    passage = _passage(_("Quotation, word for word"), _("Write the words as they were said or printed."))
    dated = _day(_("The day on which it was said or printed."))
    address = forms.URLField(
        label=_("Link to a recording or copy"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        help_text=_("Without one a reader cannot open it, and it does not stand alone."),
    )
    in_context = _context()


class UploadForm(OwnForm):
    prefix = "upload"
    kind = Evidence.Kind.UPLOAD
    heading = _("Upload a file")
    lead = _("It stays at the desk: readers see its title, your passage and its hash, and cannot open it.")

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, PNG, JPEG, WebP, plain text or an office file without macros, up to 20 MB."),
        error_messages={"required": _("No file was chosen: choose one.")},
    )
    title = _title(_("Title"), _("Say what the file is."))
    passage = _passage(_("Passage that matters, word for word"), "", required=False)
    dated = _day(_("The day of the file's content, where it bears one."), required=False)
    in_context = _context()


class PhoneForm(OwnForm):
    prefix = "phone"
    kind = Evidence.Kind.PHONE
    heading = _("Add a phone note")
    lead = _("What somebody told the desk. It never stands alone.")

    passage = _passage(_("What was said"), _("Write what was said on the phone."))
    dated = _day(_("The day of the call."))
    source = forms.CharField(
        label=_("Who said it"), max_length=300, required=False, help_text=_("Name and office; readers see it.")
    )
    source_withheld = forms.CharField(
        label=_("Or why nobody is named"), max_length=300, required=False, help_text=_("Readers see the reason.")
    )


class QuestionsForm(DeskForm):
    """The four questions before the top rating; what cannot be read counts as not answered."""

    prefix = "question"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = forms.ChoiceField(
                label=ASKED[name],
                required=False,
                choices=[(FAIR, _("No, or it does not mislead")), (MISLEADS, _("Yes, it misleads"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"{name}_sentence"] = forms.CharField(
                label=_("How it misleads, in one sentence"), required=False, max_length=500
            )
        self.fields["in_context"] = forms.BooleanField(
            label=_("I read the quotation in its context: it stands there as given, and cuts are marked with [...]"),
            required=False,
        )

    def answers(self) -> dict[str, dict[str, str]]:
        """By question, those that something was typed for."""
        self.is_valid()
        given = self.cleaned_data
        read = {
            name: {"answer": given.get(name, ""), "sentence": given.get(f"{name}_sentence", "")} for name in QUESTIONS
        }
        return {name: answer for name, answer in read.items() if any(answer.values())}

    def context_confirmed(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("in_context"))

    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for name in QUESTIONS:
            yield self[name], self[f"{name}_sentence"]

    @staticmethod
    def initial_of(answers: Mapping[str, Any], *, in_context: bool) -> dict[str, Any]:
        answered = {name: answers.get(name, {}).get("answer", "") for name in QUESTIONS}
        sentences = {f"{name}_sentence": answers.get(name, {}).get("sentence", "") for name in QUESTIONS}
        return {**answered, **sentences, "in_context": in_context}


class TranslationForm(DeskForm):
    """A translation of the claim, or of the piece of evidence that `evidence` names."""

    evidence = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    language = forms.CharField(
        label=_("Language of the original"), max_length=35, help_text=_("Its code, as in de or pt-BR.")
    )
    text = forms.CharField(
        label=_("Translation"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The translation is empty: write it.")},
    )
    made_by = forms.CharField(
        label=_("Translated by"), max_length=200, help_text=_("The person or the program; readers see it.")
    )


class RepeatForm(DeskForm):
    """Which claim is repeated: one of those that the desk found, or another by its number or address."""

    prefix = "repeat"

    found = forms.IntegerField(required=False, min_value=1)
    other = forms.CharField(
        label=_("Another claim"),
        max_length=500,
        required=False,
        help_text=_("Its number, or its address at this desk."),
    )

    @property
    def named(self) -> str:
        """What was written, or the number that was chosen."""
        return self.cleaned_data["other"].strip() or str(self.cleaned_data["found"] or "")


OWN_FORMS: tuple[type[OwnForm], ...] = (DocumentForm, QuotationForm, UploadForm, PhoneForm)
