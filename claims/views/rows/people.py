"""Whom a claim may be about, as the claim page offers them to choose among."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import Claim, Reading
from claims.queries.people import PersonFound, people_found
from claims.services.steps.readings import person_of
from claims.values import Person
from claims.values.days import OPEN


@dataclass(frozen=True, slots=True)
class PersonOffered:
    """One entity with its dates in words; `chosen` where it is the one in force."""

    entity: str
    about: str
    address: str
    dates: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OfficeOffered:
    label: str
    span: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PeopleOffered:
    """`offices` are those of the one who is meant, where it is clear who that is."""

    name: str
    people: Sequence[PersonOffered]
    offices: Sequence[OfficeOffered]


def people_offered(claim: Claim, reading: Reading) -> PeopleOffered | None:
    """None for a claim that is about nobody, or about somebody of whom no source has told yet."""
    person = person_of(reading.structure)
    if person is None or claim.indicator is None or not claim.indicator.takes_person:
        return None
    found = people_found(person)
    if not found:
        return None
    meant = [each for each in found if each.entity == person.entity] or (found if len(found) == 1 else [])
    return PeopleOffered(
        name=person.name,
        people=[_offered(each, person) for each in found],
        offices=[office for each in meant for office in _offices(each, person)],
    )


def _offered(found: PersonFound, person: Person) -> PersonOffered:
    return PersonOffered(found.entity, found.about, found.address, _dates(found), found.entity == person.entity)


def _dates(found: PersonFound) -> str:
    told = []
    if found.births:
        told.append(_("born %(days)s") % {"days": _(" or ").join(sorted(found.births))})
    if found.deaths:
        told.append(_("died %(days)s") % {"days": _(" or ").join(sorted(found.deaths))})
    return ", ".join(told) or _("no dates known")


def _offices(found: PersonFound, person: Person) -> Iterator[OfficeOffered]:
    """Each office once, with all its terms."""
    terms: dict[str, list[str]] = {}
    for row in found.offices:
        terms.setdefault(row.label, []).append(_term(row.raw))
    for label in sorted(terms):
        yield OfficeOffered(label, ", ".join(sorted(terms[label])), label in person.offices)


def _term(raw: str) -> str:
    start, _slash, end = raw.partition("/")
    if not end:
        return _("%(start)s to a day not known") % {"start": start}
    return _("since %(start)s") % {"start": start} if end == OPEN else f"{start} – {end}"
