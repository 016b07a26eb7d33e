"""No text is untranslated: every second language has words for all that code and templates say."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from django.conf import settings
from django.contrib import admin
from django.db.models import Field
from django.urls import get_resolver
from django.utils.functional import Promise

from claims.management.commands.messages import compiled, languages, read, said

PLACES = re.compile(r"%\(\w+\)\+?[sd]|%%|\{\w*\}|</?\w+[^>]*>|&\w+;")
FILES = list(languages())


def forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words or ""),)


def of(path: Path) -> list[Message]:
    return [message for message in read(path) if message.id]


def test_each_language_but_english_has_its_file() -> None:
    assert [path.parts[-3] for path in FILES] == [code for code, _name in settings.LANGUAGES if code != "en"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_file_says_what_code_and_templates_say_and_nothing_else(path: Path) -> None:
    asked = {(context, one) for context, one, _many in said()}
    kept = {(message.context, forms(message.id)[0]) for message in of(path)}

    assert asked - kept == set(), "run manage.py messages, then write their words"
    assert kept - asked == set(), "run manage.py messages"
    assert not read(path).obsolete


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_every_text_has_its_words(path: Path) -> None:
    assert [message.id for message in of(path) if message.fuzzy or not all(forms(message.string))] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_words_have_the_places_of_what_they_translate(path: Path) -> None:
    wrong = [
        message.id
        for message in of(path)
        for english, words in zip(forms(message.id), forms(message.string), strict=False)
        if set(PLACES.findall(english)) != set(PLACES.findall(words))
    ]

    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_what_is_compiled_is_what_the_file_says(path: Path) -> None:
    kept, made = path.with_suffix(".mo").read_bytes(), compiled(read(path))

    assert entries(kept) == entries(made), "run manage.py messages"


def test_every_column_that_the_admin_site_shows_has_a_name_that_is_translated() -> None:
    get_resolver().url_patterns  # noqa: B018, the admin site is loaded with the addresses
    models = {
        model for site in admin.site._registry.values() for model in (site.model, *(e.model for e in site.inlines))
    }
    bare = [
        str(field)
        for model in models
        if model._meta.app_label == "claims"
        for field in model._meta.get_fields()
        if isinstance(field, Field) and field.name != "id" and not isinstance(field.verbose_name, Promise)
    ]

    assert models
    assert sorted(bare) == [], "give the field a verbose_name, or its words a line in claims/wording/columns.py"


def entries(file: bytes) -> dict[object, object]:
    return {(each.context, forms(each.id)): forms(each.string) for each in read_mo(io.BytesIO(file)) if each.id}
