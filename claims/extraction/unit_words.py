"""What a number is of, by the words beside it: percent, money, a measure, a time, a rate, a noun that it counts."""

from __future__ import annotations

from decimal import Decimal

from claims.extraction.numbers import Numeral, NumeralRow, hyphen, read_numeral
from claims.extraction.readings import Unit
from claims.extraction.tokens import TokenRow
from claims.extraction.words import en_counted as counted
from claims.extraction.words import en_money as money
from claims.extraction.words import en_numbers as numbers
from claims.extraction.words import en_units as words
from claims.values import QuantityKind

_NOUN_REACH = 7
_OF_REACH = 6
_RATE_REACH = 8
_WHOLE_REACH = 3
_POINT = Decimal("0.01")
_LONGEST_MEASURE = max(len(phrase) for phrase in words.MEASURES)
_BETWEEN_NUMBER_AND_TIME = frozenset("more full long consecutive straight whole".split())


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, unit in words.RATES.items():
        grouped.setdefault(phrase[0], []).append((phrase, unit))
    return grouped


_RATES = _by_first_word()
_NO_NOUN = counted.STOPS | counted.VERBS | counted.NOT_COUNTED | frozenset(numbers.UNITS) | frozenset(numbers.TENS)
_FIRST_OF_PERCENT = frozenset(phrase[0] for phrase in (*words.PERCENT, *words.POINTS, *words.BASIS_POINTS))


def money_before(row: NumeralRow, first: int) -> tuple[str, int] | None:
    """The currency written before the token `first`, and where its sign begins: "$", "US$", "USD", "Rs"."""
    before = row.at(first - 1)
    if before.text in money.SIGNS:
        letters = row.at(first - 2)
        if before.text == "$" and before.glued and letters.text.isupper() and letters.lower in money.DOLLAR_LETTERS:
            return money.DOLLAR_LETTERS[letters.lower], first - 2
        return money.SIGNS[before.text], first - 1
    if before.text == "." and row.lower(first - 2) in money.PREFIX_WORDS and row.at(first - 2).capital:
        return money.PREFIX_WORDS[row.lower(first - 2)], first - 2
    if before.text.isupper() and before.lower in money.CODES:
        named = row.at(first).glued and before.lower in money.CODES_LIKE_NAMES
        return None if named else (before.text, first - 1)
    prefix = before.capital and before.lower in money.PREFIX_WORDS
    return (money.PREFIX_WORDS[before.lower], first - 1) if prefix and len(before.lower) > 1 else None


def letter_before(row: NumeralRow, numeral: Numeral) -> tuple[str, int] | None:
    """The currency of a capital that is glued to a large number: "R4.5bn", "N600 million", "R12 500"."""
    letter = row.at(numeral.first - 1)
    large = numeral.grouped or numeral.scale != 1
    if not (large and row.at(numeral.first).glued and letter.text.isupper() and letter.lower in money.LETTERS):
        return None
    return None if letter.glued else (money.LETTERS[letter.lower], numeral.first - 1)


def read_unit(row: NumeralRow, numeral: Numeral, last: int) -> Unit | None:
    """The unit whose words begin at the token `last`, or near it where the number counts something."""
    parts = row.lower(last) in _FIRST_OF_PERCENT or row.lower(last) in numbers.DASHES
    return (
        (_points(row, last) if parts else None)
        or (_percent(row, last) if parts else None)
        or _rate(row, last)
        or _money(row, last)
        or _duration(row, numeral, last)
        or _measure(row, numeral, last)
        or _compound(row, last)
        or _noun(row, last)
    )


def _match(row: NumeralRow, last: int, phrases: tuple[tuple[str, ...], ...]) -> int | None:
    """The index after the first of the phrases that stands here."""
    for phrase in phrases:
        if row.follows(last, phrase):
            return last + len(phrase)
    return None


def _points(row: NumeralRow, last: int) -> Unit | None:
    end = _match(row, last, words.POINTS)
    if end is not None:
        return Unit(end, "points", QuantityKind.MEASURE)
    end = _match(row, last, words.BASIS_POINTS)
    return Unit(end, "points", QuantityKind.MEASURE, _POINT) if end is not None else None


def _percent(row: NumeralRow, last: int) -> Unit | None:
    end = _match(row, hyphen(row, last), words.PERCENT)
    if end is None:
        return None
    return Unit(end, "percent", QuantityKind.PERCENT, counts=counted_of(row, end), whole=whole_of(row, end))


def _rate(row: NumeralRow, last: int) -> Unit | None:
    for index in range(last, last + _RATE_REACH + 1):
        word = row.lower(index)
        for phrase, unit in _RATES.get(word, ()):
            if row.follows(index, phrase):
                end = index + len(phrase)
                return Unit(end, unit, QuantityKind.MEASURE, counts=_counted(row, last, end))
        if index > last and word in words.PER_SO_MANY:
            return _per_so_many(row, index, last)
        if not row.is_word(index) or (word in counted.STOPS and word not in words.RATE_FILLERS):
            return None
    return None


