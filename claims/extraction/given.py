"""Offsets of a text as it was given, from those of the text as it is stored.

Stored texts are composed, have one kind of line break and no white space at their ends (see `page.normal`),
so the same words twice are one article. Whoever gave the text knows its own offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from claims.extraction.page import normal

_BREAKS = re.compile(r"\r\n?")


def given_offsets(given: str) -> list[int]:
    """For every offset of `normal(given)`, its end included, the offset in `given` at which it stands."""
    plain = unicodedata.is_normalized("NFC", given)
    offsets: list[int] = []
    composed: list[str] = []
    for start, end in _pieces(given, plain=plain):
        piece = _BREAKS.sub("\n", unicodedata.normalize("NFC", given[start:end]))
        composed.append(piece)
        offsets += [start] * len(piece)
    offsets.append(len(given))
    whole = "".join(composed)
    before = len(whole) - len(whole.lstrip())
    return offsets[before : before + len(normal(given)) + 1]


def _pieces(given: str, *, plain: bool) -> Iterator[tuple[int, int]]:
    """Spans that are composed apart from what stands around them: a line break, or a sign with its marks."""
    start = 0
    for position in range(1, len(given) + 1):
        if position == len(given) or _apart(given[position - 1], given[position], plain=plain):
            yield start, position
            start = position


def _apart(before: str, sign: str, *, plain: bool) -> bool:
    if before == "\r":
        return sign != "\n"
    if plain:
        return True
    pair = before + sign
    composes = unicodedata.normalize("NFC", pair) != unicodedata.normalize("NFC", before) + unicodedata.normalize(
        "NFC", sign
    )
    return not (unicodedata.combining(sign) or composes or _joins(sign))


def _joins(sign: str) -> bool:
    """A vowel or final of Hangul, which may compose with what stands two signs before."""
    return "\u1161" <= sign <= "\u11c2"
