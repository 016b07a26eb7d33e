"""What a number is of, by the words behind it: a unit, money, a rate, people, a noun that it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.extraction.general.numerals import read_numeral
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Unit, Words
from claims.values import QuantityKind

RATE_REACH = 6  # words between a number and its "per 1,000"
NOUN_REACH = 2  # words before the noun that is counted
WHOLES = frozenset(Decimal(10) ** power for power in range(2, 7))
"""What a rate is of where no "every" says that it is one."""
_COUNT = Unit("", QuantityKind.COUNT)


@dataclass(frozen=True, slots=True)
class UnitRead:
    """`last` is the token behind the unit's words, where they belong to the quantity's text."""

    unit: Unit
    last: int
    counts: str = ""


def read_unit(tokens: Sequence[Token], at: int, words: Words) -> UnitRead:
    """The unit of the number that ends before `at`; a bare count where nothing names one."""
    start = at + (at < len(tokens) and tokens[at].low in words.units.of)
    found = words.units.units.at(tokens, start)
    percent = found is not None and found[0].kind is QuantityKind.PERCENT
    rate = None if percent else _rate(tokens, at, words)
    if rate:
        return rate
    if found is None:
        return _counted(tokens, at, start, words)
    unit, last = found
    if unit.kind is QuantityKind.MEASURE:
        each = words.units.each.at(tokens, last)
        return UnitRead(unit, last, each[0] if each else "")
    return UnitRead(unit, last)


def wearing_money(tokens: Sequence[Token], first: int, words: Words) -> tuple[str, int] | None:
    """The currency written before a number, and where its sign begins: "US$ 5"."""
    return words.units.money_before.before(tokens, first)


def _rate(tokens: Sequence[Token], at: int, words: Words) -> UnitRead | None:
    for position in range(at, min(at + RATE_REACH, len(tokens))):
        named = words.units.rates.at(tokens, position)
        if named:
            return UnitRead(Unit(named[0], QuantityKind.MEASURE), named[1])
        per = words.units.per_many.at(tokens, position)
        whole = read_numeral(tokens, per[1], words.numbers) if per else None
        if per and whole is not None and whole.value % 1 == 0 and (per[0] or whole.value in WHOLES):
            return UnitRead(Unit(f"per_{whole.value:f}", QuantityKind.MEASURE), whole.last)
        if not tokens[position].is_word or tokens[position].number is not None:
            return None
    return None


def _counted(tokens: Sequence[Token], at: int, start: int, words: Words) -> UnitRead:
    """People by their nouns; else the noun right behind, where it can be one of many."""
    for position in range(start, min(start + NOUN_REACH, len(tokens))):
        if tokens[position].low in words.units.people:
            return UnitRead(Unit("people", QuantityKind.COUNT), position + 1 if position == start else at)
        if not tokens[position].is_word or tokens[position].low in words.small:
            break
    noun = tokens[start] if start < len(tokens) else None
    plural = noun is not None and noun.is_word and noun.low.endswith(words.units.plural)
    if noun is None or not plural or noun.low in words.small:
        return UnitRead(_COUNT, at)
    return UnitRead(Unit(noun.text.lower(), QuantityKind.COUNT), start + 1, noun.text.lower())
