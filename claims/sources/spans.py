"""Labels of periods as sources write them, and the days for which they stand."""

from __future__ import annotations

import calendar
import re
from datetime import date

from claims.sources.bodies import drift

_LABEL = re.compile(r"(\d{4})(?:-?(?:(Q)([1-4])|M?(\d{2})(?:-(\d{2}))?))?", re.ASCII)


def span_of(label: str, rule: str) -> tuple[date, date, str]:
    """The true span of 2018, 2018-Q1, 2018-03 or 2018-03-31, and its label. With the rule "three_year_mean"
    a year is the middle of three."""
    match = _LABEL.fullmatch(label)
    try:
        if match is None or match[1] == "0000":
            raise ValueError(label)
        year, quarter, month, day = int(match[1]), match[3], match[4], match[5]
        if day:
            single = date(year, int(month), int(day))
            return single, single, label
        if quarter or month:
            last = int(quarter) * 3 if quarter else int(month)
            first = last - 2 if quarter else last
            return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), label
        return _year_span(year, label, rule)
    except ValueError as error:
        raise drift("the period") from error


def _year_span(year: int, label: str, rule: str) -> tuple[date, date, str]:
    if rule == "three_year_mean":
        return date(year - 1, 1, 1), date(year + 1, 12, 31), f"{year - 1}-{year + 1}"
    return date(year, 1, 1), date(year, 12, 31), label
