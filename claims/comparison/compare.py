"""A statement and the observations of one series: what is said as known then, and as known now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.comparison.ages import compare_person
from claims.comparison.bands import bands
from claims.comparison.change import Change, Unknown, change_now, change_then, in_points, tells_change
from claims.comparison.choose import Choice, Span, choose_now, choose_own_day, choose_then, known_by
from claims.comparison.comparatives import comparer_of, own_period, weigh_comparative
from claims.comparison.doubts import doubts, left_beside
from claims.comparison.gap import gap_of, relative_gap_of
from claims.comparison.guard import unlike_its_neighbours
from claims.comparison.read_as import read_as
from claims.comparison.readings import Differing, Known, other_readings
from claims.comparison.relation import Figure, figure_of, mirrored, relate
from claims.comparison.units import (
    PERCENTAGES,
    between_units,
    factor_to_statement,
    is_measured,
    observed_factor,
)
from claims.values import (
    AsOf,
    Compared,
    Move,
    Observed,
    Quantity,
    QuantityKind,
    Reason,
    Relation,
    SeriesInfo,
    Statement,
)

COMPARER_VERSION = "3"
Weigh = Callable[[Compared, Observed, Statement, SeriesInfo], Compared]
FAIR = frozenset({Relation.AGREES, Relation.CLOSE})
DECIDED = FAIR | {Relation.DIFFERS}
FAIREST = (Relation.AGREES, Relation.CLOSE, Relation.NOT_COMPARABLE, Relation.DIFFERS, Relation.NO_DATA)


def compare(statement: Statement, series: SeriesInfo, observations: Iterable[Observed]) -> tuple[Compared, ...]:
    """At most one answer for then and one for now, in this order.

    None for then where no vintage was public by the day of the statement or that day is not known; none
    for now where the figure known then was not published or read again since. A source that answered and
    has nothing for the place gives `no_data` as of now: what it had then, nobody can tell.
    """
    everywhere = list(observations)
    if series.takes_person:
        return compare_person(statement, series, everywhere)
    beside = left_beside(statement)
    answers = _compare(statement, series, everywhere)
    return tuple(replace(each, reasons=(*each.reasons, *beside)) for each in answers)


def _compare(statement: Statement, series: SeriesInfo, everywhere: Sequence[Observed]) -> tuple[Compared, ...]:
    rows = _rows_of(statement, everywhere)
    weigh: Weigh = _weigh
    period = statement.period
    if comparer_of(statement) is not None:
        weigh, period = _weigher(everywhere), own_period(statement)
    elif tells_change(statement, series):
        return _compare_change(statement, series, rows)
    said_on = statement.said_on
    then_choice = choose_then(rows, period, said_on) if said_on else None
    now_choice = choose_now(rows, period, said_on, then_choice)
    then = _guarded(_answer(AsOf.THEN, then_choice, statement, series, weigh), series, known_by(rows, said_on))
    now = _guarded(_answer(AsOf.NOW, now_choice, statement, series, weigh), series, known_by(rows, None))
    if said_on and not period and _unborne(then, now):
        own_day = _answer(AsOf.NOW, choose_own_day(rows, said_on), statement, series, weigh)
        now = _with_own_day(now, own_day)
    return tuple(each for each in (then, now) if each is not None)


def _weigher(rows: Sequence[Observed]) -> Weigh:
    """Weighs a chosen figure against others of the series, as of the same day."""

    def weigh(compared: Compared, observed: Observed, statement: Statement, series: SeriesInfo) -> Compared:
        day = statement.said_on if compared.as_of is AsOf.THEN else None
        return weigh_comparative(compared, observed, statement, series, rows, day)

    return weigh


def _compare_change(statement: Statement, series: SeriesInfo, rows: Sequence[Observed]) -> tuple[Compared, ...]:
    if not rows:
        nothing = Compared(series.code, AsOf.NOW, Relation.NO_DATA, reasons=(Reason("nothing_for_place"),))
        return (nothing,)
    then = change_then(statement, series, rows)
    now = change_now(statement, series, rows, then)
    sides = ((AsOf.THEN, then), (AsOf.NOW, now))
    return tuple(_changed(as_of, each, statement, series) for as_of, each in sides if each is not None)


def _changed(as_of: AsOf, change: Change | Unknown, statement: Statement, series: SeriesInfo) -> Compared:
    doubtful = doubts(statement)
    compared = Compared(series.code, as_of, Relation.NOT_COMPARABLE, check_reading=bool(doubtful))
    if isinstance(change, Unknown):
        return replace(compared, reasons=(change.reason, *doubtful))
    compared = replace(compared, observed=change.end, reasons=(change.reason,))
    weighed = [_weigh_change(compared, size, statement, series) for size in change.sizes]
    best = min(weighed, key=lambda each: FAIREST.index(each.relation))
    return replace(best, reasons=(*best.reasons, *doubtful))


def _weigh_change(compared: Compared, size: Decimal, statement: Statement, series: SeriesInfo) -> Compared:
    quantity = in_points(statement.quantity) if statement.quantity else None
    spans = bands(quantity, agrees_factor=series.agrees_factor, close_factor=series.close_factor) if quantity else None
    if quantity is None or spans is None:
        return _cannot(compared, Reason("no_number"))
    relation, told = relate(quantity, spans, Figure(size, size))
    return replace(
        compared,
        relation=relation,
        gap=gap_of(quantity, size),
        gap_relative=relative_gap_of(quantity, size),
        reasons=(*compared.reasons, read_as(spans), *told),
    )


def with_readings(
    compared: Compared, statement: Statement, series: SeriesInfo, observations: Sequence[Observed], others: Known = ()
) -> Compared:
    """A finding that differs, with the readings under which the number would be fair. `observations` are those
    of its series, other places among them; `others` are other series with theirs."""
    if compared.relation is not Relation.DIFFERS or compared.observed is None or comparer_of(statement):
        return compared

    def weigh(info: SeriesInfo, observed: Observed) -> Compared:
        return _weigh(Compared(info.code, compared.as_of, Relation.NO_DATA), observed, statement, info)

    differing = Differing(compared, compared.observed, statement, series, observations, others, weigh)
    return replace(compared, readings=other_readings(differing))


def _rows_of(statement: Statement, observations: Sequence[Observed]) -> list[Observed]:
    """Those of the place and of the counterpart; a series that knows no counterparts answers without."""
    of_place = [each for each in observations if each.place == statement.place]
    if not any(each.counterpart for each in of_place):
        return of_place
    return [each for each in of_place if each.counterpart == statement.counterpart]


def _unborne(then: Compared | None, now: Compared | None) -> bool:
    """Whether a figure differs, or the only one is too old, and none bears the statement out."""
    relations = {each.relation for each in (then, now) if each is not None}
    return not relations & FAIR and (Relation.DIFFERS in relations or _too_old(now))


def _too_old(now: Compared | None) -> bool:
    return now is not None and now.relation == Relation.NO_DATA and now.observed is not None


def _with_own_day(now: Compared | None, own_day: Compared | None) -> Compared | None:
    """Who was ahead of the data did not fail: the figure of the statement's own day, published since,
    answers now where it bears the statement out, or where nothing else answers. Where it differs too, the
    period known then stays, so that both releases of it stand side by side, and this figure is told."""
    if own_day is None or own_day.observed is None:
        return now
    if now is None or _too_old(now) or own_day.relation in FAIR:
        return own_day
    if own_day.relation != Relation.DIFFERS or own_day.observed == now.observed:
        return now
    numbers = (("period", own_day.observed.label), ("figure", own_day.observed.raw))
    return replace(now, reasons=(*now.reasons, Reason("own_day_differs_too", numbers)))


def _answer(
    as_of: AsOf, choice: Choice | None, statement: Statement, series: SeriesInfo, weigh: Weigh
) -> Compared | None:
    if choice is None:
        return None
    doubtful = doubts(statement)
    compared = Compared(
        series.code,
        as_of,
        Relation.NO_DATA if choice.comparable else Relation.NOT_COMPARABLE,
        choice.observed,
        reasons=choice.reasons,
        check_reading=choice.implied or bool(doubtful),
    )
    if choice.observed is not None and not choice.stale:
        compared = weigh(compared, choice.observed, statement, series)
        compared = _granted(compared, nearest=choice.nearest)
    return replace(compared, reasons=(*compared.reasons, *doubtful))


def _guarded(compared: Compared | None, series: SeriesInfo, known: Mapping[Span, Observed]) -> Compared | None:
    """A figure that its own series belies refutes nothing, and bears nothing out unseen."""
    if compared is None or compared.observed is None or series.is_change:
        return compared
    reason = unlike_its_neighbours(compared.observed, known.values())
    if reason is None:
        return compared
    relation = Relation.NOT_COMPARABLE if compared.relation is Relation.DIFFERS else compared.relation
    return replace(compared, relation=relation, reasons=(*compared.reasons, reason), check_reading=True)


def _granted(compared: Compared, *, nearest: bool) -> Compared:
    """The figure of another year may bear a statement out; it refutes nothing."""
    if nearest and compared.relation == Relation.DIFFERS:
        return replace(compared, relation=Relation.NOT_COMPARABLE)
    return compared


def _weigh(compared: Compared, observed: Observed, statement: Statement, series: SeriesInfo) -> Compared:
    quantity = statement.quantity
    if quantity is None or observed.value is None:
        return _cannot(compared, Reason("no_number"))
    unit, own_factor = observed_factor(observed.unit, series.unit, series.factor)
    factor = factor_to_statement(quantity, unit, own_factor)
    if factor is None:
        return _cannot(compared, _other_unit(quantity, unit))
    if quantity.move.of_level:
        return _cannot(compared, Reason("change_for_level"))
    quantity = _in_unit(quantity, series.unit)
    spans = bands(quantity, agrees_factor=series.agrees_factor, close_factor=series.close_factor)
    if spans is None:
        return _cannot(compared, Reason("no_number"))
    value, figure = _turned(observed.value * factor, observed.qualifier, quantity)
    relation, told = relate(quantity, spans, figure)
    gap = gap_of(quantity, value)
    return replace(
        compared,
        relation=relation,
        gap=None if gap is None else gap * between_units(quantity.unit, series.unit),
        gap_relative=relative_gap_of(quantity, value),
        reasons=(*compared.reasons, read_as(spans), *_with_figure(told, observed)),
    )


def _turned(value: Decimal, qualifier: str, quantity: Quantity) -> tuple[Decimal, Figure]:
    """The figure on the statement's side: "shrank 3 percent" is said of minus 3, the mirror of 3."""
    figure = figure_of(value, qualifier, quantity.unit)
    return (-value, mirrored(figure)) if quantity.move is Move.DOWN else (value, figure)


def _in_unit(quantity: Quantity, unit: str) -> Quantity:
    """A bare number takes the unit of the measure; of years or so many of a thousand it is no count."""
    if quantity.kind in PERCENTAGES:
        return replace(quantity, unit="percent")
    if quantity.unit:
        return quantity
    measured = quantity.kind == QuantityKind.COUNT and is_measured(unit)
    return replace(quantity, unit=unit, kind=QuantityKind.MEASURE if measured else quantity.kind)


def _cannot(compared: Compared, reason: Reason) -> Compared:
    return replace(compared, relation=Relation.NOT_COMPARABLE, reasons=(*compared.reasons, reason))


def _other_unit(quantity: Quantity, unit: str) -> Reason:
    return Reason("other_unit", (("said", quantity.unit or quantity.kind.value), ("given", unit)))


def _with_figure(told: tuple[Reason, ...], observed: Observed) -> tuple[Reason, ...]:
    """What a source says only is told as it wrote it."""
    said = observed.raw if observed.raw.startswith(("<", ">")) else observed.qualifier + observed.raw
    return tuple(
        Reason(reason.code, (("figure", said),)) if reason.code == "source_says_only" else reason for reason in told
    )
