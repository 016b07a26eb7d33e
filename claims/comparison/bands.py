"""From a quantity to its bands: the widths of its number, turned by its comparator.

`agrees` is what the wording states, `close` the wider band that a fair reader grants. What lies in
`unclear` can be neither borne out nor refuted by one figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.comparison.tolerance import ONE, Widths, widths_of
from claims.comparison.written import HEDGES, HUNDRED, SHARES, ZERO, Width, Written, even, written_end
from claims.values import Band, Comparator, Quantity, QuantityKind

D = Decimal
FAR = D("0.25")
HALF_OF_ALL = D(50)


@dataclass(frozen=True, slots=True)
class Bands:
    """In the quantity's unit. `row` names the row of the table that gave them."""

    agrees: Band
    close: Band
    unclear: Band | None = None
    row: str = ""


def bands(quantity: Quantity, *, agrees_factor: Decimal = ONE, close_factor: Decimal = ONE) -> Bands | None:
    """The bands of a quantity, None where its wording names no span of numbers at all.

    The factors are a curator's; they widen or narrow what is measured from a number, not the spans that
    words alone name (most, nearly all, tens of thousands).
    """
    worded = WORDED.get(quantity.kind)
    if worded is not None:
        return worded(quantity)
    if quantity.value is None:
        return None
    written = written_end(quantity)
    if quantity.kind in SHARES and written.value == HUNDRED and quantity.comparator in HEDGES:
        return _all_but(quantity)
    widths = widths_of(written, agrees_factor, close_factor)
    if quantity.kind in SHARES and written.value == 0 and quantity.comparator in HEDGES:
        return _about(written, widths)  # nearly zero is said of 0.3: below nothing is no share
    if quantity.comparator == Comparator.BETWEEN and quantity.high is not None and quantity.low is not None:
        upper = widths_of(written_end(quantity, high=True), agrees_factor, close_factor)
        return _between(quantity.low, quantity.high, widths, upper)
    turn = COMPARED[quantity.comparator]
    if quantity.kind == QuantityKind.CHANGE and written.value < 1:
        return _mirrored(turn(replace(written, value=-written.value), widths.mirrored()))
    return turn(written, widths)


def _mirrored(spans: Bands) -> Bands:
    """A change downwards is read as one upwards in a mirror: more than halved is less than the half."""
    unclear = _mirror(spans.unclear) if spans.unclear else None
    return Bands(_mirror(spans.agrees), _mirror(spans.close), unclear, spans.row)


def _mirror(band: Band) -> Band:
    return Band(
        None if band.high is None else -band.high,
        None if band.low is None else -band.low,
        band.high_open,
        band.low_open,
    )


def _around(value: Decimal, width: Width) -> Band:
    return Band(value - width.below, value + width.above)


def _between(low: Decimal, high: Decimal, lower: Widths, upper: Widths) -> Bands:
    return Bands(
        Band(low - lower.first.below, high + upper.first.above),
        Band(low - lower.second.below, high + upper.second.above),
        row=lower.row,
    )


def _equal(written: Written, widths: Widths) -> Bands:
    value = written.value
    return Bands(_around(value, widths.first), _around(value, widths.second), row=widths.row)


def _hedged(written: Written, widths: Widths) -> tuple[Width, Width]:
    """Once and twice the room of a hedge: never less than what the bare number has."""
    if widths.hedge:
        return widths.first, widths.second
    most = written.size * D("0.15")
    if written.share:
        most = min(most, (HUNDRED - written.value) / 2)
    twice = widths.second.times(D(2)).at_most(even(most))
    return widths.second, twice.at_least(widths.second)


def _about(written: Written, widths: Widths) -> Bands:
    once, twice = _hedged(written, widths)
    return Bands(_around(written.value, once), _around(written.value, twice), row=widths.row)


def _nearly(written: Written, widths: Widths) -> Bands:
    once, twice = _hedged(written, widths)
    value = written.value
    above = ZERO if value == 0 or _is_half(written) else once.above
    return Bands(Band(value - once.below, value), Band(value - twice.below, value + above), row=widths.row)


def _is_half(written: Written) -> bool:
    return written.share and written.value == HALF_OF_ALL


def _grace(written: Written, width: Decimal) -> Decimal:
    """How far a one-sided statement may be missed: nothing where the value is a line that decides."""
    value = written.value
    if written.quantity.line or value == 0 or _is_half(written):
        return ZERO
    return min(width, written.size * D("0.05"))


def _above(written: Written, widths: Widths, *, open_end: bool) -> Bands:
    value, grace = written.value, _grace(written, widths.first.below)
    close = Band(value - grace, None, low_open=open_end and grace == 0)
    return Bands(Band(value, None, low_open=open_end), close, row=widths.row)


def _more_than(written: Written, widths: Widths) -> Bands:
    return _above(written, widths, open_end=True)


def _at_least(written: Written, widths: Widths) -> Bands:
    return _above(written, widths, open_end=False)


def _less_than(written: Written, widths: Widths) -> Bands:
    value, grace = written.value, _grace(written, widths.first.above)
    close = Band(None, value + grace, high_open=grace == 0)
    return Bands(Band(None, value, high_open=True), close, row=widths.row)


def _up_to(written: Written, widths: Widths) -> Bands:
    value, grace = written.value, _grace(written, widths.first.above)
    start = value - written.size * FAR
    return Bands(
        Band(start, value),
        Band(start, value + grace),
        unclear=Band(None, start, high_open=True),
        row=widths.row,
    )


COMPARED: Mapping[Comparator, Callable[[Written, Widths], Bands]] = {
    Comparator.EQUAL: _equal,
    Comparator.ABOUT: _about,
    Comparator.NEARLY: _nearly,
    Comparator.MORE_THAN: _more_than,
    Comparator.AT_LEAST: _at_least,
    Comparator.LESS_THAN: _less_than,
    Comparator.UP_TO: _up_to,
    Comparator.BETWEEN: _equal,
}


def _all_but(quantity: Quantity) -> Bands:
    if quantity.negated:
        return Bands(Band(None, D(5)), Band(None, D(10)), row="almost none")
    return Bands(Band(D(95), None), Band(D(90), None), row="nearly all")


def _majority(quantity: Quantity) -> Bands:
    if quantity.vast:
        agrees = Band(D(75), None)
        unclear = Band(HALF_OF_ALL, D(75), high_open=True)
        return Bands(agrees, agrees, unclear=unclear, row="the vast majority")
    return Bands(Band(HALF_OF_ALL, None, low_open=True), Band(HALF_OF_ALL, None), row="most, a majority")


def _order(quantity: Quantity) -> Bands:
    unit = quantity.scale
    agrees = Band(unit * 2, unit * 10, high_open=True)
    return Bands(agrees, Band(unit, unit * 12, high_open=True), row="order word")


WORDED: Mapping[QuantityKind, Callable[[Quantity], Bands]] = {
    QuantityKind.ALL_BUT: _all_but,
    QuantityKind.MAJORITY: _majority,
    QuantityKind.ORDER: _order,
}
