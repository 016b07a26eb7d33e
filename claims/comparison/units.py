"""Whether a statement's number and a series speak of the same unit, and the factor between them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from claims.values import Quantity, QuantityKind

D = Decimal
ONE = D(1)
COUNTS = frozenset({QuantityKind.COUNT, QuantityKind.ORDER})
PERCENTAGES = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.ALL_BUT, QuantityKind.MAJORITY})

# Dimension -> unit -> how many of the dimension's first unit it is.
DIMENSIONS: Mapping[str, Mapping[str, Decimal]] = {
    "share": {
        "percent": ONE,
        "%": ONE,
        "ratio": D(100),
        "share": D(100),
        "fraction": D(100),
        "per_100": ONE,
        "per_1000": D("0.1"),
        "per_100000": D("0.001"),
        "per_million": D("0.0001"),
    },
    "people": {"people": ONE, "persons": ONE, "inhabitants": ONE},
    "mass": {
        "tonnes": ONE,
        "kilotonnes": D(1000),
        "megatonnes": D(10) ** 6,
        "gigatonnes": D(10) ** 9,
        "kilograms": D("0.001"),
    },
    "energy": {"kwh": ONE, "mwh": D(1000), "gwh": D(10) ** 6, "twh": D(10) ** 9},
    "length": {"metres": ONE, "km": D(1000)},
    "area": {"hectares": ONE, "km2": D(100)},
    "years": {"months": ONE, "years": D(12)},
    "days": {"hours": ONE, "days": D(24), "weeks": D(168)},
}
PLACE = {unit: (name, size) for name, units in DIMENSIONS.items() for unit, size in units.items()}
MULTIPLES = {
    "thousand": D(1000),
    "thousands": D(1000),
    "million": D(10) ** 6,
    "millions": D(10) ** 6,
    "billion": D(10) ** 9,
    "billions": D(10) ** 9,
}
RATES = frozenset({"per_100", "per_1000", "per_100000", "per_million"})
COUNTED = frozenset({"people"})


def factor_to_statement(quantity: Quantity, series_unit: str, series_factor: Decimal) -> Decimal | None:
    """What turns the series' numbers into the statement's unit; None where they cannot be compared."""
    dimension, size = _placed(series_unit)
    if quantity.kind in PERCENTAGES:
        return series_factor * size if dimension == "share" else None
    if quantity.kind in COUNTS and quantity.unit == "" and _countable(dimension, series_unit):
        return series_factor * _multiple(series_unit)
    if quantity.kind == QuantityKind.CHANGE:
        return series_factor if quantity.unit == series_unit else None
    own_dimension, own_size = _placed(quantity.unit)
    return series_factor * size / own_size if own_dimension == dimension else None


def observed_factor(unit: str, series_unit: str, series_factor: Decimal) -> tuple[str, Decimal]:
    """The unit of one figure and its factor: the series', unless the figure names another one itself."""
    return (series_unit, series_factor) if unit in ("", series_unit) else (unit, ONE)


def between_units(unit: str, other: str) -> Decimal:
    """How many of `other` one `unit` is; one where nothing is known of them."""
    dimension, size = _placed(unit)
    other_dimension, other_size = _placed(other)
    return size / other_size if dimension == other_dimension else ONE


def is_measured(unit: str) -> bool:
    """Years, tonnes, so many of a thousand: a number of these is no count of people or events."""
    dimension, _size = _placed(unit)
    return dimension in DIMENSIONS and dimension not in COUNTED


def _placed(unit: str) -> tuple[str, Decimal]:
    """The dimension of a unit and its size in it; a unit that is not listed is its own dimension."""
    rest = _without_multiple(unit)
    placed = PLACE.get(rest.casefold())
    if placed is not None:
        dimension, size = placed
        return dimension, size * _multiple(unit)
    if rest.casefold().startswith(("percent ", "% ")):
        return "share", ONE
    return rest, _multiple(unit)


def _multiple(unit: str) -> Decimal:
    return MULTIPLES.get(unit.partition(" ")[0].casefold(), ONE)


def _without_multiple(unit: str) -> str:
    first, _space, rest = unit.partition(" ")
    return rest if rest and first.casefold() in MULTIPLES else unit


def _countable(dimension: str, unit: str) -> bool:
    """A bare number ("a population of 25 million") takes the unit of what is counted; it is no sum of money
    (written in capitals) and no percentage."""
    return not dimension.isupper() and (dimension != "share" or unit in RATES)
