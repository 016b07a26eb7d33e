"""Rose, fell, did not change; higher, lower: the sign of a difference, held against what was said."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from claims.values import Reason, Relation

ZERO = Decimal(0)


class Direction(StrEnum):
    """What was said of the later figure against the earlier one, or of one place against another."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


def relate_difference(
    said: Direction, difference: Decimal, *, margin: Decimal = ZERO, first_band: Decimal = ZERO
) -> tuple[Relation, tuple[Reason, ...]]:
    """How a difference (later less earlier) bears out the direction that was said.

    `margin` is what the source states for the difference, `first_band` the wider first band of the two
    figures as written, all in one unit and not negative.
    """
    if said == Direction.UNCHANGED:
        return _unchanged(abs(difference), margin, first_band)
    towards = difference if said == Direction.UP else -difference
    if towards > margin:
        return Relation.AGREES, ()
    if margin and abs(difference) <= margin:
        return Relation.CLOSE, (Reason("too_small_to_tell", (("margin", str(margin)),)),)
    if difference == 0 or abs(difference) < first_band:
        return Relation.CLOSE, (Reason("smaller_than_rounding"),)
    return Relation.DIFFERS, ()


def _unchanged(size: Decimal, margin: Decimal, first_band: Decimal) -> tuple[Relation, tuple[Reason, ...]]:
    if size <= first_band:
        return Relation.AGREES, ()
    if size <= margin:
        return Relation.CLOSE, (Reason("too_small_to_tell", (("margin", str(margin)),)),)
    return Relation.DIFFERS, ()
