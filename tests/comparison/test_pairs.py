"""What a fair editor says of a statement and a figure, then and now, one row each.

The rows stand in pairs.jsonl beside this file: statement, figures as (period, vintage, value, series), the
day on which it was said, the relation then and now (several series apart by "; ") and how the words are
read. Every figure counts as read again today, so a lone vintage answers now.
"""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from claims.comparison.compare import compare
from claims.comparison.sign import relate_difference
from claims.values import AsOf, Comparator, Compared, Direction, Quantity, QuantityKind
from claims.wording import sentence
from tests.comparison.building import observed, period, quantity, series, statement

ROWS = [json.loads(line) for line in Path(__file__).with_name("pairs.jsonl").read_text().splitlines()]
SIGNS = [row for row in ROWS if row["reading"]["kind"] == "sign"]
NUMBERS = [row for row in ROWS if row["reading"]["kind"] != "sign"]
SHARED = Path(os.environ.get("FACTCHECK_SHARED", Path(__file__).parents[3] / "shared"))
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


def quantity_of(reading: dict[str, Any], unit: str) -> Quantity:
    written = reading.get("d", reading.get("v", ""))
    kind = KINDS[reading["kind"]]
    said = quantity(
        written or "0",
        reading.get("cmp", "equal"),
        kind,
        unit=unit,
        scale=reading.get("mul", reading.get("u", 1)),
        written_high=reading.get("v2", ""),
        denominator=reading.get("den"),
        line=reading.get("line", False),
        vast=reading.get("vast", False),
    )
    return said if written else _without_number(said)


def _without_number(said: Quantity) -> Quantity:
    return Quantity("", 0, 0, None, None, said.unit, Comparator.EQUAL, said.kind, "", said.scale, vast=said.vast)


def compare_row(row: dict[str, Any]) -> list[tuple[Compared, ...]]:
    """The answers of each series of a row, in the order in which the series come."""
    reading = row["reading"]
    said = statement(
        quantity_of(reading, row["unit"]),
        period=period(reading["period"]) if "period" in reading else None,
        said_on=date.fromisoformat(row["said"]),
    )
    figures = [
        observed(label, vintage, raw, series=code, read_on=date(2026, 1, 1))
        for label, vintage, raw, code in row["figures"]
    ]
    by_code = {each.series: [one for one in figures if one.series == each.series] for each in figures}
    return [compare(said, series(row["unit"], code=code, origin=code), of_code) for code, of_code in by_code.items()]


def relations(answers: list[tuple[Compared, ...]], as_of: AsOf) -> str | None:
    found = [each.relation.value for answer in answers for each in answer if each.as_of == as_of]
    return "; ".join(found) or None


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: f"{row['statement'][:40]} | {row['figures'][0][2]}")
def test_the_relation_is_the_one_that_a_fair_editor_gives(row: dict[str, Any]) -> None:
    answers = compare_row(row)

    assert (relations(answers, AsOf.THEN), relations(answers, AsOf.NOW)) == (row["then"], row["now"])


@pytest.mark.parametrize("row", SIGNS, ids=lambda row: str(row["statement"]))
def test_the_sign_of_a_difference_is_weighed_as_a_fair_editor_does(row: dict[str, Any]) -> None:
    reading, difference = row["reading"], Decimal(row["figures"][0][2])

    relation, _told = relate_difference(Direction(reading["v"]), difference, margin=Decimal(reading["margin"]))

    assert relation.value == row["then"] == row["now"]


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: f"{row['statement'][:40]} | {row['figures'][0][2]}")
def test_every_reason_of_every_pair_is_a_sentence_with_its_numbers(row: dict[str, Any]) -> None:
    reasons = [reason for answer in compare_row(row) for each in answer for reason in each.reasons]

    sentences = [sentence(reason) for reason in reasons]

    assert reasons
    assert not any("%(" in each for each in sentences)


def test_the_rows_are_those_that_the_editors_gave() -> None:
    given = SHARED / "claim-data" / "relations" / "pairs.jsonl"
    if not given.exists():
        pytest.skip(f"the editors' own file is not here: {given}")

    theirs = [json.loads(line) for line in given.read_text().splitlines()]

    assert len(ROWS) == 107
    assert [_essence_of_ours(row) for row in ROWS] == [_essence_of_theirs(row) for row in theirs]


def _essence_of_ours(row: dict[str, Any]) -> list[Any]:
    return [row["statement"], row["then"], row["now"], row["said"], row["unit"], row["figures"], row["reading"]]


def _essence_of_theirs(row: dict[str, Any]) -> list[Any]:
    figures = [[each["period"], each["vintage"], each["value"], each.get("series", "")] for each in row["observations"]]
    then, now = row["relation_then"], row["relation_now"]
    return [row["claim"], then, now, row["said"], row["unit"], figures, row["reading"]]
