"""A sentence of any language as tokens: words in small letters without accents, numbers as they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]")
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_POINT_DECIMAL = re.compile(r"(?<![\d.,])\d+\.\d{1,2}(?![\d.,]*\d)")
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d.,]*\d)")
_PLAIN = re.compile(r"\d+\.\d+")
MOST_DIGITS = 24  # signs of a number: more is none that anything is counted with
Rounds = tuple[dict[str, str], ...]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Token:
    """`low` is folded, `number` its value where it is a number in digits. Offsets are those of the whole text."""

    text: str
    low: str
    start: int
    end: int
    number: Decimal | None = None

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Small letters without accents: "Según" and "segun" are one."""
    return "".join(each for each in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(each))


def decimal_mark(text: str, usual: str) -> str:
    """The mark before decimals in a text: some houses of a language write "4.5" where others write "4,5"."""
    points, commas = (len(pattern.findall(text)) for pattern in (_POINT_DECIMAL, _COMMA_DECIMAL))
    if points == commas:
        return usual
    return "." if points > commas else ","


def tokens_of(text: str, offset: int = 0, mark: str = ".") -> tuple[Token, ...]:
    return tuple(_token(match, offset, mark) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str], offset: int, mark: str) -> Token:
    text = match.group()
    number = _value(text, mark) if text[0].isdigit() else None
    return Token(text, fold(text), match.start() + offset, match.end() + offset, number)


def _value(text: str, mark: str) -> Decimal | None:
    """None for what is no one number: "10.30.2018", more digits than anything is counted with."""
    plain = text.translate(dict.fromkeys(map(ord, _SPACES)))
    if len(plain) > MOST_DIGITS:
        return None
    other = "," if mark == "." else "."
    whole, _, decimals = plain.partition(mark)
    if other in whole and not _GROUPS.fullmatch(whole):
        return Decimal(plain.replace(other, ".")) if plain.count(other) == 1 and not decimals else None
    digits = f"{whole.replace(other, '')}.{decimals or '0'}"
    return Decimal(digits if decimals else digits.removesuffix(".0")) if _PLAIN.fullmatch(digits) else None


# --- tables of phrases ----------------------------------------------------------------------------------


class Table(Generic[Value]):
    """Phrases of folded words, looked up where they begin or end among tokens; the longest one counts."""

    def __init__(self, listed: dict[str, Value]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        rows = sorted(((words_of(phrase), value) for phrase, value in listed.items()), key=lambda row: -len(row[0]))
        for words, value in rows:
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))

    def at(self, tokens: Sequence[Token], first: int) -> tuple[Value, int] | None:
        """The value of the phrase that begins at `first`, and the token behind it."""
        if not 0 <= first < len(tokens):
            return None
        for words, value in self._first.get(tokens[first].low, ()):
            if _same(tokens, first, words):
                return value, first + len(words)
        return None

    def before(self, tokens: Sequence[Token], last: int) -> tuple[Value, int] | None:
        """The value of the phrase that ends before `last`, and where it begins."""
        if not 0 < last <= len(tokens):
            return None
        for words, value in self._last.get(tokens[last - 1].low, ()):
            if last >= len(words) and _same(tokens, last - len(words), words):
                return value, last - len(words)
        return None

    def everywhere(self, tokens: Sequence[Token]) -> Iterator[tuple[Value, int, int]]:
        for first in range(len(tokens)):
            found = self.at(tokens, first)
            if found:
                yield found[0], first, found[1]


def _same(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> bool:
    return len(tokens) - first >= len(words) and all(
        tokens[first + number].low == word for number, word in enumerate(words)
    )


def words_of(phrase: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokens_of(phrase))


def folded_line(text: str) -> str:
    """The text folded sign by sign, so that every offset stays where it was."""
    return "".join(each if len(each) == 1 else sign for sign, each in ((sign, fold(sign)) for sign in text))


def folded(words: str | Iterable[str]) -> frozenset[str]:
    listed = words.split() if isinstance(words, str) else words
    return frozenset(fold(word) for word in listed)


def positions(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The tokens that a stretch of offsets covers."""
    inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def stem_of(low: str, rounds: Rounds, shortest: int = 3) -> str:
    """The word without its endings: each round takes off, or changes, at most one."""
    for endings in rounds:
        for ending, instead in endings.items():
            if low.endswith(ending) and len(low) - len(ending) + len(instead) >= shortest:
                low = low.removesuffix(ending) + instead
                break
    return low
