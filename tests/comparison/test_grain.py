"""How exactly a number was written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.comparison.grain import grain_of

D = Decimal


@pytest.mark.parametrize(
    ("written", "scale", "value", "step", "significant"),
    [
        ("41", "1", "41", "1", 2),
        ("39.8", "1", "39.8", "0.1", 3),
        ("10.9", "1000000", "10900000", "100000", 3),
        ("40", "1", "40", "1", 1),
        ("90", "1", "90", "1", 1),
        ("300,000", "1", "300000", "10000", 1),
        ("250", "1", "250", "10", 2),
        ("12,350", "1", "12350", "10", 4),
        ("5", "1000000", "5000000", "100000", 1),
        ("25", "1000000", "25000000", "1000000", 2),
        ("1.0", "1000000", "1000000", "100000", 2),
        ("40.0", "1", "40", "0.1", 3),
        ("0.05", "1", "0.05", "0.01", 1),
        ("7", "1", "7", "1", 1),
        ("0", "1", "0", "1", 1),
        ("1\u00a0200", "1", "1200", "100", 2),
    ],
)
def test_the_grain_is_the_place_of_the_last_digit_that_counts(
    written: str, scale: str, value: str, step: str, significant: int
) -> None:
    grain = grain_of(written, D(scale), D(value))

    assert (grain.step, grain.significant) == (D(step), significant)


@pytest.mark.parametrize(
    ("written", "scale", "value", "step"),
    [
        ("a dozen", "1", "12", "1"),
        ("forty", "1", "40", "1"),
        ("half", "1000000", "500000", "10000"),
        ("five", "1000000", "5000000", "100000"),
        ("one and a half", "1000000", "1500000", "100000"),
    ],
)
def test_a_number_in_words_is_read_by_its_value(written: str, scale: str, value: str, step: str) -> None:
    assert grain_of(written, D(scale), D(value)).step == D(step)


@pytest.mark.parametrize("written", ["minus 0.30", "-0.30", "\u22120.30", "\u20130.30"])
def test_a_sign_does_not_hide_the_written_digits(written: str) -> None:
    grain = grain_of(written, D(1), D("-0.3"))

    assert (grain.step, grain.significant) == (D("0.01"), 2)


@pytest.mark.parametrize("written", ["1e999999999", "NaN", "Infinity", "sNaN", "1" * 500, "", "١٢"])
def test_what_is_no_plain_numeral_is_read_by_its_value(written: str) -> None:
    assert grain_of(written, D(1), D(25)).step == D(1)


def test_the_place_is_that_of_the_first_digit() -> None:
    assert grain_of("5", D(1_000_000), D(5_000_000)).place == D(1_000_000)
    assert grain_of("0.5", D(1), D("0.5")).place == D("0.1")
