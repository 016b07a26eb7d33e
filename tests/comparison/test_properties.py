"""What holds for every number, however it is written."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from claims.comparison.bands import Bands, bands
from claims.comparison.grain import grain_of
from claims.comparison.relation import figure_of, relate
from claims.values import Band, Comparator, Quantity, QuantityKind, Relation
from tests.comparison.building import quantity

D = Decimal
ONE = D(1)
KINDS = st.sampled_from([QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.MEASURE, QuantityKind.DURATION])
HEDGED = st.sampled_from([Comparator.ABOUT, Comparator.NEARLY])
ORDERED = {Relation.AGREES: 0, Relation.CLOSE: 1, Relation.DIFFERS: 2}
FACTORS = st.decimals(min_value=D("0.25"), max_value=D(8), places=2)


@st.composite
def plain_numbers(draw: st.DrawFn) -> Quantity:
    """Numbers as newspapers write them: up to six digits, up to two after the point, with or without a scale."""
    kind = draw(KINDS)
    places = draw(st.integers(min_value=0, max_value=2))
    digits = draw(st.integers(min_value=1, max_value=999_999))
    if kind == QuantityKind.PERCENT:
        digits = draw(st.integers(min_value=1, max_value=100 * 10**places))
    scale = draw(st.sampled_from([1, 1000, 1_000_000, 10**9])) if kind != QuantityKind.PERCENT else 1
    written = f"{D(digits).scaleb(-places):f}"
    return quantity(written, kind=kind, scale=scale, unit="" if kind != QuantityKind.PERCENT else "percent")


@st.composite
def shares(draw: st.DrawFn) -> Quantity:
    part, whole = draw(st.integers(min_value=1, max_value=99)), draw(st.integers(min_value=2, max_value=100))
    assume(part < whole)
    value = D(100) * part / whole
    denominator = whole if part == 1 else None
    return quantity("in words", kind=QuantityKind.SHARE, value=str(value), denominator=denominator)


ANY_NUMBER = st.one_of(plain_numbers(), shares())


def bands_of(said: Quantity, agrees_factor: Decimal = ONE, close_factor: Decimal = ONE) -> Bands:
    found = bands(said, agrees_factor=agrees_factor, close_factor=close_factor)
    assert found is not None
    return found


def relation(said: Quantity, figure: Decimal) -> Relation:
    return relate(said, bands_of(said), figure_of(figure, "", said.unit))[0]


def value_of(said: Quantity) -> Decimal:
    assert said.value is not None
    return said.value


@given(plain_numbers(), st.decimals(min_value=D("-0.5"), max_value=D("0.5"), places=4))
def test_a_correct_rounding_never_differs_except_of_one_written_digit(said: Quantity, part: Decimal) -> None:
    value = value_of(said)
    grain = grain_of(said.written, said.scale, value)
    assume(grain.significant > 1)
    small_count = said.kind == QuantityKind.COUNT and value < 100 and not grain.decimals
    assume(not small_count)
    figure = value + grain.step * part

    assert relation(said, figure) in (Relation.AGREES, Relation.CLOSE)


@given(
    st.decimals(min_value=D("0.01"), max_value=D("99.99"), places=4),
    st.integers(min_value=0, max_value=2),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
def test_a_percentage_rounded_to_any_place_never_differs(figure: Decimal, places: int, how: str) -> None:
    rounded = figure.quantize(ONE.scaleb(-places), how)
    assume(0 < rounded < 100)

    assert relation(quantity(f"{rounded:f}"), figure) != Relation.DIFFERS


@given(ANY_NUMBER, st.decimals(min_value=D("-0.6"), max_value=D("0.6"), places=4))
def test_about_is_never_stricter_than_the_bare_number(said: Quantity, away: Decimal) -> None:
    figure = value_of(said) * (1 + away)
    hedged = replace(said, comparator=Comparator.ABOUT)

    assert ORDERED[relation(hedged, figure)] <= ORDERED[relation(said, figure)]


@given(ANY_NUMBER, HEDGED)
def test_the_second_band_holds_the_first(said: Quantity, comparator: Comparator) -> None:
    for each in (said, replace(said, comparator=comparator)):
        found = bands_of(each)

        assert _holds(found.close, found.agrees)


@given(ANY_NUMBER, st.sampled_from(Comparator), FACTORS, FACTORS)
def test_widening_by_a_factor_never_narrows_a_band(
    said: Quantity, comparator: Comparator, smaller: Decimal, more: Decimal
) -> None:
    turned = replace(said, comparator=comparator)

    narrow = bands_of(turned, smaller, smaller)
    wide = bands_of(turned, smaller + more, smaller + more)

    assert _holds(wide.agrees, narrow.agrees)
    assert _holds(wide.close, narrow.close)


@given(ANY_NUMBER, st.sampled_from(Comparator))
def test_edges_belong_to_the_band(said: Quantity, comparator: Comparator) -> None:
    turned = replace(said, comparator=comparator)
    found = bands_of(turned)

    for band, best in ((found.agrees, 0), (found.close, 1)):
        for edge, is_open in ((band.low, band.low_open), (band.high, band.high_open)):
            if edge is not None and not is_open:
                assert ORDERED[relation(turned, edge)] <= best


@given(ANY_NUMBER, st.sampled_from(Comparator))
def test_the_number_itself_never_differs_unless_it_was_ruled_out(said: Quantity, comparator: Comparator) -> None:
    ruled_out = comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)
    assume(not ruled_out)

    assert relation(replace(said, comparator=comparator), value_of(said)) == Relation.AGREES


@given(ANY_NUMBER, st.decimals(min_value=D("0.001"), max_value=D("0.999"), places=3))
def test_an_interval_that_lies_in_the_first_band_agrees_with_less_than(said: Quantity, part: Decimal) -> None:
    below = replace(said, comparator=Comparator.LESS_THAN, low=None)
    figure = figure_of(value_of(said) * part, "<", said.unit)

    assert relate(below, bands_of(below), figure)[0] == Relation.AGREES


def _holds(outer: Band, inner: Band) -> bool:
    low = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    high = outer.high is None or (inner.high is not None and outer.high >= inner.high)
    return low and high
