"""A statement and the observations of one series: what is said as known then, and as known now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from claims.comparison.bands import Bands, bands
from claims.comparison.choose import Choice, choose_holding, choose_now, choose_then
from claims.comparison.relation import figure_of, relate
from claims.comparison.units import factor_to_statement
from claims.values import (
    AsOf,
    Band,
    Compared,
    Observed,
    Quantity,
    Reason,
    Relation,
    SeriesInfo,
    Statement,
)

COMPARER_VERSION = "1"
FAIR = frozenset({Relation.AGREES, Relation.CLOSE})
DECIDED = FAIR | {Relation.DIFFERS}


def compare(
    statement: Statement, series: SeriesInfo, observations: Iterable[Observed]
) -> tuple[Compared, ...]:
    """At most one answer for then and one for now; none for then where no vintage was public or the day
    is not known, none for now where the figure known then was not published or read again since."""
    rows = [
        each
        for each in observations
        if each.place == statement.place and each.counterpart in ("", statement.counterpart)
    ]
    then_choice = choose_then(rows, statement.period, statement.said_on) if statement.said_on else None
    now_choice = choose_now(rows, statement.period, statement.said_on, then_choice)
    then = _answer(AsOf.THEN, then_choice, statement, series)
    now = _answer(AsOf.NOW, now_choice, statement, series)
    now = _ahead_of_data(then, now, statement, series, rows)
    return tuple(each for each in (then, now) if each is not None)


def _ahead_of_data(
    then: Compared | None,
    now: Compared | None,
    statement: Statement,
    series: SeriesInfo,
    rows: list[Observed],
) -> Compared | None:
    """Who was ahead of the data did not fail: the period of the statement's own day answers now, where it
    makes the statement fair."""
    if statement.period or not statement.said_on or then is None or then.relation != Relation.DIFFERS:
        return now
    if now is not None and now.relation in FAIR:
        return now
    holding = _answer(AsOf.NOW, choose_holding(rows, statement.said_on), statement, series)
    return holding if holding is not None and holding.relation in FAIR else now


def _answer(as_of: AsOf, choice: Choice | None, statement: Statement, series: SeriesInfo) -> Compared | None:
    if choice is None:
        return None
    compared = Compared(series.code, as_of, Relation.NO_DATA, choice.observed, reasons=choice.reasons)
    if choice.observed is None:
        common = any(reason.code == "no_period_in_common" for reason in choice.reasons)
        relation = Relation.NOT_COMPARABLE if common else Relation.NO_DATA
        return replace(compared, relation=relation, reasons=choice.reasons or (Reason("nothing_for_place"),))
    if choice.stale:
        return compared
    return _weigh(compared, choice, choice.observed, statement, series)


def _weigh(
    compared: Compared, choice: Choice, observed: Observed, statement: Statement, series: SeriesInfo
) -> Compared:
    quantity = statement.quantity
    if quantity is None:
        return _cannot(compared, Reason("no_number"))
    factor = factor_to_statement(quantity, observed.unit or series.unit, series.factor)
    if factor is None:
        units = (("said", quantity.unit or quantity.kind.value), ("given", observed.unit or series.unit))
        return _cannot(compared, Reason("other_unit", units))
    spans = bands(quantity, agrees_factor=series.agrees_factor, close_factor=series.close_factor)
    if spans is None or observed.value is None:
        return _cannot(compared, Reason("no_number"))
    value = observed.value * factor
    relation, told = relate(quantity, spans, figure_of(value, observed.qualifier, quantity.unit))
    if choice.nearest and relation == Relation.DIFFERS:
        relation = Relation.NOT_COMPARABLE
    doubts = _doubts(statement, implied=choice.implied)
    return replace(
        compared,
        relation=relation,
        gap=_gap(quantity, value),
        gap_relative=_relative(quantity, value),
        reasons=(*compared.reasons, _read_as(spans), *_named_source(told, observed), *doubts),
        check_reading=choice.implied or bool(doubts),
    )


def _cannot(compared: Compared, reason: Reason) -> Compared:
    return replace(compared, relation=Relation.NOT_COMPARABLE, reasons=(*compared.reasons, reason))


def _named_source(told: tuple[Reason, ...], observed: Observed) -> tuple[Reason, ...]:
    """ "The source says only" is told with what the source wrote."""
    return tuple(
        Reason(reason.code, (("figure", observed.raw),)) if reason.code == "source_says_only" else reason
        for reason in told
    )


def _read_as(spans: Bands) -> Reason:
    return Reason("read_as", (("agrees", _band(spans.agrees)), ("close", _band(spans.close))))


def _band(band: Band) -> str:
    if band.low is None:
        return f"≤ {_plain(band.high)}" if not band.high_open else f"< {_plain(band.high)}"
    if band.high is None:
        return f"≥ {_plain(band.low)}" if not band.low_open else f"> {_plain(band.low)}"
    return f"{_plain(band.low)} – {_plain(band.high)}"


def _plain(number: Decimal | None) -> str:
    """At most six significant digits: a band is shown, the comparison has the whole number."""
    if number is None:
        return ""
    rounded = round(number, max(0, 5 - number.adjusted())) if number else number
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _doubts(statement: Statement, *, implied: bool) -> tuple[Reason, ...]:
    """What a person should look at before the finding counts."""
    doubts = []
    if statement.uncovered:
        doubts.append(Reason("words_not_counted", (("words", ", ".join(statement.uncovered)),)))
    if statement.place_carried:
        doubts.append(Reason("place_was_carried", (("place", statement.place),)))
    if statement.near_rival:
        doubts.append(Reason("near_rival", (("indicator", statement.near_rival),)))
    if implied:
        doubts.append(Reason("period_was_implied"))
    return tuple(doubts)


def _gap(quantity: Quantity, value: Decimal) -> Decimal | None:
    """Observation less statement; for a range the way to its nearer end, zero inside."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None and low <= value <= high:
        return value - low if low == high else Decimal(0)
    ends = [end for end in (low, high) if end is not None]
    return min((value - end for end in ends), key=abs, default=None)


def _relative(quantity: Quantity, value: Decimal) -> Decimal | None:
    gap = _gap(quantity, value)
    stated = quantity.value
    return None if gap is None or not stated else round(gap / stated, 6)
