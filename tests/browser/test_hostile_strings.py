"""Hostile strings in every text of every table, on every page and list, in a browser: nothing runs, nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, models
from django.urls import reverse

from claims.models import ArticleVersion, User
from claims.models.triggers import drop_triggers, install_triggers
from tests.browser.conftest import Visitor
from tests.browser.world import World, every_page
from tests.builders import make_user
from tests.hostile import HOSTILE

ROUNDS = 5
# What programs write in a language of their own: codes, hashes, numbers and names that they look up.
CODES = set(
    "password username domain folded address_key lease_token text_sha256 sha256 record_sha256 file_sha256 request_key "
    "content_sha256 key previous public_id last_error connector unit place counterpart origin variant cadence language "
    "rule program reason raw gap gap_relative range_low range_high qualifier flag label fact time_zone host stored_as "
    "comparer_version connector_version term job action object_type payload file_type wikidata_id request headers "
    "query email to record address archive measure denominator secret credential_key code_hash account_key address_key "
    "token_sha256 issuer subject session_key session_data why".split()
)
ADDRESSES = (models.SlugField, models.URLField)
CODED = frozenset({"Tally"})  # tables that hold codes alone
SEEN = """() => ({
    violations: window.violations || [],
    whole: document.querySelector("body > footer, #footer") !== null && document.title !== "",
    beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    outermost: [...document.querySelectorAll("main *")].filter(
        (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    ).slice(0, 3).map((each) => each.outerHTML.slice(0, 90)),
})"""
NAMES = {"label", "name", "title", "meaning", "note", "outlet", "wording", "claimant", "licence", "quotation"}


def _texts(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for each in model._meta.concrete_fields:
        text = isinstance(each, models.CharField | models.TextField) and not isinstance(each, ADDRESSES)
        if text and not each.choices and each.name not in CODES:
            yield each


def _packed(start: int, room: int | None) -> str:
    """As many of the strings as there is room for, from that one on and round again."""
    turned = HOSTILE[start:] + HOSTILE[:start]
    if room is None:
        return "\n\n".join(turned)
    words = ""
    for each in turned:
        if len(words) + len(each) < room:
            words = f"{words} {each}".strip()
    return words


def _spoil(start: int) -> int:
    """Write them into every text of every row; other rows of a table and other rounds hold others. How many."""
    count = 0
    for model in apps.get_app_config("claims").get_models():
        fields = [] if model.__name__ in CODED else list(_texts(model))
        for position, row in enumerate(model._default_manager.all() if fields else ()):
            first = (start + 3 * position) % len(HOSTILE)
            changed: dict[str, Any] = {each.name: _packed(first, each.max_length) for each in fields}
            if isinstance(row, ArticleVersion):
                changed["length"] = len(changed["text"])
            count += _write(row, changed)
    return count + _spoil_records(start)


def _write(row: models.Model, changed: dict[str, Any]) -> int:
    """All of them, or where the table says that one must stay empty those that hold something. How many."""
    try:
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    except IntegrityError:
        changed = {name: value for name, value in changed.items() if getattr(row, name)}
        type(row)._default_manager.filter(pk=row.pk).update(**changed)
    return len(changed)


def _spoil_records(start: int) -> int:
    count = 0
    for name, column in (("Check", "record"), ("Verdict", "record"), ("DraftVersion", "content")):
        model = apps.get_model("claims", name)
        for row in model._default_manager.exclude(**{column: ""}):
            held = getattr(row, column)
            read = _reworded(json.loads(held) if isinstance(held, str) else held, _packed(start, 300))
            kept = json.dumps(read) if isinstance(held, str) else read
            count += model._default_manager.filter(pk=row.pk).update(**{column: kept})
    return count


def _reworded(held: Any, words: str, key: str = "") -> Any:
    """The same tree with every text that a person wrote replaced."""
    if isinstance(held, dict):
        return {name: _reworded(value, words, name) for name, value in held.items()}
    if isinstance(held, list):
        return [_reworded(value, words, key) for value in held]
    return words if isinstance(held, str) and (" " in held or key in NAMES) else held


@pytest.fixture
def unguarded(transactional_db: None) -> Iterator[None]:
    """Tables that are append only can be written over."""
    drop_triggers("default")
    yield
    install_triggers("default")


def _lists() -> list[str]:
    found = [each._meta for each in admin.site._registry if each._meta.app_label == "claims"]
    return [reverse(f"admin:claims_{each.model_name}_changelist") for each in found]


@pytest.mark.timeout(900)
def test_fifty_hostile_strings_in_every_text_are_text_on_every_page(visit: Any, world: World, unguarded: None) -> None:
    pages = {name: list(found.values()) for name, found in every_page(world).items()}
    make_user("curator", username="cora", is_staff=True)
    User.objects.filter(username="cora").update(is_superuser=True)
    pages["cora"] = _lists()
    visitors = {name: _logged_in(visit(), name) for name in pages}

    assert len(HOSTILE) == 50
    for number in range(ROUNDS):
        assert _spoil(number * len(HOSTILE) // ROUNDS) > 200
        found = [
            words for name, addresses in pages.items() for each in addresses for words in _look(visitors[name], each)
        ]
        assert not found, "\n".join(found)


def _logged_in(visitor: Visitor, name: str) -> Visitor:
    if name:
        visitor.log_in(name)
    return visitor


def _look(visitor: Visitor, address: str) -> list[str]:
    """What is wrong: a page that is not whole, what ran or was fetched against the policy, what sticks out."""
    visitor.noise.clear()
    answer = visitor.page.goto(visitor.base + address)
    seen = visitor.page.evaluate(SEEN)
    wrong = [*visitor.noise, *seen["violations"]]
    if answer is None or answer.status not in (200, 410):
        wrong.append(f"answered with {answer and answer.status}")
    if not seen["whole"]:
        wrong.append("is broken off")
    if seen["beyond"] > 0 and "/admin/" not in address:
        wrong.append(f"is {seen['beyond']} pixels wider than its window: {seen['outermost']}")
    return [f"{address}: {each}" for each in wrong if "status of 410" not in each]
