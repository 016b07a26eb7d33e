"""Whether a number of a text can be one of a measure."""

from __future__ import annotations

from collections.abc import Callable

from claims.extraction.words import en_units as words
from claims.values import IndicatorEntry, Move, Quantity, QuantityKind

SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.ALL_BUT, QuantityKind.MAJORITY})
COUNTS = frozenset({QuantityKind.COUNT, QuantityKind.ORDER})
PARTS = frozenset({"per_1000", "per_100000"})
BORN = "live births"
"""Of these a part is told as "one in ten children" and as a bare number, too."""
MOST_CHILDREN = 10  # that a woman has on average anywhere
MASSES = frozenset("tonnes kilotonnes megatonnes gigatonnes kilograms".split())
SHORTEST_LIFE, LONGEST_LIFE = 25, 110  # years that a life expectancy may have
MULTIPLES = ("times", "twice", "fold")  # of something else: "three times the rate of inflation"
PERSONS = frozenset(
    """people persons soldiers troops men women personnel inhabitants residents citizens members fighters
    servicemen children workers""".split()
)


def fits(quantity: Quantity, entry: IndicatorEntry) -> bool:
    """A number in the measure's unit, one that a count of it can be, or a change of it ("doubled")."""
    if quantity.kind is QuantityKind.CHANGE:
        return not quantity.text.casefold().endswith(MULTIPLES)
    if quantity.move in (Move.UP, Move.DOWN, Move.OF_LEVEL) and _is_relative(quantity, entry):
        return True
    if entry.unit == "percent":
        return quantity.kind in SHARES and quantity.unit == "percent"
    reads = _READERS.get(entry.unit)
    return reads(quantity) if reads else _is_in(quantity, entry)


def _is_relative(quantity: Quantity, entry: IndicatorEntry) -> bool:
    """ "fell by 10 percent", and by so many points where the measure is a share."""
    if quantity.unit == "points" or are_points(quantity):
        return entry.unit == "percent"
    return not entry.is_change and quantity.kind in SHARES and quantity.unit == "percent"


def are_points(quantity: Quantity) -> bool:
    """ "fell by 3 points": of a share they are percentage points, of anything else they may be an index's."""
    return _is_bare(quantity) and quantity.text.casefold().endswith(words.BARE_POINTS)


def _is_in(quantity: Quantity, entry: IndicatorEntry) -> bool:
    if entry.unit == "USD":
        return quantity.unit == "USD" and _is_of_a_year(quantity, entry)
    if entry.unit in PARTS and entry.denominator == BORN:
        return quantity.unit == entry.unit or _is_bare(quantity) or quantity.kind in SHARES
    return quantity.unit == entry.unit


def _is_of_a_year(quantity: Quantity, entry: IndicatorEntry) -> bool:
    """ "$2.15 a day" is no yearly figure, "$900 a head" none of a whole country."""
    if not quantity.counts or quantity.counts in words.YEARLY:
        return True
    one = quantity.counts.split()[-1]
    return bool(entry.denominator) and one in words.ONE_PERSON


def _is_bare(quantity: Quantity) -> bool:
    return quantity.kind in COUNTS and not quantity.unit


def _may_be_people(quantity: Quantity) -> bool:
    people = quantity.unit == "people" or quantity.unit in PERSONS or not quantity.unit
    return quantity.kind in COUNTS and people


def _may_be_children(quantity: Quantity) -> bool:
    """ "have nearly seven children"."""
    few = quantity.value is not None and quantity.value <= MOST_CHILDREN
    return quantity.unit == "per_woman" or (few and (quantity.counts in words.CHILDREN or _is_bare(quantity)))


def _may_be_index(quantity: Quantity) -> bool:
    """ "a score of 63", "90 out of 100"; not 0.63, which is of another scale."""
    value = quantity.value
    return value is not None and 1 <= value <= 100 and (_is_bare(quantity) or quantity.kind is QuantityKind.SHARE)


def _may_be_years(quantity: Quantity) -> bool:
    """ "life expectancy is 67": a bare number of the size of a life."""
    if quantity.unit == "years":
        return True
    bare = quantity.kind is QuantityKind.COUNT and not quantity.unit and not quantity.counts
    return bare and quantity.value is not None and SHORTEST_LIFE <= quantity.value <= LONGEST_LIFE


def is_share(quantity: Quantity) -> bool:
    return quantity.kind in SHARES


_READERS: dict[str, Callable[[Quantity], bool]] = {
    "people": _may_be_people,
    "years": _may_be_years,
    "per_woman": _may_be_children,
    "index_100": _may_be_index,
    "tonnes": lambda quantity: quantity.unit in MASSES,
}
