"""The table of bands: how far an observation may lie from a number as it was written.

Each row has a name, the test for the numbers that it is for, and two widths: what the wording states, and
what a fair reader grants. The first row that fits is used. Limits hold whatever the row; a comparator then
turns the widths into bands (see `bands.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from claims.comparison.written import HUNDRED, SHARES, ZERO, Width, Written, even
from claims.values import QuantityKind

D = Decimal
ONE = D(1)
HALF = D("0.5")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. The texts are those that the documentation prints. `hedge` says that its widths
    for a hedged number are those of the hedge already."""

    name: str
    fits: Callable[[Written], bool]
    first: Callable[[Written], Width]
    second: Callable[[Written], Width]
    first_text: str
    second_text: str
    hedge: bool = False


def _percent(written: Written) -> bool:
    return written.is_kind(QuantityKind.PERCENT)


def _whole_percent(written: Written) -> bool:
    return _percent(written) and written.whole


def _all_or_none(written: Written) -> bool:
    return written.quantity.kind in SHARES and written.value in (ZERO, HUNDRED)


def _exact_denominator(written: Written) -> bool:
    number = written.quantity.denominator
    return written.is_kind(QuantityKind.SHARE) and number is not None and number > 10 and number % 10 != 0


def _small_count(written: Written) -> bool:
    return written.is_kind(QuantityKind.COUNT) and written.whole and written.size < HUNDRED


def _fraction_of_scale(written: Written) -> bool:
    """Half a million, three quarters of a billion: a share in words of a round number."""
    return written.grain.worded and ZERO < written.value < written.quantity.scale


def _round_years(written: Written) -> bool:
    years = written.is_kind(QuantityKind.DURATION) and written.quantity.unit == "years"
    return written.quantity.counts != "age" and years and written.value >= 10 and written.value % 10 == 0


def _points(points: str) -> Callable[[Written], Width]:
    """Points of a percentage; above a hundred as many hundredths of the value."""
    return lambda written: even(D(points) * max(ONE, written.size / HUNDRED))


def _fixed(width: str) -> Callable[[Written], Width]:
    return lambda _written: even(D(width))


def _part(share: str) -> Callable[[Written], Width]:
    return lambda written: even(written.size * D(share))


def _half_grain(written: Written) -> Width:
    return even(written.grain.step / 2)


def _decimals_second(written: Written) -> Width:
    return even(min(max(written.grain.step, written.size * D("0.0125")), HALF))


def _half_step_of_denominator(written: Written) -> Width:
    """One in 36 lies between one in 36.5 and one in 35.5."""
    number = D(written.quantity.denominator or 1)
    return Width(written.value * HALF / (number + HALF), written.value * HALF / (number - HALF))


def _to_the_end(written: Written) -> Width:
    """Half of what is left to 100: of nineteen in twenty the rest counts, as it does above 95 percent."""
    return even(max(HUNDRED - written.value, ZERO) / 2 if written.share else written.size)


def _share_first(written: Written) -> Width:
    return even(min(written.size * D("0.075"), D("2.5"))).at_most(_to_the_end(written))


def _share_second(written: Written) -> Width:
    most = D(5) if written.value == 50 else D(4)
    return even(min(written.size * D("0.12"), most)).at_most(_to_the_end(written))


def _change_second(written: Written) -> Width:
    """20 percent short of the change, 25 percent beyond it: doubled is a change of one, halved of a half."""
    change = abs(written.value - 1)
    width = Width(change * D("0.2"), change * D("0.25"))
    return width if written.value > 1 else width.mirrored()


def _duration_second(written: Written) -> Width:
    return even(max(ONE, written.grain.step) if written.whole else max(written.grain.step, written.size / 100))


def _small_first(written: Written) -> Width:
    if not written.hedged:
        return even(ZERO)
    return even(min(max(ONE, written.size * D("0.1")), D(5)))


def _small_second(written: Written) -> Width:
    """Hedged twice the first, at most 15 percent, which is rounded up: there is no part of a person."""
    if not written.hedged:
        return even(written.size * D("0.05") if written.value and written.value % 10 == 0 else ZERO)
    most = (written.size * D("0.15")).to_integral_value(ROUND_CEILING)
    first = _small_first(written)
    return first.times(D(2)).at_most(even(most)).at_least(first)


def _one_digit_second(written: Written) -> Width:
    return even(min(written.grain.place / 2, written.size * D("0.1")))


def _two_digits_first(written: Written) -> Width:
    return even(min(written.grain.step / 2, written.size * D("0.05")))


def _two_digits_second(written: Written) -> Width:
    return even(max(written.size * D("0.035"), min(written.grain.step, written.size * D("0.05"))))


