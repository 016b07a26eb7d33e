"""The readable part of a public address."""

from __future__ import annotations

import re
import unicodedata

LENGTH = 80
NAMELESS = "claim"
_READ = 2000
_SPELLED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def public_slug(text: str) -> str:
    """ASCII words joined by hyphens, at most 80 signs, cut between words. Never empty: a text of another
    script gives "claim", the id beside it in the address tells it apart."""
    letters = unicodedata.normalize("NFKD", text[:_READ].lower().translate(_SPELLED))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019\u0300-\u036f]", "", letters))
    return _first_words(words) or NAMELESS


def _first_words(words: list[str]) -> str:
    slug = "-".join(words)
    if len(slug) <= LENGTH:
        return slug
    at_edge = slug[: LENGTH + 1].rpartition("-")[0]
    return at_edge or slug[:LENGTH]
