"""What editors type, beside the forms of checkers, for the length of that file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from claims.forms import DeskForm
from claims.models import Comment, Reopening, ShownAs, ThirdLook, User, Verdict
from claims.queries.board import Choices, Filters

AGES = (
    ("", _("any age")),
    ("1", _("a day or longer")),
    ("3", _("three days or longer")),
    ("7", _("a week or longer")),
    ("30", _("a month or longer")),
)
ANY = _("all")


class BoardForm(DeskForm):
    """The filters of the board. All of it stands in the address; what cannot be read asks for nothing."""

    person = forms.CharField(label=_("Checked by"), required=False, max_length=150)
    queue = forms.CharField(label=_("Queue"), required=False, max_length=60)
    rating = forms.CharField(label=_("Rating"), required=False, max_length=60)
    days = forms.TypedChoiceField(label=_("Age"), required=False, choices=AGES, coerce=int, empty_value="0")
    tag = forms.CharField(label=_("Tag"), required=False, max_length=60)
    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    claimant = forms.CharField(label=_("Claimant"), required=False, max_length=200)

    def offer(self, choices: Choices) -> None:
        """Let people choose where the desk knows all there is to choose."""
        self._select("person", [(user.username, str(user)) for user in choices.people])
        self._select("queue", [(queue.slug, queue.name) for queue in choices.queues])
        self._select("rating", choices.ratings)
        self._select("tag", [(tag.slug, tag.name) for tag in choices.tags])

    def _select(self, name: str, offered: Iterable[tuple[str, str]]) -> None:
        self.fields[name].widget = forms.Select(choices=[("", ANY), *offered])

    def filters(self) -> Filters:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Filters(**{**asked, "days": int(asked.get("days", 0))})


class TimeInput(forms.DateTimeInput):
    """A time in the browser's own field, in the zone of who is logged in."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _time(label: Any, *, required: bool, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=TimeInput(),
        help_text=help_text,
        error_messages={
            "required": _("No time was given. Choose the day and the hour."),
            "invalid": _("This is not a time. Write it as 2018-06-11 14:30."),
        },
    )


class AtForm(DeskForm):
    at = _time(_("Publish at"), required=True, help_text=_("In your own time zone. Until then readers see nothing."))


class EmbargoForm(DeskForm):
    until = _time(_("Not to be published before"), required=False, help_text=_("Empty lifts the embargo."))


class CommentForm(DeskForm):
    anchor = forms.CharField(label=_("On"), required=False, max_length=20)
    quote = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=2000,
        help_text=_("Copied word for word from that part, or empty for the whole of it."),
    )
    text = forms.CharField(
        label=_("Comment"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The comment is empty: say what you mean.")},
    )

    def offer(self, anchors: Sequence[tuple[str, str]]) -> None:
        self.fields["anchor"].widget = forms.Select(choices=[("", Comment.Field.WHOLE.label), *anchors])


class LookForm(DeskForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ThirdLook.Kind.choices)
    person = forms.ModelChoiceField(
        label=_("Asked of"), queryset=User.objects.filter(is_active=True).order_by("username")
    )
    question = forms.CharField(
        label=_("Question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The question is missing: say what the third look is for.")},
    )


class AnswerForm(DeskForm):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("It is kept at the desk and never published."),
        error_messages={"required": _("The answer is empty: write what you found.")},
    )


class ReassignForm(DeskForm):
    ids = "reassign_%s"

    checker = forms.ModelChoiceField(
        label=_("Give it to"), queryset=User.objects.filter(is_active=True).order_by("username")
    )
    comment = forms.CharField(
        label=_("What is to be done"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is to be done.")},
    )


class AppearingForm(DeskForm):
    shown_as = forms.ChoiceField(
        label=_("Readers see"),
        choices=ShownAs.choices,
        widget=forms.RadioSelect,
        help_text=_("It holds at once for everything that was ever published."),
    )
    shown_name = forms.CharField(
        label=_("Name"), required=False, max_length=120, help_text=_("Initials are taken from this name.")
    )


class LanguageForm(DeskForm):
    language = forms.ChoiceField(
        label=_("Language of the desk"),
        required=False,
        choices=lambda: [("", _("the one that the browser asks for")), *settings.LANGUAGES],
    )


class SignForm(DeskForm):
    record_sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    without_reply = forms.CharField(
        label=_("Why it is signed without their answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("This is published."),
    )
    beside = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput, required=False)


class ReturnForm(DeskForm):
    comment = forms.CharField(
        label=_("What must be mended"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what the checker should change before it can be signed.")},
    )


class CorrectionForm(SignForm):
    """Signing from the second version on."""

    correction = forms.ChoiceField(
        label=_("Kind of correction"),
        choices=[
            choice
            for choice in Verdict.Correction.choices
            if choice[0] not in (Verdict.Correction.NONE, Verdict.Correction.WITHDRAWAL)
        ],
    )
    note = forms.CharField(
        label=_("What readers are told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was changed and why. It stands beside the new version; the old one stays readable."),
        error_messages={"required": _("Tell readers what was changed, and why.")},
    )


class ReopenForm(DeskForm):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[choice for choice in Reopening.Reason.choices if choice[0] != Reopening.Reason.REVISION],
    )
    note = forms.CharField(
        label=_("What readers are told meanwhile"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One neutral sentence. It stands above the rating with the day."),
        error_messages={"required": _("Tell readers why the claim is looked at again.")},
    )


class WithdrawForm(DeskForm):
    ids = "withdraw_%s"

    note = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers see it in place of the rating. A withdrawal is for good."),
        error_messages={"required": _("Tell readers why the verdict is withdrawn.")},
    )
