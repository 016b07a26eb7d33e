"""Ages and years in office from dates: completed years, disputes, dates known by their year alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.comparison.compare import compare
from claims.sources.wikidata_statements import span_of_term
from claims.values import (
    AsOf,
    Comparator,
    Compared,
    Observed,
    Period,
    Person,
    PlaceSource,
    Quantity,
    QuantityKind,
    Relation,
    SeriesInfo,
    Statement,
)
from claims.values.days import completed_years, span_of_date
from claims.wording import sentence

SAID = date(2018, 6, 11)
ADA = Person("Ada Moor", 0, 8, PlaceSource.SAID)
VINTAGE = date(2018, 5, 1)


def age(written: str, comparator: Comparator = Comparator.EQUAL, counts: str = "age") -> Quantity:
    value = Decimal(written)
    low = None if comparator in (Comparator.LESS_THAN, Comparator.UP_TO) else value
    high = None if comparator in (Comparator.MORE_THAN, Comparator.AT_LEAST) else value
    kind = QuantityKind.DURATION
    return Quantity(written, 0, len(written), low, high, "years", comparator, kind, written, counts=counts)


def fact(kind: str, raw: str, label: str = "", entity: str = "Q1", **more: Any) -> Observed:
    """A birth, a death or the term of an office ("office Q30")."""
    start, end = span_of_term(raw) if "/" in raw else span_of_date(raw)
    columns = {"vintage_on": VINTAGE, "vintage_label": "revision 1", **more}
    return Observed(
        series="s", place="", period_start=start, period_end=end, label=label or kind, raw=raw, value=None,
        subject="Ada Moor", fact=f"{entity} {kind}", unit="date", **columns,
    )  # fmt: skip


BORN = fact("birth", "1984-01-08")
RULED = fact("office Q30", "2011-12-17/..", "President of Freedonia")


def answers(
    measure: str, quantity: Quantity, *facts: Observed, person: Person = ADA, **more: Any
) -> tuple[Compared, ...]:
    info = SeriesInfo("s", "wikidata", "wikidata", "years", indicator=measure, takes_person=True)
    statement = Statement(quantity, "", said_on=more.pop("said_on", SAID), person=person, **more)
    return compare(statement, info, facts)


def answer(measure: str, quantity: Quantity, *facts: Observed, **more: Any) -> Compared:
    return answers(measure, quantity, *facts, **more)[-1]


def words(compared: Compared) -> list[str]:
    return [sentence(reason) for reason in compared.reasons]


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("1984-01-08", "2018-01-07", 33),
        ("1984-01-08", "2018-01-08", 34),
        ("2000-02-29", "2019-02-28", 18),
        ("2000-02-29", "2019-03-01", 19),
    ],
)
def test_years_are_completed_on_the_birthday(born: str, day: str, years: int) -> None:
    assert completed_years(date.fromisoformat(born), date.fromisoformat(day)) == years


@pytest.mark.parametrize(("said", "relation"), [("34", "agrees"), ("33", "close"), ("35", "close"), ("36", "differs")])
def test_an_age_agrees_exactly_and_is_close_one_off(said: str, relation: str) -> None:
    compared = answer("age", age(said), BORN)

    assert compared.relation == relation
    assert "Born 1984-01-08: 34 completed years on 2018-06-11." in words(compared)


def test_a_round_age_is_no_round_duration() -> None:
    assert answer("age", age("30"), BORN).relation is Relation.DIFFERS
    assert answer("age", age("40"), fact("birth", "1979-06-11")).relation is Relation.CLOSE


def test_both_days_are_told_of_an_age_at_death_and_on_taking_office() -> None:
    died = answer("age-at-death", age("82"), fact("birth", "1912-04-15"), fact("death", "1994-07-08"))
    took = answer("age-at-taking-office", age("27"), BORN, RULED, person=replace(ADA, offices=("president",)))

    assert (died.relation, took.relation) == (Relation.AGREES, Relation.AGREES)
    assert "Born 1912-04-15, died 1994-07-08: 82 completed years." in words(died)
    assert "Born 1984-01-08, President of Freedonia from 2011-12-17 on: 27 completed years." in words(took)


def test_an_age_of_somebody_who_has_died_is_their_age_at_death() -> None:
    compared = answer("age", age("69"), fact("birth", "1942-06-07"), fact("death", "2011-10-20"))

    assert compared.relation is Relation.AGREES


def test_several_dates_are_a_dispute_and_no_error() -> None:
    births = [fact("birth", "1984-01-08"), fact("birth", "1983-01-08"), fact("birth", "1982-01-08")]
    president = replace(ADA, offices=("president",))

    one_fits = answer("age-at-taking-office", age("27"), *births, RULED, person=president)
    all_fit = answer("age-at-taking-office", age("28"), *births, RULED, person=president)
    none_fits = answer("age-at-taking-office", age("40"), *births, RULED, person=president)

    assert [each.relation for each in (one_fits, all_fit, none_fits)] == ["close", "agrees", "differs"]
    assert "The source gives 3 dates that do not agree; each is told with what it makes." in words(one_fits)
    assert sum(each.startswith("Born") for each in words(one_fits)) == 3


def test_of_a_date_known_by_its_year_come_the_ages_that_it_leaves_open() -> None:
    year = fact("birth", "1984")

    inside = answer("age", age("34"), year)
    outside = answer("age", age("37"), year)

    assert (inside.relation, outside.relation) == (Relation.CLOSE, Relation.DIFFERS)
    assert "Born 1984: 33–34 completed years on 2018-06-11." in words(inside)
    assert "A date is not known to the day: what it leaves open is told." in words(inside)


def test_an_age_in_a_year_is_any_that_they_were_in_it() -> None:
    in_2011 = Period(date(2011, 1, 1), date(2011, 12, 31), "2011")
    dated = replace(ADA, dated=True)

    relations = [answer("age", age(each), BORN, period=in_2011, person=dated).relation for each in ("26", "27", "29")]

    assert relations == ["agrees", "agrees", "differs"]


@pytest.mark.parametrize(
    ("said", "comparator", "relation"),
    [
        ("17", "equal", "agrees"),
        ("18", "equal", "close"),
        ("20", "equal", "differs"),
        ("17", "more_than", "agrees"),
        ("18", "nearly", "agrees"),
        ("18", "more_than", "differs"),
        ("18", "less_than", "agrees"),
    ],
)
def test_years_in_office_are_completed_and_a_bound_is_held_against_the_days(
    said: str, comparator: str, relation: str
) -> None:
    term = fact("office Q30", "1994-07-08/2011-12-17", "Leader of Freedonia")

    compared = answer("years-in-office", age(said, Comparator(comparator), ""), term, person=ADA)

    assert compared.relation == ("not_comparable" if relation == "differs" else relation)
    assert "Leader of Freedonia, 1994-07-08 – 2011-12-17: 17 completed years." in words(compared)


def test_terms_in_a_row_are_one_time_and_others_are_added_up() -> None:
    terms = [
        fact("office Q30", "2000-05-07/2004-05-07", "President of Freedonia"),
        fact("office Q30", "2004-05-07/2008-05-07", "President of Freedonia"),
        fact("office Q30", "2012-05-07/..", "President of Freedonia"),
        fact("office Q31", "1999-08-09/2000-05-07", "Vice President of Freedonia"),
    ]
    president = replace(ADA, offices=("president",))

    def said(years: str) -> str:
        return answer("years-in-office", age(years, counts=""), *terms, person=president).relation.value

    assert [said("8"), said("6"), said("14"), said("18")] == ["agrees", "agrees", "agrees", "differs"]


def test_an_office_that_is_not_named_has_to_be_looked_at_and_refutes_nothing() -> None:
    fits = answer("age-at-taking-office", age("27"), BORN, RULED)
    does_not = answer("age-at-taking-office", age("40"), BORN, RULED)

    assert (fits.relation, fits.check_reading) == (Relation.AGREES, True)
    assert does_not.relation is Relation.NOT_COMPARABLE
    assert answer("age", age("34"), BORN).check_reading is False


def test_an_office_taken_after_the_statement_is_none_of_it() -> None:
    later = fact("office Q31", "2019-01-01/..", "President of Sylvania")
    president = replace(ADA, offices=("president",))

    compared = answer("age-at-taking-office", age("34"), BORN, RULED, later, person=president)

    assert compared.relation is Relation.DIFFERS


def test_namesakes_are_told_and_nobody_is_chosen() -> None:
    compared = answer("age", age("34"), BORN, fact("birth", "1950-01-01", entity="Q2"))

    assert compared.relation is Relation.NOT_COMPARABLE
    assert "Q1, Q2" in words(compared)[0]


@pytest.mark.parametrize(
    ("measure", "facts", "more", "code"),
    [
        ("age", [], {}, "nothing_for_person"),
        ("age", [fact("death", "2011")], {}, "no_birth"),
        ("age-at-death", [BORN], {}, "no_death"),
        ("age", [BORN], {"said_on": None}, "no_day_for_age"),
        ("years-in-office", [RULED], {"said_on": None}, "no_day_for_age"),
        ("age-at-taking-office", [BORN, RULED], {"person": replace(ADA, offices=("pope",))}, "no_such_office"),
        ("years-in-office", [fact("office Q30", "2001/")], {}, "no_such_office"),
    ],
)
def test_what_is_missing_is_told_and_refutes_nothing(
    measure: str, facts: list[Observed], more: dict[str, Any], code: str
) -> None:
    compared = answer(measure, age("34"), *facts, **more)

    assert compared.relation in (Relation.NO_DATA, Relation.NOT_COMPARABLE)
    assert code in [reason.code for reason in compared.reasons]


def test_a_name_that_was_carried_has_to_be_looked_at() -> None:
    carried = replace(ADA, source=PlaceSource.CARRIED, start=-1, end=-1)

    assert answer("age", age("34"), BORN, person=carried).check_reading


def test_then_is_answered_by_the_revisions_that_were_public_and_now_by_the_last_read() -> None:
    then = fact("birth", "1983-01-08", read_on=VINTAGE)
    now = fact("birth", "1984-01-08", vintage_on=date(2026, 4, 21), read_on=date(2026, 4, 22))

    both = answers("age", age("35"), then, now)
    late = answers("age", age("34"), now)

    assert [(each.as_of, each.relation) for each in both] == [(AsOf.THEN, "agrees"), (AsOf.NOW, "close")]
    assert [each.as_of for each in late] == [AsOf.NOW]
