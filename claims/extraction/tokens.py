"""Words, numbers and the few signs that the quantity grammar looks at, with their offsets."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<number>(?:\d{1,3}(?:[,\u00a0\u202f\u2009\u2019']\d{3}){1,7}|\d{1,2}(?:,\d{2}){1,4},\d{3}|\d{1,3},\d{1,2}(?![,\d])|\d+)(?!\d)(?:\.\d+)?"
    r"|(?<![\w.])\.\d+)"
    r"|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s])"
)
"""Every repeat is bounded or over one class of characters, so reading stays linear."""


class TokenKind(Enum):
    NUMBER = auto()
    WORD = auto()
    SIGN = auto()


class Token(NamedTuple):
    """`lower` is the text in lower case; `glued` says that no space stands before it."""

    text: str
    lower: str
    start: int
    end: int
    kind: TokenKind
    glued: bool

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def cased(self) -> bool:
        """Whether a capital stands anywhere in it ("iPhone")."""
        return self.text != self.lower


_KINDS = {"number": TokenKind.NUMBER, "word": TokenKind.WORD, "sign": TokenKind.SIGN}


def tokenise(text: str) -> list[Token]:
    tokens: list[Token] = []
    previous_end = -1
    for match in _TOKEN.finditer(text):
        piece = match.group()
        start, end = match.span()
        kind = _KINDS[match.lastgroup or "sign"]
        tokens.append(Token(piece, piece.lower(), start, end, kind, start == previous_end))
        previous_end = end
    return tokens


class TokenRow:
    """The tokens of one sentence, read at any index: beyond the ends stands an empty token."""

    __slots__ = ("count", "text", "tokens")

    _NOTHING = Token("", "", -1, -1, TokenKind.SIGN, False)

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self.count = len(self.tokens)

    def at(self, index: int) -> Token:
        return self.tokens[index] if 0 <= index < self.count else self._NOTHING

    def lower(self, index: int) -> str:
        return self.tokens[index].lower if 0 <= index < self.count else ""

    def is_number(self, index: int) -> bool:
        return self.at(index).kind is TokenKind.NUMBER

    def is_word(self, index: int) -> bool:
        return self.at(index).kind is TokenKind.WORD

    def follows(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether these words stand from `index` on."""
        tokens = self.tokens
        if index < 0 or index + len(words) > self.count or tokens[index].lower != words[0]:
            return False
        return all(tokens[index + step].lower == words[step] for step in range(1, len(words)))

    def precedes(self, index: int, words: tuple[str, ...]) -> bool:
        """Whether these words end right before `index`."""
        return index >= len(words) and self.follows(index - len(words), words)

    def window(self, start: int, end: int) -> list[str]:
        """The words from `start` up to, not including, `end`, in lower case."""
        return [token.lower for token in self.tokens[max(start, 0) : max(end, 0)]]
