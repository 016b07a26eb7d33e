"""The table of bands: how far an observation may lie from a number as it was written.

Each row has a name, the test for the numbers it is for, and two widths: what the wording states, and what
a fair reader grants. The first row that fits is used. The comparator then turns widths into bands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.comparison.grain import Grain, grain_of
from claims.values import Comparator, Quantity, QuantityKind

D = Decimal
ZERO = D(0)
ONE = D(1)
HUNDRED = D(100)
HALF = D("0.5")
SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.SHARE})


@dataclass(frozen=True, slots=True)
class Width:
    """How far from the value still counts, downwards and upwards."""

    below: Decimal
    above: Decimal

    def times(self, factor: Decimal) -> Width:
        return Width(self.below * factor, self.above * factor)

    def at_least(self, other: Width) -> Width:
        return Width(max(self.below, other.below), max(self.above, other.above))


def even(width: Decimal) -> Width:
    return Width(width, width)


@dataclass(frozen=True, slots=True)
class Written:
    """One end of a quantity, with its grain."""

    quantity: Quantity
    value: Decimal
    grain: Grain

    @property
    def hedged(self) -> bool:
        return self.quantity.comparator in (Comparator.ABOUT, Comparator.NEARLY)

    @property
    def whole(self) -> bool:
        return not self.grain.decimals and self.value == self.value.to_integral_value()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. The texts are those that the documentation prints."""

    name: str
    fits: Callable[[Written], bool]
    first: Callable[[Written], Width]
    second: Callable[[Written], Width]
    first_text: str
    second_text: str


def _percent(written: Written) -> bool:
    return written.quantity.kind == QuantityKind.PERCENT


def _small_count(written: Written) -> bool:
    return (
        written.quantity.kind == QuantityKind.COUNT
        and written.whole
        and written.quantity.scale == 1
        and abs(written.value) < HUNDRED
    )


def _all_or_none(written: Written) -> bool:
    return written.quantity.kind in SHARES and written.value in (ZERO, HUNDRED)


def _half_step_of_denominator(written: Written) -> Width:
    """One in 36 lies between one in 36.5 and one in 35.5."""
    number = D(written.quantity.denominator or 1)
    share = HUNDRED / number
    return Width(share - HUNDRED / (number + HALF), HUNDRED / (number - HALF) - share)


def _exact_denominator(written: Written) -> bool:
    number = written.quantity.denominator
    return (
        written.quantity.kind == QuantityKind.SHARE
        and number is not None
        and number > 10
        and number % 10 != 0
    )


def _share_second(written: Written) -> Width:
    most = D(5) if written.value == 50 else D(4)
    return even(min(written.value * D("0.12"), most))


def _small_first(written: Written) -> Width:
    if not written.hedged:
        return even(ZERO)
    return even(max(D(1), min(written.value * D("0.1"), D(5))))


def _small_second(written: Written) -> Width:
    if not written.hedged:
        return even(written.value * D("0.05") if written.value and written.value % 10 == 0 else ZERO)
    # Twice the first band, at most 15 percent; the first band's "at least one" doubles with it.
    return even(max(D(2), min(_small_first(written).below * 2, written.value * D("0.15"))))


def _two_digits_second(written: Written) -> Width:
    value = abs(written.value)
    return even(max(value * D("0.035"), min(written.grain.step, value * D("0.05"))))


def _change_second(written: Written) -> Width:
    """20 percent short of the change, 25 percent beyond it: doubled is a change of one, halved of a half."""
    change = written.value - 1
    short, beyond = abs(change) * D("0.2"), abs(change) * D("0.25")
    return Width(short, beyond) if change > 0 else Width(beyond, short)


def _round_duration(written: Written) -> bool:
    return written.quantity.kind == QuantityKind.DURATION and written.value >= 10 and written.value % 10 == 0


def _fixed(width: str) -> Callable[[Written], Width]:
    return lambda _written: even(D(width))


def _part(share: str) -> Callable[[Written], Width]:
    return lambda written: even(abs(written.value) * D(share))


def _half_grain(written: Written) -> Width:
    return even(written.grain.step / 2)


def _decimals_second(written: Written) -> Width:
    wider = max(written.grain.step, abs(written.value) * D("0.0125"))
    return even(min(wider, HALF))