TABLE: tuple[Row, ...] = (
    Row(
        "100 percent, all, every; 0 percent, none, nobody",
        _all_or_none,
        _fixed("0.05"),
        _fixed("0.5"),
        "0.05 points",
        "0.5 points",
    ),
    Row(
        "percent, multiple of ten",
        lambda written: _whole_percent(written) and written.value % 10 == 0,
        _points("0.5"),
        _points("2.5"),
        "0.5 points",
        "2.5 points",
    ),
    Row(
        "percent, other multiple of five",
        lambda written: _whole_percent(written) and written.value % 5 == 0,
        _points("0.5"),
        _points("2"),
        "0.5 points",
        "2 points",
    ),
    Row(
        "percent, other whole number",
        _whole_percent,
        _points("0.5"),
        _points("1"),
        "0.5 points",
        "1 point",
    ),
    Row(
        "percent with decimals",
        _percent,
        _half_grain,
        _decimals_second,
        "half of its grain",
        "one grain or 1.25 % of the value, whichever is more, at most 0.5 points",
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
        "share in words (half, a third, one in four, nine out of ten)",
        lambda written: written.is_kind(QuantityKind.SHARE),
        _share_first,
        _share_second,
        "7.5 % of the value, at most 2.5 points and half of what is left to 100",
        "12 % of the value, at most 4 points (half: 5) and half of what is left to 100",
    ),
    Row(
        "doubled, tripled, halved",
        lambda written: written.is_kind(QuantityKind.CHANGE),
        _part("0.05"),
        _change_second,
        "5 % of the multiple",
        '20 % short of the change; 25 % beyond it, told as "more than doubled"',
    ),
    Row(
        "round duration of ten years or more",
        _round_years,
        _half_grain,
        _part("0.1"),
        "exact, in completed years",
        "10 % of the value",
    ),
    Row(
        "age, other duration",
        lambda written: written.is_kind(QuantityKind.DURATION),
        _half_grain,
        _duration_second,
        "exact, in completed years; a figure with decimals as it rounds",
        "one off; written with decimals one grain or 1 %, whichever is more",
    ),
    Row(
        "whole count under 100 of people, events, bodies",
        _small_count,
        _small_first,
        _small_second,
        "exact; with about or nearly 10 %, at least 1, at most 5",
        "5 % of a round ten, else nothing; with about or nearly twice, at most 15 %, rounded up",
        hedge=True,
    ),
    Row(
        "fraction of a round number in words (half a million)",
        _fraction_of_scale,
        _part("0.075"),
        _part("0.12"),
        "7.5 % of the value",
        "12 % of the value",
    ),
    Row(
        "count, money, measure: one significant digit",
        lambda written: written.grain.significant == 1,
        _part("0.05"),
        _one_digit_second,
        "5 % of the value",
        "half of the place of that digit, at most 10 % of the value",
    ),
    Row(
        "count, money, measure: two significant digits",
        lambda written: written.grain.significant == 2,
        _two_digits_first,
        _two_digits_second,
        "half of its grain, at most 5 % of the value",
        "3.5 %, or one grain up to 5 %, whichever is more",
    ),
    Row(
        "count, money, measure: three or more significant digits",
        lambda _written: True,
        _half_grain,
        _part("0.01"),
        "half of its grain",
        "1 %, never less than the first band",
    ),
)

LIMITS = (
    (
        "percent, whatever row",
        "never more than a quarter of the value",
        "never more than 10 % of the value; between 95 and 100 never more than half of the distance to 100; "
        "never less than half of its grain, nor than the first band",
    ),
    (
        "percent above 100, whole number",
        "its points are hundredths of the value",
        "its points are hundredths of the value, never less than half of its grain",
    ),
)


@dataclass(frozen=True, slots=True)
class Widths:
    """The two widths of a number before its comparator, and the name of the row that gave them.

    `hedge` says that they are those of a hedged number already.
    """

    row: str
    first: Width
    second: Width
    hedge: bool = False

    def mirrored(self) -> Widths:
        return Widths(self.row, self.first.mirrored(), self.second.mirrored(), self.hedge)


def widths_of(written: Written, agrees_factor: Decimal = ONE, close_factor: Decimal = ONE) -> Widths:
    """The widths of a written number, a curator's factors applied; the second never below the first."""
    row = next(each for each in TABLE if each.fits(written))
    first, second = row.first(written), row.second(written)
    if _percent(written) and not _all_or_none(written):
        first, second = _limited(written, first, second)
    first = first.times(agrees_factor)
    second = second.times(close_factor).at_least(first)
    return Widths(row.name, first, second, row.hedge and written.hedged)


def _limited(written: Written, first: Width, second: Width) -> tuple[Width, Width]:
    """What holds for a percentage whatever its row."""
    narrow = first.at_most(even(written.size / 4))
    wide = second.at_most(even(written.size * D("0.1")))
    if D(95) < written.value < HUNDRED:
        wide = wide.at_most(_to_the_end(written))
    return narrow, wide.at_least(_half_grain(written)).at_least(narrow)
