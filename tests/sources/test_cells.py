"""What a cell shows is what is read of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from claims.sources.cells import BadCell, shown


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (41.6, "General", "41.6"),
        (0.1 + 0.2, "General", "0.3"),
        (1 / 3, "General", "0.333333333"),
        (25501234567.6, "General", "25501234568"),
        (3_000_000, "General", "3000000"),
        (41.6, "@", "41.6"),
        (41.638, "0.0", "41.6"),
        (41.65, "0.0", "41.7"),
        (-41.65, "0.0", "-41.7"),
        (41.6, "0.00", "41.60"),
        (41.6, "0.##", "41.6"),
        (42, "0.##", "42"),
        (1234567.4, "#,##0", "1234567"),
        (1234.5, "#,##0.00", "1234.50"),
        (0.4163, "0%", "42%"),
        (0.4163, "0.0%", "41.6%"),
        (0.4163, "0.0 %", "41.6%"),
        (-5.25, "#,##0.00_);(#,##0.00)", "-5.25"),
        (-5, "#,##0;[Red]-#,##0", "-5"),
        (-0.04, "0.0", "0.0"),
        (0, "0.0;-0.0;0", "0"),
        (7.25, "[$-409]0.00", "7.25"),
        (True, "General", "TRUE"),
        ("<2.5", "General", "<2.5"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value: object, code: str, text: str) -> None:
    assert shown(value, code, "n") == text


@pytest.mark.parametrize(
    "code",
    [
        *("#,##0,", "0.00E+00", "# ?/?", '"$"0.00', "[$€-407]0.00", "[>100]0;0.0", '0.0" million"', "0;0", '"high"'),
        *("0.0x", "00-00"),
    ],
)
def test_a_format_that_adds_to_the_number_is_refused(code: str) -> None:
    with pytest.raises(BadCell, match="format it as a plain number"):
        shown(-1234.5, code, "n")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (datetime(2018, 6, 11), "mm-dd-yy", "2018-06-11"),
        (datetime(2018, 6, 11), "d mmmm yyyy", "2018-06-11"),
        (datetime(2018, 6, 1), "mmm-yy", "2018-06"),
        (datetime(2018, 1, 1), "yyyy", "2018"),
        (datetime(2018, 6, 11), '[$-409]yyyy" d."', "2018"),
        (date(2018, 6, 11), "General", "2018-06-11"),
    ],
)
def test_of_a_day_counts_what_its_format_shows(value: object, code: str, text: str) -> None:
    assert shown(value, code, "d") == text


@pytest.mark.parametrize(
    ("value", "code", "kind", "why"),
    [
        (datetime(2018, 6, 11, 9), "yyyy-mm-dd", "d", "an hour"),
        (datetime(2018, 6, 11), "yyyy-mm-dd hh:mm", "d", "an hour"),
        (datetime(2018, 6, 11), "d mmm", "d", "without its year"),
        (time(9), "hh:mm", "d", "an hour"),
        (timedelta(hours=30), "[h]:mm", "d", "an hour"),
        ("#N/A", "General", "e", "the error #N/A"),
        (float("inf"), "General", "n", "no number"),
        (1e300, "0.0", "n", "no number"),
        ("x" * 40_000, "General", "s", "more text"),
    ],
)
def test_a_cell_without_a_day_or_a_number_to_read_is_refused(value: object, code: str, kind: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        shown(value, code, kind)