TABLE: tuple[Row, ...] = (
    Row(
        "100 percent, all, every; 0 percent, none",
        _all_or_none,
        _fixed("0.05"),
        _fixed("0.5"),
        "0.05 points",
        "0.5 points",
    ),
    Row(
        "percent, multiple of ten",
        lambda w: _percent(w) and w.whole and w.value % 10 == 0,
        _fixed("0.5"),
        _fixed("2.5"),
        "0.5 points",
        "2.5 points",
    ),
    Row(
        "percent, other multiple of five",
        lambda w: _percent(w) and w.whole and w.value % 5 == 0,
        _fixed("0.5"),
        _fixed("2"),
        "0.5 points",
        "2 points",
    ),
    Row(
        "percent, other whole number",
        lambda w: _percent(w) and w.whole,
        _fixed("0.5"),
        _fixed("1"),
        "0.5 points",
        "1 point",
    ),
    Row(
        "percent with decimals",
        _percent,
        _half_grain,
        _decimals_second,
        "half of its grain",
        "one grain or 1.25 % of the value, at most 0.5 points",
    ),
    Row(
        "one in 36 (denominator over ten, no multiple of ten)",
        _exact_denominator,
        _half_step_of_denominator,
        _part("0.035"),
        "half a step of the denominator",
        "3.5 % of the value",
    ),
    Row(
        "share in words",
        lambda w: w.quantity.kind == QuantityKind.SHARE,
        lambda w: even(min(w.value * D("0.075"), D("2.5"))),
        _share_second,
        "7.5 % of the value, at most 2.5 points",
        "12 % of the value, at most 4 points (half: 5)",
    ),
    Row(
        "doubled, tripled, halved",
        lambda w: w.quantity.kind == QuantityKind.CHANGE,
        _part("0.05"),
        _change_second,
        "5 % of the multiple",
        "20 % short of the change, 25 % beyond it",
    ),
    Row(
        "round duration of ten or more",
        _round_duration,
        _fixed("0.5"),
        _part("0.1"),
        "0.5",
        "10 %",
    ),
    Row(
        "age or duration",
        lambda w: w.quantity.kind == QuantityKind.DURATION,
        _half_grain,
        lambda w: even(max(D(1), w.grain.step) if w.whole else w.grain.step),
        "half of its grain",
        "one off",
    ),
    Row(
        "whole count under 100",
        _small_count,
        _small_first,
        _small_second,
        "exact; hedged 10 %, at least 1, at most 5",
        "5 % of a round ten, else nothing; hedged twice, at most 15 %",
    ),
    Row(
        "count, money, measure: one significant digit",
        lambda w: w.grain.significant == 1,
        _part("0.05"),
        lambda w: even(min(w.grain.place / 2, abs(w.value) * D("0.1"))),
        "5 % of the value",
        "half of the place of that digit, at most 10 %",
    ),
    Row(
        "the same, two significant digits",
        lambda w: w.grain.significant == 2,
        lambda w: even(min(w.grain.step / 2, abs(w.value) * D("0.05"))),
        _two_digits_second,
        "half of its grain, at most 5 %",
        "3.5 %, or one grain up to 5 %",
    ),
    Row(
        "the same, three or more",
        lambda _written: True,
        _half_grain,
        _part("0.01"),
        "half of its grain",
        "1 %",
    ),
)


@dataclass(frozen=True, slots=True)
class Widths:
    """The two widths of a number before its comparator, and the name of the row that gave them."""

    row: str
    first: Width
    second: Width


def widths_of(written: Written, agrees_factor: Decimal = ONE, close_factor: Decimal = ONE) -> Widths:
    """The widths of a written number, a curator's factors applied; the second never below the first."""
    row = next(each for each in TABLE if each.fits(written))
    first, second = row.first(written), row.second(written)
    if _percent(written) and not _all_or_none(written):
        first, second = _limited(written, first, second)
    first = first.times(agrees_factor)
    return Widths(row.name, first, second.times(close_factor).at_least(first))


def _limited(written: Written, first: Width, second: Width) -> tuple[Width, Width]:
    """What holds for a percentage whatever its row."""
    value = abs(written.value)
    narrow = even(min(first.below, value / 4))
    wide = min(second.below, value * D("0.1"))
    if D(95) < value < HUNDRED:
        wide = min(wide, (HUNDRED - value) / 2)
    least = HALF if written.whole else written.grain.step / 2
    return narrow, even(max(wide, least)).at_least(narrow)


def written_end(quantity: Quantity, *, high: bool = False) -> Written:
    """One end of a quantity that has a value, the high one of a range where asked for."""
    value = quantity.high if high else quantity.value
    if value is None:
        raise ValueError("the quantity states no number")
    text = quantity.written_high if high and quantity.written_high else quantity.written
    return Written(quantity, value, grain_of(text, quantity.scale, value))


def printed_table() -> Iterator[tuple[str, str, str]]:
    """The rows as the documentation shows them: what, agrees within, close within."""
    for row in TABLE:
        yield row.name, row.first_text, row.second_text
