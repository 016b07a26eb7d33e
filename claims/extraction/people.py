"""What a sentence says of somebody's age, or of the years that somebody was in office.

Nobody is known here: whoever a name of the sentence names, or "he" and "the 61-year-old" point back to, is the one
that it is said of. An age that was reached at a moment that is no death and no office taken is told by no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from claims.extraction.bearers import Bearer, People
from claims.extraction.lexemes import Token
from claims.extraction.narrowing import SentenceParts
from claims.extraction.words import en_people as words
from claims.values import IndicatorCandidate, Person, PersonMeasure, Quantity, QuantityKind

YOUNGEST, OLDEST = 10, 122


@dataclass(frozen=True, slots=True)
class OfPerson:
    """`quantity` is read as years."""

    person: Person
    kind: PersonMeasure
    quantity: Quantity
    number: int  # which of the sentence's quantities


@dataclass(frozen=True, slots=True)
class _Span:
    """A quantity at its tokens, with who may bear it."""

    parts: SentenceParts
    people: People
    number: int

    @property
    def quantity(self) -> Quantity:
        return self.parts.quantities[self.number]

    @property
    def first(self) -> int:
        return self.parts.quantity_spans[self.number][0]

    @property
    def last(self) -> int:
        return self.parts.quantity_spans[self.number][1]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.parts.tokens

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def follows(self, at: int, sought: Sequence[str]) -> bool:
        return all(self.low(at + step) == word for step, word in enumerate(sought))

    def subject_of(self, verb: int) -> Bearer | None:
        return self.people.subject_of(verb)

    def left(self) -> range:
        """Positions from the number back to where its clause begins."""
        end = next((at for at in range(self.first - 1, -1, -1) if self._ends_clause(at)), -1)
        return range(self.first - 1, end, -1)

    def right(self) -> range:
        ends = (at for at in range(self.last, len(self.tokens)) if self._ends_clause(at))
        return range(self.last, next(ends, len(self.tokens)))

    def _ends_clause(self, at: int) -> bool:
        """A sign that does; the point of an initial does not."""
        initial = self.tokens[at].text == "." and at > 0 and len(self.tokens[at - 1].text) == 1
        return self.tokens[at].text in words.CLAUSE_ENDS and not initial


Found = tuple[PersonMeasure, Bearer, int, bool]  # the measure, who, where its office is told, whether a date is told
Rule = Callable[[_Span], Found | None]


def of_people(parts: SentenceParts, people: People) -> tuple[OfPerson, ...]:
    """Every number of the sentence that tells an age or years in office of somebody who is named, in its order."""
    spans = (_Span(parts, people, number) for number in range(len(parts.quantities)))
    return tuple(_told(span, found) for span in spans if (found := _found(span)) is not None)


def _told(span: _Span, found: Found) -> OfPerson:
    kind, bearer, office_at, dated = found
    person = Person(bearer.name, bearer.start, bearer.end, bearer.source, _offices(span, office_at), dated)
    return OfPerson(person, kind, _in_years(span.quantity, kind), span.number)


def with_number(
    told: OfPerson, quantities: Sequence[Quantity]
) -> tuple[tuple[IndicatorCandidate, ...], tuple[Quantity, ...]]:
    """The measure as the sentence's only candidate, and its numbers with the one that is told marked."""
    quantity = replace(told.quantity, of_measure=True)
    candidate = IndicatorCandidate(told.kind.value, 1.0, quantity.text, quantity.start, quantity.end)
    numbers = (quantity if at == told.number else replace(each, of_measure=False) for at, each in enumerate(quantities))
    return (candidate,), tuple(numbers)


def _found(span: _Span) -> Found | None:
    quantity = span.quantity
    age, years = _may_be_age(quantity), quantity.unit == "years" and quantity.counts != "age" and not _only_may_be(span)
    rules = AGES if age else YEARS if years else ()
    return next((found for rule in rules if (found := rule(span)) is not None), None)


def _may_be_age(quantity: Quantity) -> bool:
    """A number that is read as an age, or a bare one that may be."""
    if quantity.unit == "years":
        return quantity.counts == "age" and quantity.value is not None
    value = quantity.value
    bare = quantity.kind is QuantityKind.COUNT and not quantity.unit and not quantity.counts
    return bare and value is not None and YOUNGEST <= value <= OLDEST and value == int(value)


def _only_may_be(span: _Span) -> bool:
    """ "He could have 50 years in power ahead of him": no time that somebody was in office."""
    clause = takewhile(lambda at: span.low(at) != ",", span.left())
    return any(span.tokens[at].text in words.MAY_BE for at in clause)


