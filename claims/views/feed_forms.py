"""What the page of what came in can be narrowed by; it stands in its address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Outlet
from claims.queries.feeds import Shown

SHOWN = (
    (Shown.ALL.value, _("everything")),
    (Shown.IN.value, _("came in")),
    (Shown.WAITING.value, _("waiting")),
    (Shown.ASIDE.value, _("left aside")),
    (Shown.FAILED.value, _("failed")),
)
POLLS = (("", _("everything")), (Shown.FAILED.value, _("failed")))


class LogForm(forms.Form):
    """What is no choice narrows nothing."""

    shown = forms.ChoiceField(label=_("Show"), required=False)
    outlet = forms.ChoiceField(label=_("Outlet"), required=False)

    def __init__(self, given: Any, *, outlets: list[Outlet], polls: bool) -> None:
        super().__init__(given)
        self.fields["shown"].choices = POLLS if polls else SHOWN  # type: ignore[attr-defined]
        own = [(str(each.pk), each.name) for each in outlets]
        self.fields["outlet"].choices = [("", _("all outlets")), *own]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def shown_now(self) -> Shown:
        return Shown(self.cleaned_data.get("shown", ""))

    @property
    def outlet_id(self) -> int | None:
        chosen = self.cleaned_data.get("outlet", "")
        return int(chosen) if chosen else None

    @property
    def asked(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}
