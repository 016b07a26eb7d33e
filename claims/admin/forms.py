"""Forms of the admin site whose fields the tables alone do not describe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from claims.models import Queue, Rating, RatingScale, ReferenceTable, Source, User
from claims.services import tables
from claims.sources.registry import CONNECTORS

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
    UserChangeForm = DjangoUserChangeForm[User]
else:  # Django's own classes take no parameters
    ModelForm = forms.ModelForm
    UserChangeForm = DjangoUserChangeForm

LARGEST_TABLE = 20_000_000  # bytes
CURATOR = "curator"


class ReferenceTableForm(ModelForm):
    """`body` is the uploaded file; it may be left out where only the name changes."""

    body = forms.FileField(
        label=_("file, CSV or XLSX"),
        required=False,
        help_text=_(
            "Columns series, place, counterpart, period, value, unit, vintage, source_url, note. "
            "Of a workbook the only sheet is read, each cell as it shows. A file with a bad row is refused whole."
        ),
    )

    class Meta:
        model = ReferenceTable
        fields = ("name", "slug", "body")

    def clean_body(self) -> bytes | None:
        file: UploadedFile[Any] | None = self.cleaned_data["body"]
        if file is None:
            if self.instance.pk is None:
                raise ValidationError(_("Choose the file with the figures."))
            return None
        if (file.size or 0) > LARGEST_TABLE:
            raise ValidationError(_("The file is larger than 20 MB: give the table in parts."))
        body: bytes = file.read()
        problems = tables.check(body).problems
        if problems:
            raise ValidationError(
                [_("Line %(line)s: %(reason)s") % {"line": each.line, "reason": each.reason} for each in problems]
            )
        return body


class SourceForm(ModelForm):
    connector = forms.ChoiceField(label=_("connector"), choices=[(name, name) for name in CONNECTORS])
    home = forms.URLField(label=_("home page"), required=False, assume_scheme="https")

    class Meta:
        model = Source
        fields: Any = "__all__"


class QueueForm(ModelForm):
    lease_minutes = forms.IntegerField(label=_("minutes of a lease"), initial=30, min_value=1, max_value=10_000)
    checks_required = forms.IntegerField(label=_("checks required"), initial=1, min_value=1, max_value=2)

    class Meta:
        model = Queue
        fields: Any = "__all__"


class RatingScaleForm(ModelForm):
    class Meta:
        model = RatingScale
        fields = ("slug", "name", "kind", "active")

    def clean(self) -> dict[str, Any]:
        """One scale of a kind is in force: a second one is refused at its switch."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        in_force = RatingScale.objects.exclude(pk=self.instance.pk).filter(active=True, kind=cleaned.get("kind"))
        other = in_force.first() if cleaned.get("active") else None
        if other is not None:
            self.add_error("active", _("%(scale)s is in force: switch it off first.") % {"scale": other.name})
            cleaned["active"] = False
        return cleaned


class RatingForm(ModelForm):
    value = forms.IntegerField(
        label=_("ClaimReview value"),
        required=False,
        min_value=1,
        max_value=5,
        help_text=_("From 1 to 5; empty where only the name is given."),
    )

    class Meta:
        model = Rating
        exclude = ("version",)


class PersonForm(UserChangeForm):
    """What a curator changes of a person; the fields are those of the page."""

    class Meta:
        model = User
        fields: Any = "__all__"

    def clean(self) -> dict[str, Any]:
        """The site is the curators': staff without that group would find it empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        groups = cleaned.get("groups")
        if cleaned.get("is_staff") and groups is not None and not cleaned.get("is_superuser"):
            curates = any(group.name == CURATOR for group in groups)
            if not curates:
                self.add_error("is_staff", _("Only curators come in here: give the group curator too."))
        return cleaned
