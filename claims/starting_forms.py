"""What is asked on a desk's first day: the first account, and which starter packs it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from claims.forms import DeskForm
from claims.models import RatingScale, Source, User
from claims.packs import PEOPLE, rows
from claims.services.starter import STANDARD_SCALE, Choice, missing_indicators
from claims.wording.places import place_name

SUBJECTS = {
    "food": _("Food and farming"),
    "population": _("Population and migration"),
    "economy": _("Economy and prices"),
    "trade": _("Trade"),
    "state": _("State, debt and aid"),
    "work": _("Work"),
    "poverty": _("Poverty and income"),
    "health": _("Health"),
    "education": _("Education"),
    "climate": _("Climate, energy and nature"),
    "living": _("Living conditions"),
    "security": _("Security and crime"),
    PEOPLE: _("Ages and years in office"),
}
SCALES = {
    "standard": _("Five steps, from Supported to Contradicted, and marks such as Missing context"),
    "three-steps": _("Three steps: Right, Partly right, Wrong"),
    "yes-or-no": _("Yes or no"),
}


class FirstAccountForm(DeskForm):
    """The account of the first curator. The two passwords are the same, and hold the rules of the desk."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    email = forms.EmailField(
        label=_("Mail address"), required=False, help_text=_("For a lost password, and for what the desk has to tell.")
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Long is good: a few words that only you would put together."),
    )
    again = forms.CharField(
        label=_("The password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        password = given.get("password")
        if password and "again" in given and given["again"] != password:
            self.add_error("again", _("This is not the same password: type both again."))
        if password:
            user = User(username=given.get("username", ""), email=given.get("email", ""))
            try:
                password_validation.validate_password(password, user)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


class StarterForm(DeskForm):
    """Which packs a desk takes. What it has already stands as it is, whatever is ticked."""

    subjects = forms.MultipleChoiceField(
        label=_("Measures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With the phrases that name them, and where their numbers are had."),
    )
    sources = forms.MultipleChoiceField(
        label=_("Sources that are on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whom the desk asks. The others are there and off: a curator switches them on later."),
    )
    scale = forms.ChoiceField(label=_("Rating scale"), widget=forms.RadioSelect, choices=list(SCALES.items()))

    outlets = forms.MultipleChoiceField(
        label=_("Outlets whose feeds are read"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The desk reads what the ticked ones publish from now on. It pulls claims from English and Spanish; of "
            "other languages sentences are taken in by hand. A curator adds other outlets in the tables."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_force = RatingScale.objects.filter(kind=RatingScale.Kind.SUBSTANCE, active=True).first()
        self._offer("subjects", _subjects())
        self._offer_sources()
        outlets = cast(forms.MultipleChoiceField, self.fields["outlets"])
        outlets.choices = [(row["domain"], _with_language(row)) for row in rows("outlets")]
        self.fields["scale"].initial = STANDARD_SCALE
        if in_force is not None:
            self.fields["scale"].disabled = True
            self.fields["scale"].initial = in_force.slug if in_force.slug in SCALES else STANDARD_SCALE
            self.fields["scale"].help_text = _("The desk has its scale: curators change it in the tables.")

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """All of it is ticked at first."""
        field = cast(forms.MultipleChoiceField, self.fields[name])
        field.choices = choices
        field.initial = [key for key, _label in choices]
        if not choices:
            del self.fields[name]

    def _offer_sources(self) -> None:
        """On the first day all are ticked; later those that are off are offered, and none is ticked."""
        on = dict(Source.objects.values_list("slug", "active"))
        self._offer("sources", [(row["slug"], row["name"]) for row in rows("sources") if not on.get(row["slug"])])
        if on and "sources" in self.fields:
            self.fields["sources"].label = _("Sources to switch on")
            self.fields["sources"].initial = []

    def choice(self) -> Choice:
        chosen = self.cleaned_data
        subjects, sources, outlets = (frozenset(chosen.get(name, ())) for name in ("subjects", "sources", "outlets"))
        return Choice(subjects, sources, chosen["scale"], outlets)


def _subjects() -> list[tuple[str, str]]:
    """Subjects of which the desk lacks measures, with how many: ("food", "Food and farming (7)")."""
    numbers = Counter(row["subject"] for row in missing_indicators())
    return [(slug, f"{title} ({numbers[slug]})") for slug, title in SUBJECTS.items() if numbers[slug]]


def _with_language(row: Mapping[str, str]) -> str:
    """ "BBC News (United Kingdom, English)"."""
    language = get_language_info(row["language"])["name_translated"]
    return f"{row['name']} ({place_name(row['country'])}, {language})"