def _in_years(quantity: Quantity, kind: PersonMeasure) -> Quantity:
    counts = "" if kind is PersonMeasure.IN_OFFICE else "age"
    return replace(quantity, unit="years", kind=QuantityKind.DURATION, counts=counts, scale=Decimal(1))


# --- ages -----------------------------------------------------------------------------------------------


def _is_old(span: _Span) -> Found | None:
    """ "She was 37", "when he became president, he was 40", "who died on Tuesday, was 91"."""
    verb = span.first - 1
    if span.low(verb) not in words.IS_OR_WAS:
        return None
    bearer = span.subject_of(verb)
    if bearer is None:
        return None
    before = list(span.left())
    if span.low(span.last) in words.MOMENT and not _is_dated(span):
        return _at_moment(span, bearer, span.right())
    if any(span.low(at) == "when" for at in before):
        return _at_moment(span, bearer, before[::-1])
    if any(span.low(at) in words.DYING for at in before):
        return PersonMeasure.AT_DEATH, bearer, -1, False
    return PersonMeasure.AGE, bearer, -1, _is_dated(span)


def _at_moment(span: _Span, bearer: Bearer, where: Sequence[int]) -> Found | None:
    if any(span.low(at) in words.DYING for at in where):
        return PersonMeasure.AT_DEATH, bearer, -1, False
    taking = next((at for at in where if _takes_office(span, at)), None)
    return None if taking is None else (PersonMeasure.AT_TAKING_OFFICE, bearer, taking, False)


def _is_dated(span: _Span) -> bool:
    """ "Was 27 in 2011", "turned 90 last month"."""
    following = span.low(span.last + 1)
    return span.low(span.last) in words.DATING and following not in {"taking", "becoming", "his", "her", "the"}


def _turned(span: _Span) -> Found | None:
    if span.low(span.first - 1) not in words.TURNED:
        return None
    bearer = span.subject_of(span.first - 1)
    return None if bearer is None else (PersonMeasure.AGE, bearer, -1, _is_dated(span))


def _lived_to(span: _Span) -> Found | None:
    verb = next((at for at in list(span.left())[:6] if span.low(at) in words.TO_LIVE), None)
    if verb is None or not any(span.low(at) == "to" for at in range(verb, span.first)):
        return None
    bearer = span.subject_of(verb)
    return None if bearer is None else (PersonMeasure.AT_DEATH, bearer, -1, False)


def _in_apposition(span: _Span) -> Found | None:
    """ "Ada Moor, 61, said"; "Ada Moor, aged 61,"; "Ada Moor, at 61,"; not "Ada Moor, then 61"."""
    before = span.first - 1
    if span.low(before) in words.BEFORE_AGE:
        before -= 1
    closed = span.last >= len(span.tokens) or span.tokens[span.last].text in ",."
    bearer = span.people.ending_at(before) if span.low(before) == "," and closed else None
    return None if bearer is None else (PersonMeasure.AGE, bearer, -1, False)


def _now_aged(span: _Span) -> Found | None:
    """ "Now 34, he could have fifty years": somebody is named behind the comma."""
    before = range(span.first)
    led = [span.low(at) for at in before if span.tokens[at].is_word]
    if span.low(span.last) != "," or len(led) != 1 or led[0] not in words.NOW:
        return None
    bearer = span.people.starting_at(span.last + 1)
    return None if bearer is None else (PersonMeasure.AGE, bearer, -1, False)


def _years_old(span: _Span) -> Found | None:
    """ "The 61-year-old Ada Moor", "the 61-year-old told reporters"."""
    if "-" not in span.quantity.text and "\u2011" not in span.quantity.text:
        return None
    bearer = span.people.named_soon(span.last)
    if bearer is None and span.low(span.first - 1) == "the" and span.people.goes_on_with_verb(span.last):
        bearer = span.people.before("")
    return None if bearer is None else (PersonMeasure.AGE, bearer, -1, False)


def _aged_when(span: _Span) -> Found | None:
    """ "Died at 82", "became president at the age of 46", "at 43, she was elected"."""
    begins = _age_begins(span)
    if begins is None:
        return None
    led = begins == 0
    where = list(span.right()) if led else [at for at in span.left() if at < begins]
    for at in where:
        if span.low(at) in words.DYING:
            bearer = span.subject_of(at)
            return None if bearer is None else (PersonMeasure.AT_DEATH, bearer, -1, False)
        if _takes_office(span, at):
            bearer = span.people.starting_at(span.last + 1) if led else None
            bearer = bearer or span.subject_of(at)
            return None if bearer is None else (PersonMeasure.AT_TAKING_OFFICE, bearer, at, False)
    return None