def _per_so_many(row: NumeralRow, index: int, last: int) -> Unit | None:
    """ "one doctor per 12,000 residents", "two nurses for every 45 beds"."""
    start = index + 1
    if row.lower(index) != words.PER_SO_MANY[0]:
        if row.lower(start) not in numbers.EACH:
            return None
        start += 1
    whole = read_numeral(row, start)
    if whole is None or not whole.digits or whole.total % 1 or whole.total <= 1:
        return None
    unit = f"per_{whole.total:f}"
    return Unit(whole.last, unit, QuantityKind.MEASURE, counts=_counted(row, last, whole.last))


def _text(row: NumeralRow, first: int, last: int) -> str:
    return row.text[row.at(first).start : row.at(last - 1).end]


def _counted(row: NumeralRow, first: int, last: int) -> str:
    """What a rate counts, with the noun of its whole: "deaths per 100,000 live births"."""
    noun = noun_after(row, last + (row.lower(last) == words.LIVE))
    end = noun + 1 if noun is not None and noun < last + _WHOLE_REACH else last
    return _text(row, first, end).lower()


def _money(row: NumeralRow, last: int) -> Unit | None:
    last = hyphen(row, last)
    token = row.at(last)
    for length in (3, 2):
        name = tuple(row.window(last, last + length))
        if name in money.QUALIFIED:
            return _money_unit(row, last + length, money.QUALIFIED[name])
    if token.text.isupper() and token.lower in money.CODES:
        return _money_unit(row, last + 1, token.text)
    if token.lower not in money.NAMES or token.capital:
        return None
    if token.lower == money.POUNDS_OF_WEIGHT and row.lower(last + 1) == "of":
        return Unit(last + 1, "pounds_weight", QuantityKind.MEASURE)
    return _money_unit(row, last + 1, money.NAMES[token.lower] or token.lower)


def _money_unit(row: NumeralRow, last: int, code: str) -> Unit:
    return Unit(last, code, QuantityKind.MEASURE, counts=per_time(row, last))


def per_time(row: NumeralRow, last: int) -> str:
    """ "a week", "per head", where that follows an amount ("$10-a-day" too)."""
    per = hyphen(row, last)
    time = hyphen(row, per + 1)
    said = row.lower(per) in words.PER and row.lower(time) in words.PER_TIMES
    return f"{row.lower(per)} {row.lower(time)}" if said else ""


def _duration(row: NumeralRow, numeral: Numeral, last: int) -> Unit | None:
    after = hyphen(row, last)
    if row.lower(after) in _BETWEEN_NUMBER_AND_TIME:
        after += 1
    named = words.DURATIONS.get(row.lower(after))
    if named is None or (row.lower(after) in words.SHORT_MEASURES and not numeral.digits):
        return None
    end = after + 1
    if row.at(after).text.isupper() and row.is_number(end) and row.at(end).glued:
        return None  # the name of a star: "2024 YR4"
    old = hyphen(row, end)
    if row.lower(old) in words.OLD:
        return Unit(old + 1, named[0], QuantityKind.DURATION, named[1], "age")
    of_age = row.follows(end, words.OF_AGE)
    return Unit(end, named[0], QuantityKind.DURATION, named[1], "age" if of_age else "")


def _measure(row: NumeralRow, numeral: Numeral, last: int) -> Unit | None:
    start = hyphen(row, last)
    for length in range(_LONGEST_MEASURE, 0, -1):
        phrase = tuple(row.window(start, start + length))
        unit = words.MEASURES.get(phrase) if len(phrase) == length else None
        if unit is not None and _fits(row, numeral, start, phrase):
            end = start + length
            return Unit(end, unit, QuantityKind.MEASURE, counts=_over_time(row, start, end))
    return None


def _over_time(row: NumeralRow, first: int, last: int) -> str:
    """ "barrels a day", "barrels of oil a day"; nothing where no time follows."""
    of = 2 if row.lower(last) == "of" else 0
    per = per_time(row, last + of)
    return f"{_text(row, first, last + of).lower()} {per}" if per else ""


def _fits(row: NumeralRow, numeral: Numeral, start: int, phrase: tuple[str, ...]) -> bool:
    if len(phrase) > 1:
        return True
    if phrase[0] in words.GLUED_MEASURES:
        letter = row.at(start)
        glued = letter.glued and letter.text not in words.NEVER_GLUED
        if phrase[0] in words.CAPITAL_MEASURES and not letter.capital:
            return False
        return numeral.digits and glued and start == numeral.last
    return numeral.digits or phrase[0] not in words.SHORT_MEASURES


