"""Quantities that are worded with no value: majorities, nearly all, the whole, orders of size."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from claims.extraction.numbers import NumeralRow, hyphen, read_numeral
from claims.extraction.readings import Reading
from claims.extraction.shares import HUNDRED, written_text
from claims.extraction.tokens import TokenKind
from claims.extraction.unit_words import counted_of, is_plural, noun_after, unit_of_noun, whole_of
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_money as money
from claims.extraction.words import en_numbers as words
from claims.values import Comparator, QuantityKind

Reader = Callable[[NumeralRow, int], Reading | None]

_ARTICLES = words.ARTICLES | {"the"}


def read_vague(row: NumeralRow, index: int) -> Reading | None:
    """Quantities with no value: majorities, nearly all, dozens, tens of thousands, several hundred."""
    for reader in _READERS.get(row.lower(index), ()):
        reading = reader(row, index)
        if reading is not None:
            return reading
    return None


def _nearly_all(row: NumeralRow, index: int) -> Reading | None:
    if row.lower(index) not in words.NEARLY_ALL:
        return None
    word, counts = row.lower(index + 1), _whole_after(row, index + 2)
    negated = word in words.NONE_WORDS
    if not negated and not _is_nearly_all(row, index, counts):
        return None
    return Reading(
        index,
        index + 2,
        None,
        None,
        "percent",
        QuantityKind.ALL_BUT,
        written=written_text(row, index, index + 2),
        counts=counts,
        negated=negated,
        comparator=Comparator.NEARLY,
    )


def _is_nearly_all(row: NumeralRow, index: int, counts: str) -> bool:
    """ "nearly all households", "almost every child"; not "almost every time", "almost all right"."""
    word, after = row.lower(index + 1), row.lower(index + 2)
    if word == "every":
        return after in counted.EVERY_COUNTABLE
    return word in words.EVERYBODY or (
        word in words.ALL and (bool(counts) or after in words.PARTS_OF or after in words.ALL_BEFORE)
    )


def _whole_after(row: NumeralRow, last: int) -> str:
    if row.lower(last) == "of" or row.lower(last) not in words.PARTS_OF:
        return counted_of(row, last)
    index = noun_after(row, last + 1)
    return row.lower(index) if index is not None else ""


def _all(row: NumeralRow, index: int) -> Reading | None:
    """ "all children are", "every household has", "all of its schools have", "everybody has": the whole of what
    is counted, where it is the subject of its clause."""
    word = row.lower(index)
    if not _opens_clause(row, index):
        return None
    if word in words.EVERYBODY and row.lower(index + 1) in words.EVERYBODY_BEFORE:
        return _everything(row, index, index + 1, "people")
    if word not in words.ALL or row.lower(index + 1) in words.EVERY_NTH:
        return None
    noun = index + 1
    while row.lower(noun) in words.PARTS_OF:
        noun += 1
    nouns = counted.EVERY_COUNTABLE if word == "every" else counted.COUNTABLE | counted.PEOPLE
    for place in (noun, noun + 1):
        if row.lower(place) in nouns and row.lower(place + 1) in words.ALL_BEFORE:
            return _everything(row, index, index + 1, row.lower(place))
    return None


def _opens_clause(row: NumeralRow, index: int) -> bool:
    return row.at(index - 1).kind is TokenKind.SIGN or row.lower(index - 1) in words.CLAUSE_OPENERS


def _everything(row: NumeralRow, first: int, last: int, counts: str) -> Reading:
    written = written_text(row, first, last)
    return Reading(first, last, HUNDRED, HUNDRED, "percent", QuantityKind.PERCENT, written=written, counts=counts)


def _majority(row: NumeralRow, index: int) -> Reading | None:
    """ "a majority of", "the vast majority", "a large majority"."""
    if row.lower(index) not in _ARTICLES:
        return None
    adjective = row.lower(index + 1)
    noun = index + 1 + (adjective in words.VAST or adjective in words.PLAIN_MAJORITY)
    if row.lower(noun) not in words.MAJORITIES or row.lower(noun + 1) in ("leader", "whip", "party", "in"):
        return None
    vast = adjective in words.VAST
    if row.lower(noun + 1) == "of" and read_numeral(row, noun + 2) is not None:
        return None
    if not vast and row.lower(noun + 1) != "of":
        return None
    return _over_half(row, index, noun + 1, vast)


def _bulk(row: NumeralRow, index: int) -> Reading | None:
    """ "the bulk of the aid" """
    phrase = next((phrase for phrase in words.BULKS if row.follows(index, phrase)), None)
    return _over_half(row, index, index + len(phrase) - 1, False) if phrase else None


def _over_half(row: NumeralRow, first: int, last: int, vast: bool) -> Reading:
    return Reading(
        first,
        last,
        None,
        None,
        "percent",
        QuantityKind.MAJORITY,
        written=written_text(row, first, last),
        counts=counted_of(row, last),
        whole=whole_of(row, last),
        line=True,
        vast=vast,
        comparator=Comparator.MORE_THAN,
    )


def _most(row: NumeralRow, index: int) -> Reading | None:
    """ "most citizens", "most of the exports"; never the superlative."""
    after = row.lower(index + 1)
    if row.lower(index) == words.MOST and after in words.MOST_DO and _opens_clause(row, index):
        return _over_half(row, index, index + 1, False)
    if row.lower(index) != words.MOST or row.lower(index - 1) in words.NOT_MOST_BEFORE:
        return None
    if row.lower(index - 1).endswith(("'s", "\u2019s", "s'")) or row.at(index).glued:
        return None
    if after == "of":
        whole = row.window(index + 2, index + 4)
        return None if words.MOST_NOT_OF & set(whole) else _over_half(row, index, index + 1, False)
    if is_plural(after) or (_is_counted(row.lower(index + 2)) and not after.endswith("ly")):
        return _over_half(row, index, index + 1, False)
    return None


def _is_counted(word: str) -> bool:
    return word in counted.PEOPLE or word in counted.COUNTABLE


def _handful(row: NumeralRow, index: int) -> Reading | None:
    """ "a handful of doctors"."""
    if row.lower(index) not in words.ARTICLES or not row.follows(index + 1, words.HANDFUL_OF):
        return None
    return _order_of(row, index, index + 2, Decimal(1), index + 2) if noun_after(row, index + 3) else None


def _several(row: NumeralRow, index: int) -> Reading | None:
    """ "several people", "a few thousand dollars"."""
    few = next((len(phrase) for phrase in words.A_FEW if row.follows(index, phrase)), 0)
    if not few and row.lower(index) not in words.SEVERAL:
        return None
    scale = index + (few or 1)
    size = (words.SCALES | words.DOZENS).get(row.lower(scale))
    if size is None:
        counted_at = noun_after(row, scale) if row.lower(index) != words.MANY else None
        return _order_of(row, index, scale, Decimal(1), scale) if counted_at is not None else None
    last = scale + 1
    if row.lower(last) in words.SCALES:
        size, last = size * words.SCALES[row.lower(last)], last + 1
    return _order_of(row, index, last, size, last)


def _digits_of(row: NumeralRow, index: int) -> Reading | None:
    """ "double-digit growth", "a six-figure sum": how many digits the number has."""
    places = words.PLACES[row.lower(index)]
    last = hyphen(row, index + 1) + 1
    if row.lower(last - 1) not in words.DIGITS:
        return None
    return _order_of(row, index, last, Decimal(10) ** (places - 1), last)


def _order(row: NumeralRow, index: int) -> Reading | None:
    """ "dozens of", "thousands fled", "tens of thousands", "hundreds of millions of dollars"."""
    word = row.lower(index)
    multiplier = words.ORDER_MULTIPLIERS.get(word)
    if multiplier is not None and row.lower(index + 1) == "of" and row.lower(index + 2) in words.ORDERS:
        return _order_of(row, index, index + 3, multiplier * words.ORDERS[row.lower(index + 2)], index + 3)
    size = words.ORDERS.get(word)
    if row.follows(index + 1, ("and", word)):
        return _order(row, index + 2)
    if size is None or (word == "scores" and not _are_many(row, index)):
        return None
    return _order_of(row, index, index + 1, size, index + 1)


def _are_many(row: NumeralRow, index: int) -> bool:
    """Whether "scores" are people or things, and not points or a verb."""
    after = row.lower(index + 1)
    return after in ("of", "more") or after in counted.DIED or row.lower(index - 1) in counted.KILLING


def _order_of(row: NumeralRow, first: int, last: int, size: Decimal, after: int) -> Reading:
    after += row.lower(after) == "of"
    word = row.lower(after)
    written = written_text(row, first, last)
    if word in money.NAMES:
        return Reading(
            first, last, None, None, money.NAMES[word] or word, QuantityKind.ORDER, written=written, scale=size
        )
    noun = noun_after(row, after)
    word = row.lower(after + 1) if word in counted.WERE else word
    counts = row.lower(noun) if noun is not None else (word if word in counted.DIED else "")
    unit = "people" if word in counted.DIED else unit_of_noun(counts)
    return Reading(first, last, None, None, unit, QuantityKind.ORDER, written=written, scale=size, counts=counts)


def _by_first_word() -> dict[str, tuple[Reader, ...]]:
    begun: dict[str, tuple[Reader, ...]] = {}
    for firsts, reader in (
        (words.NEARLY_ALL, _nearly_all),
        (words.ALL | words.EVERYBODY, _all),
        (_ARTICLES, _majority),
        (_ARTICLES, _bulk),
        ({words.MOST}, _most),
        (words.ARTICLES, _handful),
        (words.SEVERAL | words.ARTICLES, _several),
        (words.PLACES, _digits_of),
        (words.ORDERS.keys() | words.ORDER_MULTIPLIERS.keys(), _order),
    ):
        for first in firsts:
            begun[first] = (*begun.get(first, ()), reader)
    return begun


_READERS = _by_first_word()
