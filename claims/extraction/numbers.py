"""Reading one number, in digits or in words, with its scale ("10.9 million", "two hundred and fifty", "1.2bn")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extraction.tokens import Token, TokenKind, TokenRow
from claims.extraction.words import en_money as money
from claims.extraction.words import en_numbers as words
from claims.extraction.words import en_units as units
from claims.extraction.words.en_counted import STOPS

_LONGEST_DIGITS = 18
"""Longer runs of digits are codes, no quantities."""
_MOST_PARTS = 4
_GROUP = 3
_LENGTH_REACH = 6
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}")
_POINT_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_SEPARATORS = str.maketrans("", "", ", \u00a0\u202f\u2009\u2019'")
_HALF = Decimal("0.5")
_MINUS = frozenset("-\u2212")


class NumeralRow(TokenRow):
    """The tokens with the numbers that were read among them: several readers ask for the same one."""

    __slots__ = ("numerals",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.numerals: dict[int, Numeral | None] = {}


def whole(value: Decimal) -> Decimal:
    """The same value without zeros behind the point that only multiplying brought ("10900000.0")."""
    return value.to_integral_value() if value == value.to_integral_value() else value


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in the tokens `first` up to `last` (not included): `value` as written, `scale` apart.

    `digits` says that it is written in digits, `grouped` that these have thousands separators.
    """

    first: int
    last: int
    value: Decimal
    scale: Decimal
    written: str
    digits: bool
    grouped: bool = False

    @property
    def total(self) -> Decimal:
        return whole(self.value * self.scale)

    @property
    def plain(self) -> bool:
        """A whole number in bare digits, such as a year or a label has."""
        return self.digits and not self.grouped and self.scale == 1 and self.value == self.value.to_integral_value()


def read_numeral(row: NumeralRow, index: int) -> Numeral | None:
    """The number that begins at the token `index`; None where none does."""
    if index not in row.numerals:
        row.numerals[index] = _read_numeral(row, index)
    return row.numerals[index]


def _read_numeral(row: NumeralRow, index: int) -> Numeral | None:
    if row.is_number(index):
        return _digits(row, index, index)
    word = row.lower(index)
    if word in _MINUS or word in words.NEGATIVE:
        return _negative(row, index)
    if word in (words.HALF, words.QUARTER):
        return _part_of_scale(row, index)
    if word in words.ARTICLES:
        return _after_article(row, index)
    return _in_words(row, index)


def hyphen(row: TokenRow, index: int) -> int:
    """The index after a hyphen that is glued on both sides, else the same index."""
    glued = row.lower(index) in words.DASHES and row.at(index).glued and row.at(index + 1).glued
    return index + 1 if glued else index


def _written(row: NumeralRow, first: int, last: int) -> str:
    return row.text[row.at(first).start : row.at(last - 1).end]


# --- digits ---------------------------------------------------------------------------------------------


def _digits(row: NumeralRow, index: int, first: int) -> Numeral | None:
    last = _after_spaced_groups(row, index)
    text = _written(row, index, last)
    if len(text) > _LONGEST_DIGITS:
        return None
    decimal_comma = _DECIMAL_COMMA.fullmatch(text) is not None
    plain = text.replace(",", ".") if decimal_comma else text.translate(_SEPARATORS)
    if _POINT_OF_THOUSANDS.fullmatch(text) and _is_euros(row, index):
        plain = text.replace(".", "")
    value = Decimal(plain)
    grouped = len(plain) != len(text)
    more, last = _and_a_half(row, last)
    value += more
    sign = -1 if first < index else 1
    numeral = Numeral(first, last, sign * value, Decimal(1), _written(row, first, last), True, grouped)
    return _with_letter_scale(row, numeral) or _with_scale(row, numeral)


