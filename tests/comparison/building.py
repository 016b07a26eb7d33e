"""Short ways to build what comparison takes: quantities, figures, statements, series."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.comparison.bands import Bands, bands
from claims.comparison.relation import figure_of, relate
from claims.values import (
    AsOf,
    Comparator,
    Compared,
    Observed,
    Period,
    Quantity,
    QuantityKind,
    Reason,
    Relation,
    SeriesInfo,
    Statement,
)

D = Decimal
PLACE = "FRD"
SAID = date(2018, 6, 11)
LOW_ONLY = {Comparator.MORE_THAN, Comparator.AT_LEAST}
HIGH_ONLY = {Comparator.LESS_THAN, Comparator.UP_TO}
UNITS = {
    QuantityKind.COUNT: "people",
    QuantityKind.MEASURE: "USD",
    QuantityKind.ORDER: "people",
    QuantityKind.CHANGE: "times",
    QuantityKind.DURATION: "years",
}


def quantity(
    written: str, comparator: str = "equal", kind: QuantityKind = QuantityKind.PERCENT, **more: Any
) -> Quantity:
    """A number as written; `value` where it stands in words, `written_high` for the upper end of a range."""
    scale = D(more.pop("scale", 1))
    value = D(more.pop("value")) if "value" in more else _value(written) * scale
    compared = Comparator(comparator)
    upper = more.get("written_high")
    high = _value(upper) * scale if upper else value
    return Quantity(
        text=written,
        start=0,
        end=len(written),
        low=None if compared in HIGH_ONLY else value,
        high=None if compared in LOW_ONLY else high,
        unit=more.pop("unit", UNITS.get(kind, "percent")),
        comparator=compared,
        kind=kind,
        written=written,
        scale=scale,
        **more,
    )


def _value(written: str) -> Decimal:
    return D(written.replace(",", ""))


def percent(written: str, comparator: str = "equal", **more: Any) -> Quantity:
    return quantity(written, comparator, QuantityKind.PERCENT, **more)


def count(written: str, comparator: str = "equal", **more: Any) -> Quantity:
    return quantity(written, comparator, QuantityKind.COUNT, **more)


def money(written: str, comparator: str = "equal", **more: Any) -> Quantity:
    return quantity(written, comparator, QuantityKind.MEASURE, **more)


def share(value: str, comparator: str = "equal", **more: Any) -> Quantity:
    """A share in words, its value in percent."""
    return quantity("in words", comparator, QuantityKind.SHARE, value=value, **more)


def change(value: str, comparator: str = "equal") -> Quantity:
    return quantity("in words", comparator, QuantityKind.CHANGE, value=value)


def years(written: str, comparator: str = "equal", **more: Any) -> Quantity:
    return quantity(written, comparator, QuantityKind.DURATION, **more)


def worded(kind: QuantityKind, **more: Any) -> Quantity:
    """A wording that names no number: most, nearly all, tens of thousands (`scale`)."""
    named = quantity("in words", "equal", kind, value="0", **more)
    return replace(named, low=None, high=None)


def bands_of(said: Quantity, **factors: Decimal) -> Bands:
    found = bands(said, **factors)
    assert found is not None
    return found


def related(said: Quantity, figure: str) -> tuple[Relation, tuple[Reason, ...]]:
    """The relation to a figure as a source writes it, with what is told beside it."""
    qualifier = figure[:1] if figure[:1] in "<>" else ""
    observed = figure_of(D(figure.lstrip("<>")), qualifier, said.unit)
    return relate(said, bands_of(said), observed)


def relation(said: Quantity, figure: str) -> str:
    return related(said, figure)[0].value


def period(label: str) -> Period:
    """2017, 2014-2016 or 2020-03."""
    first, _dash, second = label.partition("-")
    if len(second) == 2:
        last = calendar.monthrange(int(first), int(second))[1]
        return Period(date(int(first), int(second), 1), date(int(first), int(second), last), label)
    return Period(date(int(first), 1, 1), date(int(second or first), 12, 31), label)


def observed(label: str, vintage: str, raw: str, **more: Any) -> Observed:
    """A figure of a period in the vintage of a day; "" for a release that leaves the period empty."""
    span = period(label)
    columns: dict[str, Any] = {"series": "s", "place": PLACE, **more}
    return Observed(
        period_start=span.start,
        period_end=span.end,
        label=label,
        vintage_on=date.fromisoformat(vintage),
        vintage_label=vintage,
        raw=raw,
        value=D(raw.lstrip("<>")) if raw else None,
        qualifier=raw[:1] if raw[:1] in ("<", ">") else "",
        **columns,
    )


def statement(said: Quantity | None, **more: Any) -> Statement:
    columns: dict[str, Any] = {"place": PLACE, "said_on": SAID, **more}
    return Statement(quantity=said, **columns)


def series(unit: str = "percent", **more: Any) -> SeriesInfo:
    columns: dict[str, Any] = {"code": "s", "source": "house", "origin": "office", **more}
    return SeriesInfo(unit=unit, **columns)


def answer(found: tuple[Compared, ...], as_of: AsOf) -> Compared | None:
    answers = [each for each in found if each.as_of == as_of]
    assert len(answers) <= 1
    return answers[0] if answers else None


def then_and_now(found: tuple[Compared, ...]) -> tuple[str | None, str | None]:
    """What is said then and now, as (relation and figure) texts: "close 41.6"."""
    return _told(answer(found, AsOf.THEN)), _told(answer(found, AsOf.NOW))


def _told(compared: Compared | None) -> str | None:
    if compared is None:
        return None
    figure = compared.observed.raw if compared.observed else "-"
    return f"{compared.relation.value} {figure}"


def codes(compared: Compared | None) -> set[str]:
    assert compared is not None
    return {reason.code for reason in compared.reasons}
