"""Cells of a table that a spreadsheet program will open."""

from __future__ import annotations

# What Excel, Calc and Sheets read as the start of a formula (the wide ones too).
FORMULA_STARTS = frozenset("=+-@＝＋－＠")


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet program takes for a formula: one that would be begins with an
    apostrophe. Numbers stay numbers, below zero too.

    Source: OWASP, "CSV Injection".
    """
    text = "" if value is None else str(value)
    bare = text.lstrip()
    if not bare or (bare[0] not in FORMULA_STARTS) or _is_number(bare):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
