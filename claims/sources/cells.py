"""What a cell of a spreadsheet shows: its value in its number format (ISO/IEC 29500-1, 18.8.30).

Understood are General, digits with grouping and decimals, percentages, colours and padding, and dates down to the
day. Whatever else a format adds to the number that is stored (a currency, a scale of thousands, an exponent, a
fraction) is refused: the figure would not be what its reader sees.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

GENERAL = frozenset({"general", "@", ""})
GENERAL_DIGITS = 10  # that a number with a fraction shows
STORED_DIGITS = 15  # that a spreadsheet keeps of a number
LARGEST = Decimal(10) ** 20
LONGEST_TEXT = 32_767  # characters, the most that a cell may hold

_UNSEEN = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}|\$-[0-9a-f]{1,8})\]|_.|\*.|\\(?=[ ()%-])|\"\"",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\s*(-|\()?\s*([#0?,]*[#0?])(?:\.([#0?]{0,15}))?\s*(%?)\s*\)?\s*")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|[^;"])*')


class BadCell(ValueError):
    """A cell that shows nothing that can be read; the text goes on after its name."""


def shown(value: object, code: str, kind: str) -> str:
    """The text that a cell shows. `code` is its number format, `kind` is "e" for an error."""
    if kind == "e":
        raise BadCell(f"holds the error {str(value)[:20]}")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, date):
        return _day(value, code)
    if isinstance(value, time | timedelta):
        raise BadCell("shows an hour")
    text = str(value)
    if len(text) > LONGEST_TEXT:
        raise BadCell("holds more text than a cell may")
    return text


# --- numbers --------------------------------------------------------------------------------------------


def _number(value: int | float, code: str) -> str:
    number = Decimal(format(value, f".{STORED_DIGITS}g"))
    if not number.is_finite() or abs(number) >= LARGEST:
        raise BadCell("holds no number that can be read")
    if code.strip().casefold() in GENERAL:
        return _general(number)
    section, signed = _section(number, code)
    match = _PLAIN.fullmatch(_UNSEEN.sub("", section))
    if match is None or (signed and not match[1]):
        raise BadCell(f"shows its number as {code[:40]}, which is not read: format it as a plain number")
    return _rounded(number, match[3] or "", match[4])


def _section(number: Decimal, code: str) -> tuple[str, bool]:
    """The part of a format that a number is shown by, and whether the minus is for the format to show."""
    sections = [part for part in _SECTIONS.findall(code) if part]
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0] if sections else code, False


def _rounded(number: Decimal, decimals: str, percent: str) -> str:
    exact = number * 100 if percent else number
    text = format(_to_places(exact, len(decimals)), "f")
    for place in reversed(decimals):
        if place == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    return text.removesuffix(".") + percent


def _general(number: Decimal) -> str:
    if number == number.to_integral_value():
        return format(number.to_integral_value(), "f")
    whole = len(str(abs(int(number))))
    text = format(_to_places(number, max(0, GENERAL_DIGITS - whole)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _to_places(number: Decimal, places: int) -> Decimal:
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


# --- days -----------------------------------------------------------------------------------------------


def _day(value: date, code: str) -> str:
    """As much of a day as its format shows, written 2018-06-11, 2018-06 or 2018."""
    parts = set(_QUOTED.sub("", code).casefold()) if code.strip().casefold() not in GENERAL else set("ymd")
    if parts & set("hs") or (isinstance(value, datetime) and value.time() != time()):
        raise BadCell("shows an hour: a day is meant")
    if "y" not in parts:
        raise BadCell("shows a day without its year")
    if "d" in parts:
        return f"{value:%Y-%m-%d}"
    return f"{value:%Y-%m}" if "m" in parts else f"{value:%Y}"
