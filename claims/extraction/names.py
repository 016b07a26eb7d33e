"""The names of people and bodies that a text has, and which full name a short one stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.extraction.lexemes import Token
from claims.extraction.words import en_attribution as words

LONGEST_NAME = 5


def names_in(tokens: Sequence[Token]) -> Iterator[str]:
    """Runs of two to five capitals: "Ken Gause", "World Food Program"."""
    run: list[Token] = []
    for token in tokens:
        if _goes_on(run, token):
            run.append(token)
            continue
        yield from _name(run)
        run = [token] if _may_begin(token) else []
    yield from _name(run)


def _may_begin(token: Token) -> bool:
    return token.is_capital and token.low not in words.NOT_NAMES and token.low not in words.TITLES


def _goes_on(run: Sequence[Token], token: Token) -> bool:
    if not run:
        return False
    glued = token.start == run[-1].end
    if token.text in "-'\u2019." and glued:
        return token.text != "." or len(run[-1].text) == 1
    if run[-1].text in "-'\u2019" and glued:
        return token.is_word and token.low != "s"
    return token.is_capital and token.low not in words.NOT_NAMES and token.start <= run[-1].end + 1


def _name(run: Sequence[Token]) -> Iterator[str]:
    while run and run[-1].text in "-'\u2019":
        run = run[:-1]
    parts = sum(token.is_capital for token in run)
    if 2 <= parts <= LONGEST_NAME:
        yield joined(run)


def joined(tokens: Sequence[Token]) -> str:
    """The tokens as text, with a single space where there was any."""
    pieces: list[str] = []
    for number, token in enumerate(tokens):
        if number and token.start > tokens[number - 1].end:
            pieces.append(" ")
        pieces.append(token.text)
    return "".join(pieces)


@dataclass(slots=True)
class NameRegister:
    """Full names by their first and last words, with how often each was met."""

    _by_part: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        parts = name.split()
        initials = "".join(part[0] for part in parts)
        for key in {parts[-1], parts[0], initials}:
            counts = self._by_part.setdefault(key, {})
            counts[name] = counts.get(name, 0) + 1

    def full(self, name: str) -> str:
        """The full name that a short one stands for: the one most met that ends with it, else begins so."""
        if " " in name:
            return name
        counts = self._by_part.get(name, {})
        known = [each for each in counts if each != name]
        if not known:
            return name
        return max(known, key=lambda each: (each.endswith(name), counts[each]))
