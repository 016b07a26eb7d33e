"""What a sentence tells of somebody's life: an age, at death, on taking office, or years in office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.extraction.general.changes import Placed
from claims.extraction.general.places import FoundPlace
from claims.extraction.general.tokens import Token
from claims.extraction.general.words import Words
from claims.values import IndicatorCandidate, Person, PersonMeasure, PlaceSource, Quantity

REACH = 9  # tokens from a verb to its years
SURE = 0.9


@dataclass(frozen=True, slots=True)
class OfPerson:
    person: Person
    kind: PersonMeasure
    number: int


def somebody_in(tokens: Sequence[Token], places: Sequence[FoundPlace], words: Words) -> Person | None:
    """The first person that a sentence names by two names or more."""
    taken = {at for place in places for at in range(place.first, place.last)}
    at = 0
    while at < len(tokens):
        last = at
        while last < len(tokens) and tokens[last].capital and last not in taken and tokens[last].is_word:
            last += 1
        own = at + (last > at and tokens[at].low in words.saying.titles | words.articles)
        names = tokens[own:last]
        if len(names) > 1 and not any(_is_of_a_body(each, words) for each in names):
            text = " ".join(each.text for each in names)
            return Person(text, names[0].start, names[-1].end, PlaceSource.SAID)
        at = max(last, at + 1)
    return None


def _is_of_a_body(token: Token, words: Words) -> bool:
    return (
        token.low in words.saying.bodies or token.low in words.small or (token.text.isupper() and len(token.text) > 1)
    )


def of_person(
    tokens: Sequence[Token], numbers: Sequence[Placed], person: Person | None, words: Words
) -> OfPerson | None:
    if person is None:
        return None
    for at, number in enumerate(numbers):
        kind = _measure(tokens, number, words)
        if kind is not None:
            offices = tuple(dict.fromkeys(name for name, _, _ in words.people.offices.everywhere(tokens)))
            return OfPerson(replace(person, offices=offices), kind, at)
    return None


def _measure(tokens: Sequence[Token], number: Placed, words: Words) -> PersonMeasure | None:
    own = words.people
    last = next((at for at in range(number.first, number.last) if tokens[at].low in own.years), None)
    if last is None:
        return None
    before = [token.low for token in tokens[max(0, number.first - REACH) : number.first]]
    behind = [token.low for token in tokens[last + 1 : last + 1 + REACH]]
    at_an_age = own.at.before(tokens, number.first) is not None
    if not own.dying.isdisjoint(before) and at_an_age:
        return PersonMeasure.AT_DEATH
    if own.in_office.at(tokens, last + 1) or (
        not own.ruling.isdisjoint(before) and own.lasting.before(tokens, number.first)
    ):
        return PersonMeasure.IN_OFFICE
    taken = not own.taking.isdisjoint(before) or _when_taken(behind, words)
    aged = own.ages.before(tokens, number.first) is not None
    if taken and (at_an_age or aged):
        return PersonMeasure.AT_TAKING_OFFICE
    return PersonMeasure.AGE if aged and _stands_alone(tokens, number, last, words) else None


def _when_taken(behind: Sequence[str], words: Words) -> bool:
    return bool(behind) and behind[0] in words.people.when and not words.people.taking.isdisjoint(behind)


def _stands_alone(tokens: Sequence[Token], number: Placed, last: int, words: Words) -> bool:
    """ "Is 56 years old", ", of 41 years,": no age of something else goes on behind it."""
    behind = tokens[last + 1].low if last + 1 < len(tokens) else "."
    return behind not in words.units.of | words.places.of


def candidate_of(told: OfPerson, quantity: Quantity) -> IndicatorCandidate:
    return IndicatorCandidate(told.kind.value, SURE, quantity.text, quantity.start, quantity.end)
