"""Who may be meant by the name that a claim was read with, by what the source has told about people of that name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.models import Observation
from claims.values import Person

MOST_FACTS = 500


@dataclass(slots=True)
class PersonFound:
    """One entity: what it is, and the dated facts about it in its newest revision."""

    entity: str
    about: str
    address: str
    births: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    offices: list[Observation] = field(default_factory=list)


def people_found(person: Person) -> Sequence[PersonFound]:
    """Everybody of that name whom a source has told of, in one query, by their ids."""
    rows = Observation.objects.filter(
        series__indicator__takes_person=True, subject__in={person.name, person.asked}, gone_in__isnull=True
    ).order_by("-vintage_on", "-pk")
    found: dict[str, PersonFound] = {}
    newest: dict[str, object] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows[:MOST_FACTS]:
        entity, kind = row.fact.split()[:2]
        if newest.setdefault(entity, row.vintage_on) != row.vintage_on or (row.fact, row.raw) in seen:
            continue
        seen.add((row.fact, row.raw))
        _add(found.setdefault(entity, PersonFound(entity, row.note, row.address)), kind, row)
    return [found[entity] for entity in sorted(found, key=lambda each: int(each[1:]))]


def _add(person: PersonFound, kind: str, row: Observation) -> None:
    if kind == "office":
        person.offices.append(row)
    else:
        (person.births if kind == "birth" else person.deaths).append(row.raw)
