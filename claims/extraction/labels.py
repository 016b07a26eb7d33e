"""Numbers that are no quantities whatever unit follows them: an ordered table of named rules over the tokens around
a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from claims.extraction.numbers import Numeral, hyphen
from claims.extraction.tokens import TokenKind, TokenRow
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_exclusions as words
from claims.extraction.words import en_money as money
from claims.extraction.words import en_numbers as numbers
from claims.extraction.words import en_units as units

Rule = Callable[[TokenRow, Numeral], bool]

_YEARS = range(1000, 2200)
_DAYS = range(1, 32)
_CLOCK_DIGITS = 4
_STREET_REACH = 4
_JOINERS = frozenset("-\u2013/:.")
_AFTER_DIGITS = (
    frozenset(phrase[0] for phrase in (*units.PERCENT, *units.POINTS, *units.BASIS_POINTS))
    | frozenset(phrase[0] for phrase in units.MEASURES)
    | frozenset(units.DURATIONS)
)


def is_label(row: TokenRow, numeral: Numeral) -> bool:
    return any(rule(row, numeral) for rule in _RULES)


def _glued_to_letters(row: TokenRow, numeral: Numeral) -> bool:
    """ "G7", "F-16", "COVID-19", "mid-2017", "#5", "+44"."""
    token, before = row.at(numeral.first), row.at(numeral.first - 1)
    if not token.glued or not numeral.digits:
        return False
    if before.kind is TokenKind.WORD:
        return True
    if before.text in "#+@\\=&*" and before.text:
        return True
    lettered = row.is_word(numeral.first - 2) and before.glued
    return lettered and before.text in numbers.DASHES and not _ends_in_scale(row, numeral.first - 2)


def _ends_in_scale(row: TokenRow, index: int) -> bool:
    """ "$5m-10m", "30%-40%", "five-10": the word before the hyphen belongs to a number."""
    word = row.lower(index)
    if word in numbers.LETTER_SCALES:
        return row.is_number(index - 1)
    return word in numbers.SCALES or word in numbers.UNITS


def _letters_glued_after(row: TokenRow, numeral: Numeral) -> bool:
    """ "5G", "21st", "1990s", "747s": letters after the digits that are neither scale nor unit."""
    token = row.at(numeral.last)
    if not (numeral.digits and token.glued and token.kind is TokenKind.WORD):
        return False
    if token.lower in words.ORDINAL_ENDINGS or token.lower in words.PLURAL_ENDINGS:
        return True
    if token.text in units.NEVER_GLUED:
        return True
    return token.lower not in _AFTER_DIGITS and not (token.text.isupper() and token.lower in money.CODES)


def _follows_label_word(row: TokenRow, numeral: Numeral) -> bool:
    """ "No. 1", "page 12", "Article 50", "Phase 3"."""
    index = numeral.first - 1
    if row.at(index).text in (".", "#"):
        index -= 1
    token = row.at(index)
    if token.lower not in words.NUMBERED or (numeral.grouped or numeral.scale != 1):
        return False
    if token.lower == "no" and row.at(numeral.first - 1).text != ".":
        return token.capital and index > 0
    return token.capital or token.lower not in words.LABEL_IN_CAPITALS_OR_BARE


def _product(row: TokenRow, numeral: Numeral) -> bool:
    """ "iPhone 15", "PlayStation 5": a name with a capital inside."""
    name = row.at(numeral.first - 1).text
    inner = any(one.islower() and other.isupper() for one, other in pairwise(name))
    return numeral.plain and inner and name.isalpha()


def _per_whole(row: TokenRow, numeral: Numeral) -> bool:
    """ "61,200 rupees per 10 grams": the whole of a rate."""
    return row.lower(numeral.first - 1) == words.PER


def _citation(row: TokenRow, numeral: Numeral) -> bool:
    """ "18 U.S.C. 1343", "410 U.S. 113" """
    if not row.follows(numeral.last, ("u", ".", "s", ".")):
        return False
    return row.follows(numeral.last + 4, ("c", ".")) or row.is_number(numeral.last + 4)


def _airliner(row: TokenRow, numeral: Numeral) -> bool:
    """ "its 737 Max jets", "a Boeing order for 787s"."""
    return numeral.written in words.AIRLINERS and (
        row.lower(numeral.last) in words.AIRLINER_AFTER or "boeing" in row.window(0, row.count)
    )


def _emergency_number(row: TokenRow, numeral: Numeral) -> bool:
    """ "a 911 call", "dialled 999" """
    near = row.window(numeral.first - 1, numeral.last + 1)
    return numeral.written in words.EMERGENCY_NUMBERS and not words.CALLS.isdisjoint(near)


def _race(row: TokenRow, numeral: Numeral) -> bool:
    """ "the 1500m final", "her 200 metres title"."""
    unit = hyphen(row, numeral.last)
    race = row.lower(hyphen(row, unit + 1))
    return numeral.digits and row.lower(unit) in words.LENGTHS_OF_RACES and race in words.RACES


def _in_date(row: TokenRow, numeral: Numeral) -> bool:
    """ "June 11", "11 June 2018", "June 11, 2018", "June 2018"."""
    if not numeral.plain:
        return False
    value = int(numeral.value)
    day, year = value in _DAYS, value in _YEARS
    before, after = row.at(numeral.first - 1), row.at(numeral.last)
    if before.text in (".", ","):
        before = row.at(numeral.first - 2)
    if (day or year) and before.lower in words.MONTHS and before.capital:
        return True
    if day and after.lower in words.MONTHS and after.capital:
        return True
    dated = row.lower(numeral.first - 1) == "," and row.is_number(numeral.first - 2)
    return year and dated and row.lower(numeral.first - 3) in words.MONTHS


def on_clock(row: TokenRow, numeral: Numeral) -> bool:
    """ "10:30", "10 am", "5 p.m.", "9 o'clock", "at 2100 hours"."""
    after = row.lower(numeral.last)
    if after in numbers.RANGE_WORDS | numbers.DASHES and row.is_number(numeral.last + 1):
        after, numeral = row.lower(numeral.last + 2), replace(numeral, last=numeral.last + 2)
    if after in ("a", "p") and row.lower(numeral.last + 1) == "." and row.lower(numeral.last + 2) == "m":
        return True
    if after in words.HOURS and len(numeral.written) == _CLOCK_DIGITS and numeral.plain:
        return row.lower(numeral.first - 1) == "at" or numeral.written.startswith("0")
    return after in words.CLOCK_AFTER


def _in_chain(row: TokenRow, numeral: Numeral) -> bool:
    """ "555-123-4567", "10:30", "9/11", "3.11.2", "2018-06-11": numbers joined by signs."""
    if not numeral.digits:
        return False
    joints = 0
    for sign, other in ((numeral.first - 1, numeral.first - 2), (numeral.last, numeral.last + 1)):
        if row.lower(sign) not in _JOINERS or not row.is_number(other):
            continue
        glued = row.at(sign).glued and row.at(max(other, numeral.first)).glued
        if glued and (row.lower(sign) not in numbers.DASHES or _is_long_chain(row, other, sign)):
            joints += 1
    return joints > 0


def _is_long_chain(row: TokenRow, other: int, sign: int) -> bool:
    """Whether the chain goes on beyond the neighbour ("555-123-4567")."""
    step = other - sign
    return row.lower(other + step) in _JOINERS and row.is_number(other + 2 * step)


def _spelled_phone(row: TokenRow, numeral: Numeral) -> bool:
    """Three and more bare numbers in a row."""
    if not numeral.plain:
        return False
    neighbours = [row.is_number(numeral.first + step) for step in (-2, -1, 1, 2)]
    return (neighbours[0] and neighbours[1]) or (neighbours[1] and neighbours[2]) or (neighbours[2] and neighbours[3])


def _address(row: TokenRow, numeral: Numeral) -> bool:
    """ "10 Downing Street"."""
    if not numeral.plain or not row.at(numeral.last).capital:
        return False
    for index in range(numeral.last + 1, numeral.last + _STREET_REACH):
        token = row.at(index)
        if not token.capital:
            return False
        if token.lower in words.STREETS:
            return True
    return False


def _index_name(row: TokenRow, numeral: Numeral) -> bool:
    """ "S&P 500", "FTSE 100"."""
    before = numeral.first - 1
    named = row.lower(before) in words.INDEX_NAMES or (row.lower(before - 1) == "&" and row.at(before).capital)
    return numeral.plain and named and row.at(before).capital


def _hours_of_day(row: TokenRow, numeral: Numeral) -> bool:
    """ "24-hour news"."""
    after = hyphen(row, numeral.last)
    shown = numeral.written in words.SHOW_HOURS and after > numeral.last and row.lower(after) == "hour"
    return shown and row.lower(after + 1) in words.SHOWS


def _people_of_an_age(row: TokenRow, numeral: Numeral) -> bool:
    """ "15-year-olds"."""
    return row.follows(hyphen(row, numeral.last) + 1, ("-", "olds"))


def _rank(row: TokenRow, numeral: Numeral) -> bool:
    """ "177th of 180"."""
    return row.lower(numeral.first - 1) == "of" and row.lower(numeral.first - 2) in words.ORDINAL_ENDINGS


def _age_group(row: TokenRow, numeral: Numeral) -> bool:
    """ "children under five", "people aged 15 to 24", "those over 65"."""
    limit = numeral.first - 1
    back = limit - 1
    if row.lower(limit) in numbers.RANGE_WORDS or row.lower(limit) in numbers.DASHES:
        limit, back = limit - 2, limit - 3
    if row.lower(limit) == "of" and row.lower(limit - 1) in words.AGES_BEFORE:
        limit, back = limit - 2, limit - 3
    if row.lower(limit) == "between" and row.lower(limit - 1) == "aged":
        limit, back = limit - 1, limit - 2
    if row.lower(limit) not in words.AGE_LIMITS:
        return False
    grouped = row.lower(back) in words.AGE_GROUPS or row.lower(back) in counted.PEOPLE
    return grouped or (row.lower(limit) == "aged" and _goes_on(row, numeral))


def _goes_on(row: TokenRow, numeral: Numeral) -> bool:
    """A range or an open end follows: "aged 15 to 24", "aged 65 and over"."""
    after = row.lower(numeral.last)
    between = row.lower(numeral.first - 1) in ("and", "between")
    spans = after in numbers.DASHES or after == "to" or (after == "and" and between)
    return spans or (after in ("and", "or") and row.lower(numeral.last + 1) in ("over", "older", "above", "under"))


def _one_as_pronoun(row: TokenRow, numeral: Numeral) -> bool:
    """ "one of", "one another", "no one", "one day"."""
    if numeral.digits or numeral.total != 1 or numeral.last - numeral.first > 1 or numeral.written.lower() != "one":
        return False
    before = row.lower(numeral.first - 1)
    if before in ("no", "any", "every", "some", "this", "that", "another", "which", "the", "each", "a", "only"):
        return True
    return row.lower(numeral.last) in words.PRONOUN_AFTER_ONE


def _named_number_word(row: TokenRow, numeral: Numeral) -> bool:
    """ "the Big Four", "Six Nations", "World War Two"; a number word at the beginning of a sentence counts."""
    if numeral.digits or not row.at(numeral.first).capital or numeral.scale != 1 or _begins(row, numeral.first):
        return False
    return row.at(numeral.first - 1).capital or row.at(numeral.last).capital


def _begins(row: TokenRow, index: int) -> bool:
    return all(token.kind is TokenKind.SIGN for token in row.tokens[max(0, index - 2) : index])


def _name_of_many(row: TokenRow, numeral: Numeral) -> bool:
    """ "the Group of 77", "the Gang of Four"."""
    name = row.at(numeral.first - 2)
    return row.lower(numeral.first - 1) == "of" and name.capital and name.lower in words.NAMES_OF_MANY


def _section(row: TokenRow, numeral: Numeral) -> bool:
    """ "401(k)", "[12]"."""
    after, before = row.at(numeral.last), row.at(numeral.first - 1)
    return (after.text == "(" and after.glued and numeral.digits) or (before.text == "[" and after.text == "]")


LABELS: tuple[tuple[str, Rule], ...] = (
    ("a name or code with a number", _glued_to_letters),
    ("letters glued to the digits", _letters_glued_after),
    ("a numbered thing", _follows_label_word),
    ("a product", _product),
    ("the whole of a rate", _per_whole),
    ("a law or a report", _citation),
    ("an airliner", _airliner),
    ("the number of the police", _emergency_number),
    ("a race", _race),
    ("a date", _in_date),
    ("a time of day", on_clock),
    ("a code, a date or a ratio", _in_chain),
    ("a telephone number", _spelled_phone),
    ("an address", _address),
    ("an index", _index_name),
    ("round the clock", _hours_of_day),
    ("people of an age", _people_of_an_age),
    ("the number of those ranked", _rank),
    ("an age group", _age_group),
    ("a pronoun", _one_as_pronoun),
    ("a name with a number word", _named_number_word),
    ("a name of so many", _name_of_many),
    ("a section or a footnote", _section),
)
_RULES = tuple(rule for _, rule in LABELS)