def _is_euros(row: NumeralRow, index: int) -> bool:
    """Whether an amount of euros stands here that is no rate of exchange and no price of a litre."""
    after = row.lower(index + 1)
    rated = after in units.PER or row.lower(index + 2) in units.PER or after in words.SCALES
    return not rated and (row.at(index - 1).text in money.EURO or after in money.EURO)


def _and_a_half(row: NumeralRow, index: int) -> tuple[Decimal, int]:
    """What "and a half" adds, hyphens or not, and the index after it."""
    length = next((len(phrase) for phrase in words.AND_A_HALF if row.follows(index, phrase)), 0)
    return (_HALF if length else Decimal(0)), index + length


def _after_spaced_groups(row: NumeralRow, index: int) -> int:
    """The index after "12 500": groups of three apart by a space, where a sign of money stands before them or
    a word of their own behind them, so that no telephone number is one."""
    first, last = row.at(index), index + 1
    if not (first.text.isdecimal() and len(first.text) <= _GROUP and first.text[0] != "0"):
        return last
    while last - index < _MOST_PARTS and _is_group(row.at(last)):
        last += 1
    alone = not row.is_number(index - 1) and not row.is_number(last)
    followed = row.is_word(last) and row.lower(last) not in STOPS
    return last if alone and (followed or _has_sign_before(row, index)) else index + 1


def _is_group(token: Token) -> bool:
    whole, _, decimals = token.text.partition(".")
    return not token.glued and token.kind is TokenKind.NUMBER and len(whole) == _GROUP and "," not in decimals


def _negative(row: NumeralRow, index: int) -> Numeral | None:
    """A number below zero: "minus 2", or a sign glued to the digits and to nothing before them."""
    sign = row.at(index)
    worded = sign.lower in words.NEGATIVE and row.lower(index - 1) != "or"
    if worded and not row.is_number(index + 1):
        below = _in_words(row, index + 1)
        return replace(below, first=index, value=-below.value) if below is not None else None
    if not row.is_number(index + 1) or not (worded or (row.at(index + 1).glued and not sign.glued)):
        return None
    return _digits(row, index + 1, index)


def _with_letter_scale(row: NumeralRow, numeral: Numeral) -> Numeral | None:
    token = row.at(numeral.last)
    if not token.glued or token.lower not in words.LETTER_SCALES:
        return None
    if not _has_sign_before(row, numeral.first) and (
        token.lower in words.LETTERS_OF_MONEY
        or row.lower(numeral.last + 1) in units.LENGTH_AFTER
        or not units.LENGTH_NEAR.isdisjoint(row.window(numeral.first - _LENGTH_REACH, numeral.first))
    ):
        return None
    return _scaled(numeral, numeral.last + 1, words.LETTER_SCALES[token.lower])


def _has_sign_before(row: NumeralRow, index: int) -> bool:
    before = row.at(index - 1)
    if before.text in money.SIGNS or (before.text.isupper() and before.lower in money.CODES):
        return True
    return before.text.isupper() and before.lower in money.LETTERS and row.at(index).glued


# --- words ----------------------------------------------------------------------------------------------


def _in_words(row: NumeralRow, index: int) -> Numeral | None:
    """ "forty", "two hundred and fifty thousand", "two million three hundred thousand"."""
    group = _group(row, index)
    if group is None:
        return None
    value, last = group
    more, last = _and_a_half(row, last)
    value += more
    first_part = _with_scale(row, Numeral(index, last, value, Decimal(1), _written(row, index, last), False))
    return _with_smaller_parts(row, first_part)


def _group(row: NumeralRow, index: int) -> tuple[Decimal, int] | None:
    """A number under a thousand and the index after it."""
    small = _below_hundred(row, index)
    if small is None:
        return None
    value, last = small
    if row.lower(last) != words.HUNDRED or value >= words.UNITS["twelve"] * 2:
        return (Decimal(value), last)
    return _hundreds(row, value, last + 1)


