"""A quantity and one figure: agrees, close, differs, or not to be compared.

A plain figure is a point, as the source wrote it. A qualified one ("<2.5") is the whole of an interval. It
agrees where the whole of it lies in the first band, is close where it only overlaps the wider one, and
cannot be compared where a one-sided statement holds for a part of it. Edges belong to the band.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from claims.comparison.bands import FAR, Bands
from claims.comparison.grain import grain_of
from claims.comparison.units import is_measured
from claims.comparison.written import HEDGES
from claims.values import Band, Comparator, Quantity, QuantityKind, Reason, Relation

D = Decimal
LOWER_ENDS = frozenset({Comparator.MORE_THAN, Comparator.AT_LEAST})
ROUNDABLE = HEDGES | {Comparator.EQUAL}
FROM_ZERO = frozenset({"percent", "people"})  # units whose qualified figures begin at zero
CHANGES = {D("0.5"): "more_than_halved", D(2): "more_than_doubled", D(3): "more_than_tripled"}


@dataclass(frozen=True, slots=True)
class Figure:
    """An observed value in the statement's unit, an interval where it is qualified.

    An open end does not belong to it: what is below 2.5 is less than 2.5.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    @property
    def point(self) -> Decimal | None:
        return self.low if self.low == self.high else None


def figure_of(value: Decimal, qualifier: str, unit: str) -> Figure:
    """What a source's value and qualifier ("<", ">", "<=", ">=" or nothing) stand for in `unit`."""
    if qualifier.startswith("<"):
        from_zero = value >= 0 and (unit in FROM_ZERO or is_measured(unit))
        low = D(0) if from_zero else None
        return Figure(low, value, high_open="=" not in qualifier)
    if qualifier.startswith(">"):
        high = D(100) if unit == "percent" and value <= 100 else None
        return Figure(value, high, low_open="=" not in qualifier)
    return Figure(value, value)


def mirrored(figure: Figure) -> Figure:
    """What fell by so much, seen as growth, and the reverse."""
    low = None if figure.high is None else -figure.high
    high = None if figure.low is None else -figure.low
    return Figure(low, high, figure.high_open, figure.low_open)


def relate(quantity: Quantity, bands: Bands, figure: Figure) -> tuple[Relation, tuple[Reason, ...]]:
    """The relation of a statement's bands to a figure in its unit, with what is worth telling of it."""
    if figure.point is None:
        return _relate_interval(bands, figure)
    relation = _relate_point(bands, figure)
    return relation, told(quantity, bands, figure.point, relation)


def _relate_point(bands: Bands, figure: Figure) -> Relation:
    if _inside(figure, bands.agrees):
        return Relation.AGREES
    if _inside(figure, bands.close):
        return Relation.CLOSE
    if bands.unclear is not None and _inside(figure, bands.unclear):
        return Relation.NOT_COMPARABLE
    return Relation.DIFFERS


def _relate_interval(bands: Bands, figure: Figure) -> tuple[Relation, tuple[Reason, ...]]:
    says_only = Reason("source_says_only")
    if _inside(figure, bands.agrees):
        return Relation.AGREES, (says_only,)
    one_sided = bands.agrees.low is None or bands.agrees.high is None or bands.unclear is not None
    if one_sided and _overlap(figure, bands.agrees):
        return Relation.NOT_COMPARABLE, (says_only, Reason("holds_for_a_part"))
    if bands.unclear is not None and _overlap(figure, bands.unclear):
        return Relation.NOT_COMPARABLE, (says_only,)
    return (Relation.CLOSE if _overlap(figure, bands.close) else Relation.DIFFERS), (says_only,)


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
    """Whether they meet; the edge of a qualified figure counts, that of an open band does not."""
    return _reaches(figure.high, band.low, band.low_open) and _reaches(band.high, figure.low, band.high_open)


def _reaches(high: Decimal | None, low: Decimal | None, edge_open: bool) -> bool:
    """Whether what ends at `high` reaches what begins at `low`."""
    return high is None or low is None or high > low or (high == low and not edge_open)


def told(quantity: Quantity, bands: Bands, point: Decimal, relation: Relation) -> tuple[Reason, ...]:
    """What is said beside the relation: the first rule that has something to say."""
    for rule in TOLD:
        reason = rule(quantity, bands, point, relation)
        if reason is not None:
            return (reason,)
    return ()


def _vast(quantity: Quantity, _bands: Bands, _point: Decimal, relation: Relation) -> Reason | None:
    unclear = quantity.vast and relation == Relation.NOT_COMPARABLE
    return Reason("vast_is_judgement") if unclear else None


def _upper_end(quantity: Quantity, _bands: Bands, _point: Decimal, relation: Relation) -> Reason | None:
    unclear = quantity.comparator == Comparator.UP_TO and relation == Relation.NOT_COMPARABLE
    return Reason("upper_end_not_borne_out") if unclear else None


def _beyond(quantity: Quantity, bands: Bands, point: Decimal, _relation: Relation) -> Reason | None:
    """A change that went on beyond what was said: "doubled" for 2.2 times is more than doubled."""
    value = quantity.value
    if quantity.kind != QuantityKind.CHANGE or value is None or quantity.comparator not in ROUNDABLE:
        return None
    band = bands.agrees
    above = value > 1 and band.high is not None and point > band.high
    below = value < 1 and band.low is not None and point < band.low
    if not above and not below:
        return None
    return Reason(CHANGES.get(value, "more_than_the_multiple"), (("figure", plain(point)),))


def _far(quantity: Quantity, _bands: Bands, point: Decimal, relation: Relation) -> Reason | None:
    value = quantity.value
    if value is None or relation != Relation.AGREES or quantity.kind == QuantityKind.CHANGE:
        return None
    if quantity.comparator in LOWER_ENDS and point > value + abs(value) * FAR:
        return Reason("far_more")
    if quantity.comparator == Comparator.LESS_THAN and point < value - abs(value) * FAR:
        return Reason("far_less")
    return None


def _rounded(quantity: Quantity, _bands: Bands, point: Decimal, _relation: Relation) -> Reason | None:
    """Said where one digit was written and the figure rounds to it, whatever the relation."""
    value = quantity.value
    worded = quantity.kind in (QuantityKind.SHARE, QuantityKind.CHANGE)
    if value is None or worded or quantity.comparator not in ROUNDABLE or point == value:
        return None
    grain = grain_of(quantity.written, quantity.scale, value)
    if grain.significant != 1 or _to_one_digit(point) != value:
        return None
    code = "rounded_down_from" if abs(point) > abs(value) else "rounded_up_from"
    return Reason(code, (("figure", plain(point)),))


def _to_one_digit(number: Decimal) -> Decimal:
    return number.quantize(D(1).scaleb(number.adjusted()), ROUND_HALF_UP) if number else number


TOLD: tuple[Callable[[Quantity, Bands, Decimal, Relation], Reason | None], ...] = (
    _vast,
    _upper_end,
    _beyond,
    _far,
    _rounded,
)


def plain(number: Decimal) -> str:
    """A number with its thousands in groups and no zeros that nobody wrote."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
