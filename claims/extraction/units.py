"""Whether a number of a text can be one of a measure."""

from __future__ import annotations

from claims.values import IndicatorEntry, Quantity, QuantityKind

SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.ALL_BUT, QuantityKind.MAJORITY})
COUNTS = frozenset({QuantityKind.COUNT, QuantityKind.ORDER})
PER_BIRTHS = frozenset({"per_1000", "per_100000"})
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
    if entry.unit == "percent":
        return quantity.kind in SHARES and quantity.unit == "percent"
    if entry.unit == "people":
        return quantity.kind in COUNTS and _may_be_people(quantity)
    if entry.unit in PER_BIRTHS:
        return quantity.unit == entry.unit or (quantity.kind in COUNTS and not quantity.unit)
    if entry.unit == "years":
        return quantity.unit == "years" or _may_be_years(quantity)
    return quantity.unit == entry.unit


def _may_be_years(quantity: Quantity) -> bool:
    """ "life expectancy is 67": a bare number of the size of a life."""
    bare = quantity.kind is QuantityKind.COUNT and not quantity.unit and not quantity.counts
    return bare and quantity.value is not None and SHORTEST_LIFE <= quantity.value <= LONGEST_LIFE


def _may_be_people(quantity: Quantity) -> bool:
    return quantity.unit == "people" or quantity.unit in PERSONS or not quantity.unit


def is_share(quantity: Quantity) -> bool:
    return quantity.kind in SHARES