# --- nouns ----------------------------------------------------------------------------------------------


def _noun(row: NumeralRow, last: int) -> Unit | None:
    """The first noun in the plural after the number, with the adjectives before it passed over."""
    index = noun_after(row, last)
    if index is None:
        return None
    word = row.lower(index)
    if word in counted.INDEX_POINTS and _of_percentages(row):
        return Unit(index + 1 if index == last else last, "points", QuantityKind.MEASURE)
    counts = _over_time(row, index, index + 1) or word
    return Unit(index + 1 if index == last else last, unit_of_noun(word), QuantityKind.COUNT, counts=counts)


def _of_percentages(row: NumeralRow) -> bool:
    return not counted.SHARES_OF_POINTS.isdisjoint(row.window(0, row.count))


def compound_noun(row: TokenRow, last: int) -> str | None:
    """What a number counts across a hyphen: "a 12-member jury", "a nine-point lead"."""
    behind = hyphen(row, last)
    word = row.lower(behind)
    if behind == last:
        return None
    if word == "point":
        return "points" if row.lower(behind + 1) in counted.OF_POINTS else None
    return counted.COMPOUNDS.get(word)


def _compound(row: NumeralRow, last: int) -> Unit | None:
    noun = compound_noun(row, last)
    if noun is None:
        return None
    if noun in counted.INDEX_POINTS:
        unit = "points" if _of_percentages(row) else ""
        return Unit(last + 2, unit, QuantityKind.MEASURE if unit else QuantityKind.COUNT)
    return Unit(last + 2, unit_of_noun(noun), QuantityKind.COUNT, counts=noun)


def noun_after(row: TokenRow, last: int) -> int | None:
    for index in range(last, last + _NOUN_REACH):
        word = row.lower(index)
        if index > last and hyphen(row, index) > index:
            continue
        if index == last and word == counted.LIVES:
            return index
        if _in_initials(row, index) or _ends_a_code(row, index):
            continue
        if not row.is_word(index) or (word in _NO_NOUN and not _in_compound(row, index)):
            return None
        if is_plural(word):
            return index + (row.lower(index + 1) in counted.COUNTABLE)
    return None


def _in_initials(row: TokenRow, index: int) -> bool:
    """The letters and points of "U.S." and "U.N.", which pass for an adjective."""
    letter = index - (row.lower(index) == ".")
    token, point = row.at(letter), row.at(letter + 1)
    return len(token.text) == 1 and token.capital and point.text == "." and point.glued


def _ends_a_code(row: TokenRow, index: int) -> bool:
    """The figure of "AK-47"."""
    return row.is_number(index) and row.lower(index - 1) in numbers.DASHES and row.at(index).glued


def _in_compound(row: TokenRow, index: int) -> bool:
    """A small word before a hyphen: "no-confidence votes", "on-site engineers"."""
    return hyphen(row, index + 1) > index + 1


def is_plural(word: str) -> bool:
    if word in counted.PEOPLE or word in counted.IRREGULAR_PLURALS:
        return True
    if word.endswith(counted.PLURAL_OF_MAN):
        return word not in counted.NOT_MEN
    return len(word) > len("has") and word.endswith("s") and not word.endswith(counted.NOT_PLURAL_ENDINGS)


def unit_of_noun(word: str) -> str:
    """ "people" for people, the noun itself for things; none for points of an index, which are no percentage."""
    if word in counted.INDEX_POINTS:
        return ""
    return "people" if word in counted.PEOPLE or word.endswith(counted.PLURAL_OF_MAN) else word


def counted_of(row: NumeralRow, last: int) -> str:
    """The noun of the whole after a share: "of the population", "of its exports", "of people"."""
    if row.lower(last) != "of":
        index = noun_after(row, last)
        return row.lower(index) if index is not None else ""
    index = _noun_of(row, last)
    if index is None:
        return ""
    token = row.at(index)
    return token.text if token.capital else token.lower


def whole_of(row: NumeralRow, last: int) -> str:
    """The words of the whole after a share, as they stand: "of the population"."""
    index = _noun_of(row, last) if row.lower(last) == "of" else None
    return _text(row, last, index + 1) if index is not None else ""


def _noun_of(row: NumeralRow, last: int) -> int | None:
    """The index of the noun that an "of" is about: the first in small letters, an abbreviation, else a name."""
    start = last + 1
    while row.lower(start) in numbers.PARTS_OF:
        start += 1
    named = None
    for index in range(start, start + _OF_REACH):
        token = row.at(index)
        if not row.is_word(index) or token.lower in counted.STOPS:
            break
        if not token.capital or token.text.isupper():
            return index
        named = index
    return None if named is not None and row.lower(named).endswith(("'s", "\u2019s")) else named
