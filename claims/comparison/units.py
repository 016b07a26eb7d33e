"""Whether a statement's number and a series speak of the same unit, and the factor between them."""

from __future__ import annotations

from decimal import Decimal

from claims.values import Quantity, QuantityKind

PERCENT_KINDS = frozenset(
    {QuantityKind.PERCENT, QuantityKind.SHARE, QuantityKind.ALL_BUT, QuantityKind.MAJORITY}
)
TO_PERCENT = {"percent": Decimal(1), "ratio": Decimal(100), "share": Decimal(100)}
COUNTED = frozenset({"people", "deaths", "cases", "births", "households", "events"})


def factor_to_statement(quantity: Quantity, series_unit: str, series_factor: Decimal) -> Decimal | None:
    """What turns the series' numbers into the statement's unit; None where they cannot be compared."""
    if quantity.kind in PERCENT_KINDS:
        percent = TO_PERCENT.get(series_unit)
        return None if percent is None else percent * series_factor
    if quantity.unit == series_unit:
        return series_factor
    if quantity.kind in (QuantityKind.COUNT, QuantityKind.ORDER) and _counts_the_same(quantity, series_unit):
        return series_factor
    return None


def _counts_the_same(quantity: Quantity, series_unit: str) -> bool:
    """A bare count ("the population is 25 million") takes the unit of the measure; a count of other
    things does not."""
    if quantity.unit in ("", series_unit):
        return True
    return series_unit == "people" and quantity.unit not in COUNTED and not quantity.unit.isupper()
