"""What leaves as a table is text in a spreadsheet, never a formula."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claims.values.spreadsheets import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "  =1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_take_for_a_formula_begins_with_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["-2.5", "+3", "1e5", "a = b", "", "Côte d'Ivoire", "40 %"])
def test_all_else_stays_as_it_is(value: str) -> None:
    assert safe_cell(value) == value


def test_numbers_and_nothing_are_written_out() -> None:
    assert [safe_cell(each) for each in (None, Decimal("-1.50"), 7)] == ["", "-1.50", "7"]