def _age_begins(span: _Span) -> int | None:
    """Where "at the age of" begins before the number."""
    for phrase in words.AT_THE_AGE_OF:
        first = span.first - len(phrase)
        if first >= 0 and span.follows(first, phrase):
            return first
    return None


def _takes_office(span: _Span, at: int) -> bool:
    low = span.low(at)
    if low in words.BY_THEMSELVES:
        return True
    behind = [span.low(each) for each in range(at + 1, at + 1 + words.REACH)]
    if low in words.BECOMING:
        return any(each in words.OFFICES or each in words.LEADERS for each in behind)
    return low in words.TAKING and any(each in words.WHAT_IS_TAKEN for each in behind[:4])


# --- years in office ------------------------------------------------------------------------------------


def _rule_of(span: _Span) -> Found | None:
    """ "Moor's 40-year rule", "his nine years as mayor"."""
    at = next((at for at in range(span.last, span.last + 3) if span.low(at) in words.RULE), span.last)
    if span.low(at) not in words.RULE and not _is_in_office(span):
        return None
    bearer = span.people.owner_at(span.first)
    return None if bearer is None else (PersonMeasure.IN_OFFICE, bearer, at, False)


def _ruled_for(span: _Span) -> Found | None:
    """ "Ruled the country for 20 years", "has been president for 9 years", "he lasted 17"."""
    for at in span.left():
        if _rules(span, at):
            bearer = span.subject_of(at)
            pronoun = span.low(at) in words.LASTING and bearer is not None and bearer.start >= 0
            return None if bearer is None or pronoun else (PersonMeasure.IN_OFFICE, bearer, at, False)
    return None


def _rules(span: _Span, at: int) -> bool:
    low, between = span.low(at), range(at + 1, span.first)
    if low in words.RULING:
        return span.low(at - 1) not in {"was", "were", "been", "is", "being"}
    if low in words.LASTING:
        return at == span.first - 1
    if low in words.LEADING:
        return any(each in span.parts.named or span.low(each) in words.COUNTRIES for each in between)
    if low not in words.STAYING and low not in words.SERVING:
        return False
    return any(span.follows(each, phrase) for each in (at, *between) for phrase in words.IN_OFFICE) or (
        low in {"been", "was", "is", *words.SERVING, "remained"} and _holds(span, between)
    )


def _holds(span: _Span, where: Sequence[int]) -> bool:
    """An office among few words: "president", "as the mayor of Ghent"."""
    return any(span.low(at) in words.OFFICES or span.low(at) in words.LEADERS for at in where[:4])


def _years_as(span: _Span) -> Found | None:
    """ "After 15 years as mayor", "spent 10 years in power"."""
    bearer = span.people.only_one() if _is_in_office(span) else None
    return None if bearer is None else (PersonMeasure.IN_OFFICE, bearer, span.last, False)


def _is_in_office(span: _Span) -> bool:
    if span.low(span.last) == "as":
        return _holds(span, range(span.last + 1, span.last + 5))
    return any(span.follows(span.last, phrase) for phrase in words.IN_OFFICE)


def _in_power_for(span: _Span) -> Found | None:
    """ "Moor, in power for 10 years, has"."""
    begins = next((at for at in span.left() if span.low(at) == ","), 0)
    if not any(span.follows(begins + 1, phrase) for phrase in words.IN_OFFICE):
        return None
    bearer = span.people.ending_at(begins)
    return None if bearer is None else (PersonMeasure.IN_OFFICE, bearer, -1, False)


AGES: tuple[Rule, ...] = (_is_old, _turned, _lived_to, _aged_when, _in_apposition, _now_aged, _years_old)
YEARS: tuple[Rule, ...] = (_rule_of, _ruled_for, _years_as, _in_power_for)


# --- the office -----------------------------------------------------------------------------------------


def _offices(span: _Span, at: int) -> tuple[str, ...]:
    """The names that the office may have which is told from a position on, "vice president" with what stands before."""
    where = range(at, at + words.REACH + 2) if at >= 0 else ()
    found = next((each for each in where if span.low(each) in words.OFFICES), None)
    if found is None:
        return ()
    before = span.low(found - 1)
    if before in words.SHARING:
        return (f"{before} {span.low(found)}",)
    return words.PRIME_MINISTER if before == "prime" else words.OFFICES[span.low(found)]
