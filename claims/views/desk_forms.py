"""Forms of what people do at the desk besides checking, and of what they declare of themselves. They stand beside
their views: claims.forms holds those that several pages share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.forms import DayInput, DeskForm
from claims.models import Deferral, Interest, User
from claims.queries import colleagues_for
from claims.services.handing import LONGEST_NOTE
from claims.services.interests import LONGEST

MORNING = 8  # o'clock, in the zone of who postpones


def _in(**time: int) -> datetime:
    return timezone.now() + timedelta(**time)


def _tomorrow() -> datetime:
    local = timezone.localtime() + timedelta(days=1)
    return local.replace(hour=MORNING, minute=0, second=0, microsecond=0)


UNTIL: Mapping[str, Any] = {
    "hours": (_("for two hours"), lambda: _in(hours=2)),
    "tomorrow": (_("until tomorrow at eight"), _tomorrow),
    "days": (_("for three days"), lambda: _in(days=3)),
    "week": (_("for a week"), lambda: _in(days=7)),
    "month": (_("for thirty days"), lambda: _in(days=30)),
}


class PostponeForm(DeskForm):
    ids = "postpone_%s"

    until = forms.ChoiceField(label=_("How long"), choices=[(name, words) for name, (words, _time) in UNTIL.items()])
    whom = forms.ChoiceField(
        label=_("For whom"),
        choices=[("me", _("for me; others are offered it")), ("all", _("for everybody"))],
        help_text=_("Whoever takes the claim by hand brings it back before."),
    )
    reason = forms.ChoiceField(label=_("Why"), choices=Deferral.Reason.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def moment(self) -> datetime:
        until: datetime = UNTIL[self.cleaned_data["until"]][1]()
        return until


class PassOnForm(DeskForm):
    ids = "pass_on_%s"

    to = forms.ModelChoiceField(queryset=User.objects.none(), label=_("To whom"), empty_label=None)
    note = forms.CharField(
        label=_("Note for them"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, user: User, queue_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = colleagues_for(user, queue_id)

    def has_colleagues(self) -> bool:
        return bool(self.fields["to"].queryset)  # type: ignore[attr-defined]


class InterestForm(DeskForm):
    kind = forms.ChoiceField(label=_("What they are to you"), choices=Interest.Kind.choices)
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST,
        help_text=_("A claimant or an outlet as the desk names it, or words that stand in claims on it."),
    )
    since = forms.DateField(label=_("Since"), required=False, widget=DayInput())
