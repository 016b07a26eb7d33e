"""Rose, fell, did not change; higher, lower: the sign of a difference, held against what was said."""

from __future__ import annotations

from decimal import Decimal

from claims.values import Direction, Reason, Relation

ZERO = Decimal(0)


def relate_difference(
    said: Direction,
    difference: Decimal,
    *,
    margin: Decimal = ZERO,
    first_band: Decimal = ZERO,
    second_band: Decimal = ZERO,
) -> tuple[Relation, tuple[Reason, ...]]:
    """How a difference (later less earlier) bears out the direction that was said.

    `margin` is what the source states for the difference, `first_band` the wider first band of the two
    figures as written, `second_band` what a fair reader still calls unchanged, all in one unit and not negative.
    """
    if said == Direction.UNCHANGED:
        return _unchanged(abs(difference), margin, first_band, second_band)
    towards = difference if said == Direction.UP else -difference
    if towards > margin:
        return Relation.AGREES, ()
    if margin and abs(difference) <= margin:
        return Relation.CLOSE, (Reason("too_small_to_tell", (("margin", str(margin)),)),)
    if difference == 0 or abs(difference) < first_band:
        return Relation.CLOSE, (Reason("smaller_than_rounding"),)
    return Relation.DIFFERS, ()


def _unchanged(
    size: Decimal, margin: Decimal, first_band: Decimal, second_band: Decimal
) -> tuple[Relation, tuple[Reason, ...]]:
    if size <= first_band:
        return Relation.AGREES, ()
    if size <= margin:
        return Relation.CLOSE, (Reason("too_small_to_tell", (("margin", str(margin)),)),)
    return (Relation.CLOSE if size <= second_band else Relation.DIFFERS), ()
