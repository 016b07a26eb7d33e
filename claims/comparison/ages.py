"""Ages and years in office, from the dates that a source gives.

Ages are completed years, and so are years in office; a number that is one-sided or hedged is held against parts of a
year as well: "more than 20 years" is said of twenty years and a month. Of a date that is known by its year alone come
the ages that it leaves open. Several dates are a dispute: each is told with its age, and where some bear the statement
out and others do not, it is at best close and never differs. Which of somebody's offices is meant goes by the words of
the sentence; where it names none, an office that fits is told and has to be looked at, and none refutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.comparison.bands import bands
from claims.comparison.gap import gap_of, relative_gap_of
from claims.comparison.lives import (
    Life,
    Told,
    ages_at_death,
    ages_on,
    ages_taking_office,
    lives_of,
    offices_named,
    years_in_office,
)
from claims.comparison.read_as import read_as
from claims.comparison.relation import relate
from claims.values import (
    AsOf,
    Comparator,
    Compared,
    Observed,
    Person,
    PersonMeasure,
    PlaceSource,
    Quantity,
    Reason,
    Relation,
    SeriesInfo,
    Statement,
)

FAIR = frozenset({Relation.AGREES, Relation.CLOSE})
FAIREST = (Relation.AGREES, Relation.CLOSE, Relation.NOT_COMPARABLE, Relation.DIFFERS)
MOST_TOLD = 5
OFFICE_MEASURES = frozenset({PersonMeasure.AT_TAKING_OFFICE, PersonMeasure.IN_OFFICE})


@dataclass(frozen=True, slots=True)
class _Weighed:
    relation: Relation
    told: Told


def compare_person(statement: Statement, series: SeriesInfo, rows: Sequence[Observed]) -> tuple[Compared, ...]:
    """At most one answer for then and one for now: none for then where no revision was public by that day."""
    if not rows:
        return (Compared(series.code, AsOf.NOW, Relation.NO_DATA, reasons=(Reason("nothing_for_person"),)),)
    said_on = statement.said_on
    then = [each for each in rows if said_on is not None and each.vintage_on <= said_on]
    last_read = max((each.read_on for each in rows if each.read_on), default=None)
    now = [each for each in rows if each.read_on == last_read]
    return tuple(
        _answer(Compared(series.code, as_of, Relation.NOT_COMPARABLE), statement, series, lives_of(known))
        for as_of, known in ((AsOf.THEN, then), (AsOf.NOW, now))
        if known
    )


def _answer(compared: Compared, statement: Statement, series: SeriesInfo, lives: Sequence[Life]) -> Compared:
    quantity, person = statement.quantity, statement.person
    if quantity is None or quantity.value is None or person is None:
        return replace(compared, reasons=(Reason("no_number"),))
    if len(lives) > 1:
        names = ", ".join(each.entity for each in lives)
        return replace(compared, reasons=(Reason("several_people", (("name", person.name), ("entities", names))),))
    measure = PersonMeasure(series.indicator)
    disputed = _years_of(measure, lives[0], person, statement)
    carried = (Reason("person_was_carried", (("name", person.name),)),) if _is_carried(person) else ()
    if not disputed:
        return replace(compared, reasons=(_nothing(measure, person, statement, lives[0]), *carried))
    weighed = [_fairest(quantity, each) for each in disputed]
    compared = _of_dispute(compared, quantity, weighed)
    if measure in OFFICE_MEASURES and not person.offices:
        compared = _office_unnamed(compared, disputed[0])
    return replace(
        compared, reasons=(*compared.reasons, *carried), check_reading=compared.check_reading or _is_carried(person)
    )


def _is_carried(person: Person) -> bool:
    return person.source is PlaceSource.CARRIED


# --- the years that the dates make ----------------------------------------------------------------------


def _years_of(measure: PersonMeasure, life: Life, person: Person, statement: Statement) -> list[list[Told]]:
    """One list for each of the dates that are in dispute: the ages or times of which any may be meant."""
    if measure is PersonMeasure.AT_DEATH:
        return ages_at_death(life)
    if measure is PersonMeasure.AGE:
        return ages_on(life, _days_meant(person, statement))
    offices = offices_named(life, person.offices, statement.said_on)
    if measure is PersonMeasure.AT_TAKING_OFFICE:
        return ages_taking_office(life, offices)
    until = _last_day(life, statement.said_on)
    times = years_in_office(offices, until, together=not person.offices) if until else []
    return [times] if times else []


def _days_meant(person: Person, statement: Statement) -> list[date]:
    """The day of the statement, or the ends of the period when it was so."""
    period, said_on = statement.period, statement.said_on
    if not person.dated or period is None or (said_on and period.start <= said_on <= period.end):
        return [said_on] if said_on else []
    return [period.start, period.end]


def _last_day(life: Life, said_on: date | None) -> date | None:
    """Up to when an office that has not ended is counted."""
    days = [each.period_end for each in life.deaths] + ([said_on] if said_on else [])
    return min(days, default=None)


def _nothing(measure: PersonMeasure, person: Person, statement: Statement, life: Life) -> Reason:
    """Why the dates make no age."""
    if measure is not PersonMeasure.IN_OFFICE and not life.births:
        return Reason("no_birth", (("name", person.name),))
    if measure is PersonMeasure.AT_DEATH:
        return Reason("no_death", (("name", person.name),))
    if measure is PersonMeasure.AGE or (measure is PersonMeasure.IN_OFFICE and statement.said_on is None):
        return Reason("no_day_for_age")
    return Reason("no_such_office", (("name", person.name), ("office", ", ".join(person.offices))))


# --- weighing -------------------------------------------------------------------------------------------


def _fairest(quantity: Quantity, alternatives: Sequence[Told]) -> _Weighed:
    weighed = [_weigh(quantity, each) for each in alternatives]
    return min(weighed, key=lambda each: (FAIREST.index(each.relation), _distance(quantity, each.told)))


def _weigh(quantity: Quantity, told: Told) -> _Weighed:
    spans = bands(quantity)
    if spans is None:
        return _Weighed(Relation.NOT_COMPARABLE, told)
    if quantity.comparator is Comparator.EQUAL:
        return _Weighed(relate(quantity, spans, told.completed)[0], told)
    relations = (relate(quantity, spans, figure)[0] for figure in (told.completed, told.exact))
    return _Weighed(min(relations, key=FAIREST.index), told)


def _distance(quantity: Quantity, told: Told) -> object:
    return abs((told.completed.low or 0) - (quantity.value or 0))


def _of_dispute(compared: Compared, quantity: Quantity, weighed: Sequence[_Weighed]) -> Compared:
    """What the dates say together; each is told with its age."""
    best = min(weighed, key=lambda each: FAIREST.index(each.relation))
    split = best.relation in FAIR and any(each.relation is Relation.DIFFERS for each in weighed)
    relation = Relation.CLOSE if split else best.relation
    spans = bands(quantity)
    reasons = [read_as(spans)] if spans else []
    if len(weighed) > 1:
        reasons.append(Reason("dates_disputed", (("count", str(len(weighed))),)))
    reasons += [each.told.reason for each in weighed[:MOST_TOLD]]
    if best.told.completed.point is None:
        reasons.append(Reason("date_not_exact"))
    point = best.told.completed.point
    return replace(
        compared,
        relation=relation,
        observed=best.told.observed,
        gap=None if point is None else gap_of(quantity, point),
        gap_relative=None if point is None else relative_gap_of(quantity, point),
        reasons=tuple(reasons),
    )


def _office_unnamed(compared: Compared, alternatives: Sequence[Told]) -> Compared:
    """The sentence does not say which office: one that fits is told, and none refutes."""
    if compared.relation in FAIR:
        return replace(compared, reasons=(*compared.reasons, Reason("office_not_named")), check_reading=True)
    fitting = Reason("no_office_fits", (("count", str(len(alternatives))),))
    return replace(compared, relation=Relation.NOT_COMPARABLE, reasons=(*compared.reasons, fitting))