def _hundreds(row: NumeralRow, hundreds: int, last: int) -> tuple[Decimal, int]:
    """So many hundreds and what follows them: "and twelve"."""
    value = hundreds * 100
    rest = _below_hundred(row, last + 1 if row.lower(last) == "and" else last)
    return (Decimal(value + rest[0]), rest[1]) if rest is not None else (Decimal(value), last)


def _below_hundred(row: NumeralRow, index: int) -> tuple[int, int] | None:
    word = row.lower(index)
    if word in words.UNITS:
        return words.UNITS[word], index + 1
    if word not in words.TENS:
        return None
    following = hyphen(row, index + 1)
    unit = words.UNITS.get(row.lower(following), 0)
    return (words.TENS[word] + unit, following + 1) if 0 < unit <= len("123456789") else (words.TENS[word], index + 1)


def _with_smaller_parts(row: NumeralRow, numeral: Numeral) -> Numeral:
    value, last, scale = numeral.total, numeral.last, numeral.scale
    for _ in range(_MOST_PARTS):
        group = _group(row, last) if scale >= words.SCALES["thousand"] else None
        if group is None:
            break
        part = _with_scale(row, Numeral(last, group[1], group[0], Decimal(1), "", False))
        if part.total >= scale:
            break
        value, last, scale = value + part.total, part.last, part.scale
    if last == numeral.last:
        return numeral
    return Numeral(numeral.first, last, value, Decimal(1), _written(row, numeral.first, last), False)


def _after_article(row: NumeralRow, index: int) -> Numeral | None:
    """ "a million", "a hundred", "a dozen", "a quarter of a million", "a half million"."""
    word = row.lower(index + 1)
    if word in (words.HALF, words.QUARTER):
        part = _part_of_scale(row, index + 1)
        return None if part is None else Numeral(index, part.last, part.value, part.scale, part.written, False)
    if word in words.DOZENS:
        return Numeral(index, index + 2, words.DOZENS[word], Decimal(1), _written(row, index, index + 2), False)
    if word not in words.SCALES:
        return None
    if word == words.HUNDRED:
        value, last = _hundreds(row, 1, index + 2)
        return _with_scale(row, Numeral(index, last, value, Decimal(1), _written(row, index, last), False))
    one = Numeral(index, index + 1, Decimal(1), Decimal(1), row.at(index).text, False)
    return _with_smaller_parts(row, _with_scale(row, one))


def _part_of_scale(row: NumeralRow, index: int) -> Numeral | None:
    """ "half a million", "half-million", "quarter of a million", "half a dozen"."""
    part = Decimal("0.5") if row.lower(index) == words.HALF else Decimal("0.25")
    last = hyphen(row, index + 1)
    last += row.lower(last) == "of"
    last += row.lower(last) in words.ARTICLES
    word = row.lower(last)
    if word == "dozen":
        value = part * words.DOZENS[word]
        return Numeral(index, last + 1, value, Decimal(1), _written(row, index, last + 1), False)
    if word not in words.SCALES:
        return None
    return Numeral(index, last + 1, part, words.SCALES[word], _written(row, index, index + 1), False)


# --- scales ---------------------------------------------------------------------------------------------


def _with_scale(row: NumeralRow, numeral: Numeral) -> Numeral:
    """The number with the scale words that follow, at most two ("two hundred thousand"), or with "dozen"."""
    for _ in range(2):
        after = hyphen(row, numeral.last)
        word = row.lower(after)
        if word in words.DOZENS and numeral.scale == 1:
            value = numeral.value * words.DOZENS[word]
            return Numeral(numeral.first, after + 1, value, Decimal(1), _written(row, numeral.first, after + 1), False)
        if word not in words.SCALES:
            return numeral
        numeral = _scaled(numeral, after + 1, words.SCALES[word])
    return numeral


def _scaled(numeral: Numeral, last: int, factor: Decimal) -> Numeral:
    return Numeral(
        numeral.first,
        last,
        numeral.value,
        numeral.scale * factor,
        numeral.written,
        numeral.digits,
        numeral.grouped,
    )
