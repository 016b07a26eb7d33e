"""What a fair editor says of a statement and a figure, then and now, one row each.

The rows stand in pairs.jsonl beside this file: statement, figures as (period, vintage, value, series), the
day on which it was said, the relation then and now (several series apart by "; ") and how the words are
read. Every figure counts as read again today, so a lone vintage answers now.
"""

from __future__ import annotations

import calendar
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.comparison.compare import compare
from claims.values import (
    AsOf,
    Comparator,
    Compared,
    Observed,
    Period,
    Quantity,
    QuantityKind,
    SeriesInfo,
    Statement,
)

ROWS = [json.loads(line) for line in Path(__file__).with_name("pairs.jsonl").read_text().splitlines()]
KINDS = {
    "pct": QuantityKind.PERCENT,
    "word": QuantityKind.SHARE,
    "count": QuantityKind.COUNT,
    "small": QuantityKind.COUNT,
    "change": QuantityKind.CHANGE,
    "nearly_all": QuantityKind.ALL_BUT,
    "majority": QuantityKind.MAJORITY,
    "order": QuantityKind.ORDER,
}
LOW_ONLY = {Comparator.MORE_THAN, Comparator.AT_LEAST}
HIGH_ONLY = {Comparator.LESS_THAN, Comparator.UP_TO}


def period_of(label: str) -> Period:
    """2017, 2014-2016 or 2020-03."""
    first, _dash, second = label.partition("-")
    if not second:
        return Period(date(int(first), 1, 1), date(int(first), 12, 31), label)
    if len(second) == 4:
        return Period(date(int(first), 1, 1), date(int(second), 12, 31), label)
    last = calendar.monthrange(int(first), int(second))[1]
    return Period(date(int(first), int(second), 1), date(int(first), int(second), last), label)


def quantity_of(reading: dict[str, Any], unit: str) -> Quantity:
    kind = KINDS[reading["kind"]]
    comparator = Comparator(reading.get("cmp", "equal"))
    written = reading.get("d", reading.get("v", ""))
    scale = Decimal(reading.get("mul", reading.get("u", 1)))
    value = Decimal(written.replace(",", "")) * scale if written else None
    return Quantity(
        text=written,
        start=0,
        end=len(written),
        low=None if comparator in HIGH_ONLY else value,
        high=_high(reading, value, comparator),
        unit=unit,
        comparator=comparator,
        kind=kind,
        written=written,
        scale=scale,
        written_high=reading.get("v2", ""),
        denominator=reading.get("den"),
        line=reading.get("line", False),
        vast=reading.get("vast", False),
    )


def _high(reading: dict[str, Any], value: Decimal | None, comparator: Comparator) -> Decimal | None:
    if "v2" in reading:
        return Decimal(reading["v2"])
    return None if comparator in LOW_ONLY else value


def observed_of(figure: list[str]) -> Observed:
    label, vintage, raw, series = figure
    period = period_of(label)
    return Observed(
        series=series,
        place="FRD",
        period_start=period.start,
        period_end=period.end,
        label=label,
        vintage_on=date.fromisoformat(vintage),
        vintage_label=vintage,
        raw=raw,
        value=Decimal(raw.lstrip("<")),
        qualifier="<" if raw.startswith("<") else "",
        read_on=date(2026, 1, 1),
    )


def compare_row(row: dict[str, Any]) -> list[tuple[Compared, ...]]:
    """The answers of each series of a row, in the order in which the series come."""
    reading = row["reading"]
    statement = Statement(
        quantity=quantity_of(reading, row["unit"]),
        place="FRD",
        period=period_of(reading["period"]) if "period" in reading else None,
        said_on=date.fromisoformat(row["said"]),
    )
    observed = [observed_of(figure) for figure in row["figures"]]
    codes = list(dict.fromkeys(each.series for each in observed))
    infos = {
        code: SeriesInfo(code=code, source="tables", origin=code or "one", unit=row["unit"]) for code in codes
    }
    return [compare(statement, infos[code], [o for o in observed if o.series == code]) for code in codes]


def relations(answers: list[tuple[Compared, ...]], as_of: AsOf) -> str | None:
    found = [each.relation.value for answer in answers for each in answer if each.as_of == as_of]
    return "; ".join(found) or None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['statement'][:40]} | {row['figures'][0][2]}")
def test_the_relation_is_the_one_that_a_fair_editor_gives(row: dict[str, Any]) -> None:
    answers = compare_row(row)

    assert (relations(answers, AsOf.THEN), relations(answers, AsOf.NOW)) == (row["then"], row["now"])
