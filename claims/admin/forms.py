"""Forms of the admin site whose fields the tables alone do not describe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from claims.models import Queue, ReferenceTable, Source
from claims.services.steps.triage import RULES
from claims.sources.registry import CONNECTORS
from claims.sources.tables import check_table

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

LARGEST_TABLE = 20_000_000  # bytes


class ReferenceTableForm(ModelForm):
    """`body` is the uploaded file; it may be left out where only the name changes."""

    body = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_(
            "Columns series, place, counterpart, period, value, unit, vintage, source_url, note. "
            "A file with a bad row is refused whole."
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
        problems = check_table(io.BytesIO(body))
        if problems:
            raise ValidationError(
                [_("Line %(line)s: %(reason)s") % {"line": each.line, "reason": each.reason} for each in problems]
            )
        return body


class SourceForm(ModelForm):
    connector = forms.ChoiceField(label=_("connector"), choices=[(name, name) for name in CONNECTORS])

    class Meta:
        model = Source
        fields: Any = "__all__"


class QueueForm(ModelForm):
    rule = forms.ChoiceField(label=_("rule"), choices=[(name, name.replace("_", " ")) for name in RULES])

    class Meta:
        model = Queue
        fields: Any = "__all__"
