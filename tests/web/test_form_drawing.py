"""Fields drawn in Python are the fields that Django's templates draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.forms import FileField, Form
from django.forms.renderers import DjangoTemplates
from django.test import SimpleTestCase

from claims import confirming_forms, editing_forms, forms
from claims.views import desk_forms

pytestmark = pytest.mark.django_db
HOSTILE = "\"><script>alert(1)</script>&amp;'"
KINDS = [
    each
    for module in (forms, confirming_forms, editing_forms, desk_forms)
    for each in vars(module).values()
    if isinstance(each, type) and issubclass(each, forms.DeskForm) and each.__module__ == module.__name__
]
GIVEN: dict[str, dict[str, Any]] = {
    "MendForm": {"measures": (("a", HOSTILE),)},
    "SplitForm": {"numbers": ("40", HOSTILE)},
}
NEEDS_ROWS = {"PassOnForm"}


def bare() -> Iterator[type[forms.DeskForm]]:
    yield from (kind for kind in KINDS if kind.__name__ not in NEEDS_ROWS)


def drawn(form: Form, renderer: DjangoTemplates | None = None) -> str:
    """Labels and widgets; a select of hundreds writes its options without line breaks."""
    if renderer:
        form.renderer = renderer
    text = "".join(f"{field.label_tag()}{field}" for field in form)
    return re.sub(r"\s*\n\s*", "", text)


@pytest.mark.parametrize("bound", [False, True])
@pytest.mark.parametrize("kind", list(bare()), ids=lambda kind: kind.__name__)
def test_every_field_of_the_desk_is_drawn_as_django_draws_it(kind: type[forms.DeskForm], bound: bool) -> None:
    given = GIVEN.get(kind.__name__, {})
    names = kind(**given).fields
    prefix = f"{kind.prefix}-" if kind.prefix else ""
    typed = [name for name, field in names.items() if not isinstance(field, FileField)]
    posted = {f"{prefix}{name}": HOSTILE for name in typed} if bound else None
    initial = dict.fromkeys(typed, HOSTILE)

    own = drawn(kind(posted, initial=initial, **given))
    django = drawn(kind(posted, initial=initial, **given), DjangoTemplates())

    assert "<script>" not in own
    SimpleTestCase().assertHTMLEqual(own, django)


def test_a_field_has_its_label_its_help_and_what_is_wrong_under_the_ids_that_it_refers_to() -> None:
    field = forms.PasteForm({"address": "nonsense"})["address"]

    shown = field.as_field_group()

    assert shown.startswith('<div class="field"><label for="id_address">')
    assert 'aria-describedby="id_address_helptext id_address_error"' in shown
    assert 'id="id_address_helptext"' in shown
    assert 'id="id_address_error"><p class="problem"><span>Enter a valid URL.</span></p>' in shown
