"""What people type to come in, to join, and to change how they come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.credentials.devices import address_of
from claims.forms import DeskForm
from claims.models import User
from claims.services.refusal import Refused
from claims.services.signing_in import known_by_password
from claims.wording import sentence
from claims.wording.groups import group_words


class LogInForm(AuthenticationForm):
    """Django's own, with labels like those of all other forms, and tries that are counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is not None and password:
            meta = self.request.META if self.request else {}
            address = address_of(meta, behind_proxy=settings.BEHIND_PROXY)
            try:
                self.user_cache = known_by_password(name, password, address=address)
            except Refused as refusal:
                raise ValidationError(sentence(refusal.reason)) from refusal
        return self.cleaned_data


class CodeForm(DeskForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}),
    )


class AppCodeForm(CodeForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six digits that the app shows now."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyNameForm(DeskForm):
    name = forms.CharField(
        label=_("Name of the key"),
        max_length=60,
        help_text=_("By which you tell it from others, for instance: blue key"),
    )


class ConfirmForm(DeskForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ResetForm(DeskForm):
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


def _rules() -> Any:
    return format_lazy("{}", lazy(lambda: " ".join(map(str, password_validators_help_texts())), str)())


class NewPasswordForm(DeskForm):
    """A new password, by the rules, for somebody who is known."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_rules(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        password, again = given.get("password"), given.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two are not the same."))
        if password:
            self.person.username = given.get("username") or self.person.username
            try:
                validate_password(password, self.person)
            except ValidationError as problems:
                self.add_error("password", problems)
        return given


class ChangePasswordForm(NewPasswordForm):
    """With the old one, which the view looks at, so that tries are counted."""

    field_order = ("old", "password", "again")
    old = forms.CharField(
        label=_("Password until now"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class JoinForm(NewPasswordForm):
    field_order = ("username", "password", "again")
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and @ . + - _ only. Readers do not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class GroupField(forms.ModelChoiceField):  # type: ignore[type-arg]  # at run time the class takes none
    """One of the groups of the desk, by the name that people know."""

    def label_from_instance(self, group: Group) -> str:
        return group_words(group.name)


class InviteForm(DeskForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    group = GroupField(label=_("Group"), queryset=Group.objects.order_by("name"), empty_label=None)
