"""The quantities of a sentence: numbers with their unit and comparator, shares, ranges, orders, multiples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.extraction.general.numerals import Numeral, read_numeral
from claims.extraction.general.tokens import Table, Token
from claims.extraction.general.units import read_unit, wearing_money
from claims.extraction.general.words import Unit, Words
from claims.extraction.readings import Reading
from claims.values import Comparator, Quantity, QuantityKind

HUNDRED = Decimal(100)
FIRST_YEAR, LAST_YEAR = 1500, 2100
VERB_REACH = 16  # tokens from a verb of change to where it arrived
RANK_REACH = 5  # tokens from the words for a place in a ranking to its second number
MOST_BEFORE = 2  # articles between a comparator and its number
LINES = frozenset({Decimal(50)})
_PLAIN = Unit("", QuantityKind.COUNT)


@dataclass(frozen=True, slots=True)
class Row:
    """The tokens of a sentence, and which of them name times: no number stands there."""

    text: str
    offset: int
    tokens: Sequence[Token]
    words: Words
    times: frozenset[int] = frozenset()

    def said(self, first: int, last: int) -> str:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return self.text[start - self.offset : end - self.offset]

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""


Reader = Callable[[Row, int], "Reading | None"]


def find_quantities(row: Row) -> tuple[Quantity, ...]:
    return tuple(_quantity(row, reading, floor) for reading, floor in _readings(row))


def _readings(row: Row) -> Iterator[tuple[Reading, int]]:
    """Each with the token before which another quantity ends."""
    at = floor = 0
    while at < len(row.tokens):
        reading = next(filter(None, (reader(row, at) for reader in READERS)), None)
        if reading is None:
            at += 1
            continue
        yield reading, floor
        at = floor = max(reading.last, at + 1)


def _quantity(row: Row, reading: Reading, floor: int) -> Quantity:
    comparator, first, last = reading.comparator, reading.first, reading.last
    if comparator is None:
        comparator, first, last = _compared(row, reading, floor)
    low, high = _ends(reading, comparator)
    whole = reading.whole or _whole(row, reading)
    return Quantity(
        text=row.said(first, last),
        start=row.tokens[first].start,
        end=row.tokens[last - 1].end,
        low=low,
        high=high,
        unit=reading.unit,
        comparator=comparator,
        kind=reading.kind,
        written=reading.written,
        scale=reading.scale,
        written_high=reading.written_high,
        counts=reading.counts,
        denominator=reading.denominator,
        line=reading.line,
        vast=reading.vast,
        whole=whole,
    )


def _ends(reading: Reading, comparator: Comparator) -> tuple[Decimal | None, Decimal | None]:
    if comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST):
        return reading.low, None
    if comparator in (Comparator.LESS_THAN, Comparator.UP_TO):
        return None, reading.high
    return reading.low, reading.high


# --- comparators ----------------------------------------------------------------------------------------


def _compared(row: Row, reading: Reading, floor: int) -> tuple[Comparator, int, int]:
    """The comparator, and the tokens that the quantity reaches over with its words."""
    numbers = row.words.numbers
    behind = numbers.after.at(row.tokens, reading.last)
    if behind:
        return behind[0], reading.first, behind[1]
    first = reading.first
    for _ in range(MOST_BEFORE + 1):
        found = numbers.before.before(row.tokens, first)
        if found and found[1] >= floor and not _is_reached(row, found[0], found[1]):
            return found[0], found[1], reading.last
        if row.low(first - 1) not in row.words.articles or first <= floor:
            break
        first -= 1
    return Comparator.EQUAL, reading.first, reading.last


def _is_reached(row: Row, comparator: Comparator, first: int) -> bool:
    """ "Rose up to 7 percent": where a change arrived, no upper end."""
    if comparator is not Comparator.UP_TO or row.low(first) not in row.words.change.reached:
        return False
    return any(token.low in row.words.change.moves for token in row.tokens[max(0, first - VERB_REACH) : first])


def _whole(row: Row, reading: Reading) -> str:
    """The words of what a share is of: "of the households"."""
    shares = (QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.MAJORITY)
    at = reading.last
    of, articles = row.words.units.of | row.words.places.of, row.words.articles | row.words.owners
    if reading.kind not in shares or row.low(at) not in of:
        return ""
    while row.low(at) in of | articles:
        at += 1
    bare = at == reading.last + 1 and row.low(reading.last) not in articles  # "9 percent of unemployment"
    named = at < len(row.tokens) and row.tokens[at].is_word and row.low(at) not in row.words.small
    return row.said(reading.last, at + 1) if named and not bare else ""


# --- readers: each takes the row and a token, and gives the quantity that begins there --------------------


def _multiple(row: Row, at: int) -> Reading | None:
    """What changed so many times: "doubled"."""
    return _of_table(row, at, row.words.numbers.multiples)


def _of_table(row: Row, at: int, table: Table[Decimal]) -> Reading | None:
    found = table.at(row.tokens, at)
    if found is None:
        return None
    value, last = found
    return Reading(at, last, value, value, "times", QuantityKind.CHANGE, written=row.said(at, last))


def _ratio(row: Row, at: int) -> Reading | None:
    """So many times as much as another: "twice", "three times"."""
    found = _of_table(row, at, row.words.numbers.ratios)
    numeral = read_numeral(row.tokens, at, row.words.numbers) if found is None else None
    if numeral is None or row.low(numeral.last) not in row.words.numbers.times:
        return found
    last = numeral.last + 1
    kind = QuantityKind.CHANGE
    return Reading(at, last, numeral.value, numeral.value, "times", kind, written=numeral.written)


def _one_in(row: Row, at: int) -> Reading | None:
    """ "One in four", "nine out of ten"."""
    part = _count(row, at)
    every = row.words.numbers.of_every.at(row.tokens, part[1]) if part else None
    whole = read_numeral(row.tokens, every[1], row.words.numbers) if every else None
    if part is None or whole is None or not 0 < part[0] < whole.value or whole.value % 1 or whole.value > HUNDRED:
        return None
    value = part[0] * HUNDRED / whole.value
    denominator = int(whole.value) if part[0] == 1 else None
    said = row.said(at, whole.last)
    reading = Reading(at, whole.last, value, value, "percent", QuantityKind.SHARE, written=said)
    return replace(reading, denominator=denominator, line=value in LINES)


def _count(row: Row, at: int) -> tuple[Decimal, int] | None:
    """A number at `at`, "one" among them, and the token behind it."""
    if row.low(at) in row.words.numbers.ones:
        return Decimal(1), at + 1
    numeral = read_numeral(row.tokens, at, row.words.numbers)
    return (numeral.value, numeral.last) if numeral else None


def _fraction(row: Row, at: int) -> Reading | None:
    """ "Half", "a third", "three quarters"."""
    numbers = row.words.numbers
    half = numbers.fractions.at(row.tokens, at)
    if half:
        return _share(row, at, half[1], half[0])
    count = _count(row, at)
    if count is None and row.low(at) in row.words.articles:
        count = (Decimal(1), at + 1)
    part = numbers.parts.at(row.tokens, count[1]) if count else None
    if count is None or part is None or count[0] >= part[0]:
        return None
    return _share(row, at, part[1], count[0] * HUNDRED / part[0])


def _share(row: Row, first: int, last: int, value: Decimal) -> Reading:
    said = row.said(first, last)
    return Reading(first, last, value, value, "percent", QuantityKind.SHARE, written=said, line=value in LINES)


def _majority(row: Row, at: int) -> Reading | None:
    found = row.words.numbers.majorities.at(row.tokens, at)
    if found is None:
        return None
    vast, last = found
    more = Comparator.MORE_THAN
    reading = Reading(at, last, None, None, "percent", QuantityKind.MAJORITY, written=row.said(at, last), line=True)
    return replace(reading, comparator=more, vast=vast)


def _order(row: Row, at: int) -> Reading | None:
    """ "Tens of thousands of people"."""
    found = row.words.numbers.orders.at(row.tokens, at)
    if found is None:
        return None
    scale, behind = found
    last = behind - (row.low(behind - 1) in row.words.units.of)
    unit = read_unit(row.tokens, last, row.words)
    written = row.said(at, last)
    return Reading(at, last, None, None, unit.unit.name, QuantityKind.ORDER, written, scale, counts=unit.counts)


def _range(row: Row, at: int) -> Reading | None:
    """ "Between 10 and 15 percent", "from 800 to 1,200 euros" where nothing changed, "10-15 percent"."""
    numbers = row.words.numbers
    opened = row.low(at) == numbers.between[0]
    spans = row.low(at) in numbers.from_to[0] and not _changes(row, at)
    low = _numeral(row, at + (opened or spans))
    if low is None:
        return None
    joint = _behind_unit(row, low)
    joined = row.low(joint) == numbers.between[1] if opened else _dashed(row, joint)
    high = _numeral(row, joint + 1) if joined or (spans and row.low(joint) in numbers.from_to[1]) else None
    if high is None or high.value <= low.value:
        return None
    return _between(row, at if opened or spans else low.first, low, high)


def _between(row: Row, first: int, low: Numeral, high: Numeral) -> Reading | None:
    if not (low.digits and high.digits) and low.digits != high.digits:
        return None
    unit = read_unit(row.tokens, high.last, row.words)
    shared = high.scale if low.scale == 1 and low.value < high.value / high.scale else low.scale
    bottom = low.value * shared if low.scale == 1 else low.value
    reading = Reading(first, unit.last, bottom, high.value, unit.unit.name, unit.unit.kind, low.written, high.scale)
    return replace(reading, written_high=high.written, counts=unit.counts, comparator=Comparator.BETWEEN)


def _changes(row: Row, at: int) -> bool:
    """Whether something is told to have gone from the one to the other: two figures, no range."""
    change = row.words.change
    before = [token.low for token in row.tokens[max(0, at - 6) : at]]
    return any(low in change.moves or low in change.passed for low in before)


def _behind_unit(row: Row, low: Numeral) -> int:
    """Behind a number and the percent sign that it may have."""
    unit = row.words.units.units.at(row.tokens, low.last)
    return unit[1] if unit and unit[0].kind is QuantityKind.PERCENT else low.last


def _dashed(row: Row, at: int) -> bool:
    return row.low(at) in ("-", "\u2013", "\u2014") and row.tokens[at].start == row.tokens[at - 1].end


def _numeral(row: Row, at: int) -> Numeral | None:
    """The number at `at`, an article before it passed over, where nothing says that it counts and measures nothing."""
    at += row.low(at) in row.words.articles and read_numeral(row.tokens, at, row.words.numbers) is None
    numeral = read_numeral(row.tokens, at, row.words.numbers)
    return None if numeral is None or _is_a_name(row, numeral) else numeral


def _number(row: Row, at: int) -> Reading | None:
    numeral = read_numeral(row.tokens, at, row.words.numbers)
    if numeral is None or _is_a_name(row, numeral):
        return None
    unit = read_unit(row.tokens, numeral.last, row.words)
    money = wearing_money(row.tokens, numeral.first, row.words)
    if _is_a_year(numeral) and money is None and unit.unit == _PLAIN:
        return None
    if unit.unit.kind is QuantityKind.DURATION and row.words.numbers.aged.before(row.tokens, at):
        return None  # "people older than 65": whom it tells of
    first = money[1] if money else numeral.first
    name, kind = (money[0], QuantityKind.MEASURE) if money else (unit.unit.name, unit.unit.kind)
    value = numeral.value * unit.unit.factor
    counts = unit.counts
    return Reading(first, unit.last, value, value, name, kind, numeral.written, numeral.scale, counts=counts)


def _is_a_year(numeral: Numeral) -> bool:
    bare = numeral.digits and numeral.last == numeral.first + 1 and numeral.value % 1 == 0
    return bare and FIRST_YEAR <= numeral.value <= LAST_YEAR and len(numeral.written) == 4


def _is_a_name(row: Row, numeral: Numeral) -> bool:
    """The number of a law, a flight, a street; a time, a date; an ordinal; glued to letters ("G20", "Covid-19")."""
    first, last = numeral.first, numeral.last
    if not row.times.isdisjoint(range(first, last)) or row.low(first - 1) in row.words.numbers.labels:
        return True
    if _is_a_rank(row, first):
        return True
    tokens = row.tokens
    glued = first > 0 and tokens[first - 1].end == tokens[first].start
    if glued and (tokens[first - 1].is_word or tokens[first - 1].text in ":/-"):
        return row.words.units.money_before.before(tokens, first) is None and not _is_of_a_range(row, first)
    behind = last < len(tokens) and tokens[last - 1].end == tokens[last].start
    return numeral.digits and behind and (tokens[last].text in ":/" or _is_ordinal(row, last))


def _is_a_rank(row: Row, first: int) -> bool:
    """ "Place 94", and the second of "from place 94 to 104"."""
    ranks = row.words.numbers.ranks
    if ranks.before(row.tokens, first):
        return True
    reached = row.low(first - 1) in row.words.change.reached
    return reached and any(ranks.at(row.tokens, at) for at in range(max(0, first - RANK_REACH), first - 1))


def _is_of_a_range(row: Row, first: int) -> bool:
    return row.low(first - 1) == "-" and first > 1 and row.tokens[first - 2].number is not None


def _is_ordinal(row: Row, last: int) -> bool:
    signs = row.words.numbers.ordinal_signs
    return row.low(last) in signs or (row.low(last) == "." and row.low(last + 1) in signs - row.words.small)


READERS: tuple[Reader, ...] = (_multiple, _ratio, _one_in, _fraction, _majority, _range, _order, _number)
"""In this order: the first that reads something at a token keeps it."""
