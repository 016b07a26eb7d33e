"""What the dates of somebody's life make: ages and years in office, each with the dates that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from claims.comparison.relation import Figure
from claims.values import Observed, Reason
from claims.values.days import OPEN, completed_years, span_of_date

Span = tuple[date, date]
YEAR = Decimal("365.2425")  # days
IN_A_ROW = timedelta(days=31)  # between two terms that are one time in office
IN_FOR_ANOTHER = frozenset({"vice", "deputy", "acting", "candidate"})
OTHER_MINISTERS = frozenset({"prime"})


@dataclass(frozen=True, slots=True)
class Told:
    """A number of years as the dates have it, from the fewest to the most that they leave open: completed ones, and
    `exact` with parts of a year. `observed` is the fact that it is shown with."""

    completed: Figure
    exact: Figure
    reason: Reason
    observed: Observed


@dataclass(frozen=True, slots=True)
class Term:
    """Some time in office, its beginning and its end as precise as they are known."""

    start: Span
    end: Span
    observed: Observed


@dataclass(slots=True)
class Life:
    """The facts of one entity, in its newest revision."""

    entity: str
    births: list[Observed] = field(default_factory=list)
    deaths: list[Observed] = field(default_factory=list)
    offices: list[Observed] = field(default_factory=list)


def lives_of(rows: Iterable[Observed]) -> list[Life]:
    """Everybody whom the facts are about."""
    ordered = sorted(rows, key=_entity)
    return [_life(entity, list(group)) for entity, group in groupby(ordered, key=_entity)]


def _life(entity: str, rows: Sequence[Observed]) -> Life:
    newest = max((each.vintage_on, each.vintage_label) for each in rows)
    life = Life(entity)
    kinds = {"birth": life.births, "death": life.deaths, "office": life.offices}
    for each in rows:
        if (each.vintage_on, each.vintage_label) == newest:
            kinds[each.fact.split()[1]].append(each)
    return life


def _entity(observed: Observed) -> str:
    return observed.fact.split()[0]


# --- ages -----------------------------------------------------------------------------------------------


def ages_at_death(life: Life) -> list[list[Told]]:
    return [[_at_death(birth, death)] for birth in life.births for death in life.deaths]


def ages_on(life: Life, days: Sequence[date]) -> list[list[Told]]:
    """The ages on some days, of which any may be meant; of the dead their age at death, where they had died by then."""
    return [[_on_day(birth, day, life.deaths) for day in days] for birth in life.births if days]


def ages_taking_office(life: Life, offices: Sequence[Observed]) -> list[list[Told]]:
    return [[_taking(birth, office) for office in offices] for birth in life.births if offices]


def _at_death(birth: Observed, death: Observed) -> Told:
    completed, exact = _between(_span(birth), _span(death))
    numbers = (("born", birth.raw), ("day", death.raw), ("years", _words(completed)))
    return Told(completed, exact, Reason("age_at_death", numbers), birth)


def _on_day(birth: Observed, day: date, deaths: Sequence[Observed]) -> Told:
    died = next((each for each in deaths if each.period_end <= day), None)
    if died is not None:
        return _at_death(birth, died)
    completed, exact = _between(_span(birth), (day, day))
    numbers = (("born", birth.raw), ("day", day.isoformat()), ("years", _words(completed)))
    return Told(completed, exact, Reason("age_on_day", numbers), birth)


def _taking(birth: Observed, office: Observed) -> Told:
    day = office.raw.partition("/")[0]
    completed, exact = _between(_span(birth), span_of_date(day))
    numbers = (("born", birth.raw), ("office", office.label), ("day", day), ("years", _words(completed)))
    return Told(completed, exact, Reason("age_taking_office", numbers), birth)


def _span(fact: Observed) -> Span:
    return fact.period_start, fact.period_end


def offices_named(life: Life, names: Sequence[str], until: date | None) -> list[Observed]:
    """The offices taken by a day, whose name has one of some words; all where there are no words."""
    taken = [each for each in life.offices if until is None or each.period_start <= until]
    return [each for each in taken if not names or any(_is_called(each.label, name) for name in names)]


def _is_called(label: str, name: str) -> bool:
    """ "President of Freedonia" for president; not the vice president, and the prime minister for no minister."""
    words = re.findall(r"[^\W_]+", label.casefold())
    said = name.casefold().split()
    others = {*IN_FOR_ANOTHER, *(OTHER_MINISTERS if said == ["minister"] else ())} - set(said)
    runs = (words[at : at + len(said)] for at in range(len(words)))
    return said in list(runs) and others.isdisjoint(words)


# --- years in office ------------------------------------------------------------------------------------


def years_in_office(offices: Sequence[Observed], until: date, *, together: bool) -> list[Told]:
    """Every time in office in a row, the terms of each office added up, and with `together` the times in a row of all
    offices. What had not ended by a day is counted up to it."""
    by_office = groupby(sorted(offices, key=lambda each: each.fact), key=lambda each: each.fact)
    grouped = [list(_terms(group, until)) for _fact, group in by_office]
    found = [_told([run]) for terms in grouped for run in _in_a_row(terms)]
    found += [_told(runs) for terms in grouped if len(runs := _in_a_row(terms)) > 1]
    if together and len(grouped) > 1:
        found += [_told([run]) for run in _in_a_row([term for terms in grouped for term in terms])]
    return found


def _terms(offices: Iterable[Observed], until: date) -> Iterator[Term]:
    """Terms of which beginning and end are known."""
    for each in offices:
        start, _slash, end = each.raw.partition("/")
        if not end:
            continue
        ended = (until, until) if end == OPEN else span_of_date(end)
        yield Term(span_of_date(start), (min(ended[0], until), min(ended[1], until)), each)


def _in_a_row(terms: Sequence[Term]) -> list[Term]:
    runs: list[Term] = []
    for term in sorted(terms, key=lambda each: each.start):
        if runs and term.start[0] <= runs[-1].end[1] + IN_A_ROW:
            last = runs.pop()
            term = Term(last.start, max(last.end, term.end), last.observed)  # noqa: PLW2901
        runs.append(term)
    return runs


def _told(runs: Sequence[Term]) -> Told:
    spans = [_between(run.start, run.end) for run in runs]
    exact = Figure(_sum(each.low for _completed, each in spans), _sum(each.high for _completed, each in spans))
    completed = spans[0][0] if len(spans) == 1 else Figure(_whole(exact.low), _whole(exact.high))
    dates = ", ".join(f"{_day(run.start)} – {_day(run.end)}" for run in runs)
    numbers = (("office", runs[0].observed.label), ("dates", dates), ("years", _words(completed)))
    return Told(completed, exact, Reason("years_in_office", numbers), runs[0].observed)


def _between(start: Span, end: Span) -> tuple[Figure, Figure]:
    """The years between two days, from the fewest to the most that they leave open: completed, and with parts."""
    longest, shortest = (start[0], end[1]), (start[1], max(start[1], end[0]))
    completed = Figure(Decimal(completed_years(*shortest)), Decimal(completed_years(*longest)))
    return completed, Figure(_with_part(*shortest), _with_part(*longest))


def _with_part(start: date, end: date) -> Decimal:
    """Completed years, and the days since as a part of one: a day past the birthday is more than the whole years."""
    whole = completed_years(start, end)
    rest = (end - start).days - whole * YEAR
    return whole + min(max(rest / YEAR, Decimal(0)), Decimal("0.999"))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((each for each in numbers if each is not None), Decimal(0))


def _whole(number: Decimal | None) -> Decimal:
    return Decimal(int(number or 0))


def _day(span: Span) -> str:
    """A day, or the year or years of one that is not known exactly."""
    first, last = span
    if first == last:
        return first.isoformat()
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"


def _words(figure: Figure) -> str:
    return f"{figure.low}" if figure.low == figure.high else f"{figure.low}–{figure.high}"
