"""A quantity and one figure: agrees, close, differs, or not to be compared.

A plain figure is a point, as the source wrote it. A qualified one ("<2.5") is the whole of an interval. It
agrees where the whole of it lies in the first band, is close where it only overlaps the wider one, and
cannot be compared where a one-sided statement holds for a part of it. Edges belong to the band.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claims.comparison.bands import FAR, Bands
from claims.comparison.grain import grain_of
from claims.values import Band, Comparator, Quantity, QuantityKind, Reason, Relation

D = Decimal
ONE_SIDED = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST, Comparator.LESS_THAN, Comparator.UP_TO})
FLOORED = frozenset({"percent", "people"})  # units whose figures begin at zero


@dataclass(frozen=True, slots=True)
class Figure:
    """An observed value in the statement's unit, an interval where it is qualified."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def point(self) -> Decimal | None:
        return self.low if self.low == self.high else None


def figure_of(value: Decimal, qualifier: str, unit: str) -> Figure:
    """What a source's value and qualifier stand for."""
    if qualifier.startswith("<"):
        low = D(0) if unit in FLOORED or unit.startswith("per_") else None
        return Figure(low, value, high_open="=" not in qualifier)
    if qualifier.startswith(">"):
        high = D(100) if unit == "percent" else None
        return Figure(value, high, low_open="=" not in qualifier)
    return Figure(value, value)


def relate(quantity: Quantity, bands: Bands, figure: Figure) -> tuple[Relation, tuple[Reason, ...]]:
    """The relation of a statement's bands to a figure, with what is worth telling of it."""
    if figure.point is None:
        return _relate_interval(quantity, bands, figure)
    relation = _relate_point(bands, figure)
    return relation, _told(quantity, figure.point, relation)


def _relate_point(bands: Bands, figure: Figure) -> Relation:
    if _inside(figure, bands.agrees):
        return Relation.AGREES
    if _inside(figure, bands.close):
        return Relation.CLOSE
    if bands.unclear is not None and _inside(figure, bands.unclear):
        return Relation.NOT_COMPARABLE
    return Relation.DIFFERS


def _relate_interval(quantity: Quantity, bands: Bands, figure: Figure) -> tuple[Relation, tuple[Reason, ...]]:
    told = (Reason("source_says_only", ()),)
    if _inside(figure, bands.agrees):
        return Relation.AGREES, told
    if quantity.comparator in ONE_SIDED and _overlap(figure, bands.agrees):
        return Relation.NOT_COMPARABLE, (*told, Reason("holds_for_a_part"))
    if bands.unclear is not None and _overlap(figure, bands.unclear):
        return Relation.NOT_COMPARABLE, told
    return (Relation.CLOSE if _overlap(figure, bands.close) else Relation.DIFFERS), told


def _inside(figure: Figure, band: Band) -> bool:
    """Whether the whole of the figure lies in the band."""
    low_in = band.low is None or (
        figure.low is not None and _not_below(figure.low, figure.low_open, band.low, band.low_open)
    )
    high_in = band.high is None or (
        figure.high is not None and _not_below(-figure.high, figure.high_open, -band.high, band.high_open)
    )
    return low_in and high_in


def _not_below(end: Decimal, end_open: bool, edge: Decimal, edge_open: bool) -> bool:
    return end > edge or (end == edge and (end_open or not edge_open))


def _overlap(figure: Figure, band: Band) -> bool:
    return _reaches(figure.high, figure.high_open, band.low, band.low_open) and _reaches(
        band.high, band.high_open, figure.low, figure.low_open
    )


def _reaches(high: Decimal | None, high_open: bool, low: Decimal | None, low_open: bool) -> bool:
    """Whether something that ends at `high` reaches something that begins at `low`."""
    if high is None or low is None:
        return True
    return high > low or (high == low and not high_open and not low_open)


def _told(quantity: Quantity, point: Decimal, relation: Relation) -> tuple[Reason, ...]:
    value = quantity.value
    if value is None:
        return (Reason("vast_is_judgement"),) if _vast_unclear(quantity, relation) else ()
    if quantity.kind == QuantityKind.CHANGE:
        return (Reason("beyond_the_change"),) if point > value > 1 and relation == Relation.CLOSE else ()
    if relation == Relation.NOT_COMPARABLE and quantity.comparator == Comparator.UP_TO:
        return (Reason("upper_end_not_borne_out"),)
    if quantity.comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST) and point > value * (1 + FAR):
        return (Reason("far_more"),)
    if quantity.comparator == Comparator.LESS_THAN and point < value * (1 - FAR):
        return (Reason("far_less"),)
    return _rounded(quantity, value, point)


def _vast_unclear(quantity: Quantity, relation: Relation) -> bool:
    return quantity.vast and relation == Relation.NOT_COMPARABLE


def _rounded(quantity: Quantity, value: Decimal, point: Decimal) -> tuple[Reason, ...]:
    """Said where one digit was written and the figure rounds to it, whatever the relation."""
    grain = grain_of(quantity.written, quantity.scale, value)
    one_digit = grain.significant == 1 and not grain.decimals
    if not one_digit or point == value or abs(point - value) > grain.place / 2:
        return ()
    code = "rounded_down_from" if point > value else "rounded_up_from"
    return (Reason(code, (("figure", format(point.normalize(), "f")),)),)
