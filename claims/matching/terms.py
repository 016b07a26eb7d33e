"""The terms of a claim: its words without endings, its numbers in one spelling."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from claims.matching import en_words, es_words
from claims.matching.en_words import ENDINGS

LONGEST = 32  # letters of a term; longer ones are addresses and noise
MOST = 40  # terms of one text
SHORTEST_STEM = 4
STOP_WORDS = {"en": en_words.STOP_WORDS, "es": es_words.STOP_WORDS}
COMMA_DECIMAL = {"es"}
_TOKEN = re.compile(r"\d+(?:[, ]\d{3}(?!\d))*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|%")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![.\d])")
_DECIMALS = re.compile(r"(\d),(\d{1,2})(?![\d,])")
_PERCENT = re.compile(r"\bpor ciento\b")
_ADDRESS = re.compile(r"https?://\S+|\b(?:pic\.twitter|t)\.co\S*|@\w+")


@lru_cache(maxsize=4096)
def terms_of(text: str, language: str = "") -> frozenset[str]:
    """At most forty terms, the first of the text first to be taken. The language by its code says which words tell
    nothing, and which mark stands before decimals; English where it is another."""
    base = language[:2].lower()
    words = STOP_WORDS.get(base, en_words.STOP_WORDS)
    line = _ADDRESS.sub(" ", folded(text))
    found: dict[str, None] = {}
    for token in _TOKEN.findall(_with_points(line) if base in COMMA_DECIMAL else line):
        term = _term(token, words)
        if term:
            found[term] = None
        if len(found) == MOST:
            break
    return frozenset(found)


def folded(text: str) -> str:
    """Letters without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _with_points(line: str) -> str:
    """Numbers with the marks of English: 3,5 as 3.5 and 1.234.567 as 1,234,567; what is so written already stays."""
    plain = _THOUSANDS.sub(lambda match: match.group().replace(".", ","), line)
    return _PERCENT.sub("%", _DECIMALS.sub(r"\1.\2", plain))


def _term(token: str, stop_words: frozenset[str]) -> str:
    if token == "%":
        return "percent"
    if token[0].isdigit():
        return _number(token)
    word = re.split("['’]", token)[0]
    if word in stop_words or len(word) < 2 or len(word) > LONGEST:
        return ""
    return _stem(word)


def _number(token: str) -> str:
    """A number without marks between thousands and without zeros at its end: 1,000 and 1000.0 are one."""
    plain = re.sub(r"[^\d.]", "", token)
    if not plain.isascii() or len(plain) > LONGEST:
        return ""
    return format(Decimal(plain).normalize(), "f")


def _stem(word: str) -> str:
    """The word without the endings of number and tense, crude and the same for both sides."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM - (ending in ("s", "ies")):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def is_number(term: str) -> bool:
    return term[:1].isdigit()
