"""Forms in which nobody has typed yet, drawn once and kept: one page shows the same ones as the last."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from django.forms import Form
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

Initial = tuple[tuple[str, Hashable], ...]


def fields_of(form: Form) -> SafeString:
    """The fields as a page shows them, each with its label, its help and what is wrong with it."""
    hidden = "".join(str(field) for field in form.hidden_fields())
    return mark_safe(hidden + "".join(field.as_field_group() for field in form.visible_fields()))


def blank_fields(kind: type[Form], *, initial: Initial = (), **given: Hashable) -> SafeString:
    """The same of a form that is made of `given`, which decides all that it shows."""
    return _blank(kind, "", get_language(), initial, tuple(given.items()))


def blank_part(kind: type[Form], template: str, *, initial: Initial = (), **given: Hashable) -> SafeString:
    """A template drawn with the form as `form`, and with the prefix of the form."""
    return _blank(kind, template, get_language(), initial, tuple(given.items()))


@lru_cache(maxsize=256)
def _blank(
    kind: type[Form], template: str, _language: str | None, initial: Initial, given: tuple[tuple[str, Any], ...]
) -> SafeString:
    form = kind(initial=dict(initial), **dict(given))
    return mark_safe(render_to_string(template, {"form": form})) if template else fields_of(form)
