"""Fields of forms drawn in Python, as Django's templates draw them.

Django draws a text field by five templates, one in the other; the fields of the claim page took a third of its time.
Whatever is not listed here is drawn by its template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.forms import CheckboxInput
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

FIELD = "claims/field"  # no file: it is drawn here alone
Context = Mapping[str, Any]


class FormRenderer(DjangoTemplates):
    field_template_name = FIELD

    def render(self, template_name: str, context: Context, request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context) if draw else super().render(template_name, dict(context), request)


def problems_of(field: BoundField) -> SafeString:
    """What is wrong with a field, under the id that the field refers to."""
    if not field.errors:
        return SafeString("")
    said = "".join(format_html('<p class="problem"><span>{}</span></p>', each) for each in field.errors)
    return format_html('<div id="{}_error">{}</div>', field.auto_id, mark_safe(said))


def options(choices: Iterable[tuple[Any, Any]], chosen: str) -> SafeString:
    """The options of a select of hundreds, written once and then looked up."""
    plain = _options(tuple((str(key), str(label)) for key, label in choices))
    start = f'<option value="{conditional_escape(chosen)}"'
    return mark_safe(plain.replace(f"{start}>", f"{start} selected>", 1))


@lru_cache(maxsize=16)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return "".join(format_html('<option value="{}">{}</option>', key, label) for key, label in choices)


def _attributes(attributes: Mapping[str, Any] | None) -> str:
    given = (attributes or {}).items()
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given
        if value is not False
    )


def _input(context: Context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{conditional_escape(widget["value"])}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _input_option(context: Context) -> str:
    widget = context["widget"]
    if not widget["wrap_label"]:
        return _input(context)
    own = _attributes({"for": widget["attrs"]["id"]} if widget["attrs"].get("id") else {})
    return f"<label{own}>{_input(context)} {conditional_escape(widget['label'])}</label>"


def _textarea(context: Context) -> str:
    widget = context["widget"]
    name, value = conditional_escape(widget["name"]), conditional_escape(widget["value"] or "")
    return f'<textarea name="{name}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


def _select(context: Context) -> str:
    widget = context["widget"]
    drawn = "".join(_group(name, group) for name, group, _index in widget["optgroups"])
    return f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>{drawn}</select>'


def _group(name: Any, group: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join(_option(each) for each in group)
    return f'<optgroup label="{conditional_escape(name)}">{drawn}</optgroup>' if name else drawn


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(option["value"]), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _label(context: Context) -> str:
    label = conditional_escape(context["label"])
    if not context["use_tag"]:
        return label
    return f"<{context['tag']}{_attributes(context['attrs'])}>{label}</{context['tag']}>"


def _field(context: Context) -> str:
    """A field of the desk: its label above it, what helps and what is wrong beneath it. A page that comes back with
    problems opens at the first of them: a browser takes the first autofocus that it finds."""
    field: BoundField = context["field"]
    if isinstance(field.field.widget, CheckboxInput):
        return _tick(field)
    said = conditional_escape(field.help_text)
    help_text = f'<span class="help" id="{field.auto_id}_helptext">{said}</span>' if field.help_text else ""
    drawn = field.as_widget(attrs={"autofocus": True}) if field.errors else field
    return f'<div class="field">{field.label_tag()}{drawn}{help_text}{problems_of(field)}</div>'


def _tick(field: BoundField) -> str:
    label = conditional_escape(field.label)
    return f'<p class="field"><label class="choice" for="{field.id_for_label}">{field} {label}</label></p>'


_WIDGETS: Mapping[str, Callable[[Context], str]] = {
    **dict.fromkeys(("text", "number", "url", "email", "search", "date", "hidden", "file", "checkbox"), _input),
    "radio_option": _input_option,
    "textarea": _textarea,
    "select": _select,
}
DRAWN: Mapping[str, Callable[[Context], str]] = {
    FIELD: _field,
    "django/forms/label.html": _label,
    **{f"django/forms/widgets/{name}.html": draw for name, draw in _WIDGETS.items()},
}
