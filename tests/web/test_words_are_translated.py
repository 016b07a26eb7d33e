"""No word of a template stands bare: every text that people read goes through gettext."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
TRANSLATED = re.compile(r"{%-? *blocktranslate\b.*?%}.*?{%-? *endblocktranslate *-?%}", re.DOTALL)
# The name of a style in a block is no word.
COMMENT = re.compile(
    r"{% block (?:frame|coltype) %}.*?{% endblock %}|{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL
)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
ELEMENT = re.compile(r"<(?P<name>script|style|kbd|code|title)\b[^>]*>.*?</(?P=name)>|<[^<>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label|placeholder|data-[a-z-]+)="([^"]*)\"""")
WORD = re.compile(r"[A-Za-z]{3,}")
# Names, and what is typed or read by programs.
KNOWN = {"sha", "manage", "replay", "Wikidata", "Esc"}


def _bare(text: str) -> list[str]:
    """Words that are neither markup nor part of a tag; `text` has its tags already taken out."""
    return [word for word in WORD.findall(re.sub(r"&[a-z]+;", " ", text)) if word not in KNOWN]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_word_of_a_template_goes_through_gettext(path: Path) -> None:
    text = TAG.sub("", TRANSLATED.sub("", COMMENT.sub("", path.read_text())))

    assert _bare(ELEMENT.sub(" ", text)) == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_sentences_in_attributes_go_through_gettext(path: Path) -> None:
    text = TAG.sub("", TRANSLATED.sub("", COMMENT.sub("", path.read_text())))

    assert [value for value in ATTRIBUTE.findall(text) if " " in value.strip() and _bare(value)] == []
