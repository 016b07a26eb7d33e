"""Words and signs of a sentence with their offsets, and the stems by which forms of a word are one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from claims.extraction.words.en_forms import IRREGULAR

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\u2010\u2011", "'''--")
_HISSING = ("s", "x", "z", "ch", "sh", "o")


class Token(NamedTuple):
    """`low` is folded for look-up, `stem` is what forms of one word share, offsets are code points of the
    whole text."""

    text: str
    low: str
    stem: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokens_of(text: str, offset: int = 0) -> tuple[Token, ...]:
    return tuple(_token(match.group(), match.start() + offset) for match in _TOKEN.finditer(text))


def _token(text: str, start: int) -> Token:
    low, stem = _folded(text)
    return Token(text, low, stem, start, start + len(text))


@lru_cache(maxsize=20_000)
def _folded(text: str) -> tuple[str, str]:
    low = text.translate(_APOSTROPHES).casefold()
    return low, stem_of(low)


@lru_cache(maxsize=20_000)
def stem_of(low: str) -> str:
    """A short stem of a folded word: "increasing", "increased" and "increases" have one."""
    base = IRREGULAR.get(low)
    if base is None:
        base = _without_ending(low)
        base = IRREGULAR.get(base, base)
    return base[:-1] if len(base) > 3 and base.endswith("e") else base


def _without_ending(low: str) -> str:
    if len(low) <= 3 or not low.isalpha():
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("es") and low[:-2].endswith(_HISSING):
        return low[:-2]
    if low.endswith("s") and low[-2] not in "sui":
        return low[:-1]
    if low.endswith("ing") and len(low) > 5:
        return _single(low[:-3])
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return _single(low[:-2])
    return low


def _single(stem: str) -> str:
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz"
    return stem[:-1] if doubled else stem


def stems_of(text: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens_of(text))


def positions(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The tokens that share a character with the offsets, the last not included."""
    first = bisect_right(tokens, start, key=lambda token: token.end)
    return first, bisect_left(tokens, end, lo=first, key=lambda token: token.start)
