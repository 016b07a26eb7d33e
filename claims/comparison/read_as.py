"""The bands of a number as people are told them."""

from __future__ import annotations

from decimal import Decimal

from claims.comparison.bands import Bands
from claims.comparison.relation import plain
from claims.values import Band, Reason

SHOWN_DIGITS = 6


def read_as(spans: Bands) -> Reason:
    return Reason("read_as", (("agrees", _band(spans.agrees)), ("close", _band(spans.close))))


def _band(band: Band) -> str:
    if band.low is None:
        return f"{'<' if band.high_open else '≤'} {_short(band.high)}"
    if band.high is None:
        return f"{'>' if band.low_open else '≥'} {_short(band.low)}"
    return f"{_short(band.low)} – {_short(band.high)}"


def _short(number: Decimal | None) -> str:
    """At most six digits: a band is shown, the comparison has the whole number."""
    if number is None:
        return ""
    return plain(round(number, max(0, SHOWN_DIGITS - 1 - number.adjusted())) if number else number)
