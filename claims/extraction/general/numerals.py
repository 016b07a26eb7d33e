"""Numbers in digits and in words: "1.234,5", "1,2 million", "two hundred thousand"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.extraction.general.tokens import Token
from claims.extraction.general.words import NumberWords

ONE = Decimal(1)
THOUSAND = Decimal(1_000)
LARGEST = Decimal(10) ** 24


@dataclass(frozen=True, slots=True)
class Numeral:
    """From the token `first` up to `last`, not included. `written` is the number before `scale`, its decimals behind a
    point, whatever mark the text has; of one in words the words."""

    first: int
    last: int
    value: Decimal
    written: str
    scale: Decimal
    digits: bool


def read_numeral(tokens: Sequence[Token], first: int, words: NumberWords) -> Numeral | None:
    """The number that begins at `first`; None where none does, or where "one" is only an article."""
    if not 0 <= first < len(tokens):
        return None
    token = tokens[first]
    if token.number is not None:
        total, last = token.number, first + 1
    elif _is_half(tokens, first, words):
        return _half(tokens, first, words)
    else:
        total, last = _small(tokens, first, words)
    value, last = _scaled(tokens, last, total, words)
    if last == first or value > LARGEST or (last == first + 1 and token.low in words.ones):
        return None
    written = f"{token.number:f}" if token.number is not None else _text(tokens, first, last)
    scale = value / token.number if token.number else ONE
    return Numeral(first, last, value, written, scale, token.number is not None)


def _is_half(tokens: Sequence[Token], first: int, words: NumberWords) -> bool:
    behind = words.scales.get(tokens[first + 1].low, ONE) if first + 1 < len(tokens) else ONE
    return tokens[first].low in words.half and behind > THOUSAND


def _half(tokens: Sequence[Token], first: int, words: NumberWords) -> Numeral:
    """ "Half a million"."""
    scale = words.scales[tokens[first + 1].low]
    return Numeral(first, first + 2, scale / 2, _text(tokens, first, first + 2), ONE, digits=False)


def _small(tokens: Sequence[Token], first: int, words: NumberWords) -> tuple[Decimal, int]:
    """Below a thousand, in words: the parts add up, each smaller than the one before."""
    total, at, below = 0, first, 1_000
    while at < len(tokens):
        joined = at > first and tokens[at].low in words.joiners
        value = words.values.get(tokens[at + joined].low) if at + joined < len(tokens) else None
        if value is None or not _goes_on(total, value, below):
            break
        total, below, at = total + value, value, at + joined + 1
    return Decimal(total), at


def _goes_on(total: int, value: int, below: int) -> bool:
    """ "Thirty two", "two hundred thirty": not "two three"."""
    if not total:
        return True
    return value < below and (below >= 100 or (below % 10 == 0 and value < 10 < below))


def _scaled(tokens: Sequence[Token], last: int, total: Decimal, words: NumberWords) -> tuple[Decimal, int]:
    """With the scales behind it, and what smaller numbers in words follow them."""
    value, at = Decimal(0), last
    while at < len(tokens):
        scale = words.scales.get(tokens[at].low)
        if scale is None:
            break
        if value and value < scale:
            value, total = (value + total) * scale, Decimal(0)
        else:
            value, total = value + (total or ONE) * scale, Decimal(0)
        at += 1
        half = words.halves.at(tokens, at)
        if half:
            value, at = value + half[0] * scale, half[1]
        if tokens[last - 1].number is None or at == last:
            total, at = _small(tokens, at, words)
    return value + total, at


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.text for token in tokens[first:last])
