"""From a quantity to its bands: the widths of its number, turned by its comparator.

`agrees` is what the wording states, `close` the wider band that a fair reader grants. What lies in
`unclear` can be neither borne out nor refuted by one figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from claims.comparison.tolerance import HUNDRED, SHARES, Widths, Written, widths_of, written_end
from claims.values import Band, Comparator, Quantity, QuantityKind

D = Decimal
ONE = D(1)
FAR = D("0.25")


@dataclass(frozen=True, slots=True)
class Bands:
    agrees: Band
    close: Band
    unclear: Band | None = None
    row: str = ""


def bands(quantity: Quantity, *, agrees_factor: Decimal = ONE, close_factor: Decimal = ONE) -> Bands | None:
    """The bands of a quantity, None where its wording names no span of numbers at all."""
    worded = WORDED.get(quantity.kind)
    if worded is not None:
        return worded(quantity)
    if quantity.value is None:
        return None
    written = written_end(quantity)
    if written.value == HUNDRED and quantity.comparator == Comparator.NEARLY and quantity.kind in SHARES:
        return _all_but(quantity)
    widths = widths_of(written, agrees_factor, close_factor)
    if quantity.comparator == Comparator.BETWEEN and quantity.high is not None:
        upper = widths_of(written_end(quantity, high=True), agrees_factor, close_factor)
        return _between(quantity, widths, upper)
    return COMPARED[quantity.comparator](written, widths)


def _between(quantity: Quantity, low: Widths, high: Widths) -> Bands:
    start, end = quantity.low or D(0), quantity.high or D(0)
    return Bands(
        Band(start - low.first.below, end + high.first.above),
        Band(start - low.second.below, end + high.second.above),
        row=low.row,
    )


def _equal(written: Written, widths: Widths) -> Bands:
    value = written.value
    return Bands(
        Band(value - widths.first.below, value + widths.first.above),
        Band(value - widths.second.below, value + widths.second.above),
        row=widths.row,
    )


def _small(widths: Widths) -> bool:
    """Counts under 100 have their own hedge in the table."""
    return widths.row == "whole count under 100"


def _about_widths(written: Written, widths: Widths) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Below and above of both bands of "about": never stricter than the bare number."""
    if _small(widths):
        first, second = widths.first, widths.second
        return first.below, first.above, second.below, second.above
    second = widths.second
    most = abs(written.value) * D("0.15")
    if written.quantity.kind in SHARES:
        most = min(most, (HUNDRED - written.value) / 2)
    below = max(min(second.below * 2, most), second.below)
    above = max(min(second.above * 2, most), second.above)
    return second.below, second.above, below, above


def _about(written: Written, widths: Widths) -> Bands:
    below, above, wide_below, wide_above = _about_widths(written, widths)
    value = written.value
    return Bands(
        Band(value - below, value + above), Band(value - wide_below, value + wide_above), row=widths.row
    )


def _nearly(written: Written, widths: Widths) -> Bands:
    below, _above, wide_below, _wide_above = _about_widths(written, widths)
    value = written.value
    decides = written.quantity.line or value == 0 or (written.quantity.kind in SHARES and value == 50)
    above = D(0) if decides else widths.second.above
    return Bands(Band(value - below, value), Band(value - wide_below, value + above), row=widths.row)


def _grace(written: Written, width: Decimal) -> Decimal:
    """How far a one-sided statement may be missed: nothing where the value is a line that decides."""
    if written.quantity.line or written.value == 0:
        return D(0)
    return min(width, abs(written.value) * D("0.05"))


def _above(written: Written, widths: Widths) -> Bands:
    value, grace = written.value, _grace(written, widths.first.below)
    open_end = written.quantity.comparator == Comparator.MORE_THAN
    close = Band(value - grace, None, low_open=open_end and grace == 0)
    return Bands(Band(value, None, low_open=open_end), close, row=widths.row)


def _below(written: Written, widths: Widths) -> Bands:
    value, grace = written.value, _grace(written, widths.first.above)
    close = Band(None, value + grace, high_open=grace == 0)
    return Bands(Band(None, value, high_open=True), close, row=widths.row)


def _up_to(written: Written, widths: Widths) -> Bands:
    value, grace = written.value, _grace(written, widths.first.above)
    start = value * (1 - FAR)
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
    Comparator.MORE_THAN: _above,
    Comparator.AT_LEAST: _above,
    Comparator.LESS_THAN: _below,
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
        return Bands(agrees, agrees, unclear=Band(D(50), D(75), high_open=True), row="the vast majority")
    return Bands(Band(D(50), None, low_open=True), Band(D(50), None), row="most, a majority")


def _order(quantity: Quantity) -> Bands:
    unit = quantity.scale
    return Bands(
        Band(unit * 2, unit * 10, high_open=True), Band(unit, unit * 12, high_open=True), row="order word"
    )


WORDED: Mapping[QuantityKind, Callable[[Quantity], Bands]] = {
    QuantityKind.ALL_BUT: _all_but,
    QuantityKind.MAJORITY: _majority,
    QuantityKind.ORDER: _order,
}
