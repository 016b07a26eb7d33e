"""Numbers that are no quantities: an ordered table of named rules over the tokens around a number.

`LABELS` hold whatever unit follows; `BARE` hold only where the number has no unit, or only counts a noun.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from claims.extraction.comparators import comparator_before
from claims.extraction.numbers import Numeral, hyphen
from claims.extraction.tokens import TokenKind, TokenRow
from claims.extraction.unit_words import compound_noun
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_exclusions as words
from claims.extraction.words import en_money as money
from claims.extraction.words import en_numbers as numbers
from claims.extraction.words import en_units as units
from claims.values import Comparator, QuantityKind

Rule = Callable[[TokenRow, Numeral], bool]

_YEARS = range(1000, 2200)
_NEAR_YEARS = range(1800, 2100)
_DAYS = range(1, 32)
_YEAR_DIGITS = 4
_CLOCK_DIGITS = 4
_HOURS_OF_DAY = 24
_MINUTES_OF_HOUR = 60
_SMALL = 10
_BOUNDS = frozenset({Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.AT_LEAST, Comparator.UP_TO})
_STREET_REACH = 4
_CHANGE_REACH = 8
_LISTED = numbers.LIST_ENDS | numbers.DASHES | {",", "to"}
_JOINERS = frozenset("-\u2013/:.")
_ORDINARY_BEFORE = (
    counted.STOPS
    | counted.FIGURE_BEFORE
    | numbers.CHANGES
    | counted.KILLING
    | words.NOW_WORDS
    | counted.PEOPLE
    | words.MONTHS
) | {phrase[-1] for phrase in numbers.COMPARATORS_BEFORE}
"""Words that stand before a figure at the beginning of a sentence, with a capital, and make no name of it."""
_AFTER_DIGITS = (
    frozenset(phrase[0] for phrase in (*units.PERCENT, *units.POINTS, *units.BASIS_POINTS))
    | frozenset(phrase[0] for phrase in units.MEASURES)
    | frozenset(units.DURATIONS)
)


def is_label(row: TokenRow, numeral: Numeral) -> bool:
    return any(rule(row, numeral) for _, rule in LABELS)


def is_bare_label(row: TokenRow, numeral: Numeral, noun: bool) -> bool:
    """`noun` says that a noun follows which the number may count."""
    rules = COUNTING if noun else BARE
    return any(rule(row, numeral) for _, rule in rules)


# --- whatever unit follows ------------------------------------------------------------------------------


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


def _among_labels(row: TokenRow, numeral: Numeral) -> bool:
    """ "junctions 10 and 11", "Sections 3, 4 and 9": numbers behind a label in the plural."""
    index = numeral.first - 1
    while row.lower(index) in _LISTED and row.is_number(index - 1):
        index -= 2
    word = row.lower(index)
    return numeral.plain and word.endswith("s") and word[:-1] in words.NUMBERED and not row.at(index).glued


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


def _on_clock(row: TokenRow, numeral: Numeral) -> bool:
    """ "10:30", "10 am", "5 p.m.", "9 o'clock", "at 2100 hours"."""
    after = row.lower(numeral.last)
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
    spans = after in numbers.DASHES or after == "to" or (after == "and" and row.is_number(numeral.last + 1))
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
    ("a race", _race),
    ("a date", _in_date),
    ("a time of day", _on_clock),
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


# --- with a noun, or with nothing -----------------------------------------------------------------------


def _year(row: TokenRow, numeral: Numeral) -> bool:
    if not numeral.plain or len(numeral.written) != _YEAR_DIGITS or int(numeral.value) not in _YEARS:
        return False
    if row.lower(numeral.first - 1) in words.YEAR_BEFORE or row.lower(numeral.last) in words.YEAR_AFTER:
        return True
    counts = row.lower(numeral.last) in counted.PEOPLE and not row.at(numeral.last).capital
    return not counts


def _era(row: TokenRow, numeral: Numeral) -> bool:
    return numeral.plain and (row.lower(numeral.last) in ("bc", "bce") or row.at(numeral.first - 1).text == "AD")


def _year_range(row: TokenRow, numeral: Numeral) -> bool:
    """ "2014-16", "1950-53": the second half."""
    sign = row.lower(numeral.first - 1)
    before = row.at(numeral.first - 2)
    return numeral.plain and sign in numbers.DASHES and before.text.isdecimal() and len(before.text) == _YEAR_DIGITS


def _score(row: TokenRow, numeral: Numeral) -> bool:
    """ "3-1", "52-48", "won 3 to 1"."""
    for sign, other in ((numeral.first - 1, numeral.first - 2), (numeral.last, numeral.last + 1)):
        if row.lower(sign) in numbers.DASHES and row.at(max(sign, other)).glued and row.is_number(other):
            return True
        if row.lower(sign) == "to" and row.is_number(other) and _speaks_of_votes(row, numeral.first):
            return True
    return False


def _speaks_of_votes(row: TokenRow, index: int) -> bool:
    return bool(words.VOTES & set(row.window(index - 6, index + 6)))


def _attribute(row: TokenRow, numeral: Numeral) -> bool:
    """ "10-point plan", "two-way", "five-star", "747-400"."""
    behind = hyphen(row, numeral.last)
    word = row.lower(behind)
    if behind == numeral.last or word == counted.STRONG or word in numbers.HEDGES_OF_COMPOUNDS:
        return False
    return compound_noun(row, numeral.last) is None


def _points_back(row: TokenRow, numeral: Numeral) -> bool:
    """ "the two leaders", "both 12": small number words with an article state nothing."""
    if numeral.digits or numeral.total > _SMALL:
        return False
    if row.lower(numeral.first - 2) == "of" and _is_numeral(row, numeral.first - 3):
        return False  # "two of the five hostages": the whole is stated
    return any(row.lower(numeral.first - back) in counted.POINTING for back in (1, 2))


def _is_numeral(row: TokenRow, index: int) -> bool:
    return row.is_number(index) or row.lower(index) in numbers.UNITS or row.lower(index) in numbers.TENS


def _one_without_people(row: TokenRow, numeral: Numeral) -> bool:
    return not numeral.digits and numeral.total == 1 and row.lower(numeral.last) not in counted.SINGULARS


def _list_marker(row: TokenRow, numeral: Numeral) -> bool:
    """ "1. ", "2) " at the beginning, "(3)" anywhere."""
    before, after = row.at(numeral.first - 1), row.at(numeral.last)
    if numeral.grouped or numeral.scale != 1:
        return False
    first = numeral.first == 0 and after.text in (".", ")") and row.count > numeral.last + 1
    return first or (before.text == "(" and after.text == ")")


def _named(row: TokenRow, numeral: Numeral) -> bool:
    """ "Boeing 747", "Apollo 11", "iPhone 12", "Agenda 2030", "Web 2.0"."""
    before = row.at(numeral.first - 1)
    if not numeral.digits or numeral.scale != 1 or numeral.grouped or not before.cased:
        return False
    return before.lower not in _ORDINARY_BEFORE


def _label_without_noun(row: TokenRow, numeral: Numeral) -> bool:
    """ "group 2", "day 12", "line 7": with no noun behind them."""
    return numeral.plain and row.lower(numeral.first - 1) in words.LABEL_IN_CAPITALS_OR_BARE


def _at_a_time(row: TokenRow, numeral: Numeral) -> bool:
    """ "at 10.30", "the 7.45"."""
    if row.lower(numeral.first - 1) not in words.CLOCK_BEFORE or not numeral.digits:
        return False
    hour, _, minutes = numeral.written.partition(".")
    if len(minutes) != len("59") or not hour.isdecimal():
        return False
    return int(hour) < _HOURS_OF_DAY and int(minutes) < _MINUTES_OF_HOUR


def _number_word_alone(row: TokenRow, numeral: Numeral) -> bool:
    """ "the two met", "one wonders": a small number word with nothing that it counts, no part
    ("three of them") and no bound ("at least three")."""
    if numeral.digits or numeral.scale != 1 or numeral.total > _SMALL:
        return False
    bound, first = comparator_before(row, numeral.first, 0, QuantityKind.COUNT)
    by_so_many = row.lower(first - 1) == "by" and not row.is_word(numeral.last) and numeral.total > 1
    if bound in _BOUNDS or by_so_many or _ends_a_change(row, first) or _did(row, numeral.last):
        return False
    part = row.lower(numeral.last) == "of" and row.lower(numeral.last + 1) in words.PART_OF
    return not part or numeral.total == 1


def _for_wickets(row: TokenRow, numeral: Numeral) -> bool:
    """ "287 for 6", "3 for 23"."""
    before = row.lower(numeral.first - 1) == "for" and row.is_number(numeral.first - 2)
    return numeral.plain and (before or (row.lower(numeral.last) == "for" and row.is_number(numeral.last + 1)))


def _at_zero(row: TokenRow, numeral: Numeral) -> bool:
    """ "5 degrees below zero"."""
    return numeral.total == 0 and row.lower(numeral.first - 1) in ("below", "above")


def _ends_a_change(row: TokenRow, first: int) -> bool:
    """ "from 20 points to just seven" """
    return row.lower(first - 1) == "to" and numbers.FROM in row.window(first - _CHANGE_REACH, first)


def _did(row: TokenRow, last: int) -> bool:
    """ "Six arrested", "two were killed" """
    return row.lower(last + (row.lower(last) in counted.WERE)) in counted.DIED


COUNTING: tuple[tuple[str, Rule], ...] = (
    ("a year", _year),
    ("a year of an era", _era),
    ("the end of a span of years", _year_range),
    ("a score or a vote", _score),
    ("an attribute", _attribute),
    ("a number word that points back", _points_back),
    ("one without a person", _one_without_people),
    ("the mark of a list", _list_marker),
)
BARE: tuple[tuple[str, Rule], ...] = (
    *COUNTING,
    ("one of several numbered things", _among_labels),
    ("a score in cricket", _for_wickets),
    ("the freezing point", _at_zero),
    ("a name with a number", _named),
    ("a time of day without its unit", _at_a_time),
    ("a numbered thing with no noun", _label_without_noun),
    ("a number word alone", _number_word_alone),
)
